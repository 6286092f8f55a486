#include "analyse/coverage.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analyse/reach.h"

namespace probity {
namespace {

/// The cases that saw something, by what they saw.
template <class Seen>
std::map<Seen, CaseNumbers> by_thing(std::span<const Observation> cases,
                                     std::set<Seen> Observation::* things) {
  std::map<Seen, CaseNumbers> result;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const Seen& seen : cases[i].*things) {
      result[seen].push_back(static_cast<std::uint32_t>(i));
    }
  }
  return result;
}

template <class Seen>
CaseNumbers cases_of(const std::map<Seen, CaseNumbers>& by_seen, const Seen& seen) {
  const auto found = by_seen.find(seen);
  return found == by_seen.end() ? CaseNumbers() : found->second;
}

CaseNumbers both(const CaseNumbers& some, const CaseNumbers& others) {
  CaseNumbers result;
  std::ranges::set_union(some, others, std::back_inserter(result));
  return result;
}

/// Nodes of clauses for which `is_wanted` holds, in the order of the source.
template <class Wanted>
std::vector<NodeId> nodes_of_clauses(const Program& program, const Reach& reach,
                                     const Wanted& is_wanted) {
  std::vector<NodeId> nodes;
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const Askers& askers = reach.of(NodeId(i));
    if (askers.rules.empty() && askers.instruments.empty()) continue;
    if (is_wanted(program, NodeId(i))) nodes.emplace_back(i);
  }
  std::ranges::stable_sort(nodes, {}, [&](NodeId id) {
    const Span& span = program[id].span;
    return std::tuple(span.source, span.begin, span.end);
  });
  return nodes;
}

template <class Outcome, std::size_t kCount>
std::array<CaseNumbers, kCount> by_outcome(const auto& seen, auto id) {
  std::array<CaseNumbers, kCount> result;
  for (std::size_t i = 0; i < kCount; ++i) {
    result[i] = cases_of(seen, std::pair(id, static_cast<Outcome>(i)));
  }
  return result;
}

std::vector<ConditionCoverage> conditions(const Program& program, const Reach& reach,
                                          std::span<const Observation> cases) {
  const auto effects = by_thing(cases, &Observation::effects);
  std::vector<ConditionCoverage> result;
  for (const NodeId node : nodes_of_clauses(program, reach, is_condition)) {
    const auto of = [&](bool value, bool outcome) {
      return cases_of(effects, Effect{node, value, outcome});
    };
    const CaseNumbers true_so = of(true, true);
    const CaseNumbers true_not = of(true, false);
    const CaseNumbers false_so = of(false, true);
    const CaseNumbers false_not = of(false, false);
    const bool is_covered =
        (!true_so.empty() && !false_not.empty()) || (!true_not.empty() && !false_so.empty());
    result.push_back({node, both(true_so, true_not), both(false_so, false_not), is_covered});
  }
  return result;
}

LimitCoverage limit(const Program& program, NodeId node, std::span<const Observation> cases) {
  LimitCoverage result{.comparison = node, .at = {}, .beyond = {}, .nearest = std::nullopt};
  const auto& compare = std::get<node::Compare>(program[node].content);
  const Number unit = unit_of_limit(program, compare);
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    const auto found = cases[i].limits.find(node);
    if (found == cases[i].limits.end()) continue;
    if (found->second.is_at) result.at.push_back(i);
    const std::optional<Number> beyond = found->second.beyond(compare);
    if (!beyond) continue;
    if (*beyond <= unit) result.beyond.push_back(i);
    result.nearest = result.nearest ? std::min(*result.nearest, *beyond) : beyond;
  }
  return result;
}

}  // namespace

Coverage cover(const Program& program, std::span<const Observation> cases) {
  const Reach reach(program);
  Coverage coverage;
  const auto rules = by_thing(cases, &Observation::rules);
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    coverage.rules.push_back({RuleId(i), by_outcome<Outcome, 6>(rules, RuleId(i))});
  }
  const auto exceptions = by_thing(cases, &Observation::exceptions);
  for (std::size_t i = 0; i < program.exceptions.size(); ++i) {
    coverage.exceptions.push_back(
        {ExceptionId(i), by_outcome<ExceptionOutcome, 5>(exceptions, ExceptionId(i))});
  }
  const auto readings = by_thing(cases, &Observation::readings);
  for (std::size_t i = 0; i < program.interpretations.size(); ++i) {
    for (std::uint32_t k = 0; k < program.interpretations[i].readings.size(); ++k) {
      coverage.readings.push_back(
          {InterpretationId(i), k, cases_of(readings, std::pair(InterpretationId(i), k))});
    }
  }
  const auto values = by_thing(cases, &Observation::values);
  for (std::size_t i = 0; i < program.parameters.size(); ++i) {
    for (std::uint32_t k = 0; k < program.parameters[i].values.size(); ++k) {
      coverage.values.push_back(
          {ParameterId(i), k, cases_of(values, std::pair(ParameterId(i), k))});
    }
  }
  const auto rows = by_thing(cases, &Observation::rows);
  for (std::size_t i = 0; i < program.definitions.size(); ++i) {
    const Definition& table = program.definitions[i];
    for (std::uint32_t row = 1; row <= table.rows.size(); ++row) {
      coverage.rows.push_back({DefinitionId(i), row, cases_of(rows, std::pair(table.body, row))});
    }
  }
  coverage.conditions = conditions(program, reach, cases);
  for (const NodeId node : nodes_of_clauses(program, reach, is_limit)) {
    coverage.limits.push_back(limit(program, node, cases));
  }
  return coverage;
}

}  // namespace probity
