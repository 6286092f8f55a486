#include "syntax/word_places.h"

#include <mutex>

#include "syntax/antlr/words.h"
#include "syntax/antlr/workbench.h"

namespace probity {

std::vector<WordPlace> find_words(std::string_view text) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  const syntax::Words words = syntax::split_words(text, 0);
  std::vector<WordPlace> places;
  places.reserve(words.list.size());
  for (const syntax::Word& word : words.list) {
    if (word.type != antlr4::Token::EOF) places.push_back({word.begin, word.end});
  }
  return places;
}

}  // namespace probity
