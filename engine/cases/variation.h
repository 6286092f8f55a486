// The changes of a case, made in the text of its dossier. Private to cases/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "diagnostics/diagnostic.h"

namespace probity {

/// `dossier` with the changes made in order, each in what those before it left. A record that is
/// absent is made where a fact in it is set; a list is not. Absent after a diagnostic.
/// Precondition: `dossier` is JSON.
[[nodiscard]] std::optional<std::string> with_changes(std::string dossier,
                                                      const std::vector<CaseChange>& changes,
                                                      Diagnostics& diagnostics);

}  // namespace probity
