// `missing` and `settled_by` by definition (cli.md), through brute force over small domains.
//
// Let D be a dossier and U the unknown facts that the finding can read. A completion of D gives
// some of U a value and leaves the others unknown; what `known` and `otherwise` ask about stays as
// it was filed in every completion. Let state(C) be the outcome and the outcomes left of the
// finding for a completion C.
//
//   missing      a fact u of U is missing iff there are a completion C that leaves u unknown and a
//                value v of u with state(C) != state(C with u = v). A settled finding misses
//                nothing.
//   settled_by   a smallest S among the subsets of `missing` such that some completion that gives
//                values to S alone is settled; of several, the one whose facts come first in
//                `missing`, compared position by position.
//
// Completions leave the other facts given OR unknown, on purpose. Were they all given, no fact
// would be missing for `a or not a`, which strong Kleene logic leaves unknown and giving `a`
// settles; the two definitions agree wherever a fact is read once. It follows that facts outside
// `missing` may be filled with anything, in any order, without a change (by induction), and that
// `missing` is empty for an undetermined finding only where no fact can settle it (division by
// zero).
//
// {satisfied}, {excused} and {satisfied, excused} count as one state here, as they do in
// language.md.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "tests/reference/assessment.h"
#include "tests/reference/fact_tree.h"

namespace probity::reference {

/// An unknown fact and the values that are tried for it.
struct OpenFact {
  Path path;
  std::vector<FactTree> values;
};

/// The state of a finding for a completion; several findings where its list became known.
using Oracle = std::function<std::vector<FindingState>(const FactTree& completion)>;

struct Relevance {
  std::vector<bool> is_missing;  ///< by open fact
  std::optional<std::size_t>
      smallest_settling;  ///< size of the smallest set that settles; 0 if settled
  std::vector<std::vector<std::size_t>> settling_sets;  ///< all of that size, as indices of facts
};

/// Completions that `find_relevance` would try.
[[nodiscard]] std::size_t count_completions(const std::vector<OpenFact>& facts);

/// Tries every completion over the given values.
[[nodiscard]] Relevance find_relevance(const Vocabulary& vocabulary, const FactTree& dossier,
                                       const std::vector<OpenFact>& facts, const Oracle& oracle);

/// True where the states are the same, satisfied and excused counted as one.
[[nodiscard]] bool are_alike(const std::vector<FindingState>& left,
                             const std::vector<FindingState>& right);

}  // namespace probity::reference
