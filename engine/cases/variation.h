// The changes of a case, made in the JSON of its dossier. Private to cases/.
#pragma once

#include <vector>

#include "cases/case.h"
#include "diagnostics/diagnostic.h"
#include "dossier/json_value.h"

namespace probity {

/// Makes the changes in order, each in what those before it left. A record that is absent is made
/// where a fact in it is set; a list is not. False after a diagnostic.
[[nodiscard]] bool apply_changes(const std::vector<CaseChange>& changes, JsonValue& dossier,
                                 Diagnostics& diagnostics);

}  // namespace probity
