#include <doctest/doctest.h>

#include <algorithm>

#include "check/graph.h"

namespace probity::test {
namespace {

using Needs = std::vector<std::vector<std::size_t>>;

TEST_CASE("what is needed stands before what needs it") {
  const DependencyOrder order = order_dependencies(Needs{{2, 1}, {2}, {}, {0}});
  CHECK(order.order == std::vector<std::size_t>{2, 1, 0, 3});
  CHECK(order.cycles.empty());
}

TEST_CASE("a thing is in at most one cycle, and all are in the order") {
  const DependencyOrder order = order_dependencies(Needs{{1}, {2}, {0, 3}, {3}, {0}});
  CHECK(order.cycles == std::vector<std::vector<std::size_t>>{{0, 1, 2}, {3}});
  CHECK(order.order.size() == 5);
}

TEST_CASE("a chain of a hundred thousand needs no stack") {
  constexpr std::size_t kLength = 100'000;
  Needs needs(kLength);
  for (std::size_t i = 0; i + 1 < kLength; ++i) needs[i].push_back(i + 1);
  const DependencyOrder order = order_dependencies(needs);
  CHECK(order.order.front() == kLength - 1);
  CHECK(order.order.back() == 0);
}

}  // namespace
}  // namespace probity::test
