// What became of recorded decisions when they were decided again, as plain data for the reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyse/diff_result.h"
#include "evaluate/decision.h"
#include "support/result.h"

namespace probity {

/// The first value that is not as it was. Both values are JSON on one line, cut where they are
/// long; "nothing" where there is none.
struct RecordDifference {
  std::string place;  ///< "SAFE, safe.control /contractors/0, outcome"
  std::string recorded;
  std::string now;
};

enum class ReplayOutcome : std::uint8_t {
  kSame,      ///< as it was recorded
  kExpected,  ///< it changed, and every change was meant
  kChanged,
  kErased,   ///< the dossier or the reasoning is gone
  kNotKept,  ///< the dossier was too large to be recorded with its bytes
  kFailed,   ///< it cannot be decided again; `error` says why
};

/// A finding that edited rules decide otherwise.
struct ReplayChange {
  FindingDifference finding;
  std::string law;     ///< of the rule, in short, as the edited rules have it
  std::string reason;  ///< why the change is meant; "" where it is not
};

/// One recorded decision.
struct ReplayedDecision {
  std::uint64_t number = 0;
  std::string dossier;  ///< its identifier, or the name of its file where it was refused
  ReplayOutcome outcome = ReplayOutcome::kSame;
  std::optional<Error> error;
  std::optional<RecordDifference> difference;  ///< by its own rules
  std::optional<Verdict> before;               ///< by edited rules; absent: the dossier was refused
  std::optional<Verdict> after;
  std::vector<ReplayChange> changes;  ///< by edited rules
};

/// A change that is meant: findings of this rule in this decision, from one outcome to another.
struct ExpectedChange {
  std::uint64_t decision = 0;
  std::string rule;
  std::string before;  ///< outcome_or_none
  std::string after;
  std::string reason;
};

/// As --expected and the reports have it: outcome_name, or "none" where there is no finding.
[[nodiscard]] std::string_view outcome_or_none(const std::optional<Outcome>& outcome);

/// All that was replayed.
struct Replay {
  std::string rules;  ///< the edited rule set and its version; "" for the recorded ones
  std::vector<ReplayedDecision> decisions;  ///< in the order of their numbers
  std::vector<ExpectedChange> unmet;        ///< expected, but not seen

  [[nodiscard]] std::size_t count(ReplayOutcome outcome) const;
};

}  // namespace probity
