#include "values/rounding.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>

namespace probity {
namespace {

Number num(std::string_view text) { return Number::parse(text).value(); }

std::string round_text(std::string_view text, int places, RoundingMode mode) {
  return rounded(num(text), places, mode).value().to_text();
}

struct ModeRow {
  std::string_view value;
  // half_up, half_even, half_down, up, down, ceiling, floor
  std::array<std::string_view, 7> expected;
};

constexpr std::array<RoundingMode, 7> kModes = {
    RoundingMode::kHalfUp, RoundingMode::kHalfEven, RoundingMode::kHalfDown, RoundingMode::kUp,
    RoundingMode::kDown,   RoundingMode::kCeiling,  RoundingMode::kFloor};

TEST_CASE("rounding: to whole numbers in every mode, ties and negatives included") {
  // The table of java.math.RoundingMode, with 0.5, 0.1 and their negatives added.
  constexpr std::array<ModeRow, 16> kRows{{
      {"5.5", {"6", "6", "5", "6", "5", "6", "5"}},
      {"2.5", {"3", "2", "2", "3", "2", "3", "2"}},
      {"1.6", {"2", "2", "2", "2", "1", "2", "1"}},
      {"1.1", {"1", "1", "1", "2", "1", "2", "1"}},
      {"1.0", {"1", "1", "1", "1", "1", "1", "1"}},
      {"0.5", {"1", "0", "0", "1", "0", "1", "0"}},
      {"0.1", {"0", "0", "0", "1", "0", "1", "0"}},
      {"0", {"0", "0", "0", "0", "0", "0", "0"}},
      {"-0.1", {"0", "0", "0", "-1", "0", "0", "-1"}},
      {"-0.5", {"-1", "0", "0", "-1", "0", "0", "-1"}},
      {"-1.0", {"-1", "-1", "-1", "-1", "-1", "-1", "-1"}},
      {"-1.1", {"-1", "-1", "-1", "-2", "-1", "-1", "-2"}},
      {"-1.5", {"-2", "-2", "-1", "-2", "-1", "-1", "-2"}},
      {"-1.6", {"-2", "-2", "-2", "-2", "-1", "-1", "-2"}},
      {"-2.5", {"-3", "-2", "-2", "-3", "-2", "-2", "-3"}},
      {"-5.5", {"-6", "-6", "-5", "-6", "-5", "-5", "-6"}},
  }};
  for (const ModeRow& row : kRows) {
    for (std::size_t i = 0; i < kModes.size(); ++i) {
      CAPTURE(row.value);
      CAPTURE(rounding_mode_name(kModes[i]));
      CHECK(round_text(row.value, 0, kModes[i]) == row.expected[i]);
    }
  }
}

TEST_CASE("rounding: just beside a tie the tie rule does not apply") {
  for (const RoundingMode mode :
       {RoundingMode::kHalfUp, RoundingMode::kHalfEven, RoundingMode::kHalfDown}) {
    CHECK(round_text("2.5000000000000000000000000000000000000000000000001", 0, mode) == "3");
    CHECK(round_text("2.4999999999999999999999999999999999999999999999999", 0, mode) == "2");
    CHECK(round_text("-2.5000000000000000000000000000000000000000000000001", 0, mode) == "-3");
    CHECK(round_text("-3.4999999999999999999999999999999999999999999999999", 0, mode) == "-3");
  }
}

TEST_CASE("rounding: to places behind and before the point") {
  CHECK(round_text("1.005", 2, RoundingMode::kHalfUp) == "1.01");
  CHECK(round_text("1.005", 2, RoundingMode::kHalfEven) == "1");
  CHECK(round_text("1.015", 2, RoundingMode::kHalfEven) == "1.02");
  CHECK(round_text("1.015", 2, RoundingMode::kHalfDown) == "1.01");
  CHECK(round_text("1250", -2, RoundingMode::kHalfEven) == "1200");
  CHECK(round_text("1350", -2, RoundingMode::kHalfEven) == "1400");
  CHECK(round_text("1250", -2, RoundingMode::kHalfUp) == "1300");
  CHECK(round_text("-1250", -2, RoundingMode::kHalfDown) == "-1200");
  CHECK(round_text("1", -3, RoundingMode::kUp) == "1000");
  CHECK(round_text("1", -3, RoundingMode::kDown) == "0");
}

TEST_CASE("rounding: fractions without a decimal are rounded exactly") {
  const Number third = *Number::fraction(1, 3);
  const Number two_thirds = *Number::fraction(-2, 3);
  CHECK(rounded(third, 4, RoundingMode::kHalfEven)->to_text() == "0.3333");
  CHECK(rounded(third, 4, RoundingMode::kUp)->to_text() == "0.3334");
  CHECK(rounded(two_thirds, 2, RoundingMode::kHalfEven)->to_text() == "-0.67");
  CHECK(rounded(two_thirds, 2, RoundingMode::kCeiling)->to_text() == "-0.66");
  CHECK(rounded(third, 100, RoundingMode::kDown)->to_text() == "0." + std::string(100, '3'));
}

TEST_CASE("rounding: places have a bound on either side") {
  CHECK(rounded(Number(7), kMaxPlaces, RoundingMode::kUp) == Number(7));
  CHECK(rounded(Number(7), -kMaxPlaces, RoundingMode::kUp) == Number::power_of_ten(100));
  CHECK(rounded(Number(7), -kMaxPlaces, RoundingMode::kHalfUp) == Number());
  CHECK_FALSE(rounded(Number(7), kMaxPlaces + 1, RoundingMode::kUp).has_value());
  CHECK_FALSE(rounded(Number(7), -kMaxPlaces - 1, RoundingMode::kUp).has_value());
  CHECK_FALSE(rounded(Number(7), std::numeric_limits<int>::min(), RoundingMode::kUp).has_value());
}

TEST_CASE("rounding: the modes have the names of the language and no others") {
  CHECK(parse_rounding_mode("half_up") == RoundingMode::kHalfUp);
  CHECK(parse_rounding_mode("half_even") == RoundingMode::kHalfEven);
  CHECK(parse_rounding_mode("half_down") == RoundingMode::kHalfDown);
  CHECK(parse_rounding_mode("up") == RoundingMode::kUp);
  CHECK(parse_rounding_mode("down") == RoundingMode::kDown);
  CHECK(parse_rounding_mode("ceiling") == RoundingMode::kCeiling);
  CHECK(parse_rounding_mode("floor") == RoundingMode::kFloor);
  for (const std::string_view name : {"", "HALF_UP", "half-up", "nearest", "up ", "half"}) {
    CHECK_FALSE(parse_rounding_mode(name).has_value());
  }
  for (const RoundingMode mode : kModes)
    CHECK(parse_rounding_mode(rounding_mode_name(mode)) == mode);
}

TEST_CASE("rounding: fixed text pads with zeros and says when it rounded") {
  CHECK(format_fixed(Number(5), 2) == RoundedText{"5.00", false});
  CHECK(format_fixed(num("38.2"), 2) == RoundedText{"38.20", false});
  CHECK(format_fixed(num("0.375"), 2) == RoundedText{"0.38", true});
  CHECK(format_fixed(num("0.365"), 2) == RoundedText{"0.36", true});
  CHECK(format_fixed(*Number::fraction(1, 3), 2) == RoundedText{"0.33", true});
  CHECK(format_fixed(num("-1.5"), 0) == RoundedText{"-2", true});
  CHECK(format_fixed(num("-12.34"), 2) == RoundedText{"-12.34", false});
  CHECK(format_fixed(num("999.999"), 2) == RoundedText{"1000.00", true});
  CHECK(format_fixed(num("1e60"), 1) == RoundedText{"1" + std::string(60, '0') + ".0", false});
}

TEST_CASE("rounding: fixed text of a value that rounds to zero has no sign") {
  CHECK(format_fixed(num("-0.001"), 2) == RoundedText{"0.00", true});
  CHECK(format_fixed(Number(), 2) == RoundedText{"0.00", false});
}

TEST_CASE("rounding: fixed text holds its places within the bound") {
  CHECK(format_fixed(num("1.5"), -3) == RoundedText{"2", true});
  CHECK(format_fixed(Number(1), 1000) == RoundedText{"1." + std::string(100, '0'), false});
}

}  // namespace
}  // namespace probity
