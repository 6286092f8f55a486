// Arithmetic and comparisons by hand: exact, and unknown where the text says so.
#include <doctest/doctest.h>

#include <string>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr const char* kDollarRate =
    R"("exchange_rates": [{"from": "USD", "to": "EUR", "rate": 0.8, "on": "2025-01-01"}])";

std::string euro(const std::string& amount) {
  return R"({"amount": ")" + amount + R"(", "currency": "EUR"})";
}

TEST_CASE("numbers are exact") {
  Calculator calculate;
  CHECK(calculate("0.1 + 0.2") == "\"0.3\"");
  CHECK(calculate("1 / 3") == "\"1/3\"");
  CHECK(calculate("1 / 3 * 3 is 1") == "true");
  CHECK(calculate("-(2 - 5)") == "\"3\"");
  CHECK(calculate("2 + 3 * 4") == "\"14\"");
  CHECK(calculate("(2 + 3) * 4") == "\"20\"");
  CHECK(calculate("7 - 2 - 1") == "\"4\"");
  CHECK(calculate("35 %") == "\"35 %\"");
  CHECK(calculate("EUR 40 * 35 %") == R"({"amount": "14", "currency": "EUR"})");
}

TEST_CASE("arithmetic with an unknown operand is unknown") {
  Calculator calculate;
  CHECK(calculate("n + 1") == "unknown");
  CHECK(calculate("n * 0") == "unknown");
  CHECK(calculate("n - n") == "unknown");
  CHECK(calculate("-n") == "unknown");
  CHECK(calculate("n is at least 0") == "unknown");
  CHECK(calculate("n + 1", R"("n": 2)") == "\"3\"");
}

TEST_CASE("a division by zero is unknown, with that reason") {
  Calculator calculate;
  for (const char* expression : {"1 / 0", "n / 0", "EUR 1 / EUR 0", "EUR 0 / EUR 0", "EUR 1 / 0"}) {
    CAPTURE(expression);
    const ExpressionValue value = calculate.ask(expression, R"("n": 1)");
    CHECK_FALSE(value.is_known);
    CHECK(value.missing.empty());
    REQUIRE(value.reasons.size() == 1);
    CHECK(value.reasons.front() == "division by zero");
  }
}

TEST_CASE("a division by zero decides no comparison: a number") {
  Calculator calculate;
  CHECK(calculate("1 / 0 is at least 0") == "unknown");
}

TEST_CASE("a division by zero decides no comparison: an amount by an amount") {
  Calculator calculate;
  CHECK(
      calculate(
          "price / budget is at least 0 %",
          R"("price": {"amount": 0, "currency": "EUR"}, "budget": {"amount": 0, "currency": "EUR"})") ==
      "unknown");
}

TEST_CASE("a division by zero decides no comparison: an amount by an empty sum") {
  Calculator calculate;
  CHECK(calculate("price / sum(x.cost for x in parts) is at least 0 %",
                  R"("price": {"amount": 1, "currency": "EUR"}, "parts": [])") == "unknown");
}

TEST_CASE("a fact beside a division by zero cannot change anything") {
  Calculator calculate;
  const ExpressionValue value = calculate.ask("n + 1 / 0");
  CHECK_FALSE(value.is_known);
  CHECK(value.missing.empty());
}

TEST_CASE("money is compared in the currency of the literal beside it") {
  Calculator calculate;
  const std::string price = R"("price": {"amount": 100, "currency": "USD"})";
  CHECK(calculate("price is USD 100", price) == "true");
  CHECK(calculate("price is at most USD 99.99", price) == "false");
  CHECK(calculate("price is at most EUR 100", price) == "unknown");
  CHECK(calculate("price is EUR 80", price + ", " + kDollarRate) == "true");
  CHECK(calculate("price / EUR 160", price + ", " + kDollarRate) == "\"50 %\"");
  CHECK(calculate("price / USD 200", price) == "\"50 %\"");
}

TEST_CASE("without a rate the rates are what is missing") {
  Calculator calculate;
  const std::string price = R"("price": {"amount": 100, "currency": "USD"})";
  CHECK(calculate.ask("price is at most EUR 100", price).missing == Names{"/exchange_rates"});
  CHECK(calculate.ask("price is at most EUR 100", price + R"(, "exchange_rates": [])").missing ==
        Names{"/exchange_rates"});
}

TEST_CASE("the latest rate that is not after the reference date counts, also inverted") {
  Calculator calculate;
  const auto with = [](const std::string& rates) {
    return R"("price": {"amount": 100, "currency": "USD"}, "exchange_rates": [)" + rates + "]";
  };
  const std::string early = R"({"from": "USD", "to": "EUR", "rate": 0.5, "on": "2025-01-01"})";
  const std::string late = R"({"from": "EUR", "to": "USD", "rate": 1.25, "on": "2025-06-01"})";
  const std::string later = R"({"from": "USD", "to": "EUR", "rate": 9, "on": "2025-06-02"})";
  CHECK(calculate("price is EUR 50", with(early)) == "true");
  CHECK(calculate("price is EUR 80", with(early + ", " + late)) == "true");
  CHECK(calculate("price is EUR 80", with(later + ", " + late + ", " + early)) == "true");
  CHECK(calculate("price is EUR 900", with(later)) == "unknown");
  // No cross rates.
  CHECK(calculate("price is EUR 50",
                  with(R"({"from": "USD", "to": "PLN", "rate": 4, "on": "2025-01-01"},
                          {"from": "PLN", "to": "EUR", "rate": 0.25, "on": "2025-01-01"})")) ==
        "unknown");
}

TEST_CASE("an entry that lacks a part counts as long as it may be the one for the day") {
  Calculator calculate;
  const auto ask = [&](const std::string& incomplete) {
    return calculate.ask("price is EUR 50",
                         R"("price": {"amount": 100, "currency": "USD"}, "exchange_rates": [)"
                         R"({"from": "USD", "to": "EUR", "rate": 0.5, "on": "2025-03-01"}, )" +
                             incomplete + "]");
  };
  const auto missing = [&](const std::string& incomplete) { return ask(incomplete).missing; };
  CHECK(missing(R"({"from": "USD", "to": "EUR", "on": "2025-03-02"})") ==
        Names{"/exchange_rates/1/rate"});
  CHECK(missing(R"({"from": "EUR", "to": "USD", "rate": 2})") == Names{"/exchange_rates/1/on"});
  CHECK(missing(R"({"from": "USD", "rate": 2, "on": "2025-06-01"})") ==
        Names{"/exchange_rates/1/to"});
  CHECK(missing("null").size() == 4);
  // Of the same day, on which entries agree, or earlier, after the reference date, of another pair.
  for (const char* const idle :
       {R"({"from": "USD", "to": "EUR", "on": "2025-03-01"})",
        R"({"to": "EUR", "on": "2024-01-01"})",
        R"({"from": "USD", "to": "EUR", "on": "2025-06-02"})", R"({"from": "PLN", "rate": 4})"}) {
    INFO(idle);
    CHECK(missing(idle).empty());
    CHECK(ask(idle).json == "true");
  }
}

TEST_CASE("money is looked for among money as it is compared") {
  Calculator calculate;
  const std::string price = R"("price": {"amount": 100, "currency": "USD"})";
  CHECK(calculate("price is in { EUR 5, EUR 80 }", price + ", " + kDollarRate) == "true");
  CHECK(calculate("price is in { EUR 5, EUR 81 }", price + ", " + kDollarRate) == "false");
  CHECK(calculate("price is in { USD 5, USD 100 }", price) == "true");
  CHECK(calculate.ask("price is not in { EUR 5, EUR 80 }", price).missing ==
        Names{"/exchange_rates"});
}

TEST_CASE("a sum keeps one total for each currency until it is compared") {
  Calculator calculate;
  const std::string parts =
      R"("parts": [{"cost": {"amount": 10, "currency": "EUR"}}, {"cost": {"amount": 100, "currency": "USD"}},
                   {"cost": {"amount": 5, "currency": "EUR"}}])";
  CHECK(calculate("sum(x.cost for x in parts) is EUR 95", parts + ", " + kDollarRate) == "true");
  CHECK(calculate("sum(x.cost for x in parts)", R"("parts": [])") == euro("0"));
}

TEST_CASE("a sum of two currencies is printed in one") {
  Calculator calculate;
  const std::string parts =
      R"("parts": [{"cost": {"amount": 15, "currency": "EUR"}}, {"cost": {"amount": 100, "currency": "USD"}}])";
  CHECK(calculate("sum(x.cost for x in parts)", parts + ", " + kDollarRate) == euro("95"));
}

TEST_CASE("a month after the end of a month is its last day") {
  Calculator calculate;
  CHECK(calculate("2026-01-31 + 1 month") == "\"2026-02-28\"");
  CHECK(calculate("2024-01-31 + 1 month") == "\"2024-02-29\"");
  CHECK(calculate("2024-02-29 + 1 year") == "\"2025-02-28\"");
  CHECK(calculate("2026-03-31 - 1 month") == "\"2026-02-28\"");
  CHECK(calculate("2026-01-31 + 1 month + 1 month") == "\"2026-03-28\"");
  CHECK(calculate("2026-01-31 + 30 days") == "\"2026-03-02\"");
  CHECK(calculate("2026-03-01 - 2026-02-01") == "\"28\"");
  CHECK(calculate("2026-02-01 - 2026-03-01") == "\"-28\"");
}

TEST_CASE("a day beyond the calendar is unknown") {
  Calculator calculate;
  const ExpressionValue value = calculate.ask("9999-12-31 + 1 day");
  CHECK_FALSE(value.is_known);
  CHECK(value.reasons.size() == 1);
}

TEST_CASE("before and after leave the day itself out, on or before takes it in") {
  Calculator calculate;
  const std::string day = R"("day": "2026-05-30")";
  CHECK(calculate("day is before 2026-05-30", day) == "false");
  CHECK(calculate("day is on or before 2026-05-30", day) == "true");
  CHECK(calculate("day is after 2026-05-30", day) == "false");
  CHECK(calculate("day is on or after 2026-05-30", day) == "true");
  CHECK(calculate("day is before 2026-05-31", day) == "true");
  CHECK(calculate("day is before other_day", day) == "unknown");
}

TEST_CASE("durations of days and of months do not compare") {
  Calculator calculate;
  CHECK(calculate("1 year is 12 months") == "true");
  CHECK(calculate("2 weeks is 14 days") == "true");
  CHECK(calculate("13 months is more than 1 year") == "true");
  for (const char* expression : {"30 days is at most 1 month", "30 days is more than 1 month",
                                 "1 day is less than 10 years"}) {
    CAPTURE(expression);
    const ExpressionValue value = calculate.ask(expression);
    CHECK_FALSE(value.is_known);
    CHECK(value.missing.empty());
    CHECK(value.reasons.size() == 1);
  }
  CHECK(calculate("term is at least 2 months", R"("term": "61 days")") == "unknown");
}

TEST_CASE("membership of a group is dated") {
  Calculator calculate;
  CHECK(calculate("GB is in area") == "false");
  CHECK(calculate("GB is in area on 2020-01-31") == "true");
  CHECK(calculate("GB is in area on 2020-02-01") == "false");
  CHECK(calculate("FR is in area on 2019-12-31") == "false");
  CHECK(calculate("FR is in area on 2020-01-01") == "true");
  CHECK(calculate("seat is in area") == "unknown");
  CHECK(calculate("seat is not in area", R"("seat": "US")") == "true");
  CHECK(calculate("PL is in area on day") == "unknown");
}

TEST_CASE("rounding happens where it is written, in the way that is written") {
  Calculator calculate;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"rounded(2.5, 0, half_up)", "\"3\""},       {"rounded(2.5, 0, half_even)", "\"2\""},
      {"rounded(2.5, 0, half_down)", "\"2\""},     {"rounded(2.1, 0, up)", "\"3\""},
      {"rounded(2.9, 0, down)", "\"2\""},          {"rounded(-2.1, 0, ceiling)", "\"-2\""},
      {"rounded(-2.1, 0, floor)", "\"-3\""},       {"rounded(-2.5, 0, half_up)", "\"-3\""},
      {"rounded(1 / 3, 2, half_even)", "\"0.33\""}};
  for (const auto& [expression, expected] : rows) {
    CAPTURE(expression);
    CHECK(calculate(expression) == expected);
  }
}

}  // namespace
}  // namespace probity::test
