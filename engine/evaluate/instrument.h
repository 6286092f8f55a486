// The decision on one instrument: its rules in order, its figures, its verdict.
#pragma once

#include <optional>

#include "evaluate/decision.h"
#include "evaluate/evaluate.h"
#include "evaluate/evidence.h"
#include "evaluate/machine.h"
#include "evaluate/readings.h"

namespace probity {

/// Sets the machine's reference date, from the options or the instrument; returns the cause where
/// the dossier does not give it.
[[nodiscard]] CauseId set_reference_date(Machine& machine, InstrumentId instrument,
                                         const EvaluateOptions& options);

/// `applies` was tested at the machine's reference date.
[[nodiscard]] InstrumentDecision decide(Machine& machine, InstrumentId instrument,
                                        const Tested& applies, const Readings& defaults,
                                        const EvaluateOptions& options, const Evidence& evidence);

}  // namespace probity
