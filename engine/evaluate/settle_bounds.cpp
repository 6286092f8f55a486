// Which facts have to be known to decide a comparison with zero: terms are held until the rest
// cannot cross zero any more. Every way of holding a few terms is tried; of many, the heaviest are
// held one after the other.
#include <algorithm>
#include <iterator>

#include "evaluate/causes.h"
#include "evaluate/relevance.h"

namespace probity {

namespace {

using node::Comparator;

/// Ways of holding that are tried one by one.
constexpr std::size_t kMostWays = 1024;

enum class Side : std::uint8_t { kBelow, kAbove };

/// A holding as far as one side is concerned, with the facts that it takes.
struct Move {
  std::size_t term = 0;
  FactSet facts;
  End end;
};

const std::optional<Number>& far_end(const BoundTerm& term, Side side) {
  return side == Side::kBelow ? term.high : term.low;
}

/// How much a move brings the total towards the wanted side; only of moves with a finite end.
Number gain(const Move& move, const BoundTerm& term, Side side) {
  const std::optional<Number>& from = far_end(term, side);
  if (!from) return Number();
  return side == Side::kBelow ? *from - move.end.value : move.end.value - *from;
}

bool is_beyond(Comparator target, const Number& total) {
  return compare_with_zero(target, total, {}) == Truth::kTrue;
}

FactSet with(const FactSet& facts, const FactSet& more) { return cross({{facts}, {more}}).front(); }

using Moves = std::vector<std::vector<Move>>;  ///< by term

bool are_few(const Moves& moves) {
  std::size_t ways = 1;
  for (const std::vector<Move>& of_term : moves) {
    ways *= of_term.size() + 1;
    if (ways > kMostWays) return false;
  }
  return true;
}

/// Tries every way: each term as it is, or held by one of its moves.
class Searcher {
 public:
  Searcher(const std::vector<BoundTerm>& terms, const Moves& moves, Side side, Comparator target)
      : terms_(terms), moves_(moves), side_(side), target_(target) {}

  std::vector<FactSet> run(const Number& constant) {
    search(0, {constant, false, {}});
    keep_smallest(found_);
    return std::move(found_);
  }

 private:
  struct State {
    Number total;
    bool is_free = false;
    FactSet facts;
  };

  void search(std::size_t term, const State& state) {
    if (term == terms_.size()) {
      if (state.is_free || is_beyond(target_, state.total)) found_.push_back(state.facts);
      return;
    }
    if (const std::optional<Number>& end = far_end(terms_[term], side_)) {
      search(term + 1, {state.total + *end, state.is_free, state.facts});
    }
    for (const Move& move : moves_[term]) {
      if (move.end.kind == End::Kind::kOpen) continue;
      const bool is_free = state.is_free || move.end.kind == End::Kind::kFree;
      search(term + 1, {state.total + move.end.value, is_free, with(state.facts, move.facts)});
    }
  }

  const std::vector<BoundTerm>& terms_;
  const Moves& moves_;
  Side side_;
  Comparator target_;
  std::vector<FactSet> found_;
};

/// What a term that is known can be.
struct Point {
  FactSet facts;
  std::optional<Number> low;
  std::optional<Number> high;
};

/// The sets that make every term known, at values that can add up to zero.
class ZeroSearcher {
 public:
  explicit ZeroSearcher(std::vector<std::vector<Point>> points) : points_(std::move(points)) {}

  std::vector<FactSet> run(const Number& constant) {
    search(0, {{}, constant, constant});
    keep_smallest(found_);
    return std::move(found_);
  }

 private:
  void search(std::size_t term, const Point& so_far) {
    if (term == points_.size()) {
      const bool is_above = so_far.low && so_far.low->sign() > 0;
      const bool is_below = so_far.high && so_far.high->sign() < 0;
      if (!is_above && !is_below) found_.push_back(so_far.facts);
      return;
    }
    const auto sum = [](const std::optional<Number>& left, const std::optional<Number>& right) {
      return left && right ? std::optional<Number>(*left + *right) : std::nullopt;
    };
    for (const Point& point : points_[term]) {
      search(term + 1, {with(so_far.facts, point.facts), sum(so_far.low, point.low),
                        sum(so_far.high, point.high)});
    }
  }

  std::vector<std::vector<Point>> points_;
  std::vector<FactSet> found_;
};

/// Greedy and, for terms that each take one fact, smallest: those that must be held first, then
/// the one that frees the total or, failing that, the heaviest.
class Pusher {
 public:
  Pusher(const std::vector<BoundTerm>& terms, std::vector<Move> moves, Side side, Comparator target,
         Number constant)
      : terms_(terms),
        moves_(std::move(moves)),
        side_(side),
        target_(target),
        total_(std::move(constant)),
        held_(terms.size(), false) {}

  std::vector<FactSet> run() {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (const std::optional<Number>& end = far_end(terms_[i], side_)) {
        total_ += *end;
      } else if (!hold_open_term(i)) {
        return {};
      }
    }
    std::vector<FactSet> result;
    for (const Move& move : moves_) {
      if (move.end.kind != End::Kind::kFree) continue;
      result.push_back(with(facts_, move.facts));
    }
    while (!is_free_ && !is_beyond(target_, total_)) {
      if (!hold_heaviest()) {
        keep_smallest(result);
        return result;
      }
    }
    result.insert(result.begin(), facts_);
    keep_smallest(result);
    return result;
  }

 private:
  bool hold_open_term(std::size_t term) {
    const Move* best = nullptr;
    for (const Move& move : moves_) {
      if (move.term != term || move.end.kind == End::Kind::kOpen) continue;
      if (best == nullptr || move.facts.size() < best->facts.size()) best = &move;
    }
    if (best == nullptr) return false;
    facts_ = with(facts_, best->facts);
    held_[term] = true;
    if (best->end.kind == End::Kind::kFree) {
      is_free_ = true;
    } else {
      total_ += best->end.value;
    }
    return true;
  }

  bool hold_heaviest() {
    const Move* best = nullptr;
    for (const Move& move : moves_) {
      if (held_[move.term] || move.end.kind != End::Kind::kFinite) continue;
      if (best == nullptr ||
          gain(move, terms_[move.term], side_) > gain(*best, terms_[best->term], side_)) {
        best = &move;
      }
    }
    if (best == nullptr || gain(*best, terms_[best->term], side_).sign() <= 0) return false;
    const Number step = gain(*best, terms_[best->term], side_);
    total_ = side_ == Side::kBelow ? total_ - step : total_ + step;
    held_[best->term] = true;
    facts_ = with(facts_, best->facts);
    return true;
  }

  const std::vector<BoundTerm>& terms_;
  std::vector<Move> moves_;
  Side side_;
  Comparator target_;
  Number total_;
  std::vector<bool> held_;
  FactSet facts_;
  bool is_free_ = false;
};

}  // namespace

std::vector<FactSet> Causes::holding_sets(const Holding& holding) const {
  std::vector<std::vector<FactSet>> choices;
  choices.reserve(holding.requirements.size());
  for (const Requirement& requirement : holding.requirements) {
    choices.push_back(settling_sets(requirement.cause, requirement.goal));
  }
  return cross(choices);
}

std::vector<FactSet> Causes::zero_sets(const Cause& cause) const {
  const auto value = [](const End& end) {
    return end.kind == End::Kind::kFinite ? std::optional<Number>(end.value) : std::nullopt;
  };
  std::vector<std::vector<Point>> points;
  std::vector<std::vector<FactSet>> everything;
  std::size_t ways = 1;
  for (const BoundTerm& term : cause.terms) {
    std::vector<Point> of_term;
    everything.push_back(settling_sets(term.cause, Goal::kKnown));
    for (const FactSet& set : everything.back()) of_term.push_back({set, term.low, term.high});
    for (const Holding& holding : term.holdings) {
      if (!holding.is_point) continue;
      for (FactSet& set : holding_sets(holding)) {
        of_term.push_back({std::move(set), value(holding.upper), value(holding.lower)});
      }
    }
    if (ways <= kMostWays) ways *= of_term.size();
    points.push_back(std::move(of_term));
  }
  if (ways > kMostWays) return cross(everything);
  return ZeroSearcher(std::move(points)).run(cause.constant);
}

std::vector<FactSet> Causes::bound_sets(const Cause& cause, Goal goal) const {
  const auto push = [&](Side side, Comparator target) {
    Moves moves(cause.terms.size());
    for (std::size_t i = 0; i < cause.terms.size(); ++i) {
      for (const Holding& holding : cause.terms[i].holdings) {
        for (FactSet& set : holding_sets(holding)) {
          const End& end = side == Side::kBelow ? holding.upper : holding.lower;
          moves[i].push_back({i, std::move(set), end});
        }
      }
    }
    if (are_few(moves)) return Searcher(cause.terms, moves, side, target).run(cause.constant);
    std::vector<Move> all;
    for (std::vector<Move>& of_term : moves) std::ranges::move(of_term, std::back_inserter(all));
    return Pusher(cause.terms, std::move(all), side, target, cause.constant).run();
  };
  const auto either_side = [&] {
    std::vector<FactSet> sets = push(Side::kBelow, Comparator::kLessThan);
    const std::vector<FactSet> above = push(Side::kAbove, Comparator::kMoreThan);
    sets.insert(sets.end(), above.begin(), above.end());
    keep_smallest(sets);
    return sets;
  };
  const auto exactly_zero = [&] { return zero_sets(cause); };
  const bool wants_true = goal == Goal::kTrue;
  switch (cause.comparator) {
    case Comparator::kEqual:
      return wants_true ? exactly_zero() : either_side();
    case Comparator::kNotEqual:
      return wants_true ? either_side() : exactly_zero();
    case Comparator::kAtMost:
      return wants_true ? push(Side::kBelow, Comparator::kAtMost)
                        : push(Side::kAbove, Comparator::kMoreThan);
    case Comparator::kLessThan:
      return wants_true ? push(Side::kBelow, Comparator::kLessThan)
                        : push(Side::kAbove, Comparator::kAtLeast);
    case Comparator::kAtLeast:
      return wants_true ? push(Side::kAbove, Comparator::kAtLeast)
                        : push(Side::kBelow, Comparator::kLessThan);
    case Comparator::kMoreThan:
      return wants_true ? push(Side::kAbove, Comparator::kMoreThan)
                        : push(Side::kBelow, Comparator::kAtMost);
  }
  return {};
}

}  // namespace probity
