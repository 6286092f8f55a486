// Rules and their exceptions. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Rules with their `unless` blocks, then the exceptions declared away from them. Precondition:
/// everything that they can name is filled in.
void fill_rules(const Declarations& declarations, Context& context);

}  // namespace probity
