// What a mistake is called: from the place where reading stopped to a Diagnostic that says what was
// found, what the language is, and how to mend it.
#pragma once

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/antlr/bounded_parser.h"
#include "syntax/antlr/words.h"

namespace probity::syntax {

/// The words that were given to one call of the parser, [begin, end) of `words.list`.
struct Passage {
  const SourceText& source;
  SourceId id;
  const Words& words;
  std::size_t begin = 0;
  std::size_t end = 0;
};

[[nodiscard]] Diagnostic explain_mistake(const Passage& passage, const Mistake& mistake);

/// `span` is the text between the braces, of which `mistake` is about a word.
[[nodiscard]] Diagnostic explain_placeholder(const SourceText& source, Span span, const Mistake& mistake);
[[nodiscard]] Diagnostic explain_lone_brace(Span brace);
[[nodiscard]] Diagnostic explain_malformed_date(std::string_view written, Span span);
[[nodiscard]] Diagnostic explain_malformed_number(std::string_view written, Span span);
[[nodiscard]] Diagnostic explain_malformed_duration(std::string_view written, Span span);
/// A number directly after a word that is no currency.
[[nodiscard]] Diagnostic explain_number_after_word(const SourceText& source, Span word, Span number);

}  // namespace probity::syntax
