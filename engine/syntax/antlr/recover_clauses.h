// A declaration with a mistake, clause by clause.
#pragma once

#include <cstddef>

#include "syntax/antlr/workbench.h"
#include "syntax/ast.h"

namespace probity::syntax {

/// What can be read of the declaration in [begin, end), which find_form() knows: its name, and the
/// clauses without mistakes. Everything else is reported.
[[nodiscard]] decltype(ast::Declaration::node) recover_clauses(Workbench& bench, std::size_t begin,
                                                               std::size_t end);

}  // namespace probity::syntax
