// Places in a dossier as lawyers write them in cases: `contractors[0].screenings[1].outcome`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace probity {

[[nodiscard]] std::string path_text(
    const std::vector<std::variant<std::string, std::uint32_t>>& keys);
/// Of an RFC 6901 pointer, as a decision gives them; a key of digits alone is an element.
[[nodiscard]] std::string path_text(std::string_view pointer);

}  // namespace probity
