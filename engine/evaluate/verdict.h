// From the outcomes of an instrument's rules to its verdict (language.md, "The verdict of an
// instrument, and of a dossier").
#pragma once

#include <span>
#include <vector>

#include "evaluate/assess.h"
#include "evaluate/decision.h"

namespace probity {

/// `applies` is that of the instrument.
[[nodiscard]] Verdict verdict_of(std::span<const OutcomeSet> findings, Truth applies);

/// The verdicts that completions of the dossier can still give, from best to worst; one where the
/// verdict is settled.
[[nodiscard]] std::vector<Verdict> possible_verdicts(std::span<const OutcomeSet> findings,
                                                     Truth applies);

/// Can this finding still change a verdict that is undetermined?
[[nodiscard]] bool can_change_verdict(OutcomeSet finding, std::span<const OutcomeSet> findings);

}  // namespace probity
