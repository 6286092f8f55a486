#include "evaluate/summand.h"

#include <algorithm>
#include <map>

namespace probity {

namespace {

/// Conditions of one summand that are taken both ways together; further ones only widen its range.
constexpr std::size_t kMostConditions = 5;

struct Condition {
  PartKey key;
  CauseId cause;
};

struct Unknowns {
  std::vector<Condition> conditions;
  std::map<PartKey, CauseId> values;
};

/// A range under one way of taking the conditions: fixed part, and what the unknown values add.
struct Way {
  Number fixed;
  std::optional<Number> low = Number();
  std::optional<Number> high = Number();
  bool has_unknown = false;
  bool is_least_zero = true;
};

Unknowns unknowns_of(const Summand& summand) {
  Unknowns result;
  for (const SummandPart& part : summand.parts) {
    const auto is_same = [&](const Condition& condition) { return condition.key == part.where; };
    if (part.where_cause.is_present() && std::ranges::none_of(result.conditions, is_same)) {
      result.conditions.push_back({part.where, part.where_cause});
    }
    if (!part.value) result.values.emplace(part.value_key, part.value_cause);
  }
  return result;
}

/// `taken` has a bit for each condition, as in `conditions`.
Way way_of(const Summand& summand, const std::vector<Condition>& conditions, unsigned taken) {
  Way way;
  std::map<PartKey, std::pair<Number, std::optional<Number>>> multipliers;
  for (const SummandPart& part : summand.parts) {
    if (part.where_cause.is_present()) {
      const auto place = std::ranges::find(conditions, part.where, &Condition::key);
      const auto bit = static_cast<unsigned>(place - conditions.begin());
      if ((taken >> bit & 1U) == 0) continue;
    }
    if (part.value) {
      way.fixed += part.factor * *part.value;
    } else {
      auto& [multiplier, least] = multipliers[part.value_key];
      multiplier += part.factor;
      least = part.least;
    }
  }
  for (const auto& [key, entry] : multipliers) {
    const auto& [multiplier, least] = entry;
    if (multiplier.is_zero()) continue;
    way.has_unknown = true;
    way.is_least_zero = way.is_least_zero && least && least->is_zero();
    const bool is_positive = multiplier.sign() > 0;
    // An unknown value runs from its least upwards without end.
    if (!least || !is_positive) way.low.reset();
    if (!least || is_positive) way.high.reset();
    if (least && is_positive && way.low) *way.low += multiplier * *least;
    if (least && !is_positive && way.high) *way.high += multiplier * *least;
  }
  if (way.low) *way.low += way.fixed;
  if (way.high) *way.high += way.fixed;
  return way;
}

End end_at(const std::optional<Number>& value) {
  return value ? End{End::Kind::kFinite, *value} : End{};
}

/// The unknown values may be chosen: each end can be brought to the other one.
End chosen_end(const std::optional<Number>& other_end) {
  return other_end ? End{End::Kind::kFinite, *other_end} : End{End::Kind::kFree, {}};
}

}  // namespace

std::optional<Currency> foreign_currency(const MoneySum& sum, Currency target) {
  for (const Money& part : sum.parts) {
    if (part.currency != target && !part.amount.is_zero()) return part.currency;
  }
  return std::nullopt;
}

BoundTerm term_of(const Summand& summand, Causes& causes) {
  const Unknowns unknowns = unknowns_of(summand);
  BoundTerm term;
  std::vector<CauseId> all;
  all.reserve(unknowns.conditions.size());
  for (const Condition& condition : unknowns.conditions) all.push_back(condition.cause);
  for (const auto& [key, cause] : unknowns.values) all.push_back(cause);
  term.cause = causes.all(all);
  term.is_weighted =
      std::ranges::any_of(summand.parts, [](const SummandPart& part) { return part.is_weighted; });
  if (unknowns.conditions.size() > kMostConditions) return term;  // any number

  std::vector<Requirement> values_known;
  values_known.reserve(unknowns.values.size());
  for (const auto& [key, cause] : unknowns.values) values_known.push_back({cause, Goal::kKnown});
  bool is_first = true;
  bool is_discrete = true;
  bool is_least_zero = !unknowns.values.empty();
  std::optional<Number> lowest_fixed;
  std::optional<Number> highest_fixed;
  for (unsigned taken = 0; taken < 1U << unknowns.conditions.size(); ++taken) {
    const Way way = way_of(summand, unknowns.conditions, taken);
    term.low = (is_first || term.low) && way.low
                   ? std::optional<Number>(is_first ? *way.low : std::min(*term.low, *way.low))
                   : std::nullopt;
    term.high = (is_first || term.high) && way.high
                    ? std::optional<Number>(is_first ? *way.high : std::max(*term.high, *way.high))
                    : std::nullopt;
    is_discrete = is_discrete && !way.has_unknown;
    is_least_zero = is_least_zero && way.is_least_zero;
    lowest_fixed = lowest_fixed ? std::min(*lowest_fixed, way.fixed) : way.fixed;
    highest_fixed = highest_fixed ? std::max(*highest_fixed, way.fixed) : way.fixed;
    term.values.push_back(way.fixed);
    is_first = false;

    Holding holding;
    for (std::size_t i = 0; i < unknowns.conditions.size(); ++i) {
      const bool holds = (taken >> i & 1U) != 0;
      holding.requirements.push_back(
          {unknowns.conditions[i].cause, holds ? Goal::kTrue : Goal::kFalse});
    }
    holding.upper = end_at(way.high);
    holding.lower = end_at(way.low);
    holding.is_point = !way.has_unknown;
    if (!holding.requirements.empty()) term.holdings.push_back(holding);
    if (way.has_unknown) {
      holding.requirements.insert(holding.requirements.end(), values_known.begin(),
                                  values_known.end());
      holding.upper = chosen_end(way.low);
      holding.lower = chosen_end(way.high);
      holding.is_point = true;
      term.holdings.push_back(std::move(holding));
    }
  }
  if (is_least_zero && !unknowns.conditions.empty()) {
    // With every value known to be zero it does not matter which conditions hold.
    term.holdings.push_back({values_known, End{End::Kind::kFinite, *highest_fixed},
                             End{End::Kind::kFinite, *lowest_fixed},
                             *highest_fixed == *lowest_fixed});
  }
  if (!is_discrete) {
    term.values.clear();
  } else {
    std::ranges::sort(term.values);
    term.values.erase(std::ranges::unique(term.values).begin(), term.values.end());
  }
  return term;
}

}  // namespace probity
