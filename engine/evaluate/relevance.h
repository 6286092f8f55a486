// Which unknown summands can still change a comparison with zero, and which have to be fixed to
// decide it. Exact for a few summands; with many, one that cannot be shown to be irrelevant stays.
#pragma once

#include <optional>
#include <vector>

#include "check/program.h"
#include "evaluate/causes.h"
#include "values/number.h"
#include "values/truth.h"

namespace probity {

/// constant + the terms, compared with zero: known as soon as no values of the terms can change it.
[[nodiscard]] Truth compare_with_zero(node::Comparator comparator, const Number& constant,
                                      const std::vector<BoundTerm>& terms);

/// Removes the terms that cannot change the answer whatever the others turn out to be; one value of
/// each goes into the constant.
void keep_relevant(node::Comparator comparator, Number& constant, std::vector<BoundTerm>& terms);

}  // namespace probity
