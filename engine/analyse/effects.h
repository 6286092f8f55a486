// Which conditions decided: the independent effect of each condition, read off the trace of its
// decision.
//
// A decision is an expression of truth value that no other one contains as a part: a clause of a
// rule, the `where` of a sum or count, what an `if` asks, a row of a table. Its conditions are the
// parts that have no truth values for parts: comparisons, memberships, boolean facts, `known`.
// `and`, `or`, `not`, `implies`, quantifiers, `if` between truth values and the body of a define
// join them; a condition in a define is one condition, wherever the define is named. Which reading
// holds is chosen, not found: it is no condition, and whether each reading changes something is
// counted on its own.
//
// In one evaluation a known condition alone decides where the decision is known and would be
// another one, had this condition been the opposite and every other one as it was, by strong Kleene
// logic: a part that is unknown or that was not asked stays unknown. The other decision may be the
// opposite or unknown: `known x` alone decides that `known x and x.y` is false. A condition has
// shown its effect once it alone decided as true and, in the same evaluation or another, as false,
// with opposite results. Other conditions may differ between the two, as long as they are masked in
// each (masking MC/DC: J. J. Chilenski, An Investigation of Three Forms of the Modified Condition
// Decision Coverage (MCDC) Criterion, DOT/FAA/AR-01/18, 2001).
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// A condition that alone decided.
struct Effect {
  NodeId condition;
  bool value = false;
  bool result = false;  ///< of the decision

  friend auto operator<=>(const Effect&, const Effect&) = default;
};

[[nodiscard]] bool is_condition(const Program& program, NodeId node);

/// In the decision that is the conjunction of `steps`, and in every decision within them. A step
/// that is no truth value is only looked through.
[[nodiscard]] std::vector<Effect> find_effects(const Program& program,
                                               std::span<const TraceNode* const> steps);

}  // namespace probity
