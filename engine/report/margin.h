// How far a finding lies from the limits that decide it: the comparisons on which its clauses
// turned, both sides, the exact distance between them, and what would have to move.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

struct Margin {
  std::string compared;        ///< source of the left side: "outside_component_share"
  std::string pointer;         ///< of the fact that it is; "" where it is more than one
  bool is_of_element = false;  ///< one element of a list that is asked of each
  std::string found;           ///< "38.2 %"
  std::string bound;           ///< "at most 35 %"
  bool is_ceiling = true;
  std::string distance;  ///< "3.2 percentage points over", "1 short", "5 days late"
  /// Of a share of money beyond its limit: the part of its numerator that is too much or too little
  /// while the denominator stays, rounded away from the limit to the minor unit of the currency:
  /// "component_cost_outside is EUR 3 840 000.01 too much". Else "".
  std::string surplus;
  /// Where the comparison is false, what would make it true by the least: "has to fall by EUR
  /// 3 840 000.01", "has to be 46 days earlier". Else "".
  std::string move;
};

/// In the requirement, or in the condition of an exception where one is given: the first comparison
/// of amounts or days that is false while the condition is, or the only one where it is true.
/// Absent where no comparison says how near the limit is.
[[nodiscard]] std::optional<Margin> find_margin(const Program& program, const Finding& finding,
                                                ExceptionId exception);

/// All comparisons of amounts or days that are false and keep that clause from being true, in the
/// order in which they are written and read; each element of a list that fails has its own.
[[nodiscard]] std::vector<Margin> find_failing_margins(const Program& program,
                                                       const Finding& finding,
                                                       ExceptionId exception);

/// "outside_component_share is 38.2 %, at most 35 % is allowed: 3.2 percentage points over"
[[nodiscard]] std::string margin_text(const Margin& margin);

}  // namespace probity
