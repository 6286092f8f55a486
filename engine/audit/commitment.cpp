#include "audit/commitment.h"

namespace probity::audit {

Hash commitment(std::string_view kind, std::string_view salt, std::string_view body) {
  Hasher hasher;
  hasher.add(kCommitmentDomain).add(kind).add("\n").add(salt);
  const auto size = std::uint64_t{body.size()};
  for (std::uint32_t shift = 64; shift > 0; shift -= 8) {
    hasher.add_byte(static_cast<std::uint8_t>(size >> (shift - 8)));
  }
  return hasher.add(body).finish();
}

}  // namespace probity::audit
