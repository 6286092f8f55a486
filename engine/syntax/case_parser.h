// Text of a `.case` file to its AST (case_ast.h). The same first look at the bytes, the same limits
// and the same recovery as for rule files (parser.h).
#pragma once

#include <cstddef>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/case_ast.h"

namespace probity {

/// Every case of the file; one with a mistake in it, which was reported, is marked as incomplete.
[[nodiscard]] ast::CaseFile parse_case_file(const SourceText& source, SourceId id,
                                            Diagnostics& diagnostics);

/// Ambiguities that ANTLR's exact detection finds in a case file; the grammar has none, and a test
/// holds it to that.
[[nodiscard]] std::size_t count_case_ambiguities(const SourceText& source);

}  // namespace probity
