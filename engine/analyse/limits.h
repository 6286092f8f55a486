// Comparisons with a limit, and how near to it the cases come.
//
// A limit is tested when one case stands exactly at it, and one stands next to it on the side on
// which the comparison comes out otherwise: at 35 % and just above for `is at most 35 %`, at 35 %
// and just below for `is less than 35 %`. Next to it is no further than one unit: a day, a month
// where months are compared, one of a count, the minor unit of a currency, a hundredth of a
// percentage point; any value in between will do. Where a number has to be equal to the limit,
// either neighbour will do.
#pragma once

#include <optional>
#include <vector>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// A comparison by order of numbers, amounts, shares, days or durations; and one by equality, where
/// a literal or a parameter stands on one side.
[[nodiscard]] bool is_limit(const Program& program, NodeId node);

/// How near the evaluations of one comparison come. Distances are the left side less the right one.
struct Approach {
  bool is_at = false;
  std::optional<Number> below;  ///< the greatest distance under zero
  std::optional<Number> above;  ///< the least distance over zero

  void add(const Number& distance);
  /// The least distance at which the comparison comes out otherwise than at the limit, without its
  /// sign; absent where there is none.
  [[nodiscard]] std::optional<Number> beyond(const node::Compare& compare) const;
};

/// One unit of what the comparison compares.
[[nodiscard]] Number unit_of_limit(const Program& program, const node::Compare& compare);

}  // namespace probity
