// Comparison and arithmetic of the machine. What cannot be computed is unknown, with its cause; a
// comparison of unknown numbers is left to the bounds analysis (linear.h).
#include <algorithm>

#include "evaluate/linear.h"
#include "evaluate/machine.h"
#include "support/match.h"

namespace probity {

namespace {

using node::Comparator;
using node::Operation;

bool holds(Comparator comparator, std::partial_ordering order) {
  switch (comparator) {
    case Comparator::kEqual:
      return order == 0;
    case Comparator::kNotEqual:
      return order != 0;
    case Comparator::kAtMost:
      return order <= 0;
    case Comparator::kAtLeast:
      return order >= 0;
    case Comparator::kMoreThan:
      return order > 0;
    case Comparator::kLessThan:
      return order < 0;
  }
  return false;
}

MoneySum combine(MoneySum left, const MoneySum& right, int sign) {
  for (const Money& part : right.parts) {
    const auto place = std::ranges::lower_bound(left.parts, part.currency, {}, &Money::currency);
    const Number amount = sign < 0 ? -part.amount : part.amount;
    if (place != left.parts.end() && place->currency == part.currency) {
      place->amount += amount;
    } else {
      left.parts.insert(place, Money{amount, part.currency});
    }
  }
  if (left.parts.size() > 1) {
    const Currency first = left.parts[0].currency;
    std::erase_if(left.parts, [](const Money& part) { return part.amount.is_zero(); });
    if (left.parts.empty()) left.parts.push_back({Number(), first});
  }
  return left;
}

MoneySum scale(MoneySum sum, const Number& factor) {
  for (Money& part : sum.parts) part.amount *= factor;
  return sum;
}

std::partial_ordering order(const Value& left, const Value& right) {
  if (const auto* number = std::get_if<Number>(&left)) return *number <=> std::get<Number>(right);
  if (const auto* date = std::get_if<Date>(&left)) return *date <=> std::get<Date>(right);
  if (const auto* span = std::get_if<Duration>(&left)) return *span <=> std::get<Duration>(right);
  return are_equal(left, right) ? std::partial_ordering::equivalent
                                : std::partial_ordering::unordered;
}

bool is_zero(const Value& value) {
  if (const auto* number = std::get_if<Number>(&value)) return number->is_zero();
  const auto* sum = std::get_if<MoneySum>(&value);
  return sum != nullptr &&
         std::ranges::all_of(sum->parts, [](const Money& part) { return part.amount.is_zero(); });
}

/// The currency that both sums are in, so that no rate is needed; absent where they differ.
std::optional<Currency> common_currency(const MoneySum& left, const MoneySum& right) {
  std::optional<Currency> common;
  for (const MoneySum* sum : {&left, &right}) {
    for (const Money& part : sum->parts) {
      if (part.amount.is_zero()) continue;
      if (common && *common != part.currency) return std::nullopt;
      common = part.currency;
    }
  }
  return common ? common : euro();
}

/// To which both sides are brought.
Currency currency_of(const node::Compare& compare, const MoneySum& left, const MoneySum& right) {
  return common_currency(left, right).value_or(compare.currency ? *compare.currency : euro());
}

}  // namespace

MoneySum plus(MoneySum left, const MoneySum& right) { return combine(std::move(left), right, 1); }

bool are_equal(const Value& left, const Value& right) {
  return match(
      left, [](const Unknown&) { return false; },
      [&](const MoneySum& sum) {
        const auto* other = std::get_if<MoneySum>(&right);
        if (other == nullptr) return false;
        const MoneySum difference = combine(sum, *other, -1);
        return std::ranges::all_of(difference.parts,
                                   [](const Money& part) { return part.amount.is_zero(); });
      },
      [](const RecordValue&) { return false; }, [](ListId) { return false; },
      [&](const auto& known) {
        const auto* other = std::get_if<std::remove_cvref_t<decltype(known)>>(&right);
        return other != nullptr && known == *other;
      });
}

CauseId cause_of(Machine& machine, const Value& value) {
  return match(
      value, [](const Unknown& missing) { return missing.cause; },
      [&](const RecordValue& record) {
        return record.instance.is_present() ? CauseId{} : machine.causes().fact(record.path);
      },
      [&](ListId list) { return machine.causes().all(machine[list].open); },
      [](const auto&) { return CauseId{}; });
}

/// The list where it lacks an entry, else what is unknown of its entries.
CauseId Machine::missing_rate(const MoneySum& sum, Currency target) {
  const Vocabulary& vocabulary = program_.vocabulary;
  if (!vocabulary.roles.rates) return causes_.reason("there are no exchange rates");
  if (!reference_date_) return causes_.reason("there is no reference date");
  const PathId list = places_.field(places_.root(), vocabulary.root, *vocabulary.roles.rates);
  std::vector<CauseId> parts;
  for (const Money& money : sum.parts) {
    if (convert(money, target)) continue;
    for (const ExchangeRate& entry :
         exchange_.open_entries(money.currency, target, *reference_date_)) {
      add_unknown_parts(entry, places_.element(list, entry.index), parts);
    }
  }
  return parts.empty() ? causes_.fact(list) : causes_.all(parts);
}

void Machine::add_unknown_parts(const ExchangeRate& entry, PathId path,
                                std::vector<CauseId>& parts) {
  const Vocabulary& vocabulary = program_.vocabulary;
  const RateFields& fields = vocabulary.rate_fields;
  const Field& list = vocabulary.record(vocabulary.root).fields[*vocabulary.roles.rates];
  const RecordId record = vocabulary.type(vocabulary.type(list.type).element).record;
  const auto add = [&](bool is_known, std::uint32_t field) {
    if (!is_known) parts.push_back(causes_.fact(places_.field(path, record, field)));
  };
  add(entry.from.has_value(), fields.from);
  add(entry.to.has_value(), fields.to);
  add(entry.units.has_value(), fields.rate);
  add(entry.on.has_value(), fields.on);
}

std::optional<Number> Machine::convert(const Money& money, Currency target) const {
  if (money.currency == target || money.amount.is_zero()) return money.amount;
  if (!reference_date_) return std::nullopt;
  return exchange_.convert(money, target, *reference_date_);
}

Machine::Converted Machine::convert(const MoneySum& sum, Currency target) {
  Number total;
  for (const Money& part : sum.parts) {
    const std::optional<Number> amount = convert(part, target);
    if (!amount) return {std::nullopt, missing_rate(sum, target)};
    total += *amount;
  }
  return {total, {}};
}

Value Machine::brought_to_one(Value value) {
  const auto* sum = std::get_if<MoneySum>(&value);
  if (sum == nullptr || sum->parts.size() < 2) return value;
  const Converted converted = convert(*sum, euro());
  if (!converted.amount) return Unknown{converted.cause};
  return MoneySum{{Money{*converted.amount, euro()}}};
}

Value Machine::evaluate_compare(const node::Compare& compare) {
  const Value left = evaluate(compare.left);
  const Value right = evaluate(compare.right);
  const bool is_open = is_unknown(left) || is_unknown(right);
  const TypeKind kind = program_.vocabulary.type(program_[compare.left].type).kind;
  const bool is_numeric =
      kind == TypeKind::kNumber || kind == TypeKind::kPercentage || kind == TypeKind::kMoney;
  if (is_open && !is_numeric) {
    return Unknown{causes_.all(cause_of(*this, left), cause_of(*this, right))};
  }
  if (!is_open && trace_ != nullptr) trace_->distance = distance(compare, left, right);
  const Tested known = is_open ? Tested{} : compare_known(compare, left, right);
  if (known.truth != Truth::kUnknown || !is_numeric) return truth(known);
  return truth(compare_by_bounds(*this, compare));
}

Tested Machine::is_same(const Value& left, const Value& right) {
  const auto* sum = std::get_if<MoneySum>(&left);
  if (sum == nullptr) return {are_equal(left, right) ? Truth::kTrue : Truth::kFalse, {}};
  const auto& other = std::get<MoneySum>(right);
  const Currency target = common_currency(*sum, other).value_or(euro());
  const Converted one = convert(*sum, target);
  const Converted two = convert(other, target);
  if (!one.amount || !two.amount) return {Truth::kUnknown, causes_.all(one.cause, two.cause)};
  return {*one.amount == *two.amount ? Truth::kTrue : Truth::kFalse, {}};
}

Tested Machine::compare_known(const node::Compare& compare, const Value& left, const Value& right) {
  if (const auto* sum = std::get_if<MoneySum>(&left)) {
    const auto& other = std::get<MoneySum>(right);
    const Currency target = currency_of(compare, *sum, other);
    const Converted one = convert(*sum, target);
    const Converted two = convert(other, target);
    if (!one.amount || !two.amount) {
      return {Truth::kUnknown, causes_.all(one.cause, two.cause)};
    }
    return {truth_of(holds(compare.op, *one.amount <=> *two.amount)), {}};
  }
  const std::partial_ordering result = order(left, right);
  const bool needs_order = compare.op != Comparator::kEqual && compare.op != Comparator::kNotEqual;
  const bool is_duration = std::holds_alternative<Duration>(left);
  if (result == std::partial_ordering::unordered && (is_duration || needs_order)) {
    return {Truth::kUnknown, causes_.reason("durations in days and in months do not compare")};
  }
  return {truth_of(holds(compare.op, result)), {}};
}

std::optional<Number> Machine::distance(const node::Compare& compare, const Value& left,
                                        const Value& right) {
  if (const auto* number = std::get_if<Number>(&left)) return *number - std::get<Number>(right);
  if (const auto* day = std::get_if<Date>(&left)) {
    return Number(days_between(std::get<Date>(right), *day));
  }
  if (const auto* span = std::get_if<Duration>(&left)) {
    const auto& other = std::get<Duration>(right);
    if (span->unit != other.unit) return std::nullopt;
    return Number(span->count - other.count);
  }
  const auto* sum = std::get_if<MoneySum>(&left);
  if (sum == nullptr) return std::nullopt;
  const auto& other = std::get<MoneySum>(right);
  const Currency target = currency_of(compare, *sum, other);
  const Converted one = convert(*sum, target);
  const Converted two = convert(other, target);
  if (!one.amount || !two.amount) return std::nullopt;
  return *one.amount - *two.amount;
}

Value Machine::divide(const Value& left, const Value& right) {
  const auto by = [&](const Number& dividend, const Number& divisor) -> Value {
    const std::optional<Number> result = Number::divide(dividend, divisor);
    if (!result) return Unknown{causes_.reason("division by zero")};
    return *result;
  };
  if (const auto* number = std::get_if<Number>(&left)) return by(*number, std::get<Number>(right));
  const auto& sum = std::get<MoneySum>(left);
  if (const auto* divisor = std::get_if<Number>(&right)) {
    const std::optional<Number> factor = Number::divide(Number(1), *divisor);
    if (!factor) return Unknown{causes_.reason("division by zero")};
    return scale(sum, *factor);
  }
  const auto& other = std::get<MoneySum>(right);
  const Currency target = common_currency(sum, other).value_or(euro());
  const Converted one = convert(sum, target);
  const Converted two = convert(other, target);
  if (!one.amount) return Unknown{one.cause};
  if (!two.amount) return Unknown{two.cause};
  return by(*one.amount, *two.amount);
}

Value Machine::evaluate_arithmetic(const node::Arithmetic& arithmetic, const Node&) {
  const Value left = evaluate(arithmetic.left);
  const Value right = evaluate(arithmetic.right);
  if (arithmetic.op == Operation::kDivide && is_zero(right)) {
    return Unknown{causes_.reason("division by zero")};  // whatever is divided
  }
  if (is_unknown(left) || is_unknown(right)) {
    return Unknown{causes_.all(cause_of(*this, left), cause_of(*this, right))};
  }
  const auto dated = [&](const std::optional<Date>& day) -> Value {
    if (day) return *day;
    return Unknown{causes_.reason("the date lies outside the years 0001 to 9999")};
  };
  const auto lasting = [&](const std::optional<Duration>& span) -> Value {
    if (span) return *span;
    return Unknown{causes_.reason("days and months do not add up to one duration")};
  };
  const int sign = arithmetic.op == Operation::kSubtract ? -1 : 1;
  if (arithmetic.op == Operation::kDivide) return divide(left, right);
  if (arithmetic.op == Operation::kMultiply) {
    if (const auto* sum = std::get_if<MoneySum>(&left)) return scale(*sum, std::get<Number>(right));
    if (const auto* sum = std::get_if<MoneySum>(&right)) return scale(*sum, std::get<Number>(left));
    return std::get<Number>(left) * std::get<Number>(right);
  }
  return match(
      left,
      [&](const Number& number) -> Value {
        const auto& other = std::get<Number>(right);
        return sign < 0 ? number - other : number + other;
      },
      [&](const MoneySum& sum) -> Value { return combine(sum, std::get<MoneySum>(right), sign); },
      [&](Date day) -> Value {
        if (const Date* other = std::get_if<Date>(&right)) return Number(days_between(*other, day));
        const auto& span = std::get<Duration>(right);
        return dated(sign < 0 ? subtract(day, span) : probity::add(day, span));
      },
      [&](const Duration& span) -> Value {
        if (const Date* day = std::get_if<Date>(&right)) return dated(probity::add(*day, span));
        const auto& other = std::get<Duration>(right);
        return lasting(sign < 0 ? subtract(span, other) : probity::add(span, other));
      },
      [](const auto&) -> Value { return Unknown{}; });
}

Value Machine::evaluate_negate(const node::Negate& negate) {
  Value value = evaluate(negate.operand);
  if (const auto* number = std::get_if<Number>(&value)) return -*number;
  if (const auto* sum = std::get_if<MoneySum>(&value)) return scale(*sum, Number(-1));
  return value;
}

}  // namespace probity
