// What would settle a finding (`probity explain DOSSIER --rule ID --to-comply`), for people and
// machines: how far its comparisons lie from their limits, and the facts whose change cures it.
#pragma once

#include <vector>

#include "analyse/result.h"
#include "check/program.h"
#include "evaluate/decision.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {

/// Lines of the text report for the cures of one finding; changes of one fact to several values are
/// one.
inline constexpr std::size_t kMostCures = 12;

/// Precondition: the finding is the one that `compliance` is about, with its trace.
void add_compliance(Page& page, const Program& program, const InstrumentDecision& instrument,
                    const Finding& finding, const Compliance& compliance);

/// `[{"instrument", "rule", "subject", "outcome", "limits": [{"clause", "compared", "pointer",
/// "found", "bound", "distance", "move"}], "cures": [{"facts": [{"pointer", "before", "after"}],
/// "note" where there is one, "outcome", "verdict", "breaks": [{"rule", "subject"}]}], "searched":
/// {"facts", "evaluations", "complete"}}, ...]`, one for each finding that is violated or
/// undetermined. A cure with two facts needs both.
void write_compliance(JsonReport& writer, const Program& program, const Decision& decision,
                      const std::vector<Compliance>& compliance);

/// The finding that an entry is about; null where the decision has none.
[[nodiscard]] const Finding* find_finding(const InstrumentDecision& instrument,
                                          const Compliance& compliance);

}  // namespace probity
