#include "audit/tree.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace probity::audit {
namespace {

/// The complete subtrees that make up a range, from left to right. Precondition: the range begins
/// at a multiple of a power of two that is not below its length.
std::vector<NodePosition> complete_subtrees(LeafRange range) {
  std::vector<NodePosition> subtrees;
  while (range.begin < range.end) {
    const auto level = static_cast<std::uint32_t>(std::bit_width(range.end - range.begin) - 1);
    subtrees.push_back({level, range.begin >> level});
    range.begin += std::uint64_t{1} << level;
  }
  return subtrees;
}

/// Peaks, the largest first, hashed into one. Precondition: there is one.
Hash fold(std::span<const Hash> peaks) {
  Hash hash = peaks.back();
  for (std::size_t at = peaks.size() - 1; at > 0; --at) hash = node_hash(peaks[at - 1], hash);
  return hash;
}

Result<std::vector<Hash>> read_all(std::span<const NodePosition> positions,
                                   const NodeReader& read) {
  std::vector<Hash> hashes;
  for (const NodePosition position : positions) {
    Result<Hash> hash = read(position);
    if (!hash) return hash.error();
    hashes.push_back(hash.value());
  }
  return hashes;
}

Result<std::vector<Hash>> range_hashes(std::span<const LeafRange> ranges, const NodeReader& read) {
  std::vector<Hash> hashes;
  for (const LeafRange range : ranges) {
    Result<std::vector<Hash>> peaks = read_all(complete_subtrees(range), read);
    if (!peaks) return peaks.error();
    hashes.push_back(fold(peaks.value()));
  }
  return hashes;
}

/// Where a tree of so many leaves is split: the largest power of two below it.
std::uint64_t split(LeafRange range) { return std::bit_floor(range.end - range.begin - 1); }

/// PATH(index, D[size]) of RFC 6962 section 2.1.1.
std::vector<LeafRange> inclusion_ranges(std::uint64_t index, std::uint64_t size) {
  std::vector<LeafRange> ranges;
  LeafRange around{0, size};
  while (around.end - around.begin > 1) {
    const std::uint64_t middle = around.begin + split(around);
    if (index < middle) {
      ranges.push_back({middle, around.end});
      around.end = middle;
    } else {
      ranges.push_back({around.begin, middle});
      around.begin = middle;
    }
  }
  std::ranges::reverse(ranges);
  return ranges;
}

/// PROOF(old_size, D[new_size]) of RFC 6962 section 2.1.2.
std::vector<LeafRange> consistency_ranges(std::uint64_t old_size, std::uint64_t new_size) {
  std::vector<LeafRange> ranges;
  LeafRange around{0, new_size};
  while (around.end != old_size) {
    const std::uint64_t middle = around.begin + split(around);
    if (old_size <= middle) {
      ranges.push_back({middle, around.end});
      around.end = middle;
    } else {
      ranges.push_back({around.begin, middle});
      around.begin = middle;
    }
  }
  // What begins at 0 is the old tree itself, whose root the verifier has.
  if (around.begin != 0) ranges.push_back(around);
  std::ranges::reverse(ranges);
  return ranges;
}

bool is_odd(std::uint64_t number) { return (number & 1U) != 0; }

/// The two indices that the verification algorithms of RFC 9162 shift along the path.
struct Indices {
  std::uint64_t first = 0;   ///< fn
  std::uint64_t second = 0;  ///< sn

  void shift() {
    first >>= 1U;
    second >>= 1U;
  }
  [[nodiscard]] bool is_right() const { return is_odd(first) || first == second; }
  /// After a left sibling: up to where the node is a right child, or the first.
  void skip_missing_siblings() {
    while (!is_odd(first) && first != 0) shift();
  }
};

}  // namespace

std::uint64_t node_count(std::uint64_t leaves) {
  return 2 * leaves - static_cast<std::uint64_t>(std::popcount(leaves));
}

std::uint64_t node_id(NodePosition position) {
  const std::uint64_t last_leaf = ((position.index + 1) << position.level) - 1;
  return node_count(last_leaf) + position.level;
}

Hash empty_root() { return sha256(""); }

Result<Hash> tree_root(std::uint64_t size, const NodeReader& read) {
  if (size == 0) return empty_root();
  const std::array<LeafRange, 1> whole{LeafRange{0, size}};
  Result<std::vector<Hash>> hashes = range_hashes(whole, read);
  if (!hashes) return hashes.error();
  return hashes.value().front();
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                          const NodeReader& read) {
  return range_hashes(inclusion_ranges(index, size), read);
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                            const NodeReader& read) {
  if (old_size == 0) return std::vector<Hash>{};
  return range_hashes(consistency_ranges(old_size, new_size), read);
}

bool verify_inclusion(const InclusionClaim& claim, std::span<const Hash> proof) {
  if (claim.index >= claim.size) return false;
  Indices at{claim.index, claim.size - 1};
  Hash hash = claim.leaf;
  for (const Hash& sibling : proof) {
    if (at.second == 0) return false;
    if (at.is_right()) {
      hash = node_hash(sibling, hash);
      at.skip_missing_siblings();
    } else {
      hash = node_hash(hash, sibling);
    }
    at.shift();
  }
  return at.second == 0 && hash == claim.root;
}

bool verify_consistency(const TreeHead& old_head, const TreeHead& new_head,
                        std::span<const Hash> proof) {
  if (old_head.size > new_head.size) return false;
  if (old_head.size == 0 && old_head.root != empty_root()) return false;
  if (old_head.size == new_head.size) return proof.empty() && old_head.root == new_head.root;
  if (old_head.size == 0) return proof.empty();

  // The old root is left out of the proof where the old tree is one of the new tree's subtrees.
  const bool is_subtree = std::has_single_bit(old_head.size);
  if (!is_subtree && proof.empty()) return false;
  const Hash& start = is_subtree ? old_head.root : proof.front();
  if (!is_subtree) proof = proof.subspan(1);

  Indices at{old_head.size - 1, new_head.size - 1};
  while (is_odd(at.first)) at.shift();
  Hash old_hash = start;
  Hash new_hash = start;
  for (const Hash& sibling : proof) {
    if (at.second == 0) return false;
    if (at.is_right()) {
      old_hash = node_hash(sibling, old_hash);
      new_hash = node_hash(sibling, new_hash);
      at.skip_missing_siblings();
    } else {
      new_hash = node_hash(new_hash, sibling);
    }
    at.shift();
  }
  return at.second == 0 && old_hash == old_head.root && new_hash == new_head.root;
}

Result<GrowingTree> GrowingTree::resume(std::uint64_t size, const NodeReader& read) {
  Result<std::vector<Hash>> peaks = read_all(complete_subtrees({0, size}), read);
  if (!peaks) return peaks.error();
  GrowingTree tree;
  tree.size_ = size;
  tree.peaks_ = std::move(peaks).value();
  return tree;
}

std::vector<Hash> GrowingTree::append(const Hash& leaf) {
  std::vector<Hash> completed{leaf};
  // Each trailing one of the size is a subtree that waits for this sibling.
  for (std::uint64_t rest = size_; is_odd(rest); rest >>= 1U) {
    completed.push_back(node_hash(peaks_.back(), completed.back()));
    peaks_.pop_back();
  }
  peaks_.push_back(completed.back());
  ++size_;
  return completed;
}

TreeHead GrowingTree::head() const { return {size_, peaks_.empty() ? empty_root() : fold(peaks_)}; }

}  // namespace probity::audit
