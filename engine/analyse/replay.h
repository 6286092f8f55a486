// Decisions that were recorded, compared with what evaluation says now: by the same rules, where
// everything has to come out as it was, or by edited ones, where it is asked what changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyse/replay_result.h"
#include "check/program.h"
#include "evaluate/decision.h"
#include "support/result.h"

namespace probity {

/// Of two records of decisions (report/TRACE.md), in the order of the recorded one; absent where
/// they say the same.
[[nodiscard]] std::optional<RecordDifference> first_difference(std::string_view recorded,
                                                               std::string_view now);

/// One decision with the rules that made it; absent where they refused the dossier.
struct RuledDecision {
  const Program& program;
  const std::optional<Decision>& decision;
};

/// The findings that differ, matched by instrument, rule and subject: those that were there before
/// in their order, then those that are new.
[[nodiscard]] std::vector<FindingDifference> differing_findings(const RuledDecision& before,
                                                                const RuledDecision& after);

/// From a JSON list of objects with `decision`, `rule`, `old`, `new`, `reason`; kInput: it is none.
[[nodiscard]] Result<std::vector<ExpectedChange>> parse_expected_changes(std::string_view json);

/// The reason for which the change is meant; "" where it is not among those expected.
[[nodiscard]] std::string expected_reason(const std::vector<ExpectedChange>& expected,
                                          std::uint64_t decision, const FindingDifference& finding);

/// Those of the expected changes that none of the replayed decisions shows, in their order.
[[nodiscard]] std::vector<ExpectedChange> unmet_changes(
    const std::vector<ExpectedChange>& expected, const std::vector<ReplayedDecision>& replayed);

}  // namespace probity
