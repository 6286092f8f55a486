// Brackets without partners.
#include <vector>

#include <fmt/format.h>

#include "syntax/antlr/explain.h"
#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

namespace {

Span span_of(const Passage& passage, const Word& word) {
  return Span{passage.id, word.begin, word.end};
}

BracketMistake unopened(const Passage& passage, std::size_t index) {
  const Span span = span_of(passage, passage.words[index]);
  return {index,
          {Diagnostic{.code = Code::unopened_bracket,
                      .span = span,
                      .message = fmt::format(
                          "`{}` closes nothing; every bracket closes one that was opened",
                          passage.source.text(span)),
                      .help = "remove it, or open a bracket before",
                      .fix = FixIt{span, "", false}},
           Mend{index, {}}}};
}

BracketMistake mismatched(const Passage& passage, std::size_t opening, std::size_t closing) {
  const Word& open = passage.words[opening];
  const Span span = span_of(passage, passage.words[closing]);
  const std::string right = spelling(closing_of(open.type));
  return {
      closing,
      {Diagnostic{.code = Code::unopened_bracket,
                  .span = span,
                  .message = fmt::format(
                      "`{}` stands where `{}` has to close; brackets close in the kind that opened",
                      passage.source.text(span), right),
                  .labels = {Label{span_of(passage, open), "this bracket is open"}},
                  .help = fmt::format("write `{}`", right),
                  .fix = FixIt{span, right, false}},
       Mend{closing, {closing_of(open.type)}}}};
}

BracketMistake unclosed(const Passage& passage, std::size_t opening) {
  const Word& open = passage.words[opening];
  const Word& last = passage.words.back();
  Diagnostic diagnostic{
      .code = Code::unclosed_bracket,
      .span = span_of(passage, open),
      .message = fmt::format("`{}` is never closed; {} ends before a `{}`", spelling(open.type),
                             passage.name, spelling(closing_of(open.type))),
      .help = fmt::format("add `{}` where the bracket ends", spelling(closing_of(open.type)))};
  if (&last != &open) {
    diagnostic.labels.push_back(
        Label{span_of(passage, last), fmt::format("{} ends here", passage.name)});
  }
  return {opening, {std::move(diagnostic), std::nullopt}};
}

}  // namespace

std::optional<BracketMistake> find_bracket_mistake(const Passage& passage) {
  std::vector<std::size_t> open;
  for (std::size_t index = 0; index < passage.words.size(); ++index) {
    const std::size_t type = passage.words[index].type;
    if (opens_bracket(type)) open.push_back(index);
    if (!closes_bracket(type)) continue;
    if (open.empty()) return unopened(passage, index);
    if (closing_of(passage.words[open.back()].type) != type) {
      // `((a]`: the bracket that fits may be further out, and then the inner one was never closed.
      for (std::size_t back = open.size(); back-- > 0;) {
        if (closing_of(passage.words[open[back]].type) == type)
          return unclosed(passage, open.back());
      }
      return mismatched(passage, open.back(), index);
    }
    open.pop_back();
  }
  if (open.empty()) return std::nullopt;
  return unclosed(passage, open.back());
}

}  // namespace probity::syntax
