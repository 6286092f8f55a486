#pragma once

// Countries by their ISO 3166-1 alpha-2 code. The codes that other lists use (UK, EL, alpha-3) are
// not read, but advice gives the right one.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probity {

// Invariant: a code of the table in country_codes.inc, which is every officially assigned alpha-2
// code and XK. There is no default country; use find_country. Ordered as its code is.
class Country {
 public:
  // The two upper-case letters, "PL".
  [[nodiscard]] std::string text() const;

  friend auto operator<=>(const Country&, const Country&) = default;

 private:
  friend std::optional<Country> find_country(std::string_view code);
  explicit constexpr Country(std::uint16_t packed) noexcept : packed_(packed) {}
  friend std::string_view country_name(Country country) noexcept;

  std::uint16_t packed_;  // two ASCII letters, the first in the higher byte
};

// Exact upper-case codes only; nullopt for anything else, unassigned codes included.
[[nodiscard]] std::optional<Country> find_country(std::string_view code);

// The English name as the Publications Office writes it, "Poland"; the view lives for ever.
[[nodiscard]] std::string_view country_name(Country country) noexcept;

// For a text that find_country refuses, the country that was surely meant: `UK` is GB and `EL` is
// GR, alpha-3 codes, and all of these in any mixture of cases. nullopt where nothing is known.
[[nodiscard]] std::optional<Country> country_advice(std::string_view text);

}  // namespace probity
