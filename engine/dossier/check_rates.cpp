#include "dossier/check_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dossier/json_scanner.h"
#include "dossier/value_advice.h"
#include "values/money.h"

namespace probity {
namespace {

/// A usable entry: units of `second` for one of `first`, which comes before it in the alphabet.
struct Entry {
  Currency first;
  Currency second;
  Date on;
  Number rate;
  std::uint32_t element;

  [[nodiscard]] auto key() const { return std::tie(first, second, on); }
};

/// Invariant: the vocabulary of `reading_` has rates, and the dossier a list of them.
class RateCheck {
 public:
  RateCheck(DossierReading& reading, const Fact& list)
      : reading_(reading), list_(list), fields_(reading.vocabulary.rate_fields) {}

  void run() {
    const std::span<const Fact> elements = reading_.facts.elements(list_);
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (elements[i].kind != FactKind::kRecord) continue;
      check_entry(Facts::record(elements[i]), static_cast<std::uint32_t>(i));
    }
    check_agreement();
  }

 private:
  void check_entry(InstanceId instance, std::uint32_t element) {
    const std::optional<Currency> from = read_currency(instance, element, fields_.from);
    const std::optional<Currency> to = read_currency(instance, element, fields_.to);
    if (from && to && *from == *to) {
      refuse(pointer(element),
             {Code::rate_to_itself,
              fmt::format("a rate of {} to itself, which needs none", from->code()),
              "leave the entry out"});
      return;
    }
    const Fact& rate = reading_.facts.field(instance, fields_.rate);
    if (!rate.is_known()) return;
    const Number& value = reading_.facts.number(rate);
    if (value.sign() <= 0) {
      refuse(field_pointer(element, fields_.rate),
             {Code::rate_not_positive,
              fmt::format("the rate {} is not above zero", in_backticks(value.to_text()))});
      return;
    }
    const Fact& on = reading_.facts.field(instance, fields_.on);
    if (!from || !to || !on.is_known()) return;
    if (*from < *to) {
      entries_.push_back({*from, *to, Facts::date(on), value, element});
    } else if (auto inverse = Number::divide(Number(1), value)) {
      entries_.push_back({*to, *from, Facts::date(on), *inverse, element});
    }
  }

  std::optional<Currency> read_currency(InstanceId instance, std::uint32_t element,
                                        std::uint32_t field) {
    const Fact& fact = reading_.facts.field(instance, field);
    if (!fact.is_known()) return std::nullopt;
    const std::string_view code = reading_.facts.text(fact);
    const std::optional<Currency> currency = find_currency(code);
    if (!currency) refuse(field_pointer(element, field), currency_refusal(code));
    return currency;
  }

  void check_agreement() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
      return left.key() < right.key();
    });
    const Entry* first = nullptr;  // of those of one pair and day
    for (const Entry& entry : entries_) {
      if (first == nullptr || first->key() != entry.key()) {
        first = &entry;
      } else if (entry.rate != first->rate) {
        refuse(pointer(entry.element),
               {Code::rates_disagree,
                fmt::format("two rates of {} and {} on {} disagree", entry.first.code(),
                            entry.second.code(), date_text(entry.on)),
                "keep the one that is right"},
               pointer(first->element));
      }
    }
  }

  [[nodiscard]] std::string pointer(std::uint32_t element) const {
    return fmt::format("{}/{}",
                       pointer_text(reading_.vocabulary, reading_.facts.paths, PathId(list_.third)),
                       element);
  }
  [[nodiscard]] std::string field_pointer(std::uint32_t element, std::uint32_t field) const {
    const Instance& instance =
        reading_.facts.instance(Facts::record(reading_.facts.elements(list_)[element]));
    std::string text = pointer(element) + '/';
    append_pointer_token(reading_.vocabulary.record(instance.type).fields[field].name, text);
    return text;
  }

  /// The places were not kept while reading: they are looked for when they are needed.
  [[nodiscard]] Span place(std::string_view pointer) const {
    return find_value(reading_.text(), reading_.source(), pointer)
        .value_or(Span{reading_.source(), 0, 0});
  }

  void refuse(const std::string& pointer, Refusal refusal, const std::string& earlier = "") {
    if (reading_.is_hopeless()) return;
    Diagnostic diagnostic{.code = refusal.code,
                          .span = place(pointer),
                          .message = std::move(refusal.message),
                          .help = std::move(refusal.help),
                          .pointer = pointer};
    if (!earlier.empty()) diagnostic.labels.push_back({place(earlier), "the entry before"});
    reading_.add(std::move(diagnostic));
  }

  DossierReading& reading_;
  const Fact& list_;
  const RateFields& fields_;
  std::vector<Entry> entries_;
};

}  // namespace

void check_rates(DossierReading& reading) {
  const std::optional<std::uint32_t> field = reading.vocabulary.roles.rates;
  if (!field) return;
  const Fact& list = reading.facts.field(Facts::root(), *field);
  if (list.kind == FactKind::kList) RateCheck(reading, list).run();
}

}  // namespace probity
