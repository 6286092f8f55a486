// The reference outcome of every rule and the reference verdict of every instrument, from
// language.md, "The outcome of a rule" and "The verdict of an instrument". The tables are functions
// of their own, so that they can also be applied to the clause values that another evaluator found.
//
// Where the text leaves a choice, this is how it is read here:
// - A rule or exception whose `under` names another reading than the chosen one has no force.
// - Force and the conjuncts that do not mention the variable are decided once: a rule without
// force,
//   or with a false one of them, has one finding, about the dossier.
// - The one finding about an unknown list can become whatever the rule gives for an element of
// which
//   nothing is known, and not_applicable, because the list may turn out to be empty.
// - A list of which a part is unknown gives a finding for each element that is there, and one for
//   each unknown part.
// - The `applies when` of the instrument is one more conjunct of that of each of its rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/program.h"
#include "evaluate/decision.h"
#include "tests/reference/expressions.h"
#include "tests/reference/fact_tree.h"

namespace probity::reference {

/// A dossier under evaluation; `filed` and `current` as in Setting.
struct Case {
  const Program* program = nullptr;
  const FactTree* filed = nullptr;
  const FactTree* current = nullptr;
  std::optional<Date> as_of;
  std::vector<std::uint32_t> readings;
  Bounds bounds = Bounds::kLeast;
};

/// Every interpretation at its default.
[[nodiscard]] std::vector<std::uint32_t> default_readings(const Program& program);

struct ExceptionTruth {
  ExceptionId exception;
  bool in_force = false;
  Truth truth = Truth::kFalse;
};

struct ClauseTruths {
  bool in_force = true;
  Truth applies = Truth::kTrue;
  Truth requirement = Truth::kUnknown;
  std::vector<ExceptionTruth> exceptions;
};

struct FindingState {
  Outcome outcome = Outcome::kUndetermined;
  std::vector<Outcome> possible;  ///< in the order of the enum

  [[nodiscard]] bool is_settled() const { return outcome != Outcome::kUndetermined; }
  friend bool operator==(const FindingState&, const FindingState&) = default;
};

/// The table: every unknown clause taken both ways, independently.
[[nodiscard]] FindingState outcome_of(const ClauseTruths& clauses);
/// The state that has these outcomes left.
[[nodiscard]] FindingState state_of(std::vector<Outcome> possible);

struct ReferenceFinding {
  RuleId rule;
  Path subject;                    ///< empty: the dossier
  bool is_about_the_rule = false;  ///< decided without looking at an element, empty lists included
  bool is_about_a_list = false;    ///< of which we do not know what it holds
  ClauseTruths clauses;
  FindingState state;
  Reads reads;
};

struct ReferenceInstrument {
  InstrumentId id;
  std::optional<Date> as_of;
  Truth applies = Truth::kUnknown;
  std::vector<ReferenceFinding> findings;
  Verdict verdict = Verdict::kUndetermined;
  std::vector<Verdict> possible;
  Reads reads;  ///< of `applies when` and `reference date`
};

[[nodiscard]] ReferenceInstrument assess(const Case& assessed, InstrumentId id);
/// The findings of one rule alone, under one of its instruments.
[[nodiscard]] std::vector<ReferenceFinding> assess_rule(const Case& assessed, RuleId rule,
                                                        InstrumentId instrument);

struct VerdictState {
  Verdict verdict = Verdict::kUndetermined;
  std::vector<Verdict> possible;  ///< from best to worst
};
[[nodiscard]] VerdictState verdict_of(const std::vector<FindingState>& findings);
/// The worst of them; not_applicable where there are none.
[[nodiscard]] Verdict overall_verdict(const std::vector<Verdict>& verdicts);

}  // namespace probity::reference
