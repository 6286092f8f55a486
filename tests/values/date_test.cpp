#include "values/date.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace probity {
namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

std::string plus_months(std::string_view text, std::int64_t months) {
  const auto date = add_months(day(text), months);
  return date ? date_text(*date) : "out of range";
}

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  switch (month) {
    case 2:
      return is_leap_year(year) ? 29 : 28;
    case 4:
    case 6:
    case 9:
    case 11:
      return 30;
    default:
      return 31;
  }
}

TEST_CASE("date: days are counted from 1970-01-01") {
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("1970-01-02").days == 1);
  CHECK(day("1969-12-31").days == -1);
  CHECK(day("2000-01-01").days == 10957);
  CHECK(day("2026-03-14").days == 20526);
  CHECK(day("0001-01-01") == kFirstDate);
  CHECK(day("9999-12-31") == kLastDate);
}

TEST_CASE("date: every day of the calendar follows the one before") {
  std::int32_t days = kFirstDate.days;
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const int last = days_in_month(year, month);
      const auto first = make_date({year, month, 1});
      REQUIRE(first.has_value());
      REQUIRE(first->days == days);
      REQUIRE(calendar_day_of(Date{days + last - 1}) == CalendarDay{year, month, last});
      REQUIRE_FALSE(make_date({year, month, last + 1}).has_value());
      days += last;
    }
  }
  CHECK(days == kLastDate.days + 1);
}

TEST_CASE("date: leap days") {
  CHECK_FALSE(parse_date("1900-02-29").has_value());
  CHECK(parse_date("2000-02-29").has_value());
  CHECK(parse_date("2024-02-29").has_value());
  CHECK_FALSE(parse_date("2026-02-29").has_value());
  CHECK_FALSE(parse_date("2100-02-29").has_value());
  CHECK(parse_date("0004-02-29").has_value());
}

TEST_CASE("date: text that is no day is refused") {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-02",
                                      "2026-02-30",
                                      "2026-2-3",
                                      "2026-13-01",
                                      "2026-00-10",
                                      "2026-01-00",
                                      "2026-01-32",
                                      "2026-04-31",
                                      "0000-01-01",
                                      "10000-01-01",
                                      "-001-01-01",
                                      "+026-01-01",
                                      "2026/01/01",
                                      "20260101",
                                      "2026-01-01 ",
                                      " 2026-01-01",
                                      "2026-01-01T00:00:00Z",
                                      "2026-01-01Z",
                                      "2026-01-01+01:00",
                                      "01-01-2026",
                                      "2026-1a-01",
                                      "2026-01-1a",
                                      "202a-01-01",
                                      "2026--1-01",
                                      "2026-01--1",
                                      "\331\242026-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("date: make_date refuses what is outside the calendar") {
  CHECK_FALSE(make_date({0, 12, 31}).has_value());
  CHECK_FALSE(make_date({10'000, 1, 1}).has_value());
  CHECK_FALSE(make_date({-1, 1, 1}).has_value());
  CHECK_FALSE(make_date({2026, -1, 1}).has_value());
  CHECK_FALSE(make_date({2026, 257, 1}).has_value());
  CHECK_FALSE(make_date({2026, 1, 257}).has_value());
  CHECK_FALSE(make_date({65'536 + 2026, 1, 1}).has_value());
}

TEST_CASE("date: text comes back as it was read") {
  for (const std::string_view text :
       {"0001-01-01", "0999-12-31", "1970-01-01", "2024-02-29", "9999-12-31"}) {
    CHECK(date_text(day(text)) == text);
  }
}

TEST_CASE("date: adding days") {
  CHECK(add_days(day("2024-02-28"), 2) == day("2024-03-01"));
  CHECK(add_days(day("2026-01-01"), -1) == day("2025-12-31"));
  CHECK(add_days(day("2026-01-01"), 0) == day("2026-01-01"));
  CHECK(add_days(kLastDate, 0) == kLastDate);
  CHECK_FALSE(add_days(kLastDate, 1).has_value());
  CHECK_FALSE(add_days(kFirstDate, -1).has_value());
  CHECK(add_days(kFirstDate, 3'652'058) == kLastDate);
  CHECK_FALSE(add_days(day("2026-01-01"), std::numeric_limits<std::int64_t>::max()).has_value());
  CHECK_FALSE(add_days(day("1960-01-01"), std::numeric_limits<std::int64_t>::min()).has_value());
}

TEST_CASE("date: months clip to the last day of each month") {
  CHECK(plus_months("2025-12-31", 1) == "2026-01-31");
  CHECK(plus_months("2025-12-31", 2) == "2026-02-28");
  CHECK(plus_months("2025-12-31", 3) == "2026-03-31");
  CHECK(plus_months("2025-12-31", 4) == "2026-04-30");
  CHECK(plus_months("2025-12-31", 5) == "2026-05-31");
  CHECK(plus_months("2025-12-31", 6) == "2026-06-30");
  CHECK(plus_months("2025-12-31", 7) == "2026-07-31");
  CHECK(plus_months("2025-12-31", 8) == "2026-08-31");
  CHECK(plus_months("2025-12-31", 9) == "2026-09-30");
  CHECK(plus_months("2025-12-31", 10) == "2026-10-31");
  CHECK(plus_months("2025-12-31", 11) == "2026-11-30");
  CHECK(plus_months("2025-12-31", 12) == "2026-12-31");
}

TEST_CASE("date: February takes 28 or 29 days") {
  CHECK(plus_months("2024-01-31", 1) == "2024-02-29");
  CHECK(plus_months("2023-01-31", 1) == "2023-02-28");
  CHECK(plus_months("1900-01-31", 1) == "1900-02-28");
  CHECK(plus_months("2000-01-31", 1) == "2000-02-29");
  CHECK(plus_months("2024-02-29", 12) == "2025-02-28");
  CHECK(plus_months("2024-02-29", 48) == "2028-02-29");
  CHECK(plus_months("2024-01-30", 1) == "2024-02-29");
  CHECK(plus_months("2024-01-29", 1) == "2024-02-29");
  CHECK(plus_months("2024-01-28", 1) == "2024-02-28");
}

TEST_CASE("date: a clipped day does not come back, and the end of a month is not kept") {
  CHECK(plus_months("2026-02-28", 1) == "2026-03-28");
  CHECK(plus_months("2026-04-30", 1) == "2026-05-30");
}

TEST_CASE("date: months backwards") {
  CHECK(plus_months("2026-03-31", -1) == "2026-02-28");
  CHECK(plus_months("2026-01-15", -1) == "2025-12-15");
  CHECK(plus_months("2026-01-15", -13) == "2024-12-15");
  CHECK(plus_months("2026-05-31", 0) == "2026-05-31");
}

TEST_CASE("date: months outside the calendar have no day") {
  CHECK(plus_months("9999-11-30", 1) == "9999-12-30");
  CHECK(plus_months("9999-12-01", 1) == "out of range");
  CHECK(plus_months("0001-01-31", -1) == "out of range");
  CHECK(plus_months("0001-01-01", 119'987) == "9999-12-01");
  CHECK(plus_months("2026-01-01", std::numeric_limits<std::int64_t>::max()) == "out of range");
  CHECK(plus_months("2026-01-01", std::numeric_limits<std::int64_t>::min()) == "out of range");
}

TEST_CASE("date: order and difference in days") {
  CHECK(day("2026-01-31") < day("2026-02-01"));
  CHECK(day("2026-01-31") == day("2026-01-31"));
  CHECK(days_between(day("2024-02-01"), day("2024-03-01")) == 29);
  CHECK(days_between(day("2026-02-01"), day("2026-03-01")) == 28);
  CHECK(days_between(day("2026-03-01"), day("2026-02-01")) == -28);
  CHECK(days_between(kFirstDate, kLastDate) == 3'652'058);
}

}  // namespace
}  // namespace probity
