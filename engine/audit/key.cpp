#include "audit/key.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "audit/base64.h"
#include "audit/hash.h"
#include "audit/require.h"
#include "support/text.h"

namespace probity::audit {
namespace {

constexpr std::size_t kSignatureBytes = 64;
/// The identifier that signed-note assigns to Ed25519.
constexpr char kEd25519 = 1;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;
using DigestHandle = std::unique_ptr<EVP_MD_CTX, FreeDigest>;
using BioHandle = std::unique_ptr<BIO, FreeBio>;

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Hands libcrypto the passphrase, so that it never asks a terminal for one.
int give_passphrase(char* buffer, int size, int /*is_for_writing*/, void* passphrase) {
  const auto& text = *static_cast<const std::string*>(passphrase);
  if (text.empty() || text.size() > static_cast<std::size_t>(size)) return -1;
  std::ranges::copy(text, buffer);
  return static_cast<int>(text.size());
}

std::string algorithm_and_key(const KeyBytes& public_key) {
  std::string bytes(1, kEd25519);
  bytes.append(public_key.begin(), public_key.end());
  return bytes;
}

/// The bytes of U+0080 to U+009F.
bool has_wide_control(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (text[at] == '\xc2' && static_cast<unsigned char>(text[at + 1]) < 0xa0) return true;
  }
  return false;
}

/// The bytes of U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
bool has_wide_space(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const std::string_view two = text.substr(at, 2);
    const std::string_view three = text.substr(at, 3);
    if (two == "\xc2\xa0") return true;
    if (three == "\xe1\x9a\x80" || three == "\xe3\x80\x80" || three == "\xe2\x81\x9f") return true;
    if (three.size() < 3 || !three.starts_with("\xe2\x80")) continue;
    const auto last = static_cast<unsigned char>(three[2]);
    if (last <= 0x8a || last == 0xa8 || last == 0xa9 || last == 0xaf) return true;
  }
  return false;
}

/// The points of small order, as RFC 8032 writes a y: 32 bytes, the lowest first.
constexpr std::array<std::string_view, 5> kSmallOrder{
    "0100000000000000000000000000000000000000000000000000000000000000",  // 1: the identity
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // -1: of order 2
    "0000000000000000000000000000000000000000000000000000000000000000",  // of order 4
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",  // of order 8
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",  // of order 8
};
/// Whether a public key has its one spelling (RFC 8032 section 5.1.3 step 1), and is no point with
/// which anybody can sign: where it has a small order, one signature holds for many texts.
bool is_sound(KeyBytes key) {
  key.back() &= 0x7fU;  // the sign of x
  if (std::ranges::find(kSmallOrder, to_hex(key)) != kSmallOrder.end()) return false;
  KeyBytes prime{};  // 2^255 - 19
  prime.fill(0xff);
  prime.front() = 0xed;
  prime.back() = 0x7f;
  return std::lexicographical_compare(key.rbegin(), key.rend(), prime.rbegin(), prime.rend());
}

Error bad_name(std::string_view name) {
  return {ErrorKind::kUsage,
          fmt::format("`{}` is no name for a key; it is text without spaces, control characters "
                      "and `+`, such as example.org/procurement",
                      escape_untrusted(name))};
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && !find_invalid_utf8(name) && !has_wide_control(name) &&
         !has_wide_space(name) && std::ranges::none_of(name, [](char character) {
           const auto byte = static_cast<unsigned char>(character);
           return byte <= 0x20 || byte == 0x7f || character == '+';
         });
}

std::uint32_t VerifierKey::id() const {
  const Hash hash = sha256(fmt::format("{}\n", name) + algorithm_and_key(public_key));
  return std::uint32_t{hash[0]} << 24U | std::uint32_t{hash[1]} << 16U |
         std::uint32_t{hash[2]} << 8U | std::uint32_t{hash[3]};
}

bool VerifierKey::verify(std::string_view text, std::string_view signature) const {
  const KeyHandle key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size()));
  const DigestHandle context(EVP_MD_CTX_new());
  require(key != nullptr && context != nullptr);
  return signature.size() == kSignatureBytes &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(),
                          unsigned_bytes(text), text.size()) == 1;
}

std::string encode_verifier_key(const VerifierKey& key) {
  return fmt::format("{}+{:08x}+{}", key.name, key.id(),
                     to_base64(algorithm_and_key(key.public_key)));
}

Result<VerifierKey> parse_verifier_key(std::string_view text) {
  const Error error{ErrorKind::kInput, fmt::format("`{}` is no verifier key (NAME+ID+KEY)",
                                                   escape_untrusted(text.substr(0, 200)))};
  const std::size_t first = text.find('+');
  if (first == std::string_view::npos) return error;
  const std::size_t second = text.find('+', first + 1);
  if (second == std::string_view::npos) return error;
  const std::optional<std::string> bytes = bytes_of_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != kKeyBytes + 1 || bytes->front() != kEd25519) return error;

  VerifierKey key;
  key.name = text.substr(0, first);
  std::copy(bytes->begin() + 1, bytes->end(), key.public_key.begin());
  if (!is_key_name(key.name) || encode_verifier_key(key) != text) return error;
  if (!is_sound(key.public_key)) {
    return Error{ErrorKind::kInput,
                 fmt::format("`{}` is no key that a signature can be trusted by: its point is of "
                             "small order, or is not in its one spelling",
                             escape_untrusted(text.substr(0, 200)))};
  }
  return key;
}

/// libcrypto's key under a name of ours, so that its headers stay in this file.
struct SigningKey::Private {
  KeyHandle handle;
};

SigningKey::SigningKey(SigningKey&& other) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&& other) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey::SigningKey(std::string name, std::unique_ptr<Private> key) : key_(std::move(key)) {
  verifier_.name = std::move(name);
  std::size_t size = kKeyBytes;
  require(EVP_PKEY_get_raw_public_key(key_->handle.get(), verifier_.public_key.data(), &size) == 1);
}

Result<SigningKey> SigningKey::from_seed(std::string name, const KeyBytes& seed) {
  if (!is_key_name(name)) return bad_name(name);
  KeyHandle key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  require(key != nullptr);
  return SigningKey(std::move(name), std::make_unique<Private>(Private{std::move(key)}));
}

Result<SigningKey> SigningKey::from_pem(std::string name, const std::string& pem,
                                        const std::string& passphrase) {
  if (!is_key_name(name)) return bad_name(name);
  const BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  require(bio != nullptr);
  std::string phrase = passphrase;
  KeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &phrase));
  if (key == nullptr) {
    return Error{ErrorKind::kInput, passphrase.empty()
                                        ? "it holds no private key (PKCS#8, PEM)"
                                        : "it holds no private key, or the passphrase is wrong"};
  }
  if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    return Error{ErrorKind::kInput, "its key is not for Ed25519"};
  }
  return SigningKey(std::move(name), std::make_unique<Private>(Private{std::move(key)}));
}

std::string SigningKey::to_pem(const std::string& passphrase) const {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  require(bio != nullptr);
  std::string phrase = passphrase;
  const EVP_CIPHER* cipher = passphrase.empty() ? nullptr : EVP_aes_256_cbc();
  require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_->handle.get(), cipher, nullptr, 0,
                                        give_passphrase, &phrase) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string SigningKey::sign(std::string_view text) const {
  const DigestHandle context(EVP_MD_CTX_new());
  require(context != nullptr);
  require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->handle.get()) == 1);
  std::string signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         unsigned_bytes(text), text.size()) == 1);
  return signature;
}

}  // namespace probity::audit
