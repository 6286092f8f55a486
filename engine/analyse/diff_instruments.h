// The part of a difference that bears on some instruments alone.
#pragma once

#include <span>
#include <string>

#include "analyse/result.h"
#include "check/program.h"

namespace probity {

/// Keeps, of what differs, the instruments themselves, their rules with exceptions and precedences,
/// their figures, what bears on these rules, and the acts that they cite. What is only written
/// otherwise is left out. The names are those of instruments of either rule set.
void keep_instruments(RuleSetDiff& diff, const Program& before, const Program& after,
                      std::span<const std::string> instruments);

}  // namespace probity
