// The verifier. It believes nothing that the writer says: it reads the file itself, computes every
// hash from the leaves up, and shares with the writer the format (format.h, schema.h, leaf.h) and
// the arithmetic of trees and keys, but none of its statements. Each kind of damage has a message
// of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/key.h"
#include "audit/tree.h"
#include "support/result.h"

namespace probity::audit {

/// What can be wrong with a log. The names (damage_name) are frozen: scripts look for them.
enum class DamageKind : std::uint8_t {
  kFile,           ///< the database itself: its structure, its header, its settings
  kSchema,         ///< other tables or triggers than a log has
  kGap,            ///< a leaf is missing
  kLeaf,           ///< a leaf that has another form
  kSequence,       ///< a leaf that may not stand where it stands
  kNode,           ///< a stored node is missing, too many, or has another hash
  kKey,            ///< the key is missing, is not the one asked for, or the rows of it are wrong
  kCheckpoint,     ///< one that is missing, has another form, another root, or does not fit
  kSignature,      ///< of a checkpoint
  kAtLeast,        ///< older than, or another history than, the checkpoint that was kept outside
  kMissingObject,  ///< a leaf refers to it
  kObject,         ///< it does not match its hash, kind or size
  kUnexplainedErasure,  ///< erased without an erasure leaf that names it
  kIncompleteErasure,   ///< an erasure leaf names it, and it is still there
  kStrayObject,         ///< no leaf refers to it
  kIndex,               ///< the derived index says something else than leaves and objects
  kAnchor,              ///< an anchor that belongs to no checkpoint
};
[[nodiscard]] std::string_view damage_name(DamageKind kind);  ///< "unexplained_erasure"

struct Damage {
  DamageKind kind = DamageKind::kFile;
  std::string message;  ///< lower case, no full stop; untrusted text is escaped
};

struct VerifyOptions {
  /// A key of the log, the first or one that replaced it, as it was learnt from elsewhere. Absent:
  /// what the log itself names, which shows that it is whole but not whose it is.
  std::optional<VerifierKey> key;
  /// A checkpoint that was kept outside: the log must have grown from it.
  std::optional<std::string> at_least;
  std::size_t most_damages = 100;  ///< that are described; all are counted
  std::string vfs;
};

struct VerifyReport {
  std::string origin;
  std::string verifier_key;  ///< that signs now
  TreeHead head;             ///< computed from the leaves
  std::uint64_t decisions = 0;
  std::uint64_t erased_objects = 0;
  std::uint64_t checkpoints = 0;
  std::string last_recorded_at;
  /// Of the log that this one goes on from; its signatures were not checked.
  std::optional<Checkpoint> continues;
  std::vector<Damage> damages;  ///< in the order in which they were found
  std::uint64_t damage_count = 0;

  [[nodiscard]] bool is_intact() const { return damage_count == 0; }
};

/// Reads all of a log. An error only where there is nothing to verify: kNotFound, no file; kInput,
/// a folder, a link, an empty file, a file of another kind, or `at_least` is no checkpoint;
/// kInputOutput, another process holds it or the device fails.
[[nodiscard]] Result<VerifyReport> verify_log(const std::string& path,
                                              const VerifyOptions& options);

}  // namespace probity::audit
