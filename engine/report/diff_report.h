// What `probity diff` prints: the changes between two rule sets, for people and for machines.
#pragma once

#include <cstdint>
#include <string>

#include "analyse/result.h"
#include "check/program.h"
#include "diagnostics/render.h"

namespace probity {

/// Both Programs must outlive it; `diff` speaks of them.
struct RuleSetComparison {
  const Program& before;
  const Program& after;
  const RuleSetDiff& diff;
};

enum class DiffDetail : std::uint8_t {
  kSome,  ///< of the dossiers that come out otherwise, the first ones
  kAll,
};

/// Counts, then the changes by kind, old words after `-` and new ones after `+`.
[[nodiscard]] std::string diff_text(const RuleSetComparison& comparison, DiffDetail detail,
                                    Colour colour);

/// `{"old": {name, version, sha256}, "new": {...}, "changed", "changes": [{"kind", "change",
/// "name", "old_name", "title", "rule", "law", "parts": [{"part", "before", "after", "wording"}],
/// "bears_on"}], "restated": [{"kind", "change", "name", "old_name"}], "dossiers": null or
/// {"compared", "unfit", "differences": [{"source", "name", "before", "after", "findings":
/// [{"instrument", "rule", "subject", "before", "after"}]}]}}`
[[nodiscard]] std::string diff_json(const RuleSetComparison& comparison);

/// A clause as the rules write it, on one line; with `program` the rule set that it stands in.
[[nodiscard]] std::string part_text(const Program& program, const PartContent& content);

}  // namespace probity
