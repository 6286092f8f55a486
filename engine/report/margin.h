// How far a finding lies from the limit that decides it: the comparison on which its requirement
// turned, both sides, and the exact distance between them.
#pragma once

#include <optional>
#include <string>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

struct Margin {
  std::string compared;  ///< source of the left side: "outside_component_share"
  std::string found;     ///< "38.2 %"
  std::string bound;     ///< "at most 35 %"
  bool is_ceiling = true;
  std::string distance;  ///< "3.2 percentage points over", "1 short", "5 days late"
};

/// In the requirement, or in the condition of an exception where one is given: the first comparison
/// of amounts or days that is false while the condition is, or the only one where it is true.
/// Absent where no comparison says how near the limit is.
[[nodiscard]] std::optional<Margin> find_margin(const Program& program, const Finding& finding,
                                                ExceptionId exception);

/// "outside_component_share is 38.2 %, at most 35 % is allowed: 3.2 percentage points over"
[[nodiscard]] std::string margin_text(const Margin& margin);

}  // namespace probity
