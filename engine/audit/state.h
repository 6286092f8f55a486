// Where a log stands: read within a transaction, by whoever appends or reads. Private to this
// folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/checkpoint.h"
#include "audit/database.h"
#include "audit/key.h"
#include "audit/tree.h"
#include "support/result.h"

namespace probity::audit {

struct LogState {
  VerifierKey key;         ///< that signs now
  std::uint64_t size = 0;  ///< leaves
  std::string note;        ///< the last checkpoint
  TreeHead head;           ///< of it
  std::uint64_t decisions = 0;
};

/// The name of the row of `meta` that holds the key which the leaf `index` brought; in the order
/// of the leaves.
[[nodiscard]] std::string key_row(std::uint64_t index);

/// Fails (kInput) where the last checkpoint is absent, does not cover the last leaf, is not signed
/// with the log's key, or is not the root of the nodes that are stored. The leaves themselves are
/// not read. `known`: what was read before; a signature that was verified then, over the same bytes
/// with the same key, is not verified again.
[[nodiscard]] Result<LogState> read_state(Database& database,
                                          const std::optional<LogState>& known = std::nullopt);

/// Reads `node`. Keeps the database, which must outlive it.
[[nodiscard]] NodeReader node_reader(Database& database);

/// Fails (kInput) unless the log is the one of the checkpoint, or has grown from it.
[[nodiscard]] std::optional<Error> check_growth(Database& database, const LogState& state,
                                                std::string_view checkpoint);

}  // namespace probity::audit
