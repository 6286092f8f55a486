#include "check/graph.h"

#include <algorithm>

namespace probity {
namespace {

enum class State : char { kNew, kOpen, kDone };

struct Step {
  std::size_t thing;
  std::size_t next = 0;  ///< which of its needs comes next
};

std::vector<std::size_t> path_back_to(const std::vector<Step>& path, std::size_t thing) {
  std::vector<std::size_t> cycle;
  const auto start = std::find_if(path.begin(), path.end(),
                                  [thing](const Step& step) { return step.thing == thing; });
  std::transform(start, path.end(), std::back_inserter(cycle),
                 [](const Step& step) { return step.thing; });
  return cycle;
}

}  // namespace

DependencyOrder order_dependencies(const std::vector<std::vector<std::size_t>>& needs) {
  DependencyOrder result;
  std::vector<State> states(needs.size(), State::kNew);
  std::vector<bool> is_in_cycle(needs.size(), false);
  for (std::size_t root = 0; root < needs.size(); ++root) {
    if (states[root] != State::kNew) continue;
    std::vector<Step> path{{root}};
    states[root] = State::kOpen;
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == needs[step.thing].size()) {
        states[step.thing] = State::kDone;
        result.order.push_back(step.thing);
        path.pop_back();
        continue;
      }
      const std::size_t needed = needs[step.thing][step.next++];
      if (states[needed] == State::kNew) {
        states[needed] = State::kOpen;
        path.push_back({needed});
      } else if (states[needed] == State::kOpen && !is_in_cycle[needed] &&
                 !is_in_cycle[step.thing]) {
        const std::vector<std::size_t> cycle = path_back_to(path, needed);
        if (std::none_of(cycle.begin(), cycle.end(),
                         [&](std::size_t thing) { return is_in_cycle[thing]; })) {
          for (const std::size_t thing : cycle) is_in_cycle[thing] = true;
          result.cycles.push_back(cycle);
        }
      }
    }
  }
  return result;
}

}  // namespace probity
