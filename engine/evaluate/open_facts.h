// What is missing: the facts that can still change an outcome, and a smallest set of them that
// would settle it (cli.md, `missing` and `settled_by`).
#pragma once

#include <string>
#include <vector>

#include "evaluate/assess.h"
#include "evaluate/causes.h"
#include "evaluate/machine.h"

namespace probity {

/// Beyond this many missing facts nobody looks for a smallest set: all of them settle it.
inline constexpr std::size_t kMostForSettling = 500;

/// Facts in the order of `missing`, and the ways to settle, smallest first.
struct OpenFacts {
  std::vector<MissingFact> missing;
  std::vector<FactSet> settling;   ///< to one outcome, whichever
  std::vector<FactSet> violating;  ///< to `violated`
  std::vector<FactSet> clearing;   ///< so that `violated` is no longer possible
  std::vector<FactSet> passing;    ///< to satisfied or excused
  std::vector<FactSet> idling;     ///< to not_applicable
};

/// Empty for an outcome that is settled.
[[nodiscard]] OpenFacts open_facts(Machine& machine, const Assessment& assessment);

/// Unweighted facts in the order of the vocabulary and the document, then those of sums by weight.
void sort_missing(const Places& places, std::vector<MissingFact>& missing);

/// The smallest set, ties to the facts that stand earlier in `missing`; pointers in that order.
[[nodiscard]] std::vector<std::string> smallest_set(const Places& places,
                                                    const std::vector<MissingFact>& missing,
                                                    const std::vector<FactSet>& sets);

}  // namespace probity
