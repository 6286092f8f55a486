// Things that need each other, in an order that works: enums, groups, definitions, modules. Private
// to check/.
#pragma once

#include <cstddef>
#include <vector>

namespace probity {

struct DependencyOrder {
  std::vector<std::size_t> order;                ///< what is needed stands before what needs it
  std::vector<std::vector<std::size_t>> cycles;  ///< each needs the next, the last the first
};

/// `needs[i]` are the things that i needs. Every thing is in the order; one is in at most one of
/// the cycles, and there is a cycle exactly when no order works. Not recursive, linear in time.
[[nodiscard]] DependencyOrder order_dependencies(
    const std::vector<std::vector<std::size_t>>& needs);

}  // namespace probity
