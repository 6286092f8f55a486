// Assessments put into words: findings with message, missing facts, evidence and exceptions.
#pragma once

#include "evaluate/assess.h"
#include "evaluate/decision.h"
#include "evaluate/evidence.h"
#include "evaluate/machine.h"
#include "evaluate/open_facts.h"

namespace probity {

/// `readings` are left to the caller.
[[nodiscard]] Finding describe(Machine& machine, RuleId rule, const Assessment& assessment,
                               const OpenFacts& open, const Evidence& evidence);

}  // namespace probity
