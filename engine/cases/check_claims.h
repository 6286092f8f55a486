// Expectations of a case against a Program: what they are about, and what may be said of it.
// Private to cases/.
#pragma once

#include <optional>

#include "cases/case.h"
#include "cases/case_context.h"
#include "syntax/case_ast.h"

namespace probity {

/// Absent after a diagnostic.
[[nodiscard]] std::optional<CaseExpectation> check_expectation(CaseContext& context,
                                                               const ast::Expectation& written);

}  // namespace probity
