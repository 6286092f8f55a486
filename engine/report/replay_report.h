// Recorded decisions that were decided again: what came out otherwise, by rule.
#pragma once

#include <string>

#include "analyse/result.h"
#include "report/page.h"

namespace probity {

[[nodiscard]] std::string replay_text(const Replay& replay, Colour colour);
/// `{"rules", "same", "changed", "expected", "erased", "not_kept", "failed", "decisions": [...],
/// "unmet": [...]}`; decisions that came out as they were are counted only, `unmet` are the changes
/// that were expected and not seen.
[[nodiscard]] std::string replay_json(const Replay& replay);
/// One test case a decision, for build servers.
[[nodiscard]] std::string replay_junit(const Replay& replay);

/// One result a decision that changed without being expected, or could not be decided again; by
/// rule where a rule changed it.
[[nodiscard]] std::string replay_sarif(const Replay& replay);

}  // namespace probity
