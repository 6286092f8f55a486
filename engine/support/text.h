// Text: UTF-8 (RFC 3629), near spellings, and the rendering of untrusted strings.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace probity {

/// Byte offset of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and
/// values above U+10FFFF included); absent where all of it is.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// Number of code points of well-formed UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// Number of UTF-16 code units that well-formed UTF-8 stands for.
[[nodiscard]] std::size_t count_utf16_units(std::string_view text);

/// Number of terminal columns, with wide and zero-width characters counted as such (UAX #11,
/// reduced to the ranges that European names and CJK text use).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` with every character that could move a cursor, forge a line, reorder what is read (C0,
/// C1, bidi controls, line separators, zero-width and unassigned format characters) or break UTF-8
/// written as `\u{202e}`; a backslash that would look like such an escape is doubled.
[[nodiscard]] std::string escape_untrusted(std::string_view text);

/// The candidate nearest to `name` by Damerau-Levenshtein distance, if it is near enough to be
/// what was meant (at most a third of the length, at least one edit); ties to the earlier.
[[nodiscard]] std::optional<std::string_view> find_nearest(
    std::string_view name, std::span<const std::string_view> candidates);

/// An ASCII digit, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

/// True where `text` has the form of `pattern`, in which `d` is a digit and all else itself.
[[nodiscard]] bool has_form(std::string_view text, std::string_view pattern);

/// True for `[a-z_][a-z0-9_]*`-like identifiers of the rule language, upper case included.
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace probity
