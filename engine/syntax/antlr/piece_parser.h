// Gives one piece of a source to the generated parser, explains what is wrong in it, and tries
// again with what was surely meant, so that a second mistake in the same piece is found as well.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/antlr/ast_builder.h"
#include "syntax/antlr/explain.h"
#include "syntax/antlr/mistake_log.h"
#include "syntax/antlr/words.h"

namespace probity::syntax {

class PieceParser {
 public:
  /// All must outlive the parser.
  PieceParser(const SourceText& source, SourceId id, AstBuilder& builder, MistakeLog& log)
      : source_(source), id_(id), builder_(builder), log_(log) {}

  /// What `build` makes of the tree of `production` over all of `words`; absent where they hold a
  /// mistake that cannot be mended. Mistakes are reported; `name` is "the clause" in their words.
  template <class Tree, class Value>
  [[nodiscard]] std::optional<Value> parse(std::vector<Word> words, std::string_view name,
                                           Tree* (Grammar::*production)(),
                                           Value (AstBuilder::*build)(Tree*)) {
    for (int attempt = 0; attempt < kMostAttempts && !log_.is_full(); ++attempt) {
      std::optional<Mistake> mistake;
      if (std::optional<Value> value = attempt_once(words, production, build, mistake))
        return value;
      if (!explain(words, name, *mistake)) return std::nullopt;
    }
    return std::nullopt;
  }

  /// The same without a word where it fails.
  template <class Tree, class Value>
  [[nodiscard]] std::optional<Value> parse_silently(std::vector<Word> words,
                                                    Tree* (Grammar::*production)(),
                                                    Value (AstBuilder::*build)(Tree*)) {
    std::optional<Mistake> mistake;
    return attempt_once(words, production, build, mistake);
  }

 private:
  static constexpr int kMostAttempts = 6;

  template <class Tree, class Value>
  [[nodiscard]] std::optional<Value> attempt_once(std::vector<Word>& words,
                                                  Tree* (Grammar::*production)(),
                                                  Value (AstBuilder::*build)(Tree*),
                                                  std::optional<Mistake>& mistake) {
    end_word_ = Word{};
    end_word_.type = antlr4::Token::EOF;
    if (!words.empty()) end_word_.begin = end_word_.end = words.back().end;
    WordStream stream(words, 0, words.size(), end_word_);
    BoundedParser parser(&stream);
    try {
      Tree* const tree = (parser.*production)();
      if (stream.index() >= words.size()) return (builder_.*build)(tree);
      mistake = Mistake{Mistake::Kind::kUnexpected, &words[stream.index()], {}};
    } catch (const Mistake& caught) {
      mistake = caught;
    }
    return std::nullopt;
  }

  /// Reports, and mends `words`; false where there is nothing to try.
  [[nodiscard]] bool explain(std::vector<Word>& words, std::string_view name,
                             const Mistake& mistake);

  const SourceText& source_;
  SourceId id_;
  AstBuilder& builder_;
  MistakeLog& log_;
  Word end_word_;
};

}  // namespace probity::syntax
