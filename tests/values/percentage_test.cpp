#include "values/percentage.h"

#include <doctest/doctest.h>

#include <string>

namespace probity {
namespace {

std::string read_percentage(std::string_view text) {
  const auto share = parse_percentage(text);
  return share ? share->to_text() : "refused";
}

TEST_CASE("percentage: the text is read as a share") {
  CHECK(read_percentage("35 %") == "0.35");
  CHECK(read_percentage("12.5 %") == "0.125");
  CHECK(read_percentage("100 %") == "1");
  CHECK(read_percentage("0 %") == "0");
  CHECK(read_percentage("0.001 %") == "0.00001");
  CHECK(read_percentage("-5 %") == "-0.05");
  CHECK(read_percentage("150 %") == "1.5");
}

TEST_CASE("percentage: no space, a space and a no-break space are the same") {
  CHECK(read_percentage("35%") == "0.35");
  CHECK(read_percentage("35 %") == "0.35");
  CHECK(read_percentage("35\xC2\xA0%") == "0.35");
}

TEST_CASE("percentage: everything else is refused") {
  for (const std::string_view text : {"",
                                      "%",
                                      " %",
                                      "35",
                                      "0.35",
                                      "35  %",
                                      "35 % ",
                                      " 35 %",
                                      "35\t%",
                                      "35\n%",
                                      "35 %%",
                                      "% 35",
                                      "35,5 %",
                                      "+5 %",
                                      "05 %",
                                      "1_0 %",
                                      "35 percent",
                                      "\xC2\xA0%",
                                      "35\xE2\x80\xAF%",
                                      "35\xA0%",
                                      "a %"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_percentage(text).has_value());
    CHECK(find_percentage_error(text) == NumberError::kMalformed);
  }
}

TEST_CASE("percentage: the limit on digits is that of numbers") {
  CHECK(find_percentage_error(std::string(101, '1') + " %") == NumberError::kTooLong);
  CHECK_FALSE(find_percentage_error(std::string(100, '1') + " %").has_value());
  CHECK(find_percentage_error("1e100 %") == NumberError::kTooLong);
}

TEST_CASE("percentage: a finite decimal prints exactly") {
  CHECK(percentage_text(*Number::parse("0.35")) == RoundedText{"35 %", false});
  CHECK(percentage_text(*Number::parse("0.382")) == RoundedText{"38.2 %", false});
  CHECK(percentage_text(*Number::parse("0.123456789")) == RoundedText{"12.3456789 %", false});
  CHECK(percentage_text(Number(1)) == RoundedText{"100 %", false});
  CHECK(percentage_text(Number()) == RoundedText{"0 %", false});
  CHECK(percentage_text(*Number::parse("-0.05")) == RoundedText{"-5 %", false});
}

TEST_CASE("percentage: without a finite decimal it prints two places and says so") {
  CHECK(percentage_text(*Number::fraction(1, 3)) == RoundedText{"33.33 %", true});
  CHECK(percentage_text(*Number::fraction(2, 3)) == RoundedText{"66.67 %", true});
  CHECK(percentage_text(*Number::fraction(-1, 3)) == RoundedText{"-33.33 %", true});
}

TEST_CASE("percentage: a figure has two places, half-even") {
  CHECK(percentage_figure_text(*Number::fraction(191, 500)) == RoundedText{"38.20 %", false});
  CHECK(percentage_figure_text(*Number::parse("0.35")) == RoundedText{"35.00 %", false});
  CHECK(percentage_figure_text(*Number::parse("0.350005")) == RoundedText{"35.00 %", true});
  CHECK(percentage_figure_text(*Number::parse("0.350015")) == RoundedText{"35.00 %", true});
  CHECK(percentage_figure_text(*Number::parse("0.35005")) == RoundedText{"35.00 %", true});
  CHECK(percentage_figure_text(*Number::parse("0.35015")) == RoundedText{"35.02 %", true});
  CHECK(percentage_figure_text(*Number::fraction(1, 3)) == RoundedText{"33.33 %", true});
}

TEST_CASE("percentage: what prints exactly is read back") {
  for (const std::string_view text : {"35 %", "0 %", "12.5 %", "-5 %", "100 %", "0.001 %"}) {
    CHECK(percentage_text(*parse_percentage(text)).text == text);
  }
}

}  // namespace
}  // namespace probity
