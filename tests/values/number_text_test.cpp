#include <doctest/doctest.h>

#include <string>

#include "values/number.h"

namespace probity {
namespace {

// The exact text of what a JSON number means; "refused" where it is not read.
std::string read_json(std::string_view text) {
  const auto number = Number::parse(text);
  return number ? number->to_text() : "refused";
}

std::string read_literal(std::string_view text) {
  const auto number = Number::parse_literal(text);
  return number ? number->to_text() : "refused";
}

std::string zeros(std::size_t count) { return std::string(count, '0'); }

TEST_CASE("number text: JSON numbers are read exactly") {
  CHECK(read_json("0") == "0");
  CHECK(read_json("-0") == "0");
  CHECK(read_json("0.0") == "0");
  CHECK(read_json("7") == "7");
  CHECK(read_json("-12.50") == "-12.5");
  CHECK(read_json("0.1") == "0.1");
  CHECK(read_json("1200000000.00") == "1200000000");
  CHECK(read_json("3840000.01") == "3840000.01");
  CHECK(read_json("9007199254740993") == "9007199254740993");
  CHECK(read_json("0.1000000000000000055511151231257827") ==
        "0.1000000000000000055511151231257827");
  CHECK(read_json("170141183460469231731687303715884105727") ==
        "170141183460469231731687303715884105727");
  CHECK(read_json("-170141183460469231731687303715884105728") ==
        "-170141183460469231731687303715884105728");
}

TEST_CASE("number text: exponents are read exactly") {
  CHECK(read_json("1e3") == "1000");
  CHECK(read_json("1E+3") == "1000");
  CHECK(read_json("1.5e1") == "15");
  CHECK(read_json("12.5e-3") == "0.0125");
  CHECK(read_json("125e-1") == "12.5");
  CHECK(read_json("-2e0") == "-2");
  CHECK(read_json("1e-0002") == "0.01");
  CHECK(read_json("0.0005e4") == "5");
  CHECK(read_json("100e-2") == "1");
}

TEST_CASE("number text: what is not a JSON number is malformed") {
  for (const std::string_view text :
       {"",      "-",     "+1",   "01",       "-01", "00",       ".5",   "5.",
        "1.e2",  "1e",    "1e+",  "1e-",      "e5",  "--1",      "1 ",   " 1",
        "1,5",   "1_000", "0x10", "NaN",      "nan", "Infinity", "inf",  "1e1.5",
        "1.2.3", "1-",    "1f",   "\xD9\xA1", "1/3", "-.5",      "1ee3", "1e_3"}) {
    CAPTURE(text);
    CHECK_FALSE(Number::parse(text).has_value());
    CHECK(Number::find_parse_error(text) == NumberError::kMalformed);
  }
  CHECK(Number::find_parse_error(std::string_view("1\0", 2)) == NumberError::kMalformed);
  CHECK_FALSE(Number::find_parse_error("-12.5e-1").has_value());
}

TEST_CASE("number text: a hundred digits are read, one more is too long") {
  const std::string hundred(100, '7');
  CHECK(read_json(hundred) == hundred);
  CHECK(read_json("-" + hundred) == "-" + hundred);
  CHECK(Number::find_parse_error(hundred + "7") == NumberError::kTooLong);

  const std::string fraction = "0." + std::string(99, '7');
  CHECK(read_json(fraction) == fraction);
  CHECK(Number::find_parse_error(fraction + "7") == NumberError::kTooLong);

  const std::string mixed = std::string(50, '3') + "." + std::string(50, '1');
  CHECK(read_json(mixed) == mixed);
  CHECK(Number::find_parse_error(mixed + "1") == NumberError::kTooLong);
}

TEST_CASE("number text: the exponent counts into the digits") {
  CHECK(read_json("1e99") == "1" + zeros(99));
  CHECK(Number::find_parse_error("1e100") == NumberError::kTooLong);
  CHECK(read_json("1e-99") == "0." + zeros(98) + "1");
  CHECK(Number::find_parse_error("1e-100") == NumberError::kTooLong);
  CHECK(read_json("12e98") == "12" + zeros(98));
  CHECK(Number::find_parse_error("12e99") == NumberError::kTooLong);
  CHECK(read_json("1.5e99") == "15" + zeros(98));
  CHECK(Number::find_parse_error("1.5e100") == NumberError::kTooLong);
}

TEST_CASE("number text: an enormous exponent costs nothing and is too long") {
  for (const std::string_view text :
       {"1e999999999", "1e-999999999", "-1e99999999999999999999999999",
        "1e-99999999999999999999999999", "1E9223372036854775807", "1e-9223372036854775808"}) {
    CAPTURE(text);
    CHECK(Number::find_parse_error(text) == NumberError::kTooLong);
    CHECK_FALSE(Number::parse(text).has_value());
  }
  CHECK(Number::find_parse_error("1e" + std::string(1'000'000, '9')) == NumberError::kTooLong);
  CHECK(read_json("1e" + zeros(1000) + "2") == "100");
}

TEST_CASE("number text: zero is zero under any exponent") {
  CHECK(read_json("0e999999999") == "0");
  CHECK(read_json("-0.000e-99999999999999999999") == "0");
  CHECK(read_json("0." + zeros(99)) == "0");
  CHECK(Number::find_parse_error("0." + zeros(100)) == NumberError::kTooLong);
}

TEST_CASE("number text: zeros count as they stand once the point has moved") {
  CHECK(Number::find_parse_error("1." + zeros(100)) == NumberError::kTooLong);
  CHECK(read_json("1." + zeros(100) + "e98") == "refused");
  CHECK(read_json("1." + zeros(99) + "e99") == "1" + zeros(99));
  CHECK(read_json("0." + zeros(200) + "1e201") == "1");
  CHECK(read_json("1" + zeros(99) + "e-99") == "1");
}

TEST_CASE("number text: malformed wins over too long") {
  CHECK(Number::find_parse_error(std::string(500, '1') + "x") == NumberError::kMalformed);
  CHECK(Number::find_parse_error("1e999x") == NumberError::kMalformed);
}

TEST_CASE("number text: literals may group digits with underscores") {
  CHECK(read_literal("150_000_000") == "150000000");
  CHECK(read_literal("12.5") == "12.5");
  CHECK(read_literal("1_2.3_4") == "12.34");
  CHECK(read_literal("1_0e2") == "1000");
  CHECK(read_literal("42") == "42");
  CHECK(read_literal("-1_000") == "-1000");
}

TEST_CASE("number text: underscores stand singly between two digits") {
  for (const std::string_view text : {"_1", "1_", "1__0", "1_.5", "1._5", "1.5_", "1e1_0", "1_e5",
                                      "0_1", "+1", "01", "-_1", "_", "1.5_e1"}) {
    CAPTURE(text);
    CHECK_FALSE(Number::parse_literal(text).has_value());
    CHECK(Number::find_literal_error(text) == NumberError::kMalformed);
  }
  CHECK(Number::find_literal_error("1e100") == NumberError::kTooLong);
  CHECK_FALSE(Number::find_literal_error("1_000").has_value());
}

TEST_CASE("number text: underscores do not count as digits") {
  std::string grouped = "1";
  for (int i = 0; i < 99; ++i) grouped += "_0";
  CHECK(read_literal(grouped) == "1" + zeros(99));
  CHECK(read_literal(grouped + "_0") == "refused");
}

TEST_CASE("number text: a decimal exists exactly for denominators of twos and fives") {
  CHECK(Number::fraction(1, 8)->to_decimal() == "0.125");
  CHECK(Number::fraction(-25, 2)->to_decimal() == "-12.5");
  CHECK(Number::fraction(1, 1'000'000)->to_decimal() == "0.000001");
  CHECK(Number::fraction(191, 500)->to_decimal() == "0.382");
  CHECK(Number::fraction(6, 3)->to_decimal() == "2");
  CHECK(Number(1000).to_decimal() == "1000");
  CHECK_FALSE(Number::fraction(1, 3)->to_decimal().has_value());
  CHECK_FALSE(Number::fraction(1, 70)->to_decimal().has_value());
  // 2^-62: 62 decimals, of which the last digits are 5.
  CHECK(Number::fraction(1, 4611686018427387904)->to_decimal() ==
        "0.00000000000000000021684043449710088680149056017398834228515625");
}

TEST_CASE("number text: the exact form is the decimal or else the fraction") {
  CHECK(Number::fraction(1, 3)->to_text() == "1/3");
  CHECK(Number::fraction(-10, 15)->to_text() == "-2/3");
  CHECK(Number::fraction(1, 10)->to_text() == "0.1");
  CHECK(Number::fraction(191, 500)->to_fraction_text() == "191/500");
  CHECK(Number::fraction(4, 2)->to_fraction_text() == "2");
  CHECK(Number(-5).to_fraction_text() == "-5");
  CHECK(Number().to_text() == "0");
}

TEST_CASE("number text: big values print in full") {
  const Number third = *Number::fraction(1, 3);
  CHECK((*Number::parse("1e50") * third).to_text() == "1" + zeros(50) + "/3");
  CHECK((third * Number::power_of_ten(-40)).to_fraction_text() == "1/3" + zeros(40));
  CHECK(Number::power_of_ten(-60).to_decimal() == "0." + zeros(59) + "1");
  CHECK(Number(10'000'000'000'000'000).to_text() == "10000000000000000");
  CHECK(Number::parse("10000000000000000000")->to_text() == "10000000000000000000");
  CHECK(Number::parse("100000000000000000000000000001")->to_text() ==
        "100000000000000000000000000001");
}

}  // namespace
}  // namespace probity
