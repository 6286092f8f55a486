// What changed between two rule sets in what they mean: blanks, comments, the files that things
// stand in, the names of variables and of acts, the order of what has none, and the way in which
// conditions are parted into definitions are no change. Titles, messages and notes are told apart,
// as wording: they stand in verdicts and decide nothing.
#pragma once

#include "analyse/result.h"
#include "check/program.h"

namespace probity {

/// Declarations are matched by their qualified names, and what is left by what it says, which is a
/// renaming. Within a kind: changed, renamed and reworded ones in the order of the new rule set,
/// then what was added, then what was removed.
[[nodiscard]] RuleSetDiff compare_rule_sets(const Program& before, const Program& after);

}  // namespace probity
