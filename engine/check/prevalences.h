// Which rule prevails over which. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Precondition: the rules are filled in.
void fill_prevalences(const Declarations& declarations, Context& context);

}  // namespace probity
