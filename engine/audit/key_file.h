// The file of a log's private key: PKCS#8 in PEM, as `openssl pkey` reads and writes it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "audit/key.h"
#include "support/result.h"

namespace probity::audit {

/// Of a passphrase: libcrypto's PEM_BUFSIZE.
inline constexpr std::size_t kMostPassphraseBytes = 1024;

/// Makes the file, readable for its owner alone; encrypted where the passphrase is not empty.
/// kUsage: something is there already, or the passphrase is too long; kOutput: it cannot be
/// written.
[[nodiscard]] std::optional<Error> write_key_file(const std::string& path, const SigningKey& key,
                                                  const std::string& passphrase);

/// `name`: the key's name, which is the origin of its log and does not stand in the file.
/// kNotFound: no file; kInput: open to others, a symbolic link, no Ed25519 key, wrong passphrase;
/// kUsage: it asks for a passphrase and there is none, or one that is too long, or `name` is no
/// name.
[[nodiscard]] Result<SigningKey> read_key_file(const std::string& path, const std::string& name,
                                               const std::string& passphrase);

}  // namespace probity::audit
