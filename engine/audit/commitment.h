// What a leaf says of bytes that stand elsewhere: a salted commitment to those that may have to be
// erased, a plain digest of those that are public.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "audit/format.h"
#include "audit/hash.h"

namespace probity::audit {

/// 32 bytes that nobody can guess, used once. With it gone, a commitment says nothing of the bytes.
using Salt = std::array<std::uint8_t, kSaltBytes>;

/// An object as a leaf refers to it.
struct ObjectReference {
  Hash hash{};
  std::uint64_t size = 0;  ///< bytes of the body

  friend bool operator==(const ObjectReference&, const ObjectReference&) = default;
};

/// SHA-256 of kCommitmentDomain, the kind, a newline, the salt, the length (8 bytes, the highest
/// first) and the body.
[[nodiscard]] Hash commitment(std::string_view kind, std::string_view salt, std::string_view body);

}  // namespace probity::audit
