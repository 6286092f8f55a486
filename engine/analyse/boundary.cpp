#include "analyse/boundary.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "analyse/steps.h"
#include "cases/constant_json.h"
#include "values/minor_unit.h"

namespace probity {
namespace {

constexpr std::int64_t kMostDays = 7305;       ///< twenty years on either side of a day
constexpr std::int64_t kMostTimes = 16;        ///< of the present value, upwards
constexpr std::int64_t kLeastHeadroom = 1000;  ///< in steps, where the present value is small

/// The values that are tried, numbered by whole steps.
struct Scale {
  std::int64_t below = 0;  ///< the last step that is not above the present value
  bool is_exact = true;    ///< it is the present value
  std::int64_t least = 0;
  std::int64_t most = 0;
  TypeId type;
  Number step;                       ///< size of a step; of a day 1
  std::optional<Currency> currency;  ///< present for money
  bool is_date = false;

  [[nodiscard]] Constant value(std::int64_t at) const {
    if (is_date) return Date{static_cast<std::int32_t>(at)};
    Number amount = Number(at) * step;
    if (currency) return Money{std::move(amount), *currency};
    return amount;
  }
};

std::optional<Scale> scale_of_number(const Number& now, int places, TypeId type) {
  Scale scale;
  scale.type = type;
  scale.step = Number::power_of_ten(-places);
  const Number steps = now * Number::power_of_ten(places);
  const std::optional<std::int64_t> whole = steps.truncated().to_int64();
  constexpr std::int64_t kMostSteps = std::int64_t{1} << 52;
  if (!whole || *whole < 0 || *whole > kMostSteps) return std::nullopt;
  scale.below = *whole;
  scale.is_exact = steps.is_integer();
  scale.most = *whole * kMostTimes + kLeastHeadroom;
  return scale;
}

std::optional<Scale> scale_of(const Facts& facts, const Fact& fact, const Vocabulary& vocabulary,
                              TypeId type) {
  if (fact.kind == FactKind::kDate) {
    const std::int64_t day = Facts::date(fact).days;
    Scale scale;
    scale.type = type;
    scale.below = day;
    scale.least = std::max<std::int64_t>(day - kMostDays, kFirstDate.days);
    scale.most = std::min<std::int64_t>(day + kMostDays, kLastDate.days);
    scale.is_date = true;
    return scale;
  }
  if (fact.kind == FactKind::kMoney) {
    const Money& money = facts.money(fact);
    std::optional<Scale> scale =
        scale_of_number(money.amount, minor_unit_places(money.currency), type);
    if (scale) scale->currency = money.currency;
    return scale;
  }
  if (fact.kind != FactKind::kNumber) return std::nullopt;
  const Number& number = facts.number(fact);
  if (vocabulary.type(type).kind == TypeKind::kPercentage) {
    std::optional<Scale> scale = scale_of_number(number, kSharePlaces, type);
    if (scale) scale->most = std::max<std::int64_t>(scale->below, 10'000);
    return scale;
  }
  return scale_of_number(number, number.is_integer() ? 0 : kDecimalPlaces, type);
}

}  // namespace

std::vector<std::string> find_boundaries(
    const Vocabulary& vocabulary, const Facts& facts, const Place& place,
    const std::function<bool(const std::string& json)>& turns) {
  const std::optional<Scale> scale =
      scale_of(facts, find_fact(vocabulary, facts, place), vocabulary, place.type);
  if (!scale) return {};
  const auto json_at = [&](std::int64_t step) {
    return *json_of_constant(vocabulary, scale->value(step), scale->type);
  };
  std::vector<std::string> result;
  // Between a step that turns the finding and one that does not, the nearest that does.
  const auto halve = [&](std::int64_t turning, std::int64_t other) {
    while (turning - other > 1 || other - turning > 1) {
      const std::int64_t middle = turning + (other - turning) / 2;
      (turns(json_at(middle)) ? turning : other) = middle;
    }
    result.push_back(json_at(turning));
  };
  const std::int64_t above = scale->below + 1;
  const std::int64_t first_below = scale->is_exact ? scale->below - 1 : scale->below;
  if (scale->least <= first_below && turns(json_at(scale->least))) {
    halve(scale->least, first_below + 1);
  }
  if (above <= scale->most && turns(json_at(scale->most))) halve(scale->most, scale->below);
  return result;
}

}  // namespace probity
