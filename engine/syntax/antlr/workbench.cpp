#include "syntax/antlr/workbench.h"

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
