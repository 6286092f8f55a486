// What the cases cover of a rule set: which of them decided each rule, exception, reading, value of
// a parameter and row of a table, which show the effect of each condition, and how near they come
// to each limit. By what the evaluation of the cases shows, not by what they expect: whether
// somebody would notice a change is the question of mutate.h.
#pragma once

#include <span>

#include "analyse/coverage_result.h"
#include "analyse/observe.h"
#include "check/program.h"

namespace probity {

/// Of the cases in this order, each observed with this program. Conditions and limits are those of
/// rules, exceptions, precedences and instruments, and of the defines that these call.
[[nodiscard]] Coverage cover(const Program& program, std::span<const Observation> cases);

}  // namespace probity
