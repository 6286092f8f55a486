// Defines and figures, and what tables take and give. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// The types of what they take and give, and the instruments of figures.
void fill_signatures(const Declarations& declarations, Context& context);

/// Their bodies, what is named before what names it; reports recursion and fills
/// `Context::as_filed`. A definition that goes round in a circle is left without a body.
void fill_bodies(const Declarations& declarations, Context& context);

}  // namespace probity
