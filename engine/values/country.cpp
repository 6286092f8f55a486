#include "values/country.h"

#include <algorithm>
#include <climits>

namespace probity {
namespace {

struct CountryRow {
  std::string_view alpha2;
  std::string_view alpha3;
  std::string_view name;
};

constexpr CountryRow kCountries[] = {
#include "values/country_codes.inc"
};
static_assert(std::ranges::is_sorted(kCountries, {}, &CountryRow::alpha2));

// Codes of other lists: the Union's own usage (Interinstitutional Style Guide, annex A5), which
// also NUTS and TED follow.
struct CodeTrap {
  std::string_view written;
  std::string_view alpha2;
};
constexpr CodeTrap kTraps[] = {{"EL", "GR"}, {"UK", "GB"}};

constexpr std::size_t kAlpha3Length = 3;
std::uint16_t pack_alpha2(std::string_view alpha2) {
  const auto high = static_cast<unsigned char>(alpha2[0]);
  const auto low = static_cast<unsigned char>(alpha2[1]);
  return static_cast<std::uint16_t>((high << CHAR_BIT) | low);
}

const CountryRow* find_row(std::string_view alpha2) {
  const auto* row = std::ranges::lower_bound(kCountries, alpha2, {}, &CountryRow::alpha2);
  return row != std::end(kCountries) && row->alpha2 == alpha2 ? row : nullptr;
}

// ASCII only: a code has no other letters, and the locale must not matter.
std::string upper_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

}  // namespace

std::string Country::text() const {
  return {static_cast<char>(packed_ >> CHAR_BIT), static_cast<char>(packed_ & 0xFFU)};
}

std::optional<Country> find_country(std::string_view code) {
  if (find_row(code) == nullptr) return std::nullopt;
  return Country(pack_alpha2(code));
}

std::string_view country_name(Country country) noexcept {
  const CountryRow* row = find_row(country.text());
  return row == nullptr ? std::string_view() : row->name;
}

std::optional<Country> country_advice(std::string_view text) {
  if (text.size() > kAlpha3Length || find_country(text)) return std::nullopt;
  const std::string code = upper_case(text);
  const auto* trap = std::ranges::find(kTraps, code, &CodeTrap::written);
  if (trap != std::end(kTraps)) return find_country(trap->alpha2);
  const auto* row = std::ranges::find(kCountries, code, &CountryRow::alpha3);
  return find_country(row != std::end(kCountries) ? row->alpha2 : std::string_view(code));
}

}  // namespace probity
