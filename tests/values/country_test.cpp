#include "values/country.h"

#include <doctest/doctest.h>

#include <string>

namespace probity {
namespace {

std::string advice(std::string_view text) {
  const auto country = country_advice(text);
  return country ? country->text() : "none";
}

TEST_CASE("country: assigned codes are found, 249 of them and XK") {
  int found = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      const std::string code = {first, second};
      const auto country = find_country(code);
      if (!country) continue;
      ++found;
      CHECK(country->text() == code);
      CHECK_FALSE(country_name(*country).empty());
    }
  }
  CHECK(found == 250);
}

TEST_CASE("country: the states of the Union and its outermost regions are there") {
  for (const std::string_view code :
       {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "GF",
        "GP", "MQ", "RE", "YT", "MF", "GB", "UA", "NO", "IS", "LI", "CH", "XK"}) {
    CAPTURE(code);
    CHECK(find_country(code).has_value());
  }
}

TEST_CASE("country: everything else is not found") {
  for (const std::string_view code :
       {"",   "P",  "pl", "Pl", "pL", "POL", "UK",  "EL",  "EU", "XX",       "ZZ",
        "AA", "QM", "SU", "AN", "YU", " PL", "PL ", "P L", "00", "P\xC5\x81"}) {
    CAPTURE(code);
    CHECK_FALSE(find_country(code).has_value());
  }
  CHECK_FALSE(find_country(std::string_view("PL\0", 3)).has_value());
}

TEST_CASE("country: names are the English ones") {
  CHECK(country_name(*find_country("PL")) == "Poland");
  CHECK(country_name(*find_country("GR")) == "Greece");
  CHECK(country_name(*find_country("GB")) == "United Kingdom");
  CHECK(country_name(*find_country("AD")) == "Andorra");
  CHECK(country_name(*find_country("ZW")) == "Zimbabwe");
  CHECK(country_name(*find_country("TR")) == "T\xC3\xBCrkiye");
  CHECK(country_name(*find_country("XK")) == "Kosovo");
  CHECK(country_name(*find_country("BQ")) == "Bonaire, Sint Eustatius and Saba");
}

TEST_CASE("country: order is that of the codes") {
  CHECK(*find_country("AT") < *find_country("BE"));
  CHECK(*find_country("SE") > *find_country("SA"));
  CHECK(*find_country("PL") == *find_country("PL"));
}

TEST_CASE("country: advice knows the codes of other lists") {
  CHECK(advice("UK") == "GB");
  CHECK(advice("EL") == "GR");
  CHECK(advice("uk") == "GB");
  CHECK(advice("el") == "GR");
  CHECK(advice("pl") == "PL");
  CHECK(advice("Fr") == "FR");
  CHECK(advice("POL") == "PL");
  CHECK(advice("pol") == "PL");
  CHECK(advice("GBR") == "GB");
  CHECK(advice("GRC") == "GR");
  CHECK(advice("DEU") == "DE");
  CHECK(advice("REU") == "RE");
  CHECK(advice("XKX") == "XK");
}

TEST_CASE("country: advice says nothing where it does not know") {
  for (const std::string_view text :
       {"", "P", "PL", "ZZ", "zz", "ROM", "EU", "EUR", "Poland", "CPT", "P\xC5\x81"}) {
    CAPTURE(text);
    CHECK_FALSE(country_advice(text).has_value());
  }
}

}  // namespace
}  // namespace probity
