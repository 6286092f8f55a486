// What has to hold of every rule set and every dossier. Each property looks at one pair and says
// what it found wrong; it draws its own completions from `random`, so a pair and a seed repeat it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/program.h"
#include "tests/evaluate/property/engine.h"
#include "tests/evaluate/property/random.h"
#include "tests/reference/assessment.h"
#include "tests/reference/fact_tree.h"

namespace probity::property {

/// How often something was really put to the test; printed at the end of a run.
struct Counters {
  std::size_t findings = 0;
  std::size_t undetermined = 0;
  std::size_t between_bounds = 0;  ///< clauses for which the text leaves the truth value open
  std::size_t completions = 0;
  std::size_t relevance_checks = 0;
  std::size_t relevance_completions = 0;
  std::size_t readings = 0;
};

struct Subject {
  const Program& program;
  Engine& engine;
  const reference::FactTree& dossier;
  const Decision& decision;  ///< of the dossier, with its trace
  Counters& counters;
};

/// A description of what is wrong, or nothing.
using Complaint = std::optional<std::string>;

/// Every clause says what it must, and outcomes, verdicts and readings follow from the clauses.
[[nodiscard]] Complaint agrees_with_reference(const Subject& subject, Random& random);
/// No clause is decided by more than strong Kleene logic and bounds analysis.
[[nodiscard]] Complaint uses_no_other_correlation(const Subject& subject, Random& random);
/// The loader understood what was written, and two evaluations say the same.
[[nodiscard]] Complaint is_deterministic(const Subject& subject, Random& random);
/// No completion contradicts what was settled, nor gives an outcome that was not possible; giving
/// facts never unsettles.
[[nodiscard]] Complaint holds_for_completions(const Subject& subject, Random& random);
/// Every pointer in `missing` names a place of the vocabulary of which nothing is known.
[[nodiscard]] Complaint points_at_unknown_facts(const Subject& subject, Random& random);
/// Facts that are not in `missing` do not matter.
[[nodiscard]] Complaint needs_only_what_is_missing(const Subject& subject, Random& random);
/// The same for the findings about a list of which nobody knows what it holds.
[[nodiscard]] Complaint unknown_lists_miss_enough(const Subject& subject, Random& random);
/// `missing` and `settled_by` say too little nowhere, for findings with few open facts: what can
/// change the outcome is in `missing`, and what settles it is a part of that.
[[nodiscard]] Complaint names_what_matters(const Subject& subject, Random& random);
/// Nor do they say too much: nothing else is in `missing`, and `settled_by` is a smallest set.
[[nodiscard]] Complaint names_only_what_matters(const Subject& subject, Random& random);
/// The order of keys and of list elements changes nothing but pointers.
[[nodiscard]] Complaint ignores_order(const Subject& subject, Random& random);

/// How a property is held.
enum class Hold : std::uint8_t {
  kAlways,
  /// By all but one pair of a thousand. Nothing false is said where it fails: a clause is decided
  /// that the text leaves open, and rightly; a fact is named that matters less than it seems.
  kMostly,
};
inline constexpr std::size_t kPairsForAMiss = 1000;

struct Property {
  const char* name = "";
  Hold hold = Hold::kAlways;
  Complaint (*check)(const Subject&, Random&) = nullptr;
};
[[nodiscard]] const std::vector<Property>& all_properties();

// ---- shared by the properties
// --------------------------------------------------------------------

/// The reference's reading of the dossier at the declared default readings.
[[nodiscard]] reference::Case case_of(const Subject& subject, reference::Bounds bounds);
/// Places that `known` or `otherwise` ask about anywhere; completions leave them as they are.
[[nodiscard]] std::vector<reference::Path> asked_as_filed(const Subject& subject);
/// The unknown places that a completion may fill.
[[nodiscard]] std::vector<reference::Path> open_places(const Subject& subject);
[[nodiscard]] const InstrumentDecision* find_instrument(const Decision& decision,
                                                        const std::string& name);
[[nodiscard]] reference::FindingState state_of(const Finding& finding);
[[nodiscard]] bool is_about_a_list(const Vocabulary& vocabulary, const Finding& finding);
[[nodiscard]] std::string describe(const Program& program, const Finding& finding);
[[nodiscard]] std::string describe(const reference::FindingState& state);

}  // namespace probity::property
