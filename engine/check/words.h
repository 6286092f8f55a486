// The words of an expression that may be names of declarations. Private to check/.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/ast.h"

namespace probity {

/// In source order, with repetitions; views into the expression. Fields after a dot are among them,
/// because the checker alone can tell `module.name` from `record.field`.
[[nodiscard]] std::vector<std::string_view> words_in(const ast::Expr& expression);

}  // namespace probity
