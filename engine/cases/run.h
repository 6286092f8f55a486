// Cases against a Program, in memory: evaluate, compare. Pure functions of their arguments, for
// `probity test` and for all that runs every case many times (coverage, mutation): a Program with
// the same vocabulary, rules and exceptions may stand in for the one that the cases were checked
// against.
#pragma once

#include <span>
#include <vector>

#include "cases/prepare.h"
#include "cases/result.h"
#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// What the case is evaluated to; precondition: its facts are present.
[[nodiscard]] Decision decide_case(const Program& program, const PreparedCase& prepared);

/// The expectations that `decision` does not meet; none where the case passes. Precondition: the
/// facts are present.
[[nodiscard]] std::vector<CaseMismatch> compare_case(const Program& program,
                                                     const PreparedCase& prepared,
                                                     const Decision& decision);

/// Both; a dossier that was refused meets `dossier is refused` alone.
[[nodiscard]] std::vector<CaseMismatch> run_case(const Program& program,
                                                 const PreparedCase& prepared);

/// One list for each case.
[[nodiscard]] std::vector<std::vector<CaseMismatch>> run_cases(
    const Program& program, std::span<const PreparedCase> prepared);

}  // namespace probity
