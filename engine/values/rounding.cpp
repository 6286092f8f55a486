#include "values/rounding.h"

#include <algorithm>
#include <array>
#include <utility>

namespace probity {
namespace {

constexpr std::array<std::pair<std::string_view, RoundingMode>, 7> kModeNames{{
    {"half_up", RoundingMode::kHalfUp},
    {"half_even", RoundingMode::kHalfEven},
    {"half_down", RoundingMode::kHalfDown},
    {"up", RoundingMode::kUp},
    {"down", RoundingMode::kDown},
    {"ceiling", RoundingMode::kCeiling},
    {"floor", RoundingMode::kFloor},
}};

bool is_odd(const Number& whole) { return !(whole * *Number::fraction(1, 2)).is_integer(); }

// Whether the step goes away from zero, for a value that lies `rest` (not zero) beyond `whole`.
bool steps_away(const Number& whole, const Number& rest, RoundingMode mode) {
  const std::strong_ordering half = rest.abs() <=> *Number::fraction(1, 2);
  switch (mode) {
    case RoundingMode::kHalfUp:
      return half >= 0;
    case RoundingMode::kHalfEven:
      return half > 0 || (half == 0 && is_odd(whole));
    case RoundingMode::kHalfDown:
      return half > 0;
    case RoundingMode::kUp:
      return true;
    case RoundingMode::kDown:
      return false;
    case RoundingMode::kCeiling:
      return rest.sign() > 0;
    case RoundingMode::kFloor:
      return rest.sign() < 0;
  }
  return false;
}

}  // namespace

std::optional<RoundingMode> parse_rounding_mode(std::string_view name) {
  const auto* found = std::ranges::find(kModeNames, name, &decltype(kModeNames)::value_type::first);
  if (found == kModeNames.end()) return std::nullopt;
  return found->second;
}

std::string_view rounding_mode_name(RoundingMode mode) noexcept {
  return std::ranges::find(kModeNames, mode, &decltype(kModeNames)::value_type::second)->first;
}

std::optional<Number> rounded(const Number& value, int places, RoundingMode mode) {
  if (places < -kMaxPlaces || places > kMaxPlaces) return std::nullopt;
  const Number scaled = value * Number::power_of_ten(places);
  if (scaled.is_integer()) return value;
  Number whole = scaled.truncated();
  const Number rest = scaled - whole;
  if (steps_away(whole, rest, mode)) whole += rest.sign();
  return whole * Number::power_of_ten(-places);
}

RoundedText format_fixed(const Number& value, int places) {
  const int held = std::clamp(places, 0, kMaxPlaces);
  const Number nearest = rounded(value, held, RoundingMode::kHalfEven).value_or(value);
  std::string text = nearest.to_text();
  const std::size_t point = text.find('.');
  const std::size_t written = point == std::string::npos ? 0 : text.size() - point - 1;
  if (point == std::string::npos && held > 0) text += '.';
  text.append(static_cast<std::size_t>(held) - written, '0');
  return {std::move(text), nearest != value};
}

}  // namespace probity
