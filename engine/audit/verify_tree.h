// The verifier's part for stored nodes and checkpoints: the tree is grown from the leaves, and what
// the log has stored of it is compared as it goes. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/database.h"
#include "audit/key.h"
#include "audit/tree.h"
#include "audit/verify_report.h"

namespace probity::audit {

/// Who has to sign a checkpoint.
struct Signers {
  std::optional<VerifierKey> current;
  /// The keys before, each until a checkpoint has its signature too.
  std::vector<VerifierKey> replaced;
};

/// Walks `node` and `checkpoint` once, in step with the leaves.
class TreeCheck {
 public:
  /// `at_least`: a checkpoint that the log must have grown from.
  TreeCheck(Database& database, DamageList& damages,
            const std::optional<SignedCheckpoint>& at_least);

  /// After the next leaf. A checkpoint ends the time of the keys that were replaced before it.
  void visit(std::string_view leaf, Signers& signers);
  /// After the last leaf.
  void finish();

  [[nodiscard]] TreeHead head() const { return tree_.head(); }
  [[nodiscard]] std::uint64_t checkpoints() const { return checkpoints_; }

 private:
  void check_nodes(const std::vector<Hash>& completed);
  void check_checkpoint(Signers& signers);
  void check_root(const TreeHead& head);
  void report_other_roots();
  void check_signature_of(const SignedNote& note, const VerifierKey& key);
  void check_at_least();

  Database& database_;
  DamageList& damages_;
  const std::optional<SignedCheckpoint>& at_least_;
  GrowingTree tree_;
  std::uint64_t size_ = 0;
  std::uint64_t next_node_ = 0;
  std::uint64_t checkpoints_ = 0;
  std::uint64_t last_checkpoint_ = 0;  ///< its size
  /// Checkpoints in a row that have another root than the leaves, as all have after a leaf that was
  /// changed: how many, and the sizes of the first and the last.
  struct OtherRoots {
    std::uint64_t count = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  } other_roots_;
  Statement nodes_;
  Statement notes_;
  bool has_node_;
  bool has_note_;
};

}  // namespace probity::audit
