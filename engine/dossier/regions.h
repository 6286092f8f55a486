// Codes of ISO 3166-1 for regions that are parts of a state.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace probity {

struct Region {
  std::string_view region;
  std::string_view state;
};

/// The outermost regions of Art. 349 TFEU that have a code of their own.
inline constexpr std::array<Region, 6> kRegions = {Region{"GF", "FR"}, Region{"GP", "FR"},
                                                   Region{"MF", "FR"}, Region{"MQ", "FR"},
                                                   Region{"RE", "FR"}, Region{"YT", "FR"}};

/// The code of the state that the region of this code is a part of.
[[nodiscard]] constexpr std::optional<std::string_view> find_state_of(std::string_view code) {
  for (const Region& entry : kRegions) {
    if (entry.region == code) return entry.state;
  }
  return std::nullopt;
}

}  // namespace probity
