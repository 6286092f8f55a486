// What the parts of the reference evaluator share: small operations on its values.
#pragma once

#include "support/match.h"
#include "tests/reference/expressions.h"

namespace probity::reference {

inline Value value_of(Truth truth) {
  if (truth == Truth::kUnknown) return std::monostate{};
  return truth == Truth::kTrue;
}

inline Truth truth_of_value(const Value& value) {
  const bool* known = std::get_if<bool>(&value);
  return known == nullptr ? Truth::kUnknown : probity::truth_of(*known);
}

inline Value value_of(const Constant& constant) {
  return match(
      constant, [](const Money& money) -> Value { return Purse{{money.currency, money.amount}}; },
      [](const auto& other) -> Value { return other; });
}

inline ListValue unknown_list() {
  ListValue list;
  list.is_open = true;
  return list;
}

inline bool is_list(const Type& type) {
  return type.kind == TypeKind::kList || type.kind == TypeKind::kSet;
}

inline Truth both(Truth left, Truth right) { return kleene_and(left, right); }

inline Purse scaled(const Purse& purse, const Number& factor) {
  Purse out;
  for (const auto& [currency, amount] : purse) out[currency] = amount * factor;
  return out;
}

inline Purse added(const Purse& left, const Purse& right) {
  Purse out = left;
  for (const auto& [currency, amount] : right) out[currency] += amount;
  return out;
}

/// Equality of two known values that are not money; unknown for durations that do not compare.
inline Truth equal(const Value& left, const Value& right) {
  const auto* left_duration = std::get_if<Duration>(&left);
  const auto* right_duration = std::get_if<Duration>(&right);
  if (left_duration != nullptr && right_duration != nullptr &&
      left_duration->unit != right_duration->unit) {
    return Truth::kUnknown;
  }
  return match(
      left, [](const std::monostate&) { return Truth::kUnknown; },
      [](const ListValue&) { return Truth::kUnknown; },
      [&]<class T>(const T& known) {
        const T* other = std::get_if<T>(&right);
        return other == nullptr ? Truth::kUnknown : truth_of(known == *other);
      });
}

}  // namespace probity::reference
