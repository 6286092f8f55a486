// Decisions, rule sets and overrides become objects, leaves and rows of the derived index, within
// one transaction. Private to this folder.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "audit/appending.h"
#include "audit/record.h"

namespace probity::audit {

/// The failure of any of them is kept by `appending`.
[[nodiscard]] std::vector<Receipt> append_decisions(Appending& appending,
                                                    const RuleSetRecord& rule_set,
                                                    const DecisionContext& context,
                                                    std::span<const DecisionRecord> decisions);

[[nodiscard]] Receipt append_override(Appending& appending, const OverrideRecord& record,
                                      const std::string& operator_name);

/// The first leaf of a log, and each one that brings another key.
[[nodiscard]] Receipt append_key(Appending& appending, const VerifierKey& key,
                                 const std::optional<std::string>& continues);

}  // namespace probity::audit
