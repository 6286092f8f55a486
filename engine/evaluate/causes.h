// Causes: why a value is unknown, as a formula over the facts that the dossier does not give. From
// it come `missing` (the facts that can still change the value) and `settled_by` (a smallest set of
// them for which some values settle it); see cli.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/program.h"
#include "evaluate/value.h"
#include "values/number.h"

namespace probity {

enum class Goal : std::uint8_t { kTrue, kFalse, kKnown };

/// Something that has to be reached for a term to be held at one of its ends.
struct Requirement {
  CauseId cause;
  Goal goal = Goal::kKnown;
};

/// Where one end of a term can be brought.
struct End {
  enum class Kind : std::uint8_t {
    kOpen,    ///< it stays unbounded
    kFinite,  ///< to `value`
    kFree,    ///< as far beyond zero as wanted
  };
  Kind kind = Kind::kOpen;
  Number value;
};

/// A way to hold a term: some of its facts known, and how far that brings its upper end down and
/// its lower end up.
struct Holding {
  std::vector<Requirement> requirements;
  End upper;
  End lower;
  bool is_point = false;  ///< the term is known then: some value from `upper` to `lower`
};

/// One unknown summand of a comparison with zero.
struct BoundTerm {
  CauseId cause;              ///< all that is unknown in it
  std::optional<Number> low;  ///< absent: unbounded
  std::optional<Number> high;
  std::vector<Number> values;  ///< all that it can be, ascending; empty where it is a range
  std::vector<Holding> holdings;
  bool is_weighted = false;  ///< of a sum: its facts are ordered by how much they weigh
};

/// How much an unknown fact weighs in a sum.
struct Weight {
  enum class Kind : std::uint8_t { kNone, kUnbounded, kFinite };
  Kind kind = Kind::kNone;
  Number amount;  ///< of kFinite
};

/// A value that is one of two, as an unknown condition says.
struct Choice {
  CauseId condition;
  Tested then;  ///< of values that are no truths only the cause counts; absent: it is known
  Tested otherwise;
  bool is_truth = false;
  bool can_agree = false;  ///< two equal values settle it without the condition
};

/// What settles that an element of which nothing is known is not among those that count.
enum class Emptiness : std::uint8_t {
  kNeedsList,    ///< the list alone
  kBodyDecides,  ///< also a body that is false whatever the list holds
};

struct MissingFact {
  PathId path;
  Weight weight;
};

using FactSet = std::vector<PathId>;  ///< ascending by id, without repetition

/// Owns every cause of one evaluation; ids refer into it. A cause is never changed.
class Causes {
 public:
  [[nodiscard]] CauseId fact(PathId path);
  /// Unknown for a reason that no single fact would mend: "division by zero"; "" where it is
  /// simply written as unknown.
  [[nodiscard]] CauseId reason(std::string_view text);
  /// A value that needs all of these; absent ids are passed over, one alone is itself.
  [[nodiscard]] CauseId all(std::span<const CauseId> parts);
  [[nodiscard]] CauseId all(CauseId left, CauseId right);
  /// The same, where a part that no fact would mend does not stand in the way of the others.
  [[nodiscard]] CauseId all_knowable(std::span<const CauseId> parts);
  [[nodiscard]] CauseId conjunction(std::span<const CauseId> unknown_operands);
  [[nodiscard]] CauseId disjunction(std::span<const CauseId> unknown_operands);
  /// One of these conditions is true, and it is not known which: known as soon as one is.
  [[nodiscard]] CauseId one_of(std::span<const CauseId> unknown_conditions);
  [[nodiscard]] CauseId negation(CauseId operand);
  /// `cause`, where knowing it can reach this goal only.
  [[nodiscard]] CauseId only(CauseId cause, Goal reachable);
  [[nodiscard]] CauseId choice(const Choice& choice);
  /// The unknown rest of a list, about whose elements `body` is asked. Facts of `inner` lie in that
  /// rest and come with it; `when_empty` is what no further element comes to.
  struct Rest {
    CauseId list;
    CauseId body;
    FactSet inner;
    Goal when_empty = Goal::kFalse;
    Emptiness emptiness = Emptiness::kNeedsList;
  };
  [[nodiscard]] CauseId behind(Rest rest);
  /// constant + the terms, compared with zero; only terms that can change the answer are kept.
  [[nodiscard]] CauseId bound(node::Comparator comparator, Number constant,
                              std::vector<BoundTerm> terms);

  /// Adds the facts below `cause` to `missing`, each once, with the greatest of its weights.
  void collect(CauseId cause, std::vector<MissingFact>& missing) const;
  void collect_reasons(CauseId cause, std::vector<std::string>& reasons) const;

  /// Sets of facts for which some values reach the goal, none containing another; empty when no
  /// fact can. At most kMostSets, the smallest kept. A fact is taken to have the values that a
  /// comparison asks of it: the sets say what has to be known, and are smallest where no fact and
  /// no condition stands in two places that would need two values of it.
  static constexpr std::size_t kMostSets = 64;
  [[nodiscard]] std::vector<FactSet> settling_sets(CauseId cause, Goal goal) const;

 private:
  enum class Kind : std::uint8_t {
    kFact,
    kReason,
    kAll,
    kAllKnowable,
    kAnd,
    kOr,
    kOneOf,
    kNot,
    kOnly,
    kChoice,
    kBehind,
    kBound,
  };
  struct Cause {
    Kind kind = Kind::kFact;
    PathId path;
    std::string reason;
    std::vector<CauseId> children;
    node::Comparator comparator = node::Comparator::kEqual;
    Number constant;
    std::vector<BoundTerm> terms;
    Goal goal = Goal::kKnown;  ///< of kOnly and kBehind
    FactSet inner;             ///< of kBehind, whose children are the rest and the body
    Emptiness emptiness = Emptiness::kNeedsList;
    Choice choice;  ///< of kChoice, whose children are the condition and the two branches
  };

  CauseId add(Cause cause);
  CauseId combine(Kind kind, std::span<const CauseId> parts);
  /// Can facts make it known at all? A division by zero stays unknown.
  [[nodiscard]] bool can_be_known(CauseId cause) const;
  [[nodiscard]] std::vector<FactSet> choice_sets(const Choice& choice, Goal goal) const;
  [[nodiscard]] std::vector<FactSet> behind_sets(const Cause& cause, Goal goal) const;
  [[nodiscard]] std::vector<FactSet> holding_sets(const Holding& holding) const;
  [[nodiscard]] std::vector<FactSet> zero_sets(const Cause& cause) const;
  [[nodiscard]] std::vector<FactSet> bound_sets(const Cause& cause, Goal goal) const;

  std::vector<Cause> causes_;
};

/// The sets that reach all of the given goals at once: every union of one set of each.
[[nodiscard]] std::vector<FactSet> cross(const std::vector<std::vector<FactSet>>& choices);
/// Keeps the sets that contain no other one, smallest first, at most Causes::kMostSets.
void keep_smallest(std::vector<FactSet>& sets);

}  // namespace probity
