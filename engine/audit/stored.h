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

/// The leaf of a decision, found by the derived index and checked to be that decision's, and the
/// one whose hash the tree has.
[[nodiscard]] Result<StoredDecision> find_decision_leaf(Database& database, std::uint64_t number);

/// The object with this hash, checked to be of this kind and to match its hash; without salt and
/// body once they are erased.
[[nodiscard]] Result<StoredObject> read_object(Database& database, std::string_view kind,
                                               const ObjectReference& reference);

/// Which decision, and where its leaf stands.
struct DecisionPlace {
  std::uint64_t number = 0;
  std::uint64_t index = 0;
};

/// Hand over the leaves that override or erase a decision, in order.
[[nodiscard]] std::optional<Error> visit_overrides(
    Database& database, const DecisionPlace& decision,
    const std::function<void(std::uint64_t index, const OverrideLeaf&)>& visit);
[[nodiscard]] std::optional<Error> visit_erasures(
    Database& database, const DecisionPlace& decision,
    const std::function<void(std::uint64_t index, const ErasureLeaf&)>& visit);

}  // namespace probity::audit
