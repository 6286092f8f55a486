// Arithmetic on numbers, money, dates and durations, and exchange rates.

#include <optional>

#include "tests/reference/expressions.h"
#include "tests/reference/operations.h"

namespace probity::reference {

// ----------------------------------------------------------------------------------

Value Expressions::arithmetic(const node::Arithmetic& node, Frame& frame) {
  const Value left = value(node.left, frame);
  const Value right = value(node.right, frame);
  if (!is_known(left) || !is_known(right)) return std::monostate{};
  const Number* left_number = std::get_if<Number>(&left);
  const Number* right_number = std::get_if<Number>(&right);
  const Purse* left_purse = std::get_if<Purse>(&left);
  const Purse* right_purse = std::get_if<Purse>(&right);
  if (std::holds_alternative<Date>(left) || std::holds_alternative<Date>(right) ||
      std::holds_alternative<Duration>(left)) {
    return date_arithmetic(node, left, right);
  }
  switch (node.op) {
    case node::Operation::kAdd:
      if (left_purse != nullptr) return added(*left_purse, *right_purse);
      return *left_number + *right_number;
    case node::Operation::kSubtract:
      if (left_purse != nullptr) return added(*left_purse, scaled(*right_purse, Number(-1)));
      return *left_number - *right_number;
    case node::Operation::kMultiply:
      if (left_purse != nullptr) return scaled(*left_purse, *right_number);
      if (right_purse != nullptr) return scaled(*right_purse, *left_number);
      return *left_number * *right_number;
    case node::Operation::kDivide:
      return divide(node, left, right);
  }
  return std::monostate{};
}

Value Expressions::divide(const node::Arithmetic& node, const Value& left, const Value& right) {
  std::optional<Number> dividend;
  std::optional<Number> divisor;
  const Purse* left_purse = std::get_if<Purse>(&left);
  const Purse* right_purse = std::get_if<Purse>(&right);
  if (left_purse != nullptr && right_purse != nullptr) {
    Currency currency = euro();
    for (const NodeId side : {node.left, node.right}) {
      const node::Content& content = (*setting_.program)[side].content;
      const bool is_fixed = std::holds_alternative<node::Literal>(content) ||
                            std::holds_alternative<node::ParameterUse>(content);
      const Purse& purse = side == node.left ? *left_purse : *right_purse;
      if (is_fixed && !purse.empty()) currency = purse.begin()->first;
    }
    if (setting_.bounds == Bounds::kMost) {
      currency = common_currency(*left_purse, *right_purse).value_or(currency);
    }
    dividend = converted(*left_purse, currency);
    divisor = converted(*right_purse, currency);
  } else if (left_purse != nullptr) {
    const std::optional<Number> factor = Number::divide(Number(1), std::get<Number>(right));
    if (!factor) return std::monostate{};
    return scaled(*left_purse, *factor);
  } else {
    dividend = std::get<Number>(left);
    divisor = std::get<Number>(right);
  }
  if (!dividend || !divisor) return std::monostate{};
  const std::optional<Number> quotient = Number::divide(*dividend, *divisor);
  if (!quotient) return std::monostate{};
  return *quotient;
}

Value Expressions::date_arithmetic(const node::Arithmetic& node, const Value& left,
                                   const Value& right) {
  const bool is_sum = node.op == node::Operation::kAdd;
  const Date* left_date = std::get_if<Date>(&left);
  const Date* right_date = std::get_if<Date>(&right);
  if (left_date != nullptr && right_date != nullptr) {
    return Number(days_between(*right_date, *left_date));
  }
  if (left_date != nullptr || right_date != nullptr) {
    const Date date = left_date != nullptr ? *left_date : *right_date;
    const auto& duration = std::get<Duration>(left_date != nullptr ? right : left);
    const std::optional<Date> day = is_sum ? add(date, duration) : subtract(date, duration);
    if (day) return *day;
    return std::monostate{};
  }
  const auto& first = std::get<Duration>(left);
  const auto& second = std::get<Duration>(right);
  const std::optional<Duration> duration = is_sum ? add(first, second) : subtract(first, second);
  if (duration) return *duration;
  return std::monostate{};
}

// ---- money
// ---------------------------------------------------------------------------------------

std::optional<Number> Expressions::exchange_rate(Currency from, Currency to) {
  const Vocabulary& vocabulary = setting_.program->vocabulary;
  const auto absent = [&]() -> std::optional<Number> {
    reads_.wanted_rate = true;
    return std::nullopt;
  };
  if (!vocabulary.roles.rates || !setting_.reference_date) return absent();
  const FactTree& rates = fact_at(tree(), {*vocabulary.roles.rates});
  if (!rates.is_known()) return absent();
  const RateFields& fields = vocabulary.rate_fields;
  std::optional<Number> found;
  std::optional<Date> latest;
  for (const FactTree& entry : rates.children) {
    const auto* entry_from = std::get_if<std::string>(&entry.children.at(fields.from).scalar);
    const auto* entry_to = std::get_if<std::string>(&entry.children.at(fields.to).scalar);
    const auto* rate = std::get_if<Number>(&entry.children.at(fields.rate).scalar);
    const auto* on = std::get_if<Date>(&entry.children.at(fields.on).scalar);
    if (entry_from == nullptr || entry_to == nullptr || rate == nullptr || on == nullptr) continue;
    const bool is_direct = *entry_from == from.code() && *entry_to == to.code();
    const bool is_inverted = *entry_from == to.code() && *entry_to == from.code();
    if (!is_direct && !is_inverted) continue;
    if (*on > *setting_.reference_date || (latest && *on <= *latest)) continue;
    latest = *on;
    found = is_direct ? *rate : Number::divide(Number(1), *rate);
  }
  return found ? found : absent();
}

std::optional<Number> Expressions::converted(const Purse& purse, Currency currency) {
  std::optional<Number> total = Number(0);
  for (const auto& [from, amount] : purse) {
    if (from == currency) {
      if (total) *total += amount;
      continue;
    }
    if (setting_.bounds == Bounds::kMost && amount.is_zero()) continue;
    const std::optional<Number> rate = exchange_rate(from, currency);
    if (!rate) total.reset();
    if (total) *total += amount * *rate;
  }
  return total;
}

std::optional<Number> Expressions::plain_number(const Value& value, Currency currency) {
  if (const Number* number = std::get_if<Number>(&value)) return *number;
  if (const Purse* purse = std::get_if<Purse>(&value)) return converted(*purse, currency);
  return std::nullopt;
}

}  // namespace probity::reference
