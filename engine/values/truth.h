#pragma once

// The three truth values of the rule language and strong Kleene logic over them
// (language.md, "Three values"). Unknown means that the dossier does not tell; it is not false.
// Every function is total and the connectives never allocate.

#include <cstdint>
#include <string_view>

namespace probity {

enum class Truth : std::uint8_t { kFalse, kTrue, kUnknown };

// "true", "false", "unknown", as every report for machines spells them.
[[nodiscard]] constexpr std::string_view truth_name(Truth truth) noexcept {
  switch (truth) {
    case Truth::kFalse:
      return "false";
    case Truth::kTrue:
      return "true";
    case Truth::kUnknown:
      return "unknown";
  }
  return "";
}

[[nodiscard]] constexpr Truth truth_of(bool value) noexcept {
  return value ? Truth::kTrue : Truth::kFalse;
}

[[nodiscard]] constexpr Truth kleene_not(Truth operand) noexcept {
  switch (operand) {
    case Truth::kFalse:
      return Truth::kTrue;
    case Truth::kTrue:
      return Truth::kFalse;
    case Truth::kUnknown:
      return Truth::kUnknown;
  }
  return Truth::kUnknown;
}

// False as soon as one side is false, whatever the other one is.
[[nodiscard]] constexpr Truth kleene_and(Truth left, Truth right) noexcept {
  if (left == Truth::kFalse || right == Truth::kFalse) return Truth::kFalse;
  if (left == Truth::kTrue && right == Truth::kTrue) return Truth::kTrue;
  return Truth::kUnknown;
}

// True as soon as one side is true, whatever the other one is.
[[nodiscard]] constexpr Truth kleene_or(Truth left, Truth right) noexcept {
  if (left == Truth::kTrue || right == Truth::kTrue) return Truth::kTrue;
  if (left == Truth::kFalse && right == Truth::kFalse) return Truth::kFalse;
  return Truth::kUnknown;
}

// `left implies right`, which is `not left or right`.
[[nodiscard]] constexpr Truth kleene_implies(Truth left, Truth right) noexcept {
  return kleene_or(kleene_not(left), right);
}

}  // namespace probity
