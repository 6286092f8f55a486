#include "syntax/scan.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "support/text.h"
#include "syntax/parser.h"

namespace probity {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// More hidden characters than these are one mistake, not many: the file is no rule file.
constexpr std::size_t kMostHiddenCharacters = 20;

struct HiddenCharacter {
  std::uint32_t code_point = 0;
  std::uint32_t bytes = 0;
  std::string_view what;
};

/// The character at `at`, if a reader cannot see it or it changes the order of what is read.
std::optional<HiddenCharacter> find_hidden(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  const std::uint32_t first = byte(0);
  if (first < 0x20) {
    if (first == '\t' || first == '\n') return std::nullopt;
    if (first == '\r' && byte(1) == '\n') return std::nullopt;
    return HiddenCharacter{first, 1,
                           first == 0      ? "a NUL byte"
                           : first == '\r' ? "a carriage return without line feed"
                                           : "a control character"};
  }
  if (first == 0x7F) return HiddenCharacter{first, 1, "a control character"};
  if (first == 0xC2 && byte(1) < 0xA0) return HiddenCharacter{byte(1), 2, "a control character"};
  if (first == 0xC2 && byte(1) == 0xAD) return HiddenCharacter{0xAD, 2, "a soft hyphen"};
  if (first == 0xD8 && byte(1) == 0x9C)
    return HiddenCharacter{0x61C, 2, "a mark that turns the direction of reading"};
  if (first == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) {
    return HiddenCharacter{0xFEFF, 3, "a character without width"};
  }
  if (first != 0xE2) return std::nullopt;
  const std::uint32_t code_point = 0x2000U | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
  if ((code_point >= 0x202A && code_point <= 0x202E) ||
      (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0x200E ||
      code_point == 0x200F) {
    return HiddenCharacter{code_point, 3, "a mark that turns the direction of reading"};
  }
  if (code_point == 0x2028 || code_point == 0x2029)
    return HiddenCharacter{code_point, 3, "a line separator"};
  if ((code_point >= 0x200B && code_point <= 0x200D) ||
      (code_point >= 0x2060 && code_point <= 0x2064)) {
    return HiddenCharacter{code_point, 3, "a character without width"};
  }
  return std::nullopt;
}

bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_';
}

Span span_at(SourceId id, std::size_t begin, std::size_t length) {
  return Span{id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)};
}

/// Reports and blanks the hidden characters; false where there are too many to go on.
bool blank_hidden(std::string& text, SourceId id, Diagnostics& diagnostics) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::optional<HiddenCharacter> hidden = find_hidden(text, at);
    if (!hidden) continue;
    const Span span = span_at(id, at, hidden->bytes);
    diagnostics.add(Diagnostic{
        .code = Code::hidden_character,
        .span = span,
        .message = fmt::format(
            "{} (U+{:04X}) stands here; a rule file holds only characters that can be seen",
            hidden->what, hidden->code_point),
        .help = "remove it",
        .fix = FixIt{span, "", false}});
    if (++found == kMostHiddenCharacters) return false;
    // Inside a word it is a letter that nobody sees, so that the word stays one.
    const bool is_inside_word = at > 0 && is_word_byte(text[at - 1]) &&
                                at + hidden->bytes < text.size() &&
                                is_word_byte(text[at + hidden->bytes]);
    text.replace(at, hidden->bytes, hidden->bytes, is_inside_word ? '_' : ' ');
  }
  return true;
}

/// Offset of the bracket that opens level kMaxBracketDepth + 1. Brackets of every kind count, and a
/// text or a comment ends with its line, as it does for the parser.
std::optional<std::size_t> find_too_deep(std::string_view text) {
  std::uint32_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '(':
      case '[':
      case '{':
        if (++depth > kMaxBracketDepth) return at;
        break;
      case ')':
      case ']':
      case '}':
        if (depth > 0) --depth;
        break;
      case '#':
        at = text.find('\n', at);
        if (at == std::string_view::npos) return std::nullopt;
        break;
      case '"':
        for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at) {
          if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] != '\n') ++at;
        }
        break;
      default:
        break;  // any other byte says nothing about depth
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> scan(const SourceText& source, SourceId id, Diagnostics& diagnostics) {
  const std::string& bytes = source.bytes();
  if (bytes.size() > kMaxRuleFileBytes) {
    diagnostics.add(
        Diagnostic{.code = Code::file_too_large,
                   .span = span_at(id, 0, 0),
                   .message = fmt::format("the file has {} bytes; a rule file may have {}",
                                          bytes.size(), kMaxRuleFileBytes),
                   .help = "split it; several files may form one module"});
    return std::nullopt;
  }
  if (const std::optional<std::size_t> at = find_invalid_utf8(bytes)) {
    diagnostics.add(Diagnostic{
        .code = Code::not_utf8,
        .span = span_at(id, *at, 1),
        .message = fmt::format("the byte 0x{:02x} is not UTF-8; rule files are UTF-8 text",
                               static_cast<unsigned char>(bytes[*at])),
        .help = "save the file with the encoding UTF-8"});
    return std::nullopt;
  }
  std::string text = bytes;
  if (text.starts_with(kByteOrderMark)) {
    const Span span = span_at(id, 0, kByteOrderMark.size());
    diagnostics.add(
        Diagnostic{.code = Code::rules_byte_order_mark,
                   .span = span,
                   .message = "the file begins with a byte order mark; UTF-8 needs none",
                   .help = "save the file as UTF-8 without signature (BOM)",
                   .fix = FixIt{span, "", true}});
    text.replace(0, kByteOrderMark.size(), kByteOrderMark.size(), ' ');
  }
  if (!blank_hidden(text, id, diagnostics)) return std::nullopt;
  if (const std::optional<std::size_t> at = find_too_deep(text)) {
    diagnostics.add(Diagnostic{
        .code = Code::brackets_too_deep,
        .span = span_at(id, *at, 1),
        .message = fmt::format("a bracket opens inside {} others; no more may stand in each other",
                               kMaxBracketDepth),
        .help = "close the brackets before, or give a part a name with `define`"});
    return std::nullopt;
  }
  return text;
}

}  // namespace probity
