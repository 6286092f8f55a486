// What a dossier lacks: each missing fact, weightiest first, with the rules and articles that ask
// for it. The report of `probity missing`.
#pragma once

#include <string>

#include "check/program.h"
#include "report/dossier_result.h"
#include "report/page.h"

namespace probity {

[[nodiscard]] std::string missing_text(const Program& program, const DossierResult& result,
                                       Colour colour);

/// `{"dossier", "source", "sha256", "rules", "engine", "as_of", "instruments": [{"instrument",
/// "verdict", "as_of", "missing": [{"pointer", "type", "doc", "settles", "asked_by": [{"rule",
/// "subject", "title", "law"}]}]}], "rejected"}`
[[nodiscard]] std::string missing_json(const Program& program, const DossierResult& result);

}  // namespace probity
