// Single leaves and objects of a log as they are stored, checked against each other. Private to
// this folder; for reading and erasing.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "audit/database.h"
#include "audit/log_reader.h"

namespace probity::audit {

/// The leaf of a decision, found by the derived index and checked to be that decision's.
[[nodiscard]] Result<StoredDecision> find_decision_leaf(Database& database, std::uint64_t number);

/// The object with this hash, checked to be of this kind and to match its hash; without salt and
/// body once they are erased.
[[nodiscard]] Result<StoredObject> read_object(Database& database, std::string_view kind,
                                               const ObjectReference& reference);

/// Hands over the override leaves of a decision, in order. `after`: the index of its leaf.
[[nodiscard]] std::optional<Error> visit_overrides(
    Database& database, std::uint64_t number, std::uint64_t after,
    const std::function<void(std::uint64_t index, const OverrideLeaf&)>& visit);

}  // namespace probity::audit
