// Base 64 with padding (RFC 4648 section 4), as signed notes and proofs write it. Strict: one text
// for each sequence of bytes, so that no two spellings of one signature exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace probity::audit {

[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Absent where `text` has another character, wrong padding, or bits that stand for nothing.
[[nodiscard]] std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace probity::audit
