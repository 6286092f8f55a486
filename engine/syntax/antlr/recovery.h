// The second reading of a source that did not parse: declaration by declaration and, where one has
// a mistake, clause by clause, so that a mistake costs its own clause and nothing after it. Each
// clause is given to the generated parser alone; the time is linear in the words.
#pragma once

#include <optional>
#include <vector>

#include "diagnostics/source_text.h"
#include "syntax/antlr/ast_builder.h"
#include "syntax/antlr/mistake_log.h"
#include "syntax/antlr/words.h"
#include "syntax/ast.h"
#include "syntax/case_ast.h"

namespace probity::syntax {

/// Each reports at least one mistake. `words` are those of the whole source.
[[nodiscard]] ast::File recover_rule_file(const SourceText& source, SourceId id, const Words& words,
                                          MistakeLog& log);
[[nodiscard]] ast::CaseFile recover_case_file(const SourceText& source, SourceId id,
                                              const Words& words, MistakeLog& log);
void explain_manifest(const SourceText& source, SourceId id, const Words& words, MistakeLog& log);
void explain_expression(const SourceText& source, SourceId id, const Words& words, MistakeLog& log);

}  // namespace probity::syntax
