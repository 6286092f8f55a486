#include "audit/verify_tree.h"

#include <fmt/format.h>

#include <utility>

#include "support/text.h"

namespace probity::audit {

TreeCheck::TreeCheck(Database& database, DamageList& damages,
                     const std::optional<SignedCheckpoint>& at_least)
    : database_(database),
      damages_(damages),
      at_least_(at_least),
      nodes_(database.prepare("SELECT id, hash FROM node ORDER BY id")),
      notes_(database.prepare("SELECT size, note FROM checkpoint ORDER BY size")),
      has_node_(nodes_.next()),
      has_note_(notes_.next()) {
  for (; has_node_ && nodes_.integer(0) < 0; has_node_ = nodes_.next()) {
    damages_.add(DamageKind::kNode, fmt::format("node {} stands in no tree", nodes_.integer(0)));
  }
  for (; has_note_ && notes_.integer(0) <= 0; has_note_ = notes_.next()) {
    ++checkpoints_;
    damages_.add(DamageKind::kCheckpoint,
                 fmt::format("the checkpoint of size {} covers no leaves", notes_.integer(0)));
  }
}

void TreeCheck::visit(std::string_view leaf, Signers& signers) {
  const std::vector<Hash> completed = tree_.append(leaf_hash(leaf));
  ++size_;
  check_nodes(completed);
  while (has_note_ && notes_.number(0) <= size_) {
    check_checkpoint(signers);
    has_note_ = notes_.next();
  }
  if (at_least_ && at_least_->checkpoint.head.size == size_) check_at_least();
}

/// Where a leaf was changed, its node and all above it differ; the lowest says where.
void TreeCheck::check_nodes(const std::vector<Hash>& completed) {
  bool is_reported = false;
  for (std::size_t level = 0; level < completed.size(); ++level) {
    const std::uint64_t id = next_node_++;
    const auto report = [&](std::string_view what) {
      if (is_reported) return;
      is_reported = true;
      damages_.add(DamageKind::kNode, fmt::format("node {} (level {}, ends with leaf {}) {}", id,
                                                  level, size_ - 1, what));
    };
    if (!has_node_ || nodes_.number(0) != id) {
      report("is missing");
      continue;
    }
    if (nodes_.bytes(1) != bytes_of(completed[level])) {
      report("is not the hash of what stands below it");
    }
    has_node_ = nodes_.next();
  }
}

void TreeCheck::check_checkpoint(Signers& signers) {
  ++checkpoints_;
  const std::uint64_t size = notes_.number(0);
  const std::string name = fmt::format("the checkpoint of size {}", size);
  last_checkpoint_ = size;
  const std::vector<VerifierKey> replaced = std::exchange(signers.replaced, {});
  const Result<SignedCheckpoint> parsed = parse_checkpoint(notes_.bytes(1));
  if (!parsed) {
    damages_.add(DamageKind::kCheckpoint, fmt::format("{}: {}", name, parsed.error().message));
    return;
  }
  const Checkpoint& checkpoint = parsed.value().checkpoint;
  if (checkpoint.head.size != size) {
    damages_.add(DamageKind::kCheckpoint,
                 fmt::format("{} says that its size is {}", name, checkpoint.head.size));
  } else {
    check_root(checkpoint.head);
  }
  if (!signers.current) return;
  if (checkpoint.origin != signers.current->name) {
    damages_.add(DamageKind::kCheckpoint,
                 fmt::format("{} is of the log `{}`", name, escape_untrusted(checkpoint.origin)));
  }
  check_signature_of(parsed.value().note, *signers.current);
  for (const VerifierKey& key : replaced) check_signature_of(parsed.value().note, key);
}

void TreeCheck::check_root(const TreeHead& head) {
  if (head.root == tree_.head().root) return report_other_roots();
  if (other_roots_.count == 0) other_roots_.first = head.size;
  other_roots_.last = head.size;
  ++other_roots_.count;
}

void TreeCheck::report_other_roots() {
  const auto [count, first, last] = std::exchange(other_roots_, {});
  if (count == 0) return;
  damages_.add(
      DamageKind::kCheckpoint,
      count == 1 ? fmt::format("the checkpoint of size {} has another root than the leaves", first)
                 : fmt::format("{} checkpoints, of size {} to {}, have another root than the "
                               "leaves",
                               count, first, last));
}

void TreeCheck::check_signature_of(const SignedNote& note, const VerifierKey& key) {
  switch (check_signature(note, key)) {
    case SignatureState::kValid:
      return;
    case SignatureState::kAbsent:
      damages_.add(DamageKind::kSignature,
                   fmt::format("the checkpoint of size {} is not signed with {}", last_checkpoint_,
                               escape_untrusted(encode_verifier_key(key))));
      return;
    case SignatureState::kWrong:
      damages_.add(DamageKind::kSignature,
                   fmt::format("the checkpoint of size {} has a wrong signature by {}",
                               last_checkpoint_, escape_untrusted(encode_verifier_key(key))));
      return;
  }
}

void TreeCheck::check_at_least() {
  if (at_least_->checkpoint.head.root != tree_.head().root) {
    damages_.add(DamageKind::kAtLeast,
                 fmt::format("at size {} the log has another root than the checkpoint that was "
                             "kept: it is another history",
                             size_));
  }
}

void TreeCheck::finish() {
  report_other_roots();
  std::uint64_t surplus = 0;
  for (; has_node_; has_node_ = nodes_.next()) ++surplus;
  if (surplus > 0) {
    damages_.add(DamageKind::kNode,
                 fmt::format("{} nodes stand in no tree of {} leaves", surplus, size_));
  }
  for (; has_note_; has_note_ = notes_.next()) {
    damages_.add(DamageKind::kCheckpoint,
                 fmt::format("the checkpoint of size {} covers more than the {} leaves",
                             notes_.number(0), size_));
  }
  if (database_.failure()) return;
  if (last_checkpoint_ != size_) {
    damages_.add(DamageKind::kCheckpoint,
                 last_checkpoint_ == 0 ? std::string("no checkpoint covers the leaves")
                                       : fmt::format("the last checkpoint covers {} of {} leaves",
                                                     last_checkpoint_, size_));
  }
  if (at_least_ && at_least_->checkpoint.head.size > size_) {
    damages_.add(
        DamageKind::kAtLeast,
        fmt::format("the log has {} leaves, and a checkpoint of size {} was kept: it is an "
                    "old copy",
                    size_, at_least_->checkpoint.head.size));
  }
}

}  // namespace probity::audit
