#include "evaluate/open_facts.h"

#include <algorithm>
#include <unordered_map>

namespace probity {

namespace {

using Sets = std::vector<FactSet>;

/// The sets by which one clause reaches the goal; a clause that is there already needs none.
Sets reach(const Causes& causes, const Tested& clause, Goal goal) {
  if (clause.truth == Truth::kUnknown) return causes.settling_sets(clause.cause, goal);
  const bool is_there = (clause.truth == Truth::kTrue) == (goal == Goal::kTrue);
  return is_there ? Sets{FactSet{}} : Sets{};
}

Sets either(Sets left, const Sets& right) {
  left.insert(left.end(), right.begin(), right.end());
  keep_smallest(left);
  return left;
}

Tested tested(const AskedException& exception) {
  switch (exception.outcome) {
    case ExceptionOutcome::kTrue:
      return {Truth::kTrue, {}};
    case ExceptionOutcome::kUnknown:
      return {Truth::kUnknown, exception.cause};
    case ExceptionOutcome::kFalse:
    case ExceptionOutcome::kNotInForce:
    case ExceptionOutcome::kNotAsked:
      break;
  }
  return {Truth::kFalse, {}};
}

void find_sets(const Causes& causes, const Assessment& at, OpenFacts& facts) {
  const Sets applies = reach(causes, at.applies, Goal::kTrue);
  facts.idling = reach(causes, at.applies, Goal::kFalse);
  const Sets met = reach(causes, at.requirement, Goal::kTrue);
  Sets excused;
  std::vector<Sets> breach{applies, reach(causes, at.requirement, Goal::kFalse)};
  for (const AskedException& exception : at.exceptions) {
    excused = either(std::move(excused), reach(causes, tested(exception), Goal::kTrue));
    breach.push_back(reach(causes, tested(exception), Goal::kFalse));
  }
  facts.violating = cross(breach);
  facts.passing = either(cross({applies, met}), cross({applies, excused}));
  facts.clearing = either(either(facts.idling, met), excused);
  facts.settling = either(either(facts.violating, facts.passing), facts.idling);
}

/// Elements that nobody knows come with their list, so that its facts stand for theirs.
void add_list(const Places& places, const Causes& causes, const Assessment& at, OpenFacts& facts) {
  const Sets list = causes.settling_sets(at.list_cause, Goal::kKnown);
  const auto with_list = [&](const Sets& sets, bool always) {
    Sets result;
    for (FactSet set : sets) {
      const std::size_t inner = std::erase_if(set, [&](PathId path) {
        return path == at.subject || places.is_below(path, at.subject);
      });
      const Sets both = always || inner > 0 ? cross({list, {set}}) : Sets{set};
      result.insert(result.end(), both.begin(), both.end());
    }
    keep_smallest(result);
    return result;
  };
  const Sets empty = at.can_be_empty ? list : Sets{};
  facts.violating = with_list(facts.violating, true);
  facts.passing = with_list(facts.passing, true);
  facts.clearing = either(with_list(facts.clearing, false), empty);
  facts.idling = either(with_list(facts.idling, false), empty);
  facts.settling = either(either(facts.violating, facts.passing), facts.idling);
}

}  // namespace

OpenFacts open_facts(Machine& machine, const Assessment& assessment) {
  OpenFacts facts;
  if (assessment.outcome() != Outcome::kUndetermined) return facts;
  const Causes& causes = machine.causes();
  if (assessment.applies.truth == Truth::kUnknown) {
    causes.collect(assessment.applies.cause, facts.missing);
  }
  const bool is_excused =
      assessment.possible.has(Outcome::kExcused) && !assessment.possible.has(Outcome::kViolated);
  if (assessment.requirement.truth == Truth::kUnknown && !is_excused) {
    causes.collect(assessment.requirement.cause, facts.missing);
  }
  for (const AskedException& exception : assessment.exceptions) {
    if (exception.outcome == ExceptionOutcome::kUnknown && !is_excused) {
      causes.collect(exception.cause, facts.missing);
    }
  }
  if (assessment.list_cause.is_present()) {
    std::erase_if(facts.missing, [&](const MissingFact& fact) {
      return machine.places().is_below(fact.path, assessment.subject);
    });
    causes.collect(assessment.list_cause, facts.missing);
  }
  sort_missing(machine.places(), facts.missing);
  if (facts.missing.size() > kMostForSettling) {
    FactSet all;
    for (const MissingFact& fact : facts.missing) all.push_back(fact.path);
    std::ranges::sort(all);
    facts.settling = facts.clearing = facts.idling = {std::move(all)};
  } else {
    find_sets(causes, assessment, facts);
    if (assessment.list_cause.is_present()) add_list(machine.places(), causes, assessment, facts);
  }
  return facts;
}

void sort_missing(const Places& places, std::vector<MissingFact>& missing) {
  std::ranges::sort(missing, [&](const MissingFact& left, const MissingFact& right) {
    if (left.weight.kind != right.weight.kind) return left.weight.kind < right.weight.kind;
    if (left.weight.kind == Weight::Kind::kFinite && left.weight.amount != right.weight.amount) {
      return left.weight.amount > right.weight.amount;
    }
    return places.comes_before(left.path, right.path);
  });
}

std::vector<std::string> smallest_set(const Places& places, const std::vector<MissingFact>& missing,
                                      const std::vector<FactSet>& sets) {
  std::unordered_map<PathId, std::size_t> ranks;
  for (std::size_t i = 0; i < missing.size(); ++i) ranks.emplace(missing[i].path, i);
  std::vector<std::size_t> best;
  bool is_found = false;
  for (const FactSet& set : sets) {
    std::vector<std::size_t> ranked;
    for (const PathId path : set) {
      const auto place = ranks.find(path);
      if (place != ranks.end()) ranked.push_back(place->second);
    }
    if (ranked.size() != set.size()) continue;
    std::ranges::sort(ranked);
    if (!is_found || ranked.size() < best.size() ||
        (ranked.size() == best.size() && ranked < best)) {
      best = std::move(ranked);
      is_found = true;
    }
  }
  std::vector<std::string> result;
  result.reserve(best.size());
  for (const std::size_t rank : best) result.push_back(places.pointer(missing[rank].path));
  return result;
}

}  // namespace probity
