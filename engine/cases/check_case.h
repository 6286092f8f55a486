// Case files against a Program: every name, path and value in them. Whether a list has the elements
// that a case names depends on its dossier, and is found when the case is prepared (prepare.h).
#pragma once

#include <vector>

#include "cases/case.h"
#include "check/program.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/case_ast.h"

namespace probity {

/// A case, or the title of one that has mistakes.
struct CheckedCase {
  Case content;
  bool has_mistakes = false;  ///< reported; `content` must not be prepared
};

/// All cases of the file in order; `source` is its text. Every mistake is reported.
[[nodiscard]] std::vector<CheckedCase> check_case_file(const ast::CaseFile& file,
                                                       const SourceText& source,
                                                       const Program& program,
                                                       Diagnostics& diagnostics);

}  // namespace probity
