// The Merkle tree once more, as RFC 6962 section 2.1 writes it down: recursive, from the leaves,
// slow. What the tests of engine/audit compare with.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "audit/hash.h"

namespace probity::test {

/// The largest power of two below `size`. Precondition: size > 1.
inline std::size_t merkle_split(std::size_t size) {
  std::size_t power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/// MTH(D[n]) of leaf hashes.
inline audit::Hash merkle_root(std::span<const audit::Hash> leaves) {
  if (leaves.empty()) return audit::sha256("");
  if (leaves.size() == 1) return leaves.front();
  const std::size_t middle = merkle_split(leaves.size());
  return audit::node_hash(merkle_root(leaves.first(middle)), merkle_root(leaves.subspan(middle)));
}

/// PATH(m, D[n]).
inline std::vector<audit::Hash> merkle_path(std::size_t index,
                                            std::span<const audit::Hash> leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t middle = merkle_split(leaves.size());
  std::vector<audit::Hash> path;
  if (index < middle) {
    path = merkle_path(index, leaves.first(middle));
    path.push_back(merkle_root(leaves.subspan(middle)));
  } else {
    path = merkle_path(index - middle, leaves.subspan(middle));
    path.push_back(merkle_root(leaves.first(middle)));
  }
  return path;
}

/// SUBPROOF(m, D[n], b), where `is_whole` is b.
inline std::vector<audit::Hash> merkle_subproof(std::size_t old_size,
                                                std::span<const audit::Hash> leaves,
                                                bool is_whole) {
  if (old_size == leaves.size()) {
    if (is_whole) return {};
    return {merkle_root(leaves)};
  }
  const std::size_t middle = merkle_split(leaves.size());
  std::vector<audit::Hash> proof;
  if (old_size <= middle) {
    proof = merkle_subproof(old_size, leaves.first(middle), is_whole);
    proof.push_back(merkle_root(leaves.subspan(middle)));
  } else {
    proof = merkle_subproof(old_size - middle, leaves.subspan(middle), false);
    proof.push_back(merkle_root(leaves.first(middle)));
  }
  return proof;
}

/// PROOF(m, D[n]). Precondition: 0 < old_size <= leaves.size().
inline std::vector<audit::Hash> merkle_consistency(std::size_t old_size,
                                                   std::span<const audit::Hash> leaves) {
  return merkle_subproof(old_size, leaves, true);
}

}  // namespace probity::test
