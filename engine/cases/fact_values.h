// Values of a case: as JSON for the dossier, and as constants to compare figures with. Private to
// cases/.
#pragma once

#include <optional>

#include "cases/case_context.h"
#include "check/program.h"
#include "dossier/json_value.h"
#include "syntax/case_ast.h"

namespace probity {

/// What the dossier says where it says `value` of a fact of this type; null for `unknown`. Absent
/// after a diagnostic.
[[nodiscard]] std::optional<JsonValue> json_of(CaseContext& context, const ast::FactValue& value,
                                               TypeId type);

/// The members of a record, unknown ones included as nulls. Absent after a diagnostic.
[[nodiscard]] std::optional<JsonObject> json_members(CaseContext& context,
                                                     const ast::FactRecord& record, RecordId type);

/// A known value that is no list and no record. Absent after a diagnostic.
[[nodiscard]] std::optional<Constant> constant_of(CaseContext& context, const ast::FactValue& value,
                                                  TypeId type);

}  // namespace probity
