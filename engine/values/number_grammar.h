#pragma once

// The written form of a number, taken apart without giving it a value: the grammar and the limit on
// digits live here, exact arithmetic in number.cpp. Private to this folder.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "values/number.h"

namespace probity {

enum class NumberGrammar : std::uint8_t {
  kJson,     // RFC 8259
  kLiteral,  // the same with single underscores between digits
};

// digits * 10^exponent, negated where `is_negative`; no digits at all for zero.
struct WrittenNumber {
  bool is_negative = false;
  std::array<char, kMaxDigits> buffer{};  // without leading zeros, point and underscores
  std::size_t digit_count = 0;
  int exponent = 0;  // between -kMaxDigits and kMaxDigits

  [[nodiscard]] std::string_view digits() const { return {buffer.data(), digit_count}; }
};

// Takes time linear in the text and a fixed amount of memory, whatever the exponent says. A text
// that is both malformed and too long is malformed.
[[nodiscard]] std::variant<WrittenNumber, NumberError> scan_number(std::string_view text,
                                                                   NumberGrammar grammar);

}  // namespace probity
