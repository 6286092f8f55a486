// Which rule prevails over which. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Precondition: the rules are filled in.
void fill_prevalences(const Declarations& declarations, Context& context);

/// Declarations that change nothing: their condition is never true, the rule that prevails is never
/// in force when the other one is, or an earlier declaration says the same.
void report_idle_prevalences(Context& context);

}  // namespace probity
