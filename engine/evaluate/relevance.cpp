#include "evaluate/relevance.h"

#include <algorithm>

namespace probity {

namespace {

using node::Comparator;

/// More different sums than this are not told apart: beyond it, every summand counts as relevant.
constexpr std::size_t kMostSums = 8192;

struct Range {
  std::optional<Number> low = Number();  ///< absent: unbounded
  std::optional<Number> high = Number();

  void add(const BoundTerm& term) {
    low = low && term.low ? std::optional<Number>(*low + *term.low) : std::nullopt;
    high = high && term.high ? std::optional<Number>(*high + *term.high) : std::nullopt;
  }
};

bool holds(Comparator comparator, int sign) {
  switch (comparator) {
    case Comparator::kEqual:
      return sign == 0;
    case Comparator::kNotEqual:
      return sign != 0;
    case Comparator::kAtMost:
      return sign <= 0;
    case Comparator::kAtLeast:
      return sign >= 0;
    case Comparator::kMoreThan:
      return sign > 0;
    case Comparator::kLessThan:
      return sign < 0;
  }
  return false;
}

bool has_swing(const BoundTerm& term) { return !term.low || !term.high || *term.low != *term.high; }

/// Every sum of one value of each discrete term but `left_out`; absent when there are too many.
std::optional<std::vector<Number>> sums_without(const std::vector<BoundTerm>& terms,
                                                std::size_t left_out, const Number& constant) {
  std::vector<Number> sums{constant};
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i == left_out || terms[i].values.empty()) continue;
    std::vector<Number> next;
    next.reserve(sums.size() * terms[i].values.size());
    for (const Number& value : terms[i].values) {
      for (const Number& sum : sums) next.push_back(sum + value);
    }
    std::ranges::sort(next);
    next.erase(std::ranges::unique(next).begin(), next.end());
    if (next.size() > kMostSums) return std::nullopt;
    sums = std::move(next);
  }
  return sums;
}

/// Is there a point in [low, high] (absent: unbounded) at which the term turns the answer?
bool turns_within(Comparator comparator, const BoundTerm& term, const Range& others) {
  // Writing s for the sum of the others: the answer turns for s in an interval between -high and
  // -low of the term, whose ends belong to it or not as the comparator says.
  const std::optional<Number> from = term.high ? std::optional<Number>(-*term.high) : std::nullopt;
  const std::optional<Number> to = term.low ? std::optional<Number>(-*term.low) : std::nullopt;
  const bool with_from = comparator == Comparator::kAtLeast ||
                         comparator == Comparator::kLessThan || comparator == Comparator::kEqual ||
                         comparator == Comparator::kNotEqual;
  const bool with_to = comparator == Comparator::kAtMost || comparator == Comparator::kMoreThan ||
                       comparator == Comparator::kEqual || comparator == Comparator::kNotEqual;
  if (from && others.high && (with_from ? *others.high < *from : *others.high <= *from))
    return false;
  if (to && others.low && (with_to ? *others.low > *to : *others.low >= *to)) return false;
  return true;
}

bool can_turn(Comparator comparator, const BoundTerm& term, const std::vector<Number>& sums,
              const Range& ranges) {
  return std::ranges::any_of(sums, [&](const Number& sum) {
    Range others = ranges;
    if (others.low) *others.low += sum;
    if (others.high) *others.high += sum;
    return turns_within(comparator, term, others);
  });
}

bool have_equal_swings(const std::vector<BoundTerm>& terms) {
  const auto swing = [](const BoundTerm& term) { return *term.high - *term.low; };
  if (std::ranges::any_of(terms, [](const BoundTerm& term) { return term.values.empty(); })) {
    return false;
  }
  return std::ranges::all_of(terms,
                             [&](const BoundTerm& term) { return swing(term) == swing(terms[0]); });
}

}  // namespace

Truth compare_with_zero(Comparator comparator, const Number& constant,
                        const std::vector<BoundTerm>& terms) {
  Range total{constant, constant};
  for (const BoundTerm& term : terms) total.add(term);
  if (total.low && total.high && *total.low == *total.high) {
    return truth_of(holds(comparator, total.low->sign()));
  }
  const bool is_above = total.low && total.low->sign() > 0;
  const bool is_below = total.high && total.high->sign() < 0;
  if (is_above || is_below) return truth_of(holds(comparator, is_above ? 1 : -1));
  if (comparator == Comparator::kAtMost && total.high && total.high->sign() <= 0)
    return Truth::kTrue;
  if (comparator == Comparator::kMoreThan && total.high && total.high->sign() <= 0) {
    return Truth::kFalse;
  }
  if (comparator == Comparator::kAtLeast && total.low && total.low->sign() >= 0)
    return Truth::kTrue;
  if (comparator == Comparator::kLessThan && total.low && total.low->sign() >= 0) {
    return Truth::kFalse;
  }
  return Truth::kUnknown;
}

void keep_relevant(Comparator comparator, Number& constant, std::vector<BoundTerm>& terms) {
  std::vector<bool> is_relevant(terms.size(), true);
  const bool is_simple = terms.size() < 2 || have_equal_swings(terms);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    is_relevant[i] = has_swing(terms[i]);
    if (is_simple || !is_relevant[i]) continue;
    const std::optional<std::vector<Number>> sums = sums_without(terms, i, constant);
    if (!sums) break;
    Range ranges;
    for (std::size_t other = 0; other < terms.size(); ++other) {
      if (other != i && terms[other].values.empty()) ranges.add(terms[other]);
    }
    is_relevant[i] = can_turn(comparator, terms[i], *sums, ranges);
  }
  std::vector<BoundTerm> kept;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (is_relevant[i]) {
      kept.push_back(std::move(terms[i]));
    } else if (terms[i].low || terms[i].high) {
      constant += terms[i].low ? *terms[i].low : *terms[i].high;
    }
  }
  terms = std::move(kept);
}

}  // namespace probity
