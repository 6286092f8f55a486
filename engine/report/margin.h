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

/// The first comparison of amounts or days in `requires` that is false while the requirement is, or
/// true while it is true and is the only one; absent where none says how near the limit is.
[[nodiscard]] std::optional<Margin> find_margin(const Program& program, const Finding& finding);

/// "38.2 % found, at most 35 % allowed: 3.2 percentage points over"
[[nodiscard]] std::string margin_text(const Margin& margin);

}  // namespace probity
