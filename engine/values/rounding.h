#pragma once

// Rounding and fixed-point text. Nothing in the language rounds by itself: `rounded(E, places,
// mode)` is the only way in a rule, and printing says when it did (RoundedText::was_rounded).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "values/number.h"

namespace probity {

// By magnitude, as in java.math.RoundingMode and the General Decimal Arithmetic specification:
// "up" is away from zero and "down" towards it, also below zero.
enum class RoundingMode : std::uint8_t {
  kHalfUp,    // to the nearest, ties away from zero
  kHalfEven,  // to the nearest, ties to the even neighbour
  kHalfDown,  // to the nearest, ties towards zero
  kUp,
  kDown,
  kCeiling,  // towards positive infinity
  kFloor,    // towards negative infinity
};

// Decimal places on either side of the point that rounding accepts.
inline constexpr int kMaxPlaces = 100;

// `half_up`, `half_even`, `half_down`, `up`, `down`, `ceiling`, `floor`; nullopt for any other.
[[nodiscard]] std::optional<RoundingMode> parse_rounding_mode(std::string_view name);
[[nodiscard]] std::string_view rounding_mode_name(RoundingMode mode) noexcept;

// The multiple of 10^-places that the mode chooses; negative places round to tens, hundreds, ...
// nullopt when places lies outside -kMaxPlaces..kMaxPlaces.
[[nodiscard]] std::optional<Number> rounded(const Number& value, int places, RoundingMode mode);

// Text for people, and whether it differs from the exact value.
struct RoundedText {
  std::string text;
  bool was_rounded = false;

  friend bool operator==(const RoundedText&, const RoundedText&) = default;
};

// Half-even to exactly `places` decimals: 3/8 with 2 places is "0.38", rounded. Places are held
// within 0..kMaxPlaces. A value that rounds to zero has no sign.
[[nodiscard]] RoundedText format_fixed(const Number& value, int places);

}  // namespace probity
