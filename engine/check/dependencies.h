// What the outcome of a norm can depend on beyond the facts: dated parameters and readings, through
// definitions and groups. Private to check/.
#pragma once

#include "check/context.h"

namespace probity {

/// Fills `parameters_needed` and `interpretations` of definitions, rules and exceptions.
void fill_dependencies(Context& context);

}  // namespace probity
