#include "evaluate/causes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>

#include "evaluate/relevance.h"

namespace probity {

namespace {

bool weighs_more(const Weight& left, const Weight& right) {
  if (left.kind != right.kind) return left.kind < right.kind;
  return left.kind == Weight::Kind::kFinite && left.amount > right.amount;
}

Weight weight_of(const BoundTerm& term) {
  if (!term.is_weighted) return {};
  if (!term.low || !term.high) return {Weight::Kind::kUnbounded, {}};
  return {Weight::Kind::kFinite, *term.high - *term.low};
}

FactSet united(const FactSet& left, const FactSet& right) {
  FactSet result;
  result.reserve(left.size() + right.size());
  std::ranges::set_union(left, right, std::back_inserter(result));
  return result;
}

}  // namespace

void keep_smallest(std::vector<FactSet>& sets) {
  std::ranges::stable_sort(sets, {}, &FactSet::size);
  std::vector<FactSet> kept;
  for (FactSet& set : sets) {
    if (kept.size() == Causes::kMostSets) break;
    const bool is_covered = std::ranges::any_of(
        kept, [&](const FactSet& smaller) { return std::ranges::includes(set, smaller); });
    if (!is_covered) kept.push_back(std::move(set));
  }
  sets = std::move(kept);
}

std::vector<FactSet> cross(const std::vector<std::vector<FactSet>>& choices) {
  // Those with one set only are united in one go, since a long list may have thousands of them.
  FactSet common;
  for (const auto& sets : choices) {
    if (sets.empty()) return {};
    if (sets.size() == 1) common.insert(common.end(), sets[0].begin(), sets[0].end());
  }
  std::ranges::sort(common);
  common.erase(std::ranges::unique(common).begin(), common.end());
  std::vector<FactSet> result{std::move(common)};
  for (const auto& sets : choices) {
    if (sets.size() == 1) continue;
    std::vector<FactSet> next;
    next.reserve(result.size() * sets.size());
    for (const FactSet& left : result) {
      for (const FactSet& right : sets) next.push_back(united(left, right));
    }
    keep_smallest(next);
    result = std::move(next);
  }
  return result;
}

CauseId Causes::add(Cause cause) {
  causes_.push_back(std::move(cause));
  return CauseId(causes_.size() - 1);
}

CauseId Causes::fact(PathId path) { return add({.kind = Kind::kFact, .path = path}); }

CauseId Causes::reason(std::string_view text) {
  return add({.kind = Kind::kReason, .reason = std::string(text)});
}

CauseId Causes::combine(Kind kind, std::span<const CauseId> parts) {
  std::vector<CauseId> present;
  for (const CauseId part : parts) {
    if (part.is_present()) present.push_back(part);
  }
  if (present.size() < 2) return present.empty() ? CauseId{} : present[0];
  return add({.kind = kind, .children = std::move(present)});
}

CauseId Causes::all(std::span<const CauseId> parts) { return combine(Kind::kAll, parts); }

CauseId Causes::all_knowable(std::span<const CauseId> parts) {
  return combine(Kind::kAllKnowable, parts);
}

CauseId Causes::all(CauseId left, CauseId right) {
  const std::array<CauseId, 2> parts{left, right};
  return all(parts);
}

CauseId Causes::conjunction(std::span<const CauseId> unknown_operands) {
  return combine(Kind::kAnd, unknown_operands);
}

CauseId Causes::disjunction(std::span<const CauseId> unknown_operands) {
  return combine(Kind::kOr, unknown_operands);
}

CauseId Causes::one_of(std::span<const CauseId> unknown_conditions) {
  return combine(Kind::kOneOf, unknown_conditions);
}

CauseId Causes::negation(CauseId operand) {
  return add({.kind = Kind::kNot, .children = {operand}});
}

CauseId Causes::bound(node::Comparator comparator, Number constant, std::vector<BoundTerm> terms) {
  keep_relevant(comparator, constant, terms);
  return add({.kind = Kind::kBound,
              .comparator = comparator,
              .constant = std::move(constant),
              .terms = std::move(terms)});
}

CauseId Causes::only(CauseId cause, Goal reachable) {
  return add({.kind = Kind::kOnly, .children = {cause}, .goal = reachable});
}

CauseId Causes::choice(const Choice& choice) {
  return add({.kind = Kind::kChoice,
              .children = {choice.condition, choice.then.cause, choice.otherwise.cause},
              .choice = choice});
}

CauseId Causes::behind(Rest rest) {
  return add({.kind = Kind::kBehind,
              .children = {rest.list, rest.body},
              .goal = rest.when_empty,
              .inner = std::move(rest.inner),
              .emptiness = rest.emptiness});
}

bool Causes::can_be_known(CauseId cause) const {
  if (!cause.is_present()) return true;
  const Cause& at = causes_[cause.index()];
  const auto can = [&](CauseId child) { return can_be_known(child); };
  switch (at.kind) {
    case Kind::kFact:
      return true;
    case Kind::kReason:
      return false;
    case Kind::kAllKnowable:
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kOneOf:
      return std::ranges::any_of(at.children, can);
    case Kind::kAll:
    case Kind::kNot:
    case Kind::kOnly:
      return std::ranges::all_of(at.children, can);
    case Kind::kChoice: {
      const bool then = can(at.choice.then.cause);
      const bool otherwise = can(at.choice.otherwise.cause);
      return can(at.choice.condition) ? then || otherwise
                                      : at.choice.can_agree && then && otherwise;
    }
    case Kind::kBehind:
      return can(at.children[0]);  // an empty rest makes it known
    case Kind::kBound:
      // A term that stays unknown within a bound still lets the others decide.
      return std::ranges::all_of(at.terms, [&](const BoundTerm& term) {
        return term.low || term.high || can_be_known(term.cause);
      });
  }
  return true;
}

void Causes::collect(CauseId cause, std::vector<MissingFact>& missing) const {
  std::unordered_map<PathId, std::size_t> index;
  for (std::size_t i = 0; i < missing.size(); ++i) index.emplace(missing[i].path, i);
  struct Visit {
    CauseId cause;
    Weight weight;
    std::vector<const FactSet*> passed_over;  ///< facts that come with unknown lists
  };
  std::vector<Visit> open{{cause, {}, {}}};
  while (!open.empty()) {
    const Visit visit = std::move(open.back());
    open.pop_back();
    if (!visit.cause.is_present() || !can_be_known(visit.cause)) continue;
    const Cause& at = causes_[visit.cause.index()];
    if (at.kind == Kind::kFact) {
      const bool comes_with_list = std::ranges::any_of(
          visit.passed_over,
          [&](const FactSet* facts) { return std::ranges::binary_search(*facts, at.path); });
      if (comes_with_list) continue;
      const auto [place, is_new] = index.try_emplace(at.path, missing.size());
      if (is_new) {
        missing.push_back({at.path, visit.weight});
      } else if (weighs_more(visit.weight, missing[place->second].weight)) {
        missing[place->second].weight = visit.weight;
      }
    }
    if (at.kind == Kind::kBehind) {
      open.push_back({at.children[0], visit.weight, visit.passed_over});
      open.push_back({at.children[1], visit.weight, visit.passed_over});
      open.back().passed_over.push_back(&at.inner);
      continue;
    }
    for (const CauseId child : at.children)
      open.push_back({child, visit.weight, visit.passed_over});
    for (const BoundTerm& term : at.terms) {
      // Of a term that can never be wholly known, each part may still matter.
      const bool is_whole =
          !term.cause.is_present() || causes_[term.cause.index()].kind != Kind::kAll;
      const std::vector<CauseId> parts =
          is_whole ? std::vector<CauseId>{term.cause} : causes_[term.cause.index()].children;
      for (const CauseId part : parts) open.push_back({part, weight_of(term), visit.passed_over});
    }
  }
}

std::vector<FactSet> Causes::choice_sets(const Choice& choice, Goal goal) const {
  // Of another value it has to be known; whether it serves the goal cannot be told.
  const Goal wanted = choice.is_truth ? goal : Goal::kKnown;
  const auto branch = [&](const Tested& value) {
    if (value.cause.is_present()) return settling_sets(value.cause, wanted);
    const bool is_there =
        wanted == Goal::kKnown || (wanted == Goal::kTrue) == (value.truth == Truth::kTrue);
    return is_there ? std::vector<FactSet>{{}} : std::vector<FactSet>{};
  };
  const std::vector<FactSet> then = branch(choice.then);
  const std::vector<FactSet> otherwise = branch(choice.otherwise);
  std::vector<FactSet> sets = cross({settling_sets(choice.condition, Goal::kTrue), then});
  const std::vector<FactSet> chosen =
      cross({settling_sets(choice.condition, Goal::kFalse), otherwise});
  sets.insert(sets.end(), chosen.begin(), chosen.end());
  // Two known values that agree would have settled it already.
  const bool is_open = choice.then.cause.is_present() || choice.otherwise.cause.is_present();
  if (choice.can_agree && is_open) {
    const std::vector<FactSet> agreed = cross({then, otherwise});
    sets.insert(sets.end(), agreed.begin(), agreed.end());
  }
  keep_smallest(sets);
  return sets;
}

std::vector<FactSet> Causes::behind_sets(const Cause& cause, Goal goal) const {
  std::vector<FactSet> rest = settling_sets(cause.children[0], Goal::kKnown);
  const bool is_emptying = goal == cause.goal || goal == Goal::kKnown;
  if (is_emptying && cause.emptiness == Emptiness::kNeedsList) return rest;
  std::vector<FactSet> body = settling_sets(cause.children[1], is_emptying ? cause.goal : goal);
  const auto is_inner = [&](PathId path) { return std::ranges::binary_search(cause.inner, path); };
  if (is_emptying) {
    std::erase_if(body, [&](const FactSet& set) { return std::ranges::any_of(set, is_inner); });
    rest.insert(rest.end(), body.begin(), body.end());
    keep_smallest(rest);
    return rest;
  }
  for (FactSet& set : body) std::erase_if(set, is_inner);
  keep_smallest(body);
  return cross({rest, body});
}

void Causes::collect_reasons(CauseId cause, std::vector<std::string>& reasons) const {
  if (!cause.is_present()) return;
  const Cause& at = causes_[cause.index()];
  if (at.kind == Kind::kReason && !at.reason.empty() &&
      std::ranges::find(reasons, at.reason) == reasons.end()) {
    reasons.push_back(at.reason);
  }
  for (const CauseId child : at.children) collect_reasons(child, reasons);
  for (const BoundTerm& term : at.terms) collect_reasons(term.cause, reasons);
}

std::vector<FactSet> Causes::settling_sets(CauseId cause, Goal goal) const {
  if (!cause.is_present()) return {};
  const Cause& at = causes_[cause.index()];
  const auto every = [&](Goal each) {
    std::vector<std::vector<FactSet>> choices;
    choices.reserve(at.children.size());
    for (const CauseId child : at.children) {
      if (at.kind == Kind::kAllKnowable && !can_be_known(child)) continue;
      choices.push_back(settling_sets(child, each));
    }
    return cross(choices);
  };
  const auto any = [&](Goal each) {
    std::vector<FactSet> result;
    for (const CauseId child : at.children) {
      const std::vector<FactSet> sets = settling_sets(child, each);
      result.insert(result.end(), sets.begin(), sets.end());
    }
    keep_smallest(result);
    return result;
  };
  if (goal == Goal::kKnown && (at.kind == Kind::kAnd || at.kind == Kind::kOr ||
                               at.kind == Kind::kNot || at.kind == Kind::kBound)) {
    std::vector<FactSet> result = settling_sets(cause, Goal::kTrue);
    const std::vector<FactSet> others = settling_sets(cause, Goal::kFalse);
    result.insert(result.end(), others.begin(), others.end());
    keep_smallest(result);
    return result;
  }
  switch (at.kind) {
    case Kind::kFact:
      return {{at.path}};
    case Kind::kReason:
      return {};
    case Kind::kAll:
    case Kind::kAllKnowable:
      return every(Goal::kKnown);
    case Kind::kOneOf:
      return any(Goal::kTrue);
    case Kind::kAnd:
      return goal == Goal::kTrue ? every(Goal::kTrue) : any(Goal::kFalse);
    case Kind::kOr:
      return goal == Goal::kTrue ? any(Goal::kTrue) : every(Goal::kFalse);
    case Kind::kNot:
      return settling_sets(at.children[0], goal == Goal::kTrue ? Goal::kFalse : Goal::kTrue);
    case Kind::kOnly:
      return goal == Goal::kKnown || goal == at.goal ? settling_sets(at.children[0], Goal::kKnown)
                                                     : std::vector<FactSet>{};
    case Kind::kChoice:
      return choice_sets(at.choice, goal);
    case Kind::kBehind:
      return behind_sets(at, goal);
    case Kind::kBound:
      return bound_sets(at, goal);
  }
  return {};
}

}  // namespace probity
