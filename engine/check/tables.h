// Decision tables: rows of conditions on the inputs, each with its result. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Rows become the bodies of their definitions. Precondition: signatures, parameters and groups are
/// filled in.
void fill_tables(const Declarations& declarations, Context& context);

}  // namespace probity
