// Which facts have to be known to decide a comparison with zero: the terms are held one after the
// other until the rest cannot cross zero any more.
#include <algorithm>

#include "evaluate/causes.h"
#include "evaluate/relevance.h"

namespace probity {

namespace {

using node::Comparator;

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

std::vector<FactSet> Causes::bound_sets(const Cause& cause, Goal goal) const {
  const auto push = [&](Side side, Comparator target) {
    std::vector<Move> moves;
    for (std::size_t i = 0; i < cause.terms.size(); ++i) {
      for (const Holding& holding : cause.terms[i].holdings) {
        std::vector<std::vector<FactSet>> choices;
        choices.reserve(holding.requirements.size());
        for (const Requirement& requirement : holding.requirements) {
          choices.push_back(settling_sets(requirement.cause, requirement.goal));
        }
        const std::vector<FactSet> sets = cross(choices);
        if (sets.empty()) continue;
        moves.push_back({i, sets.front(), side == Side::kBelow ? holding.upper : holding.lower});
      }
    }
    return Pusher(cause.terms, std::move(moves), side, target, cause.constant).run();
  };
  const auto either_side = [&] {
    std::vector<FactSet> sets = push(Side::kBelow, Comparator::kLessThan);
    const std::vector<FactSet> above = push(Side::kAbove, Comparator::kMoreThan);
    sets.insert(sets.end(), above.begin(), above.end());
    keep_smallest(sets);
    return sets;
  };
  const auto exactly_zero = [&] {
    std::vector<std::vector<FactSet>> choices;
    choices.reserve(cause.terms.size());
    for (const BoundTerm& term : cause.terms) {
      choices.push_back(settling_sets(term.cause, Goal::kKnown));
    }
    return cross(choices);
  };
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
