// A log as whoever holds its key could rewrite it: leaves and objects are anybody's, and the tree
// above them and its checkpoint are made again, so that only what they say can be found out.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/commitment.h"
#include "audit/leaf.h"
#include "audit/tree.h"
#include "tests/audit/log_support.h"
#include "tests/audit/tampering.h"

namespace probity::audit::test {

inline std::string blob(std::string_view bytes) {
  std::string text = "x'";
  for (const char byte : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4U];
    text += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15U];
  }
  return text + "'";
}

class Forgery {
 public:
  explicit Forgery(const std::string& path) : tampering_(path) {
    for (const auto& [leaf, unused] : tampering_.select("SELECT leaf FROM entry ORDER BY idx")) {
      leaves_.push_back(leaf);
    }
  }

  [[nodiscard]] std::size_t size() const { return leaves_.size(); }
  template <typename Kind>
  [[nodiscard]] Kind leaf(std::size_t index) const {
    return std::get<Kind>(parse_leaf(leaves_[index]).value());
  }
  void set_leaf(std::size_t index, const Leaf& leaf) { leaves_[index] = encode_leaf(leaf).value(); }
  void add_leaf(const Leaf& leaf) { leaves_.push_back(encode_leaf(leaf).value()); }

  ObjectReference add_object(std::string_view kind, std::string_view body, std::uint8_t salt) {
    const std::string salt_bytes(kSaltBytes, static_cast<char>(salt));
    return insert(kind, body, blob(salt_bytes), commitment(kind, salt_bytes, body));
  }
  ObjectReference add_public_object(std::string_view kind, std::string_view body) {
    return insert(kind, body, "NULL", sha256(body));
  }
  void delete_object(const Hash& hash) {
    run("DELETE FROM object WHERE hash = " + blob(bytes_of(hash)));
  }
  void blank_object(const Hash& hash) {
    run("UPDATE object SET salt = NULL, body = NULL WHERE hash = " + blob(bytes_of(hash)));
  }
  [[nodiscard]] std::string body(const Hash& hash) {
    return tampering_.select("SELECT body FROM object WHERE hash = " + blob(bytes_of(hash)))
        .front()
        .first;
  }
  void run(const std::string& sql) { tampering_.run(sql); }

  /// Stores the leaves, with every node and one checkpoint.
  void sign(const SigningKey& key) {
    run("DELETE FROM entry");
    run("DELETE FROM node");
    run("DELETE FROM checkpoint");
    GrowingTree tree;
    std::size_t node = 0;
    for (std::size_t index = 0; index < leaves_.size(); ++index) {
      run("INSERT INTO entry VALUES(" + std::to_string(index) + ", " + blob(leaves_[index]) + ")");
      for (const Hash& hash : tree.append(leaf_hash(leaves_[index]))) {
        run("INSERT INTO node VALUES(" + std::to_string(node++) + ", " + blob(bytes_of(hash)) +
            ")");
      }
    }
    SignedNote note{checkpoint_text({key.verifier().name, tree.head(), {}}), {}};
    note.signatures.push_back(sign_note(note.text, key));
    run("INSERT INTO checkpoint VALUES(" + std::to_string(size()) + ", " + blob(encode_note(note)) +
        ")");
  }

 private:
  ObjectReference insert(std::string_view kind, std::string_view body, const std::string& salt,
                         const Hash& hash) {
    run("INSERT INTO object VALUES(" + blob(bytes_of(hash)) + ", '" + std::string(kind) + "', " +
        std::to_string(body.size()) + ", " + salt + ", " + blob(body) + ")");
    return {hash, body.size()};
  }

  Tampering tampering_;
  std::vector<std::string> leaves_;
};

}  // namespace probity::audit::test
