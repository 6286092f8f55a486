// The generated parser with two changes: it stops at the first mistake and hands it over instead
// of mending it (ANTLR's recovery is quadratic on unclosed brackets and cascades), and it stops
// before its recursion can exhaust the stack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "antlr4-runtime.h"
#include "grammar/ProbityParser.h"

#include "syntax/antlr/words.h"

namespace probity::syntax {

using Grammar = grammar::ProbityParser;

/// Held by every function that parses: the prediction caches of the runtime are shared and race, so
/// there is one parse at a time.
[[nodiscard]] std::mutex& parser_mutex();

/// Thrown by BoundedParser, and caught in this folder.
struct Mistake {
  enum class Kind : std::uint8_t { kUnexpected, kTooDeep };
  Kind kind = Kind::kUnexpected;
  const Word* word = nullptr;          ///< the first that cannot stand at its place
  antlr4::misc::IntervalSet expected;  ///< types of words that could
};

/// Rules within each other. An expression takes about ten for each bracket; the scan of the bytes
/// allows 200 brackets, and this bounds what nests without them (`if`, `satisfies`, `else`).
inline constexpr std::size_t kMaxRuleDepth = 3000;

class BoundedParser final : public Grammar {
 public:
  explicit BoundedParser(WordStream* words);

  /// Throws Mistake.
  void enterRule(antlr4::ParserRuleContext* context, std::size_t state, std::size_t rule) override;

 private:
  std::vector<const antlr4::tree::ParseTree*> open_;
};

}  // namespace probity::syntax
