#include "audit/timestamp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "support/text.h"

namespace probity::audit {
namespace {

/// Precondition: two digits.
unsigned two_digits(std::string_view text) {
  return static_cast<unsigned>(text[0] - '0') * 10 + static_cast<unsigned>(text[1] - '0');
}

}  // namespace

std::string time_text(std::int64_t seconds) {
  using std::chrono::days;
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto midnight = std::chrono::floor<days>(moment);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss clock(moment - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

bool is_date(std::string_view text) {
  if (!has_form(text, "dddd-dd-dd")) return false;
  const unsigned year = two_digits(text) * 100 + two_digits(text.substr(2));
  const unsigned month = two_digits(text.substr(5));
  const unsigned day = two_digits(text.substr(8));
  constexpr std::array<unsigned, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > kDays.size() || day < 1) return false;
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

bool is_time(std::string_view text) {
  return has_form(text, "dddd-dd-ddTdd:dd:ddZ") && is_date(text.substr(0, 10)) &&
         two_digits(text.substr(11)) < 24 && two_digits(text.substr(14)) < 60 &&
         two_digits(text.substr(17)) < 60;
}

}  // namespace probity::audit
