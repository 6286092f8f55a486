#include "values/duration.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace probity {
namespace {

constexpr Duration days(std::int64_t count) { return {Duration::Unit::kDays, count}; }

constexpr Duration months(std::int64_t count) { return {Duration::Unit::kMonths, count}; }

Date day(std::string_view text) { return parse_date(text).value(); }

TEST_CASE("duration: years are months and weeks are days") {
  CHECK(parse_duration("45 years") == months(540));
  CHECK(parse_duration("1 year") == months(12));
  CHECK(parse_duration("1 month") == months(1));
  CHECK(parse_duration("18 months") == months(18));
  CHECK(parse_duration("30 days") == days(30));
  CHECK(parse_duration("1 day") == days(1));
  CHECK(parse_duration("2 weeks") == days(14));
  CHECK(parse_duration("1 week") == days(7));
  CHECK(parse_duration("0 days") == days(0));
  CHECK(parse_duration("0 months") == months(0));
}

TEST_CASE("duration: singular and plural are both read, whatever the count") {
  CHECK(parse_duration("1 months") == months(1));
  CHECK(parse_duration("2 year") == months(24));
}

TEST_CASE("duration: everything else is refused") {
  for (const std::string_view text :
       {"",         " ",         "45",         "years",     " years",
        "45years",  "45  years", " 45 years",  "45 years ", "-1 day",
        "+1 day",   "1.5 years", "1_000 days", "045 years", "00 days",
        "45 Years", "45 jahre",  "45\tyears",  "45 yearss", "1 day 2",
        "P1Y",      "1e3 days",  "- days",     "one day",   "99999999999999999999 days"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text).has_value());
  }
}

TEST_CASE("duration: the count has a bound, the span of the calendar") {
  CHECK(parse_duration("3652058 days") == days(kMaxDurationDays));
  CHECK_FALSE(parse_duration("3652059 days").has_value());
  CHECK(parse_duration("521722 weeks") == days(3'652'054));
  CHECK_FALSE(parse_duration("521723 weeks").has_value());
  CHECK(parse_duration("119987 months") == months(kMaxDurationMonths));
  CHECK_FALSE(parse_duration("119988 months").has_value());
  CHECK(parse_duration("9998 years") == months(119'976));
  CHECK_FALSE(parse_duration("9999 years").has_value());
  CHECK_FALSE(parse_duration("9223372036854775807 years").has_value());
}

TEST_CASE("duration: made of its two parts") {
  CHECK(make_duration(2, "years") == months(24));
  CHECK(make_duration(2, "week") == days(14));
  CHECK_FALSE(make_duration(2, "hours").has_value());
  CHECK_FALSE(make_duration(2, "").has_value());
  CHECK_FALSE(make_duration(-1, "days").has_value());
  CHECK_FALSE(make_duration(std::numeric_limits<std::int64_t>::max(), "years").has_value());
}

TEST_CASE("duration: text takes years where twelve divides the months") {
  CHECK(duration_text(months(540)) == "45 years");
  CHECK(duration_text(months(12)) == "1 year");
  CHECK(duration_text(months(3)) == "3 months");
  CHECK(duration_text(months(1)) == "1 month");
  CHECK(duration_text(months(13)) == "13 months");
  CHECK(duration_text(months(0)) == "0 months");
  CHECK(duration_text(days(30)) == "30 days");
  CHECK(duration_text(days(1)) == "1 day");
  CHECK(duration_text(days(14)) == "14 days");
  CHECK(duration_text(days(0)) == "0 days");
  CHECK(duration_text(months(-24)) == "-2 years");
}

TEST_CASE("duration: the same unit compares by count") {
  CHECK((days(29) <=> days(30)) == std::partial_ordering::less);
  CHECK((months(12) <=> months(12)) == std::partial_ordering::equivalent);
  CHECK(months(13) > months(12));
  CHECK(days(7) == days(7));
  CHECK(days(7) != days(8));
}

TEST_CASE("duration: days and months do not compare, not even at zero") {
  CHECK((days(30) <=> months(1)) == std::partial_ordering::unordered);
  CHECK((days(0) <=> months(0)) == std::partial_ordering::unordered);
  CHECK(days(0) != months(0));
  CHECK_FALSE(days(1000) < months(1));
  CHECK_FALSE(days(1000) > months(1));
  CHECK_FALSE(days(1000) <= months(1));
}

TEST_CASE("duration: moves a date and clips months") {
  CHECK(add(day("2024-01-31"), months(1)) == day("2024-02-29"));
  CHECK(add(day("2024-01-31"), days(30)) == day("2024-03-01"));
  CHECK(subtract(day("2024-03-31"), months(1)) == day("2024-02-29"));
  CHECK(subtract(day("2024-03-01"), days(1)) == day("2024-02-29"));
  CHECK(add(day("2026-05-30"), months(540)) == day("2071-05-30"));
  CHECK_FALSE(add(kLastDate, days(1)).has_value());
  CHECK_FALSE(subtract(kFirstDate, months(1)).has_value());
  CHECK_FALSE(
      subtract(day("2026-01-01"), days(std::numeric_limits<std::int64_t>::min())).has_value());
}

TEST_CASE("duration: only the same unit adds up") {
  CHECK(add(days(30), days(5)) == days(35));
  CHECK(add(months(6), months(6)) == months(12));
  CHECK(subtract(months(6), months(7)) == months(-1));
  CHECK_FALSE(add(days(30), months(1)).has_value());
  CHECK_FALSE(subtract(days(0), months(0)).has_value());
  CHECK_FALSE(add(days(kMaxDurationDays), days(1)).has_value());
  CHECK_FALSE(subtract(months(-kMaxDurationMonths), months(1)).has_value());
  CHECK_FALSE(add(days(std::numeric_limits<std::int64_t>::max()), days(1)).has_value());
}

}  // namespace
}  // namespace probity
