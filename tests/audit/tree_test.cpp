// The tree against the roots that Certificate Transparency's test data have (the eight leaves of
// google/certificate-transparency, merkletree/merkle_tree_test.cc), against the recursive
// reference, and its proofs against every single corruption.
#include "audit/tree.h"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "tests/reference/merkle_tree.h"

namespace probity::audit {
namespace {

constexpr std::uint64_t kMostLeaves = 256;

/// A tree in memory, with what a store would keep of it.
struct Grown {
  std::vector<Hash> leaves;
  std::vector<Hash> nodes;  ///< by number
  std::vector<Hash> roots;  ///< by size

  explicit Grown(const std::vector<std::string>& contents) {
    GrowingTree tree;
    roots.push_back(tree.head().root);
    for (const std::string& content : contents) {
      leaves.push_back(leaf_hash(content));
      for (const Hash& hash : tree.append(leaves.back())) nodes.push_back(hash);
      roots.push_back(tree.head().root);
    }
  }
  [[nodiscard]] NodeReader reader() const {
    return [this](NodePosition position) -> Result<Hash> {
      const std::uint64_t id = node_id(position);
      if (id >= nodes.size()) return Error{ErrorKind::kInput, "no such node"};
      return nodes[id];
    };
  }
};

std::vector<std::string> numbered(std::uint64_t count) {
  std::vector<std::string> contents;
  contents.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) contents.push_back("leaf " + std::to_string(i));
  return contents;
}

const Grown& large() {
  static const Grown kGrown(numbered(kMostLeaves));
  return kGrown;
}

Hash flipped(Hash hash) {
  hash[hash.size() / 2] ^= 1U;
  return hash;
}

TEST_CASE("the tree has the roots of certificate transparency's test data") {
  // NOLINTBEGIN(modernize-raw-string-literal): these are bytes, not letters.
  const std::vector<std::string> contents{
      std::string(""),
      std::string("\x00", 1),
      std::string("\x10"),
      std::string("\x20\x21"),
      std::string("\x30\x31"),
      std::string("\x40\x41\x42\x43"),
      std::string("\x50\x51\x52\x53\x54\x55\x56\x57"),
      std::string("\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f")};
  // NOLINTEND(modernize-raw-string-literal)
  const std::array<std::string, 9> roots{
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  const Grown grown(contents);
  for (std::size_t size = 0; size < roots.size(); ++size) {
    CHECK(to_hex(grown.roots[size]) == roots[size]);
    CHECK(to_hex(tree_root(size, grown.reader()).value()) == roots[size]);
  }
}

TEST_CASE("complete subtrees are numbered without gaps when their last leaf comes") {
  CHECK(node_id({0, 0}) == 0);
  CHECK(node_id({0, 1}) == 1);
  CHECK(node_id({1, 0}) == 2);
  CHECK(node_id({0, 2}) == 3);
  CHECK(node_id({0, 3}) == 4);
  CHECK(node_id({1, 1}) == 5);
  CHECK(node_id({2, 0}) == 6);
  CHECK(node_id({0, 4}) == 7);
  CHECK(node_count(0) == 0);
  CHECK(node_count(4) == 7);
  CHECK(node_count(5) == 8);
  CHECK(large().nodes.size() == node_count(kMostLeaves));
}

TEST_CASE("every root and proof up to size 256 holds, and those up to 64 are the reference's") {
  const Grown& grown = large();
  const std::span all(grown.leaves);
  for (std::uint64_t size = 1; size <= kMostLeaves; ++size) {
    const std::span leaves = all.first(size);
    const Hash root = test::merkle_root(leaves);
    CHECK(grown.roots[size] == root);
    CHECK(GrowingTree::resume(size, grown.reader()).value().head() == TreeHead{size, root});
    // Beyond, the reference takes seconds; there a proof is only verified.
    const bool is_compared = size <= 64;
    std::size_t wrong = 0;
    for (std::uint64_t index = 0; index < size; ++index) {
      const std::vector<Hash> proof = inclusion_proof(index, size, grown.reader()).value();
      if (is_compared && proof != test::merkle_path(index, leaves)) ++wrong;
      if (!verify_inclusion({leaves[index], index, size, root}, proof)) ++wrong;
    }
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      const std::vector<Hash> proof = consistency_proof(old_size, size, grown.reader()).value();
      if (is_compared && proof != test::merkle_consistency(old_size, leaves)) ++wrong;
      if (!verify_consistency({old_size, grown.roots[old_size]}, {size, root}, proof)) ++wrong;
    }
    CAPTURE(size);
    CHECK(wrong == 0);
  }
}

/// How many of these claims, each with one thing wrong, are believed all the same.
std::size_t believed_inclusions(const InclusionClaim& claim, const std::vector<Hash>& proof) {
  std::size_t believed = 0;
  const auto try_claim = [&](const InclusionClaim& changed, std::span<const Hash> path) {
    if (verify_inclusion(changed, path)) ++believed;
  };
  const auto& [leaf, index, size, root] = claim;
  try_claim({flipped(leaf), index, size, root}, proof);
  try_claim({leaf, index, size, flipped(root)}, proof);
  if (size > 1) try_claim({leaf, index ^ 1U, size, root}, proof);
  try_claim({leaf, index + size, size, root}, proof);
  try_claim({leaf, size, size, root}, proof);
  try_claim({leaf, index, 0, root}, proof);
  for (std::size_t at = 0; at < proof.size(); ++at) {
    std::vector<Hash> changed = proof;
    changed[at] = flipped(changed[at]);
    try_claim(claim, changed);
  }
  std::vector<Hash> longer = proof;
  longer.push_back(root);
  try_claim(claim, longer);
  longer = proof;
  longer.insert(longer.begin(), leaf);
  try_claim(claim, longer);
  if (!proof.empty()) {
    try_claim(claim, std::span(proof).first(proof.size() - 1));
    try_claim(claim, std::span(proof).subspan(1));
  }
  return believed;
}

TEST_CASE("an inclusion proof with any one thing wrong is refused") {
  const Grown& grown = large();
  for (std::uint64_t size = 1; size <= kMostLeaves; ++size) {
    std::size_t believed = 0;
    for (std::uint64_t index = 0; index < size; ++index) {
      believed += believed_inclusions({grown.leaves[index], index, size, grown.roots[size]},
                                      inclusion_proof(index, size, grown.reader()).value());
    }
    CAPTURE(size);
    CHECK(believed == 0);
  }
}

/// The same for consistency.
std::size_t believed_consistencies(const TreeHead& old_head, const TreeHead& new_head,
                                   const std::vector<Hash>& proof) {
  std::size_t believed = 0;
  const auto try_heads = [&](const TreeHead& before, const TreeHead& after,
                             std::span<const Hash> path) {
    if (verify_consistency(before, after, path)) ++believed;
  };
  try_heads({old_head.size, flipped(old_head.root)}, new_head, proof);
  try_heads(old_head, {new_head.size, flipped(new_head.root)}, proof);
  if (old_head.size < new_head.size) {
    try_heads(new_head, old_head, proof);
    try_heads(old_head, {old_head.size, new_head.root}, proof);
    try_heads({old_head.size + 1, old_head.root}, new_head, proof);
  }
  for (std::size_t at = 0; at < proof.size(); ++at) {
    std::vector<Hash> changed = proof;
    changed[at] = flipped(changed[at]);
    try_heads(old_head, new_head, changed);
  }
  std::vector<Hash> longer = proof;
  longer.push_back(new_head.root);
  try_heads(old_head, new_head, longer);
  if (!proof.empty()) {
    try_heads(old_head, new_head, std::span(proof).first(proof.size() - 1));
    try_heads(old_head, new_head, std::span(proof).subspan(1));
  }
  return believed;
}

TEST_CASE("a consistency proof with any one thing wrong is refused") {
  const Grown& grown = large();
  for (std::uint64_t size = 1; size <= kMostLeaves; ++size) {
    std::size_t believed = 0;
    for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
      believed +=
          believed_consistencies({old_size, grown.roots[old_size]}, {size, grown.roots[size]},
                                 consistency_proof(old_size, size, grown.reader()).value());
    }
    CAPTURE(size);
    CHECK(believed == 0);
  }
}

TEST_CASE("the empty tree is not a loophole") {
  const Grown& grown = large();
  const TreeHead empty{0, empty_root()};
  const TreeHead head{7, grown.roots[7]};
  CHECK(verify_consistency(empty, empty, {}));
  CHECK(verify_consistency(empty, head, {}));
  CHECK_FALSE(verify_consistency({0, head.root}, head, {}));
  CHECK_FALSE(verify_consistency({0, head.root}, {0, head.root}, {}));
  CHECK_FALSE(verify_consistency(head, empty, {}));
  const std::vector<Hash> superfluous{head.root};
  CHECK_FALSE(verify_consistency(empty, head, superfluous));
  CHECK_FALSE(verify_consistency(head, head, superfluous));
  CHECK_FALSE(verify_inclusion({head.root, 0, 0, head.root}, {}));
  CHECK_FALSE(verify_inclusion({empty_root(), 0, 0, empty_root()}, {}));
}

TEST_CASE("a node does not pass for a leaf, nor a leaf for a node") {
  const Grown& grown = large();
  // The root of two leaves as the only leaf of a tree: the second-preimage attack that the prefixes
  // are there to stop.
  std::string content(bytes_of(grown.leaves[0]));
  content += bytes_of(grown.leaves[1]);
  CHECK(leaf_hash(content) != node_hash(grown.leaves[0], grown.leaves[1]));
}

TEST_CASE("a missing node is a failure, not a proof") {
  const Grown grown(numbered(3));
  CHECK_FALSE(tree_root(8, grown.reader()).ok());
  CHECK_FALSE(inclusion_proof(0, 8, grown.reader()).ok());
  CHECK_FALSE(consistency_proof(3, 8, grown.reader()).ok());
  CHECK_FALSE(GrowingTree::resume(8, grown.reader()).ok());
}

}  // namespace
}  // namespace probity::audit
