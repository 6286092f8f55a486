// The words that are keywords in a case file and names in a rule file: `dossier`, `with`, `expect`
// and the others behind ID in the grammar. A name of a rule set may be spelt like one of them, so
// they are keywords only where no name of the rule set can stand.
#pragma once

#include <cstddef>
#include <string_view>

#include "syntax/antlr/words.h"

namespace probity::syntax {

[[nodiscard]] bool is_case_word(std::size_t type);

/// Makes names into the keywords of a case file: outside of brackets, not after a dot, and not
/// after `is` on the same line, where a value stands. `text` is what the words were split from.
void keep_case_words(std::string_view text, Words& words);

}  // namespace probity::syntax
