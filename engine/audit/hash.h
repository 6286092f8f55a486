// SHA-256 (FIPS 180-4) and the two hashes of a Merkle tree (RFC 6962 section 2.1; RFC 9162
// section 2.1.1). A leaf's hash begins with the byte 0 and an inner node's with the byte 1, so that
// neither can pass for the other.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace probity::audit {

inline constexpr std::size_t kHashBytes = 32;
using Hash = std::array<std::uint8_t, kHashBytes>;

/// SHA-256 of bytes that come in pieces. One object serves many digests, one after the other.
class Hasher {
 public:
  Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  ~Hasher();

  Hasher& add(std::string_view bytes);
  Hasher& add(const Hash& hash);
  Hasher& add_byte(std::uint8_t byte);
  /// The digest of what was added; the next `add` begins a new one.
  [[nodiscard]] Hash finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] Hash sha256(std::string_view bytes);
[[nodiscard]] Hash leaf_hash(std::string_view leaf);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

/// The 32 bytes as a view, for storage and for texts. Valid as long as `hash`.
[[nodiscard]] std::string_view bytes_of(const Hash& hash);
/// Absent unless there are exactly 32 bytes.
[[nodiscard]] std::optional<Hash> hash_of_bytes(std::string_view bytes);

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Hash& hash);
/// Absent unless `text` is exactly 64 lower-case hexadecimal digits.
[[nodiscard]] std::optional<Hash> hash_of_hex(std::string_view text);

}  // namespace probity::audit
