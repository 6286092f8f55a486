// Instruments: what a verdict is about. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Symbols and windows, which rules and figures need.
void fill_instrument_windows(const Declarations& declarations, Context& context);

/// `applies when` and `reference date`. Precondition: the bodies of the definitions are filled in.
void fill_instruments(const Declarations& declarations, Context& context);

}  // namespace probity
