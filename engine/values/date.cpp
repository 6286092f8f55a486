#include "values/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace probity {
namespace {

constexpr std::int32_t kFirstYear = 1;
constexpr std::int32_t kLastYear = 9999;

std::chrono::year_month_day civil(Date date) {
  return std::chrono::sys_days(std::chrono::days(date.days));
}

// The value of a run of digits; -1 where one of them is not a digit.
std::int32_t parse_digits(std::string_view text) {
  std::int32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> make_date(const CalendarDay& calendar_day) noexcept {
  if (calendar_day.year < kFirstYear || calendar_day.year > kLastYear) return std::nullopt;
  if (calendar_day.month < 1 || calendar_day.month > 12) return std::nullopt;
  if (calendar_day.day < 1 || calendar_day.day > 31) return std::nullopt;
  const std::chrono::year_month_day day(
      std::chrono::year(calendar_day.year),
      std::chrono::month(static_cast<unsigned>(calendar_day.month)),
      std::chrono::day(static_cast<unsigned>(calendar_day.day)));
  if (!day.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count())};
}

CalendarDay calendar_day_of(Date date) noexcept {
  const auto day = civil(date);
  return {static_cast<int>(day.year()),
          static_cast<std::int32_t>(static_cast<unsigned>(day.month())),
          static_cast<std::int32_t>(static_cast<unsigned>(day.day()))};
}

std::optional<Date> parse_date(std::string_view text) noexcept {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  return make_date({parse_digits(text.substr(0, 4)), parse_digits(text.substr(5, 2)),
                    parse_digits(text.substr(8, 2))});
}

std::string date_text(Date date) {
  const CalendarDay day = calendar_day_of(date);
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

std::optional<Date> add_days(Date date, std::int64_t days) noexcept {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(static_cast<std::int64_t>(date.days), days, &sum)) return std::nullopt;
  if (sum < kFirstDate.days || sum > kLastDate.days) return std::nullopt;
  return Date{static_cast<std::int32_t>(sum)};
}

std::optional<Date> add_months(Date date, std::int64_t months) noexcept {
  const CalendarDay start = calendar_day_of(date);
  const std::int64_t start_month = start.year * kMonthsPerYear + (start.month - 1);
  std::int64_t end_month = 0;  // counted from January of the year 0
  if (__builtin_add_overflow(start_month, months, &end_month)) return std::nullopt;
  if (end_month < kFirstYear * kMonthsPerYear || end_month >= (kLastYear + 1) * kMonthsPerYear) {
    return std::nullopt;
  }
  const std::chrono::year_month month(
      std::chrono::year(static_cast<int>(end_month / kMonthsPerYear)),
      std::chrono::month(static_cast<unsigned>(end_month % kMonthsPerYear) + 1));
  const auto last = (month / std::chrono::last).day();
  const auto day = std::min(std::chrono::day(static_cast<unsigned>(start.day)), last);
  const std::chrono::sys_days end(month / day);
  return Date{static_cast<std::int32_t>(end.time_since_epoch().count())};
}

std::int64_t days_between(Date start, Date end) noexcept {
  return static_cast<std::int64_t>(end.days) - start.days;
}

}  // namespace probity
