#include "values/money.h"

#include <doctest/doctest.h>

#include <string>

namespace probity {
namespace {

Money euros(std::string_view amount) { return {Number::parse(amount).value(), euro()}; }

TEST_CASE("money: active currencies are found by their code") {
  for (const std::string_view code :
       {"EUR", "AED", "ZMW", "USD", "GBP", "PLN", "SEK", "NOK", "CHF", "UAH", "XCG"}) {
    CAPTURE(code);
    REQUIRE(find_currency(code).has_value());
    CHECK(find_currency(code)->code() == code);
  }
  CHECK(euro().code() == "EUR");
  CHECK(find_currency("EUR") == euro());
  CHECK(find_currency("USD") != euro());
}

TEST_CASE("money: what is not an active currency is not found") {
  for (const std::string_view code :
       {"", "E", "EU", "EURO", "eur", "Eur", " EUR", "EUR ", "€", "XXX", "XTS", "XAU", "ZZZ", "BGN",
        "HRK", "DEM", "ANG", "AAA", "978"}) {
    CAPTURE(code);
    CHECK_FALSE(find_currency(code).has_value());
  }
  CHECK_FALSE(find_currency(std::string_view("EUR\0", 4)).has_value());
}

TEST_CASE("money: currencies are ordered as their codes") {
  CHECK(*find_currency("CHF") < *find_currency("EUR"));
  CHECK(*find_currency("USD") > *find_currency("UAH"));
}

TEST_CASE("money: equality asks for the same amount and the same currency") {
  CHECK(euros("1.10") == euros("1.1"));
  CHECK(euros("1") != euros("2"));
  CHECK(euros("1") != Money{Number(1), *find_currency("USD")});
}

TEST_CASE("money: whole amounts print without decimals, in groups of three") {
  CHECK(money_text(euros("0")) == RoundedText{"EUR 0", false});
  CHECK(money_text(euros("999")) == RoundedText{"EUR 999", false});
  CHECK(money_text(euros("1000")) == RoundedText{"EUR 1 000", false});
  CHECK(money_text(euros("12345")) == RoundedText{"EUR 12 345", false});
  CHECK(money_text(euros("123456")) == RoundedText{"EUR 123 456", false});
  CHECK(money_text(euros("1200000000.00")) == RoundedText{"EUR 1 200 000 000", false});
  CHECK(money_text(euros("-123")) == RoundedText{"EUR -123", false});
  CHECK(money_text(euros("-123456")) == RoundedText{"EUR -123 456", false});
  CHECK(money_text({Number(2500), *find_currency("PLN")}) == RoundedText{"PLN 2 500", false});
}

TEST_CASE("money: other amounts print with cents, and in full") {
  CHECK(money_text(euros("3840000.01")) == RoundedText{"EUR 3 840 000.01", false});
  CHECK(money_text(euros("1.5")) == RoundedText{"EUR 1.50", false});
  CHECK(money_text(euros("0.05")) == RoundedText{"EUR 0.05", false});
  CHECK(money_text(euros("1.125")) == RoundedText{"EUR 1.125", false});
  CHECK(money_text(euros("-1234.5")) == RoundedText{"EUR -1 234.50", false});
  CHECK(money_text(euros("1234.123456")) == RoundedText{"EUR 1 234.123456", false});
}

TEST_CASE("money: an amount without a finite decimal is rounded and says so") {
  CHECK(money_text({*Number::fraction(10'000, 3), euro()}) == RoundedText{"EUR 3 333.33", true});
  CHECK(money_text({*Number::fraction(-2, 3), euro()}) == RoundedText{"EUR -0.67", true});
}

TEST_CASE("money: a figure always has two places") {
  CHECK(money_figure_text(euros("1200000000")) == RoundedText{"EUR 1 200 000 000.00", false});
  CHECK(money_figure_text(euros("1.125")) == RoundedText{"EUR 1.12", true});
  CHECK(money_figure_text(euros("1.135")) == RoundedText{"EUR 1.14", true});
  CHECK(money_figure_text(euros("999.999")) == RoundedText{"EUR 1 000.00", true});
}

TEST_CASE("money: the amount for machines is exact and has no groups") {
  CHECK(money_amount_text(euros("1.10")) == "1.10");
  CHECK(money_amount_text(euros("1200000000.00")) == "1200000000");
  CHECK(money_amount_text(euros("1.125")) == "1.125");
  CHECK(money_amount_text({*Number::fraction(10, 3), euro()}) == "10/3");
}

}  // namespace
}  // namespace probity
