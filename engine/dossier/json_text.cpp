#include "dossier/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "support/text.h"
#include "values/number.h"

namespace probity {
namespace {

std::optional<std::uint32_t> hexadecimal_value(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char digit : digits) {
    value <<= 4U;
    if (is_digit(digit)) {
      value += static_cast<std::uint32_t>(digit - '0');
    } else if (digit >= 'a' && digit <= 'f') {
      value += static_cast<std::uint32_t>(digit - 'a') + 10;
    } else if (digit >= 'A' && digit <= 'F') {
      value += static_cast<std::uint32_t>(digit - 'A') + 10;
    } else {
      return std::nullopt;
    }
  }
  return value;
}

void append_utf8(std::uint32_t code_point, std::string& text) {
  const auto append = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0U | (code_point >> 6U));
    append(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    append(0xE0U | (code_point >> 12U));
    append(0x80U | ((code_point >> 6U) & 0x3FU));
    append(0x80U | (code_point & 0x3FU));
  } else {
    append(0xF0U | (code_point >> 18U));
    append(0x80U | ((code_point >> 12U) & 0x3FU));
    append(0x80U | ((code_point >> 6U) & 0x3FU));
    append(0x80U | (code_point & 0x3FU));
  }
}

std::optional<char> simple_escape(char character) {
  switch (character) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '/':
      return '/';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return std::nullopt;
  }
}

constexpr std::size_t kUnicodeEscapeSize = 6;  // \uXXXX

/// The 16 bits of the escape at `offset`, absent where there is none.
std::optional<std::uint32_t> unicode_escape(std::string_view raw, std::size_t offset) {
  const std::string_view escape = raw.substr(std::min(offset, raw.size()), kUnicodeEscapeSize);
  if (escape.size() < kUnicodeEscapeSize || !escape.starts_with("\\u")) return std::nullopt;
  return hexadecimal_value(escape.substr(2));
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

TextFault escape_fault(std::string_view raw, std::size_t offset) {
  // The backslash and the whole character after it.
  std::size_t size = std::min<std::size_t>(2, raw.size() - offset);
  while (offset + size < raw.size() &&
         (static_cast<std::uint8_t>(raw[offset + size]) & 0xC0U) == 0x80U) {
    ++size;
  }
  const std::string_view escape = raw.substr(offset, size);
  if (escape == "\\u") {
    return {Code::unknown_escape, offset, size,
            "`\\u` without the four hexadecimal digits that follow it", ""};
  }
  return {Code::unknown_escape, offset, size,
          fmt::format("the escape {} is none that JSON knows", in_backticks(escape)),
          "a backslash itself is written `\\\\`"};
}

/// Reads one `\u` escape, or a pair of them, at `offset` and moves behind it.
std::optional<TextFault> unescape_unicode(std::string_view raw, std::size_t& offset,
                                          std::string& text) {
  const std::optional<std::uint32_t> unit = unicode_escape(raw, offset);
  if (!unit) return escape_fault(raw, offset);
  if (*unit == 0) {
    return TextFault{Code::nul_character, offset, kUnicodeEscapeSize,
                     "the character NUL, which a text may not hold", "leave the escape out"};
  }
  std::uint32_t code_point = *unit;
  std::size_t size = kUnicodeEscapeSize;
  if (is_high_surrogate(*unit)) {
    const std::optional<std::uint32_t> low = unicode_escape(raw, offset + kUnicodeEscapeSize);
    if (low && is_low_surrogate(*low)) {
      code_point = 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
      size *= 2;
    }
  }
  if (code_point >= 0xD800 && code_point <= 0xDFFF) {
    return TextFault{Code::lone_surrogate, offset, kUnicodeEscapeSize,
                     fmt::format("{} is half of a surrogate pair, and the other half is missing",
                                 in_backticks(raw.substr(offset, kUnicodeEscapeSize))),
                     "write the character itself; a dossier is UTF-8"};
  }
  append_utf8(code_point, text);
  offset += size;
  return std::nullopt;
}

TextFault number_fault(std::string_view token, std::string reason, std::string help) {
  return {Code::malformed_number, 0, token.size(),
          fmt::format("{} is no number: {}", in_backticks(token), reason), std::move(help)};
}

TextFault malformed_number(std::string_view token) {
  const std::string_view unsigned_part = token.substr(token.starts_with('-') ? 1 : 0);
  if (unsigned_part == "Infinity" || unsigned_part == "NaN") {
    return {Code::unknown_word, 0, token.size(), fmt::format("JSON has no {}", in_backticks(token)),
            "leave the fact out where it is not known"};
  }
  const bool starts_with_digit = !unsigned_part.empty() && is_digit(unsigned_part.front());
  if (token.starts_with('+')) return number_fault(token, "no `+` stands before a number", "");
  if (unsigned_part.starts_with('.')) {
    return number_fault(
        token, "a digit stands before the point",
        fmt::format("write `{}0{}`", token.starts_with('-') ? "-" : "", unsigned_part));
  }
  if (!starts_with_digit) return number_fault(token, "a digit follows the `-`", "");
  if (unsigned_part.starts_with("0x") || unsigned_part.starts_with("0X")) {
    return number_fault(token, "JSON has decimal numbers only", "");
  }
  if (unsigned_part.size() > 1 && unsigned_part[0] == '0' && is_digit(unsigned_part[1])) {
    return number_fault(token, "it has a leading zero",
                        "leave the zero out, or write an identifier in quotation marks");
  }
  if (token.ends_with('.') || token.find(".e") != std::string_view::npos ||
      token.find(".E") != std::string_view::npos) {
    return number_fault(token, "a digit follows the point", "");
  }
  if (token.find('_') != std::string_view::npos || token.find('\'') != std::string_view::npos) {
    return number_fault(token, "there are no separators between digits", "");
  }
  return number_fault(token, "JSON writes it with digits, a point and an exponent at most",
                      "a text stands in quotation marks");
}

}  // namespace

std::optional<TextFault> unescape(std::string_view raw, std::string& text) {
  std::size_t offset = 0;
  while (true) {
    const std::size_t backslash = std::min(raw.find('\\', offset), raw.size());
    text += raw.substr(offset, backslash - offset);
    if (backslash == raw.size()) return std::nullopt;
    offset = backslash;
    if (offset + 1 < raw.size() && raw[offset + 1] == 'u') {
      if (auto fault = unescape_unicode(raw, offset, text)) return fault;
      continue;
    }
    const std::optional<char> character =
        offset + 1 < raw.size() ? simple_escape(raw[offset + 1]) : std::nullopt;
    if (!character) return escape_fault(raw, offset);
    text += *character;
    offset += 2;
  }
}

std::string unescaped_part(std::string_view raw) {
  std::string text;
  static_cast<void>(unescape(raw, text));
  return text;
}

std::optional<TextFault> find_number_fault(std::string_view token) {
  const std::optional<NumberError> error = Number::find_parse_error(token);
  if (!error) return std::nullopt;
  switch (*error) {
    case NumberError::kMalformed:
      return malformed_number(token);
    case NumberError::kTooLong:
      break;
  }
  return TextFault{
      Code::number_too_long, 0, token.size(),
      fmt::format("the number {} needs more than {} digits when written out, the most that is read",
                  in_backticks(token), kMaxDigits),
      ""};
}

std::string in_backticks(std::string_view text) {
  constexpr std::size_t kMostBytes = 60;
  if (text.empty()) return "the empty text";
  if (text.size() <= kMostBytes) return fmt::format("`{}`", text);
  std::size_t cut = kMostBytes;
  while (cut > 0 && (static_cast<std::uint8_t>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return fmt::format("`{}…`", text.substr(0, cut));
}

}  // namespace probity
