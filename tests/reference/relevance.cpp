#include "tests/reference/relevance.h"

#include <algorithm>
#include <set>
#include <utility>

namespace probity::reference {
namespace {

/// Outcomes that do not stand against the dossier count as one.
std::set<Outcome> counted_as_one(const FindingState& state) {
  std::set<Outcome> outcomes(state.possible.begin(), state.possible.end());
  if (outcomes.erase(Outcome::kExcused) > 0) outcomes.insert(Outcome::kSatisfied);
  return outcomes;
}

bool is_settled(const std::vector<FindingState>& states) {
  return std::ranges::all_of(states, &FindingState::is_settled);
}

/// Digits of a mixed-radix number: 0 leaves the fact unknown, d gives it its value d - 1.
using Choice = std::vector<std::size_t>;

bool advance(Choice& choice, const std::vector<OpenFact>& facts) {
  for (std::size_t index = 0; index < choice.size(); ++index) {
    if (++choice[index] <= facts[index].values.size()) return true;
    choice[index] = 0;
  }
  return false;
}

std::vector<std::size_t> given_in(const Choice& choice) {
  std::vector<std::size_t> given;
  for (std::size_t index = 0; index < choice.size(); ++index) {
    if (choice[index] != 0) given.push_back(index);
  }
  return given;
}

}  // namespace

bool are_alike(const std::vector<FindingState>& left, const std::vector<FindingState>& right) {
  return std::ranges::equal(left, right, [](const FindingState& a, const FindingState& b) {
    return counted_as_one(a) == counted_as_one(b);
  });
}

std::size_t count_completions(const std::vector<OpenFact>& facts) {
  std::size_t count = 1;
  for (const OpenFact& fact : facts) {
    count *= fact.values.size() + 1;
    if (count > 1'000'000) break;
  }
  return count;
}

Relevance find_relevance(const Vocabulary& vocabulary, const FactTree& dossier,
                         const std::vector<OpenFact>& facts, const Oracle& oracle) {
  std::vector<std::vector<FindingState>> states;
  Choice choice(facts.size(), 0);
  do {
    FactTree completion = dossier;
    for (std::size_t index = 0; index < facts.size(); ++index) {
      if (choice[index] == 0) continue;
      set_fact(vocabulary, completion, facts[index].path, facts[index].values[choice[index] - 1]);
    }
    states.push_back(oracle(completion));
  } while (advance(choice, facts));

  Relevance result;
  result.is_missing.assign(facts.size(), false);
  if (is_settled(states.front())) {
    result.smallest_settling = 0;
    return result;
  }
  std::size_t position = 0;
  do {
    const std::vector<std::size_t> given = given_in(choice);
    std::size_t stride = 1;
    for (std::size_t index = 0; index < facts.size(); ++index) {
      const std::size_t without = position - choice[index] * stride;
      if (choice[index] != 0 && !are_alike(states[position], states[without])) {
        result.is_missing[index] = true;
      }
      stride *= facts[index].values.size() + 1;
    }
    if (is_settled(states[position])) {
      if (!result.smallest_settling || given.size() < *result.smallest_settling) {
        result.smallest_settling = given.size();
        result.settling_sets.clear();
      }
      if (given.size() == *result.smallest_settling &&
          std::ranges::find(result.settling_sets, given) == result.settling_sets.end()) {
        result.settling_sets.push_back(given);
      }
    }
    ++position;
  } while (advance(choice, facts));
  return result;
}

}  // namespace probity::reference
