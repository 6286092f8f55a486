// The words of a file that did not parse, with those mended that are surely wrong and surely meant:
// operators of other languages, typographic quotation marks, misspelled keywords. Each is reported;
// what follows then reads as it was meant, and its own mistakes can be found in the same run.
#pragma once

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/antlr/words.h"

namespace probity::syntax {

class MistakeLog;

/// `words` ends with a word of type Token::EOF, as the result does.
[[nodiscard]] std::vector<Word> mend_words(const std::vector<Word>& words, const SourceText& source,
                                           SourceId id, MistakeLog& log);

}  // namespace probity::syntax
