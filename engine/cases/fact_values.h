// Values of a case: as JSON for the dossier, and as constants to compare figures with. Private to
// cases/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_context.h"
#include "check/program.h"
#include "dossier/json_edit.h"
#include "syntax/case_ast.h"

namespace probity {

/// What the dossier says where it says `value` of a fact of this type, as JSON text; kUnknownJson
/// for `unknown`. Absent after a diagnostic.
[[nodiscard]] std::optional<std::string> json_of(CaseContext& context, const ast::FactValue& value,
                                                 TypeId type);

/// What makes another record say what this one says. Absent after a diagnostic.
[[nodiscard]] std::optional<std::vector<JsonEdit>> json_members(CaseContext& context,
                                                                const ast::FactRecord& record,
                                                                RecordId type);

/// A known value that is no list and no record. Absent after a diagnostic.
[[nodiscard]] std::optional<Constant> constant_of(CaseContext& context, const ast::FactValue& value,
                                                  TypeId type);

}  // namespace probity
