#include "syntax/antlr/case_words.h"

#include <optional>

#include "syntax/antlr/bounded_parser.h"
#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

namespace {

std::optional<std::size_t> case_word(std::string_view written) {
  for (std::size_t type = Grammar::DOSSIER; type <= Grammar::OTHERS; ++type) {
    if (spelling(type) == written) return type;
  }
  return std::nullopt;
}

/// `case "..."`, `dossier "..."` or `expect NAME` at the start of a line: no member of a record.
bool begins_clause(std::string_view text, const std::vector<Word>& words, std::size_t index) {
  const Word& word = words[index];
  if (!word.starts_line || index + 1 >= words.size()) return false;
  const std::string_view written = text.substr(word.begin, word.end - word.begin);
  const std::size_t next = words[index + 1].type;
  if (written == "case" || written == "dossier") return next == Grammar::TEXT;
  return written == "expect" &&
         (next == Grammar::ID || next == Grammar::FIGURE || next == Grammar::EXCEPTION);
}

}  // namespace

bool is_case_word(std::size_t type) { return type >= Grammar::DOSSIER && type <= Grammar::OTHERS; }

void keep_case_words(std::string_view text, Words& words) {
  std::size_t depth = 0;
  std::size_t before = antlr4::Token::EOF;
  for (std::size_t index = 0; index < words.list.size(); ++index) {
    Word& word = words.list[index];
    // A bracket that is never closed ends where a clause surely begins.
    if (depth > 0 && begins_clause(text, words.list, index)) depth = 0;
    if (opens_bracket(word.type)) ++depth;
    if (closes_bracket(word.type) && depth > 0) --depth;
    const bool is_value = before == Grammar::IS && !word.starts_line;
    if (word.type == Grammar::ID && depth == 0 && before != Grammar::DOT && !is_value) {
      word.type = case_word(text.substr(word.begin, word.end - word.begin)).value_or(word.type);
    }
    before = word.type;
  }
}

}  // namespace probity::syntax
