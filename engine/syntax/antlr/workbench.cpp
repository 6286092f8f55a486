#include "syntax/antlr/workbench.h"

#include <algorithm>
#include <string>

#include "syntax/antlr/mend_words.h"
#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

Workbench::Workbench(const SourceText& source, SourceId id, const Words& words, MistakeLog& log)
    : source_(source),
      id_(id),
      log_(log),
      words_(mend_words(words.list, source, id, log)),
      builder_(source, id, words.docs, log),
      pieces_(source, id, builder_, log) {}

std::size_t Workbench::type_at(std::size_t index) const {
  return index < words_.size() ? words_[index].type : antlr4::Token::EOF;
}

std::size_t Workbench::indentation(std::size_t index) const {
  const std::size_t begin = words_[index].begin;
  const std::size_t line_end =
      begin == 0 ? std::string::npos : source_.bytes().rfind('\n', begin - 1);
  return line_end == std::string::npos ? begin : begin - line_end - 1;
}

bool Workbench::follows_empty_line(std::size_t index) const {
  const std::size_t before = index == 0 ? 0 : words_[index - 1].end;
  const std::string_view gap =
      source_.text(Span{id_, static_cast<std::uint32_t>(before), words_[index].begin});
  return std::count(gap.begin(), gap.end(), '\n') > 1;
}

Span Workbench::span_of(std::size_t begin, std::size_t end) const {
  return Span{id_, words_[begin].begin, words_[end > begin ? end - 1 : begin].end};
}

std::vector<Word> Workbench::slice(std::size_t begin, std::size_t end) const {
  return {words_.begin() + static_cast<std::ptrdiff_t>(begin),
          words_.begin() + static_cast<std::ptrdiff_t>(end)};
}

ast::Name Workbench::name_after(std::size_t begin, std::size_t end) const {
  const std::size_t index = begin + 1;
  if (index < end && (words_[index].type == Grammar::ID || is_keyword(words_[index].type))) {
    return builder_.name(&words_[index]);
  }
  return ast::Name{"", span_of(begin, begin + 1)};
}

}  // namespace probity::syntax
