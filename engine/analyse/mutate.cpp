#include "analyse/mutate.h"

#include <algorithm>
#include <tuple>

#include "cases/run.h"
#include "check/nodes.h"

namespace probity {
namespace {

/// Whether the case can be touched by what these ask.
bool asks(const Program& program, const Askers& askers, const Observation& seen) {
  if (!askers.instruments.empty()) return true;
  const auto is_seen = [&](RuleId rule) {
    const auto first = seen.rules.lower_bound({rule, Outcome::kNotInForce});
    return first != seen.rules.end() && first->first == rule;
  };
  if (std::ranges::any_of(askers.rules, is_seen)) return true;
  return std::ranges::any_of(askers.figures, [&](DefinitionId figure) {
    return std::ranges::any_of(program[figure].instruments, [&](InstrumentId instrument) {
      return seen.instruments.contains(instrument);
    });
  });
}

bool has_effect(const Observation& seen, NodeId condition) {
  const auto first = seen.effects.lower_bound(Effect{condition, false, false});
  return first != seen.effects.end() && first->condition == condition;
}

/// At the limit, or next to it on either side.
bool is_near(const Program& program, const Observation& seen, NodeId comparison) {
  const auto found = seen.limits.find(comparison);
  if (found == seen.limits.end()) return false;
  const Number unit = unit_of_limit(program, std::get<node::Compare>(program[comparison].content));
  const Approach& approach = found->second;
  return approach.is_at || (approach.above && *approach.above <= unit) ||
         (approach.below && approach.below->abs() <= unit);
}

}  // namespace

MutantTrial::MutantTrial(const Program& program, std::span<const WitnessCase> witnesses)
    : program_(program), witnesses_(witnesses), reach_(program), copy_(program) {}

std::optional<std::uint32_t> MutantTrial::find_noticing(const Mutant& mutant) {
  const std::vector<std::uint32_t> order = likely_first(mutant);
  make(copy_, mutant);
  std::optional<std::uint32_t> noticing;
  for (const std::uint32_t place : order) {
    if (run_case(copy_, *witnesses_[place].prepared).empty()) continue;
    noticing = place;
    break;
  }
  unmake(copy_, program_, mutant);
  return noticing;
}

std::vector<std::uint32_t> MutantTrial::likely_first(const Mutant& mutant) const {
  const std::vector<NodeId> conditions = conditions_near(mutant);
  std::vector<std::pair<int, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < witnesses_.size(); ++i) {
    if (!asks(program_, mutant.askers, *witnesses_[i].observation)) continue;
    order.emplace_back(-likelihood(mutant, witnesses_[i], conditions), i);
  }
  std::ranges::sort(order);
  std::vector<std::uint32_t> places;
  places.reserve(order.size());
  for (const auto& [rank, place] : order) places.push_back(place);
  return places;
}

int MutantTrial::likelihood(const Mutant& mutant, const WitnessCase& witness,
                            const std::vector<NodeId>& conditions) const {
  const Observation& seen = *witness.observation;
  int points = 0;
  if (mutant.day && seen.days.contains(*mutant.day)) points += 8;
  if (mutant.country && std::ranges::find(witness.prepared->facts->countries, *mutant.country) !=
                            witness.prepared->facts->countries.end()) {
    points += 8;
  }
  for (const NodeId condition : conditions) {
    if (is_near(program_, seen, condition)) points += 4;
    if (has_effect(seen, condition)) points += 2;
  }
  const bool is_evaluated =
      std::ranges::any_of(mutant.nodes, [&](NodeId node) { return seen.evaluated[node.index()]; });
  return points + (is_evaluated ? 1 : 0);
}

/// The conditions within what is changed, and those of which it is a part.
std::vector<NodeId> MutantTrial::conditions_near(const Mutant& mutant) const {
  std::vector<NodeId> conditions;
  for (const NodeId node : mutant.nodes) {
    for (const NodeId below : nodes_below(program_, node)) {
      if (is_condition(program_, below)) conditions.push_back(below);
    }
    std::vector<NodeId> open = reach_.above(node);
    while (!open.empty()) {
      const NodeId next = open.back();
      open.pop_back();
      if (is_condition(program_, next)) {
        conditions.push_back(next);
      } else {
        const std::vector<NodeId>& above = reach_.above(next);
        open.insert(open.end(), above.begin(), above.end());
      }
    }
  }
  std::ranges::sort(conditions);
  conditions.erase(std::ranges::unique(conditions).begin(), conditions.end());
  return conditions;
}

MutantResult describe(const Program& program, const Mutant& mutant) {
  const SourceText& source = program.sources.at(mutant.span.source);
  const Position position = source.position(mutant.span.begin);
  return {mutant.kind, source.path(), position.line, position.column,
          mutant.part, mutant.before, mutant.after,  std::nullopt};
}

std::vector<MutantResult> merge_mutants(std::vector<MutantResult> results) {
  const auto key = [](const MutantResult& result) {
    return std::tie(result.path, result.line, result.column, result.kind, result.part,
                    result.before, result.after);
  };
  std::ranges::stable_sort(results, [&](const MutantResult& one, const MutantResult& other) {
    return key(one) < key(other);
  });
  std::vector<MutantResult> merged;
  for (MutantResult& result : results) {
    if (merged.empty() || key(merged.back()) != key(result)) {
      merged.push_back(std::move(result));
    } else if (!merged.back().noticed_by) {
      merged.back().noticed_by = result.noticed_by;
    }
  }
  return merged;
}

}  // namespace probity
