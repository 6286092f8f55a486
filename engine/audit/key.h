// Ed25519 keys (RFC 8032) as C2SP signed-note names them: a key has a name, and an id that is made
// of the name and the public key.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "support/result.h"

namespace probity::audit {

inline constexpr std::size_t kKeyBytes = 32;  ///< of a public key, and of the seed of a private one
using KeyBytes = std::array<std::uint8_t, kKeyBytes>;

/// Non-empty UTF-8 without white space, control characters and `+` (FORMAT.md, "Checkpoints").
[[nodiscard]] bool is_key_name(std::string_view name);

/// What signatures are checked with.
struct VerifierKey {
  std::string name;
  KeyBytes public_key{};

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

  /// The first four bytes of SHA-256(name, newline, 1, public key).
  [[nodiscard]] std::uint32_t id() const;
  /// True where `signature` (64 bytes) was made over `text` with the private key.
  [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const;
};

/// `NAME+HEXID+BASE64`, the text form of golang.org/x/mod/sumdb/note.
[[nodiscard]] std::string encode_verifier_key(const VerifierKey& key);
/// kInput where the text has another form, another algorithm, an id that is not the key's, or a
/// public key of small order or in another spelling than its one.
[[nodiscard]] Result<VerifierKey> parse_verifier_key(std::string_view text);

/// A private key. Invariant: `key_` is an Ed25519 key of libcrypto, and `name_` a key name.
class SigningKey {
 public:
  /// kUsage where `name` is not a key name. The seed is the private key of RFC 8032: 32 bytes that
  /// nobody can guess.
  [[nodiscard]] static Result<SigningKey> from_seed(std::string name, const KeyBytes& seed);
  /// From the text of a PKCS#8 file (PEM). kUsage: `name` is not a key name; kInput: no Ed25519 key
  /// in there, or another passphrase.
  [[nodiscard]] static Result<SigningKey> from_pem(std::string name, const std::string& pem,
                                                   const std::string& passphrase);
  SigningKey(SigningKey&& other) noexcept;
  SigningKey& operator=(SigningKey&& other) noexcept;
  ~SigningKey();

  /// PKCS#8 (PEM), encrypted by AES-256 where the passphrase is not empty.
  [[nodiscard]] std::string to_pem(const std::string& passphrase) const;
  [[nodiscard]] const VerifierKey& verifier() const { return verifier_; }
  /// 64 bytes.
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  struct Private;
  SigningKey(std::string name, std::unique_ptr<Private> key);

  std::unique_ptr<Private> key_;
  VerifierKey verifier_;
};

}  // namespace probity::audit
