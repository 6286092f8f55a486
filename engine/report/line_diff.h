// The difference between two texts by lines, in the unified form that `patch` and people read.
#pragma once

#include <string>
#include <string_view>

namespace probity {

/// Lines that stand around a change.
inline constexpr std::size_t kDiffContextLines = 3;
/// Where more pairs of lines than this would have to be compared, the whole middle is shown as
/// replaced: the result stays right, and the time small.
inline constexpr std::size_t kMostComparedLines = 4'000'000;

/// "" where they are the same. `name` stands in the head, escaped like all that is shown.
[[nodiscard]] std::string unified_diff(std::string_view name, std::string_view before,
                                       std::string_view after);

}  // namespace probity
