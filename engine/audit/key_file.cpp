#include "audit/key_file.h"

#include <fmt/format.h>

#include "audit/durable.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// A key has some 120 bytes, an encrypted one some 320.
constexpr std::size_t kMostKeyFileBytes = 16'384;

std::optional<Error> find_mistake_in_passphrase(const std::string& passphrase) {
  if (passphrase.size() <= kMostPassphraseBytes) return std::nullopt;
  return Error{ErrorKind::kUsage,
               fmt::format("the passphrase, taken from PROBITY_AUDIT_PASSPHRASE, has {} bytes; {} "
                           "is the most",
                           passphrase.size(), kMostPassphraseBytes)};
}

bool is_encrypted(const std::string& pem) {
  return pem.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != std::string::npos;
}

}  // namespace

std::optional<Error> write_key_file(const std::string& path, const SigningKey& key,
                                    const std::string& passphrase) {
  if (auto mistake = find_mistake_in_passphrase(passphrase)) return mistake;
  return write_private_file(path, key.to_pem(passphrase));
}

Result<SigningKey> read_key_file(const std::string& path, const std::string& name,
                                 const std::string& passphrase) {
  if (auto mistake = find_mistake_in_passphrase(passphrase)) return *std::move(mistake);
  const Result<std::string> pem = read_private_file(path, kMostKeyFileBytes);
  if (!pem) return pem.error();
  if (is_encrypted(pem.value()) && passphrase.empty()) {
    return Error{ErrorKind::kUsage,
                 fmt::format("the key file `{}` asks for a passphrase: it is taken from "
                             "PROBITY_AUDIT_PASSPHRASE",
                             escape_untrusted(path))};
  }
  Result<SigningKey> key = SigningKey::from_pem(name, pem.value(), passphrase);
  if (!key && key.error().kind == ErrorKind::kInput) {
    return Error{ErrorKind::kInput, fmt::format("the key file `{}` cannot be used: {}",
                                                escape_untrusted(path), key.error().message)};
  }
  return key;
}

}  // namespace probity::audit
