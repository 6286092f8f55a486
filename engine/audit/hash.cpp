#include "audit/hash.h"

#include <openssl/evp.h>

#include <algorithm>

#include "audit/require.h"

namespace probity::audit {
namespace {

constexpr std::uint8_t kLeafPrefix = 0;
constexpr std::uint8_t kNodePrefix = 1;
constexpr std::string_view kDigits = "0123456789abcdef";

/// libcrypto fails here only without memory or without SHA-256, and then no record can be made.
/// Looked up once: doing it for each digest takes longer than hashing a leaf.
const EVP_MD* algorithm() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  require(kAlgorithm != nullptr);
  return kAlgorithm;
}

Hasher& hasher_of_thread() {
  thread_local Hasher hasher;
  return hasher;
}

std::optional<std::uint8_t> digit_value(char digit) {
  const std::size_t at = kDigits.find(digit);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

}  // namespace

struct Hasher::Context {
  EVP_MD_CTX* digest = EVP_MD_CTX_new();

  Context() {
    require(digest != nullptr);
    require(EVP_DigestInit_ex2(digest, algorithm(), nullptr) == 1);
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(digest); }
};

Hasher::Hasher() : context_(std::make_unique<Context>()) {}
Hasher::~Hasher() = default;

Hasher& Hasher::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size()) == 1);
  return *this;
}

Hasher& Hasher::add(const Hash& hash) { return add(bytes_of(hash)); }

Hasher& Hasher::add_byte(std::uint8_t byte) {
  require(EVP_DigestUpdate(context_->digest, &byte, 1) == 1);
  return *this;
}

Hash Hasher::finish() {
  Hash hash{};
  require(EVP_DigestFinal_ex(context_->digest, hash.data(), nullptr) == 1);
  require(EVP_DigestInit_ex2(context_->digest, nullptr, nullptr) == 1);
  return hash;
}

Hash sha256(std::string_view bytes) { return hasher_of_thread().add(bytes).finish(); }

Hash leaf_hash(std::string_view leaf) {
  return hasher_of_thread().add_byte(kLeafPrefix).add(leaf).finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * kHashBytes> input{};
  input[0] = static_cast<char>(kNodePrefix);
  std::ranges::copy(left, input.begin() + 1);
  std::ranges::copy(right, input.begin() + 1 + kHashBytes);
  return sha256({input.data(), input.size()});
}

std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::optional<Hash> hash_of_bytes(std::string_view bytes) {
  Hash hash{};
  if (bytes.size() != hash.size()) return std::nullopt;
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

std::string to_hex(const Hash& hash) {
  std::string text;
  text.reserve(2 * hash.size());
  for (const std::uint8_t byte : hash) {
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0xFU]);
  }
  return text;
}

std::optional<Hash> hash_of_hex(std::string_view text) {
  Hash hash{};
  if (text.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const std::optional<std::uint8_t> high = digit_value(text[2 * i]);
    const std::optional<std::uint8_t> low = digit_value(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    hash[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return hash;
}

}  // namespace probity::audit
