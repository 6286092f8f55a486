// `--what-if POINTER=VALUE`: one dossier as if some of its facts were other.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "check/program.h"
#include "cli/arguments.h"
#include "cli/dossiers.h"
#include "dossier/json_edit.h"
#include "evaluate/evaluate.h"
#include "report/dossier_result.h"
#include "support/result.h"

namespace probity {

/// The changes in the order in which they stand; kUsage for one that is no POINTER=VALUE.
[[nodiscard]] Result<std::vector<JsonEdit>> what_if_options(const Arguments& arguments);

/// Evaluates the dossier as it is and as changed, and renders the second with its `hypothesis`. A
/// dossier that is refused as it is on file is rendered like that. Without changes it is assessed
/// as ever. The error says which change cannot be made.
[[nodiscard]] std::optional<Error> assess_what_if(
    const Program& program, const EvaluateOptions& options, DossierInput input,
    std::span<const JsonEdit> edits, const std::function<void(const DossierResult&)>& render);

}  // namespace probity
