// Proof files (https://c2sp.org/tlog-proof): that one leaf is in a log, checked without the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/hash.h"
#include "audit/key.h"
#include "support/result.h"

namespace probity::audit {

struct ProofFile {
  /// Not authenticated by itself. Ours is the leaf, whose hash the proof is of.
  std::optional<std::string> extra;
  std::uint64_t index = 0;
  std::vector<Hash> proof;  ///< from the leaf's sibling upwards
  std::string checkpoint;   ///< the note, verbatim, with whatever signatures it has
};

[[nodiscard]] std::string encode_proof(const ProofFile& file);
/// kInput where the form is another.
[[nodiscard]] Result<ProofFile> parse_proof(std::string_view bytes);

/// What a proof has shown.
struct ProvenLeaf {
  std::uint64_t index = 0;
  std::string leaf;
  Checkpoint checkpoint;
};

/// Checks the signature of the checkpoint, and that the leaf is in its tree and has the form of one
/// (leaf.h). `key`: the one that was in force at the size of the checkpoint. `leaf`: its bytes;
/// absent where the file brings them. kInput: not shown, and why.
[[nodiscard]] Result<ProvenLeaf> verify_proof(std::string_view bytes, const VerifierKey& key,
                                              const std::optional<std::string>& leaf);

}  // namespace probity::audit
