// The reasons that JsonScanner gives: what stands at the place, what belongs there, and which of
// the common slips it is.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dossier/json_scanner.h"
#include "dossier/json_text.h"
#include "support/text.h"

namespace probity {
namespace {

constexpr std::array<std::string_view, 6> kForeignQuotes = {"'", "`", "“", "”", "„", "’"};

constexpr std::string_view kNoBreakSpace = "\u00a0";

/// The whole character at the start of `text`, which is not empty; of bad UTF-8, one byte or more.
std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < std::min<std::size_t>(4, text.size()) &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    ++size;
  }
  return text.substr(0, size);
}

std::string control_name(char character) {
  if (character == '\n' || character == '\r') return "a line break";
  if (character == '\t') return "a tabulator";
  return fmt::format("the control character U+{:04X}", static_cast<unsigned>(character));
}

/// The word of JSON, or the advice, for a word of another language.
std::string word_advice(std::string_view word) {
  if (word == "True" || word == "TRUE") return "write `true`";
  if (word == "False" || word == "FALSE") return "write `false`";
  if (word == "None" || word == "Null" || word == "NULL" || word == "nil") return "write `null`";
  if (word == "NaN" || word == "Infinity" || word == "undefined") {
    return "leave the fact out where it is not known";
  }
  return "a text stands in quotation marks";
}

}  // namespace

JsonEvent JsonScanner::refuse(Code code, std::size_t size, std::string message, std::string help) {
  // Between the members of an object the place is the object's, not that of its last member.
  const bool is_between = expect_ == Expect::kKey || expect_ == Expect::kCommaOrEnd;
  if (is_between && !levels_.empty()) levels_.back().has_member = false;
  const std::size_t end = std::min(text_.size(), at_ + size);
  fault_ = Diagnostic{.code = code,
                      .span = {source_, at_, static_cast<std::uint32_t>(end)},
                      .message = std::move(message),
                      .help = std::move(help),
                      .pointer = pointer()};
  return JsonEvent::kFault;
}

/// The text ends too early.
JsonEvent JsonScanner::refuse_end() {
  if (levels_.empty()) {
    return refuse(Code::empty_text, 0, "the text is empty, and a dossier is one JSON object");
  }
  if (expect_ == Expect::kItem) levels_.back().has_member = false;
  const Level level = levels_.back();
  refuse(Code::unfinished_text, 0, fmt::format("the text ends where {} belongs", expected()));
  fault_->labels.push_back(
      {{source_, level.begin, level.begin + 1},
       level.is_object ? "this object is still open" : "this list is still open"});
  return JsonEvent::kFault;
}

/// Something else stands here than what belongs here: the common slips first.
JsonEvent JsonScanner::refuse_text() {
  const char here = peek();
  const std::string_view rest = text_.substr(at_);
  const bool wants_key = expect_ == Expect::kFirstKeyOrEnd || expect_ == Expect::kKey;
  const bool wants_value = expect_ == Expect::kValue || expect_ == Expect::kFirstItemOrEnd ||
                           expect_ == Expect::kItem || expect_ == Expect::kDossier;
  if (rest.starts_with("//") || rest.starts_with("/*") || here == '#') {
    return refuse(Code::comment, here == '#' ? 1 : 2, "a comment, which JSON does not have",
                  "remarks go under the dossier's field for free data");
  }
  if (expect_ == Expect::kNothing) {
    return refuse(Code::trailing_text, first_character(rest).size(),
                  fmt::format("{} after the end of the dossier, where nothing may follow", found()),
                  "one object is one dossier; several stand one a line in an `.ndjson` file");
  }
  const bool is_control = static_cast<unsigned char>(here) < 0x20;
  if (is_control) {
    return refuse(Code::control_character, 1,
                  fmt::format("{} between the parts of the dossier", control_name(here)));
  }
  if (here == '}' || here == ']') return refuse_closing(here);
  if (here == ',' && (wants_key || wants_value)) {
    return refuse(Code::stray_comma, 1, fmt::format("found a comma, where {} belongs", expected()));
  }
  const std::string_view character = first_character(rest);
  if ((wants_key || wants_value) &&
      std::find(kForeignQuotes.begin(), kForeignQuotes.end(), character) != kForeignQuotes.end()) {
    return refuse(
        Code::wrong_quotes, character.size(),
        fmt::format("found {}, and the quotation marks of JSON are `\"`", in_backticks(character)));
  }
  if (wants_key) {
    const std::string_view word = word_here();
    if (is_identifier(word)) {
      return refuse(Code::bare_key, word.size(),
                    fmt::format("the key {} has no quotation marks", in_backticks(word)),
                    fmt::format("write `\"{}\"`", word));
    }
  }
  if (wants_value) return refuse_word(word_here());
  refuse(Code::unexpected_text, 1, fmt::format("found {}, where {} belongs", found(), expected()),
         expect_ == Expect::kCommaOrEnd && (here == '"' || is_identifier(first_character(rest)))
             ? "a comma separates it from what stands before"
             : "");
  fault_->span.end = at_ + static_cast<std::uint32_t>(character.size());
  return JsonEvent::kFault;
}

/// Not a value that JSON has.
JsonEvent JsonScanner::refuse_word(std::string_view word) {
  if (!word.empty() && (word.front() == '+' || word.front() == '.')) {
    const std::string_view bare = word.substr(1);
    if (bare == "Infinity" || bare == "NaN") {
      return refuse(Code::unknown_word, word.size(),
                    fmt::format("JSON has no {}", in_backticks(word)), word_advice(bare));
    }
    if (auto number = find_number_fault(word)) {
      return refuse(number->code, word.size(), number->message, number->help);
    }
  }
  if (is_identifier(word)) {
    return refuse(Code::unknown_word, word.size(),
                  fmt::format("{} is no word of JSON, which has `true`, `false` and `null`",
                              in_backticks(word)),
                  word_advice(word));
  }
  return refuse(Code::unexpected_text, first_character(text_.substr(at_)).size(),
                fmt::format("found {}, where {} belongs", found(), expected()));
}

/// A closing bracket stands here, and either it is of the wrong kind or something is missing.
JsonEvent JsonScanner::refuse_closing(char bracket) {
  const bool is_after_comma = expect_ == Expect::kKey || expect_ == Expect::kItem;
  const bool closes_object = bracket == '}';
  if (is_after_comma && levels_.back().is_object == closes_object) {
    const std::size_t comma = text_.rfind(',', at_);
    at_ = static_cast<std::uint32_t>(comma);
    levels_.back().has_member = false;
    return refuse(Code::stray_comma, 1, fmt::format("a comma before `{}`", bracket),
                  "leave the comma out");
  }
  const bool is_wrong_kind = !levels_.empty() && levels_.back().is_object != closes_object;
  if (!is_wrong_kind) {
    return refuse(Code::unexpected_text, 1,
                  fmt::format("found `{}`, where {} belongs", bracket, expected()));
  }
  const Level level = levels_.back();
  refuse(Code::wrong_bracket, 1,
         fmt::format("found `{}`, but what is open here is {}", bracket,
                     level.is_object ? "an object, which `}` closes" : "a list, which `]` closes"));
  fault_->labels.push_back({{source_, level.begin, level.begin + 1}, "opened here"});
  return JsonEvent::kFault;
}

/// A text in quotation marks that starts here cannot be read beyond `at`.
JsonEvent JsonScanner::refuse_in_quotes(std::uint32_t at) {
  const std::uint32_t opening = at_;
  if (at >= text_.size()) {
    return refuse(Code::unfinished_text, 1, "the text that starts here has no closing `\"`");
  }
  at_ = at;
  refuse(Code::control_character, 1, fmt::format("{} inside a text", control_name(text_[at])),
         text_[at] == '\n' || text_[at] == '\r'
             ? "write `\\n`, or close the text before the end of the line"
             : "write it as an escape");
  fault_->labels.push_back({{source_, opening, opening + 1}, "the text starts here"});
  return JsonEvent::kFault;
}

std::string JsonScanner::expected() const {
  switch (expect_) {
    case Expect::kDossier:
      return "the `{` of the dossier";
    case Expect::kFirstKeyOrEnd:
      return "a key or `}`";
    case Expect::kKey:
      return "a key";
    case Expect::kColon:
      return "`:`";
    case Expect::kValue:
      return "a value";
    case Expect::kFirstItemOrEnd:
      return "a value or `]`";
    case Expect::kItem:
      return "a value";
    case Expect::kCommaOrEnd:
      return levels_.back().is_object ? "`,` or `}`" : "`,` or `]`";
    case Expect::kNothing:
      break;
  }
  return "the end of the text";
}

std::string JsonScanner::found() const {
  if (is_at_end()) return "the end of the text";
  if (peek() == '"') return "a text";
  if (text_.substr(at_).starts_with(kNoBreakSpace)) return "a no-break space";
  const std::string_view word = word_here();
  if (!word.empty()) return in_backticks(word);
  return in_backticks(first_character(text_.substr(at_)));
}

}  // namespace probity
