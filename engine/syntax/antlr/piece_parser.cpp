#include "syntax/antlr/piece_parser.h"

#include <algorithm>

namespace probity::syntax {

namespace {

void read_instead(const Mend& mend, std::vector<Word>& words) {
  const auto first = words.begin() + static_cast<std::ptrdiff_t>(mend.index);
  const Word replaced = *first;
  const auto place = words.erase(first, first + static_cast<std::ptrdiff_t>(mend.count));
  std::vector<Word> instead(mend.types.size(), replaced);
  for (std::size_t index = 0; index < instead.size(); ++index)
    instead[index].type = mend.types[index];
  words.insert(place, instead.begin(), instead.end());
}

}  // namespace

bool PieceParser::explain(std::vector<Word>& words, std::string_view name, const Mistake& mistake) {
  const Passage passage{source_, id_, words, name};
  const std::size_t position = position_of(passage, mistake);
  std::optional<BracketMistake> bracket = find_bracket_mistake(passage);
  Explanation explanation = bracket && bracket->index <= position
                                ? std::move(bracket->explanation)
                                : explain_mistake(passage, mistake);
  const std::uint32_t place = explanation.diagnostic.span.begin;
  // What is wrong only because of a word that was left out or mended is not a second mistake.
  const std::uint32_t after = position > 0 ? std::min(words[position - 1].end, place) : place;
  if (!log_.has_mistake_in(Span{id_, after, place})) log_.report(std::move(explanation.diagnostic));
  if (!explanation.mend) return false;
  read_instead(*explanation.mend, words);
  return true;
}

}  // namespace probity::syntax
