// What the cases cover of a rule set, as plain data for the reports. A case is its place in the
// list that was analysed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// Places in the list of cases, ascending.
using CaseNumbers = std::vector<std::uint32_t>;

/// By the value of the enum: the cases with such a finding.
struct RuleCoverage {
  RuleId rule;
  std::array<CaseNumbers, 6> by_outcome;

  [[nodiscard]] const CaseNumbers& with(Outcome outcome) const {
    return by_outcome[static_cast<std::size_t>(outcome)];
  }
  /// Some case keeps the rule and some case breaks it, saved by an exception or not.
  [[nodiscard]] bool is_covered() const {
    return !with(Outcome::kSatisfied).empty() &&
           !(with(Outcome::kViolated).empty() && with(Outcome::kExcused).empty());
  }
};

struct ExceptionCoverage {
  ExceptionId exception;
  std::array<CaseNumbers, 5> by_outcome;

  [[nodiscard]] const CaseNumbers& with(ExceptionOutcome outcome) const {
    return by_outcome[static_cast<std::size_t>(outcome)];
  }
  /// Some case is saved by it and some case is not.
  [[nodiscard]] bool is_covered() const {
    return !with(ExceptionOutcome::kTrue).empty() && !with(ExceptionOutcome::kFalse).empty();
  }
};

/// One reading of a contested point: the cases in which a finding under it is another than under
/// some other reading of the point.
struct ReadingCoverage {
  InterpretationId interpretation;
  std::uint32_t reading = 0;
  CaseNumbers cases;

  [[nodiscard]] bool is_covered() const { return !cases.empty(); }
};

/// One of the dated values of a parameter: the cases that were asked on a day on which it holds.
struct ValueCoverage {
  ParameterId parameter;
  std::uint32_t value = 0;  ///< place in the parameter's values
  CaseNumbers cases;

  [[nodiscard]] bool is_covered() const { return !cases.empty(); }
};

/// One row of a table: the cases that it decided.
struct RowCoverage {
  DefinitionId table;
  std::uint32_t row = 0;  ///< from 1
  CaseNumbers cases;

  [[nodiscard]] bool is_covered() const { return !cases.empty(); }
};

/// A condition of a decision (analyse/effects.h): the cases in which it alone decided, by its
/// value.
struct ConditionCoverage {
  NodeId condition;
  CaseNumbers when_true;
  CaseNumbers when_false;
  /// One of `when_true` and one of `when_false` have opposite results.
  bool is_covered = false;
};

/// A comparison with a limit (analyse/limits.h).
struct LimitCoverage {
  NodeId comparison;
  CaseNumbers at;      ///< both sides are equal
  CaseNumbers beyond;  ///< next to the limit, and the comparison comes out otherwise than at it
  /// The least distance from the limit at which it comes out otherwise; absent where no case has
  /// one.
  std::optional<Number> nearest;

  [[nodiscard]] bool is_covered() const { return !at.empty() && !beyond.empty(); }
};

/// Of one rule set, in rule-set order; conditions and limits in the order of the source.
struct Coverage {
  std::vector<RuleCoverage> rules;
  std::vector<ExceptionCoverage> exceptions;
  std::vector<ReadingCoverage> readings;
  std::vector<ValueCoverage> values;
  std::vector<RowCoverage> rows;
  std::vector<ConditionCoverage> conditions;
  std::vector<LimitCoverage> limits;
};

}  // namespace probity
