// What a mistake is called: from the place where reading stopped to a Diagnostic that says what was
// found, what the language is, and how to mend it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/antlr/bounded_parser.h"
#include "syntax/antlr/words.h"

namespace probity::syntax {

/// The words that were given to one call of the parser.
struct Passage {
  const SourceText& source;
  SourceId id;
  const std::vector<Word>& words;  ///< without a word for the end
  std::string_view name;           ///< "the clause": what ends with the last word
};

/// What to read instead, so that the rest of a passage can be looked at.
struct Mend {
  std::size_t index = 0;           ///< of the first word to replace
  std::vector<std::size_t> types;  ///< of what stands there instead; empty leaves the words out
  std::size_t count = 1;           ///< words that are replaced
};

struct Explanation {
  Diagnostic diagnostic;
  std::optional<Mend> mend;  ///< present where it is plain what was meant
};

/// `mistake.word` is a word of the passage, or the end after its last.
[[nodiscard]] Explanation explain_mistake(const Passage& passage, const Mistake& mistake);
/// Position in `passage.words`; their number for the end.
[[nodiscard]] std::size_t position_of(const Passage& passage, const Mistake& mistake);

/// A bracket without its partner, and which word it is.
struct BracketMistake {
  std::size_t index = 0;
  Explanation explanation;
};
/// The first; absent where all brackets have partners.
[[nodiscard]] std::optional<BracketMistake> find_bracket_mistake(const Passage& passage);

/// The passage is what stands between the braces.
[[nodiscard]] Diagnostic explain_placeholder(const Passage& passage, const Mistake& mistake);
[[nodiscard]] Diagnostic explain_lone_brace(Span brace);
[[nodiscard]] Diagnostic explain_malformed_date(std::string_view written, Span span);
[[nodiscard]] Diagnostic explain_malformed_number(std::string_view written, Span span);
[[nodiscard]] Diagnostic explain_malformed_duration(std::string_view written, Span span);
/// The number of an amount with other letters after it than `m` and `bn`.
[[nodiscard]] Diagnostic explain_malformed_amount(std::string_view written, Span span);
/// A number directly after a word that is no currency.
[[nodiscard]] Diagnostic explain_number_after_word(const SourceText& source, Span word,
                                                   Span number);
/// A currency where an amount has to stand.
[[nodiscard]] Diagnostic explain_bare_currency(std::string_view currency, Span span);

}  // namespace probity::syntax
