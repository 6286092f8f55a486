#include "support/json_string.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "support/text.h"

namespace probity {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  ///< in bytes
};

/// The first code point of well-formed, non-empty UTF-8.
CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t index) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[index]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  if (lead < 0xF0) {
    return {((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3};
  }
  return {((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) |
              (byte(3) & 0x3FU),
          4};
}

bool is_plain(char character) {
  const auto value = static_cast<unsigned char>(character);
  return value >= 0x20 && value < 0x7F && character != '"' && character != '\\';
}

void append_escape(std::string& out, char32_t value) {
  const auto unit = [&](char32_t sixteen_bits) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(sixteen_bits));
  };
  if (value < 0x10000) {
    unit(value);
  } else {
    unit(0xD800 + ((value - 0x10000) >> 10U));
    unit(0xDC00 + ((value - 0x10000) & 0x3FFU));
  }
}

void append_ascii(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<unsigned char>(character);
  if (value < 0x20 || value == 0x7F) {
    append_escape(out, value);
  } else {
    out += character;
  }
}

/// Which characters are dangerous is decided in one place, escape_untrusted. It is asked about each
/// character only where the text as a whole holds one.
void append_well_formed(std::string& out, std::string_view text) {
  const bool is_harmless = escape_untrusted(text) == text;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::string_view bytes = text.substr(0, point.length);
    if (point.length == 1) {
      append_ascii(out, bytes.front());
    } else if (is_harmless || escape_untrusted(bytes) == bytes) {
      out += bytes;
    } else {
      append_escape(out, point.value);
    }
    text.remove_prefix(point.length);
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  // Nearly every string: keys, pointers, names.
  if (std::ranges::all_of(text, is_plain)) return out.append(text) += '"';
  while (true) {
    const std::optional<std::size_t> invalid = find_invalid_utf8(text);
    append_well_formed(out, text.substr(0, invalid.value_or(text.size())));
    if (!invalid) break;
    out += "\\ufffd";
    text.remove_prefix(*invalid + 1);
  }
  out += '"';
  return out;
}

}  // namespace probity
