// Whole numbers in the lines of checkpoints and proofs: decimal, without leading zeros.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace probity::audit {

/// Absent where `text` is not the one spelling of a number below 2^64.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace probity::audit
