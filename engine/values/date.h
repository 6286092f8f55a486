#pragma once

// Calendar days: proleptic Gregorian, years 0001 to 9999, without time of day or time zone.
// Failure: nullopt for text that is not a day, and for results outside the range.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probity {

// A day, counted from 1970-01-01; from kFirstDate to kLastDate.
struct Date {
  std::int32_t days = 0;

  friend auto operator<=>(const Date&, const Date&) = default;
};

inline constexpr std::int64_t kMonthsPerYear = 12;
inline constexpr Date kFirstDate{-719'162};  // 0001-01-01
inline constexpr Date kLastDate{2'932'896};  // 9999-12-31

struct CalendarDay {
  std::int32_t year = 1970;
  std::int32_t month = 1;  // 1..12
  std::int32_t day = 1;    // 1..31

  friend bool operator==(const CalendarDay&, const CalendarDay&) = default;
};

// nullopt when there is no such day in the years 0001..9999.
[[nodiscard]] std::optional<Date> make_date(const CalendarDay& calendar_day) noexcept;
[[nodiscard]] CalendarDay calendar_day_of(Date date) noexcept;

// Exactly "YYYY-MM-DD" with a day that exists; nullopt for "2026-02-30", "2026-2-3", a time or
// zone.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;
// "2026-02-28".
[[nodiscard]] std::string date_text(Date date);

// nullopt when the result leaves the range.
[[nodiscard]] std::optional<Date> add_days(Date date, std::int64_t days) noexcept;

// The same day of the month, or the last one where that month is shorter (2024-01-31 plus one month
// is 2024-02-29), Reg. (EEC, Euratom) 1182/71 Art. 3(2). nullopt when the result leaves the range.
[[nodiscard]] std::optional<Date> add_months(Date date, std::int64_t months) noexcept;

// Whole days from `start` to `end`; negative when `end` is the earlier one.
[[nodiscard]] std::int64_t days_between(Date start, Date end) noexcept;

}  // namespace probity
