// From the clauses of one rule to its outcomes, one for each element of its `for each`
// (language.md, "The outcome of a rule").
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "evaluate/decision.h"
#include "evaluate/machine.h"

namespace probity {

/// A set of outcomes; bit i is the outcome with value i.
class OutcomeSet {
 public:
  constexpr OutcomeSet() = default;
  constexpr OutcomeSet(std::initializer_list<Outcome> outcomes) {
    for (const Outcome outcome : outcomes) add(outcome);
  }

  constexpr void add(Outcome outcome) { bits_ |= bit(outcome); }
  constexpr void add(OutcomeSet other) { bits_ |= other.bits_; }
  [[nodiscard]] constexpr bool has(Outcome outcome) const { return (bits_ & bit(outcome)) != 0; }
  [[nodiscard]] std::vector<Outcome> list() const;
  /// The only one, where satisfied and excused count as one (excused); else undetermined.
  [[nodiscard]] Outcome outcome() const;
  friend constexpr bool operator==(OutcomeSet, OutcomeSet) = default;

 private:
  [[nodiscard]] static constexpr std::uint8_t bit(Outcome outcome) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome));
  }
  std::uint8_t bits_ = 0;
};

struct AskedException {
  ExceptionId exception;
  ExceptionOutcome outcome = ExceptionOutcome::kNotAsked;
  CauseId cause;  ///< of an unknown one
};

/// What was found for one element, before it is put into words.
struct Assessment {
  PathId subject;  ///< absent: the dossier
  OutcomeSet possible;
  Tested applies;      ///< that no other rule prevails included
  Tested requirement;  ///< unknown without a cause where it was not asked
  std::vector<AskedException> exceptions;
  CauseId list_cause;         ///< present for the elements of a list that nobody knows
  bool can_be_empty = false;  ///< that list
  std::vector<TraceClause> trace;
  Value element;            ///< of the `for each`
  PrevalenceId prevailing;  ///< what made it not applicable; absent where nothing prevails

  [[nodiscard]] Outcome outcome() const { return possible.outcome(); }
};

/// The instrument in which the rule is asked.
struct Scene {
  InstrumentId instrument;
  Tested applies;  ///< of the instrument
  bool with_trace = false;
  std::optional<Date> as_of;  ///< replaces every reference date
};

/// The machine's reference date and readings are those of the instrument.
[[nodiscard]] std::vector<Assessment> assess(Machine& machine, RuleId rule, const Scene& scene);

/// Binds the rule's variable, so that its texts can be rendered for this element.
void enter_element(Machine& machine, const Rule& rule, const Assessment& assessment);

}  // namespace probity
