// Bounds analysis (language.md, "Three values"): a comparison of numbers that are not all known,
// decided where no completion of the dossier can change it. Sums, counts and a ratio of sums are
// brought into linear form, element by element, so that what stands in numerator and denominator
// moves together; money in it is never negative.
#pragma once

#include "check/program.h"
#include "evaluate/machine.h"
#include "evaluate/value.h"

namespace probity {

/// Precondition: the operands are of type number, percentage or money.
[[nodiscard]] Tested compare_by_bounds(Machine& machine, const node::Compare& compare);

}  // namespace probity
