// The Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1: roots, inclusion proofs and
// consistency proofs. Pure: where the hashes are kept is the caller's affair (a NodeReader).
//
// A complete subtree at level h with index k covers the leaves [k * 2^h, (k + 1) * 2^h). Each is
// numbered when it becomes complete, so that numbers are given once and without gaps: the leaf with
// index i brings the nodes of levels 0, 1, ... that it completes, in this order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "audit/hash.h"
#include "support/result.h"

namespace probity::audit {

struct NodePosition {
  std::uint32_t level = 0;
  std::uint64_t index = 0;

  friend bool operator==(NodePosition, NodePosition) = default;
};

/// Half-open range of leaf indices.
struct LeafRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  friend bool operator==(LeafRange, LeafRange) = default;
};

/// The number of a complete subtree, from 0.
[[nodiscard]] std::uint64_t node_id(NodePosition position);
/// How many complete subtrees a tree of so many leaves has.
[[nodiscard]] std::uint64_t node_count(std::uint64_t leaves);

/// The hash of a complete subtree, or why it cannot be had.
using NodeReader = std::function<Result<Hash>(NodePosition)>;

/// The root of the empty tree: SHA-256 of nothing.
[[nodiscard]] Hash empty_root();

/// Precondition of the three: the reader knows the complete subtrees of `size` leaves.
[[nodiscard]] Result<Hash> tree_root(std::uint64_t size, const NodeReader& read);
/// From the leaf's sibling upwards. Precondition: index < size.
[[nodiscard]] Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                        const NodeReader& read);
/// Empty where either tree is empty or they are of one size. Precondition: old_size <= new_size.
[[nodiscard]] Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size,
                                                          std::uint64_t new_size,
                                                          const NodeReader& read);

/// What an inclusion proof is to show.
struct InclusionClaim {
  Hash leaf{};  ///< hash of the leaf, not the leaf
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  Hash root{};
};
/// RFC 9162 section 2.1.3.2. False also for a proof that is too long or too short.
[[nodiscard]] bool verify_inclusion(const InclusionClaim& claim, std::span<const Hash> proof);

struct TreeHead {
  std::uint64_t size = 0;
  Hash root{};

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};
/// RFC 9162 section 2.1.4.2. A head of size 0 has the empty root and asks for an empty proof, as do
/// two heads of one size.
[[nodiscard]] bool verify_consistency(const TreeHead& old_head, const TreeHead& new_head,
                                      std::span<const Hash> proof);

/// The tree while it grows. Invariant: `peaks_` are the hashes of the complete subtrees that
/// `size_` is the sum of, the largest first.
class GrowingTree {
 public:
  GrowingTree() = default;
  /// The tree of `size` leaves whose nodes the reader knows.
  [[nodiscard]] static Result<GrowingTree> resume(std::uint64_t size, const NodeReader& read);

  /// The hashes of the subtrees that this leaf completes, in the order of their numbers: its own
  /// first.
  std::vector<Hash> append(const Hash& leaf);
  [[nodiscard]] TreeHead head() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

}  // namespace probity::audit
