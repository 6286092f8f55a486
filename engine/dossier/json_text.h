// The small pieces of JSON text (RFC 8259): escapes in a text, the form of a number, and how a
// piece of a dossier is quoted in a message.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace probity {

/// What is wrong with a piece of text, and where in it.
struct TextFault {
  Code code;
  std::size_t offset = 0;  ///< bytes from the start of the piece
  std::size_t size = 0;    ///< bytes
  std::string message;
  std::string help;
};

/// Appends to `text` what `raw`, the bytes between two quotation marks, stands for. Returns the
/// first fault, after which `text` holds the part before it. Precondition: `raw` is UTF-8.
[[nodiscard]] std::optional<TextFault> unescape(std::string_view raw, std::string& text);

/// What `raw` stands for as far as its first fault, where that is reported elsewhere.
[[nodiscard]] std::string unescaped_part(std::string_view raw);

/// Why `token`, which stands in the place of a number, is none; absent where it is one that
/// Number::parse reads.
[[nodiscard]] std::optional<TextFault> find_number_fault(std::string_view token);

/// `text` in backticks, cut after some 60 characters; for messages.
[[nodiscard]] std::string in_backticks(std::string_view text);

/// Blanks of JSON.
[[nodiscard]] constexpr bool is_json_blank(char character) {
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

}  // namespace probity
