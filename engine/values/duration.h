#pragma once

// Lengths of time as the law writes them: whole days or whole months. A year is 12 months and a
// week is 7 days; a month has no fixed number of days, so the two units never mix.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "values/date.h"

namespace probity {

struct Duration {
  enum class Unit : std::uint8_t { kDays, kMonths };

  Unit unit = Unit::kDays;
  std::int64_t count = 0;  // in `unit`; negative only as the result of a calculation

  friend bool operator==(const Duration&, const Duration&) = default;
};

// The largest count of either unit, in days and in months: the span of the calendar 0001..9999.
inline constexpr std::int64_t kMaxDurationDays = 3'652'058;
inline constexpr std::int64_t kMaxDurationMonths = 119'987;

// Unordered when the units differ, zero included: days and months do not compare (language.md).
[[nodiscard]] std::partial_ordering operator<=>(const Duration& left,
                                                const Duration& right) noexcept;

// Reads "45 years", "1 month", "30 days", "2 weeks": a whole number without sign or leading zeros,
// one space, and the unit in singular or plural. nullopt when malformed or above the largest count.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

// The same from its two parts; `unit` is day(s), week(s), month(s) or year(s). nullopt for another
// unit, a negative count, or one above the largest.
[[nodiscard]] std::optional<Duration> make_duration(std::int64_t count, std::string_view unit);

// "3 months", "1 month", "30 days", and years where 12 divides the months: "45 years".
[[nodiscard]] std::string duration_text(const Duration& duration);

// Months clip to the last day of the month, Reg. (EEC, Euratom) 1182/71 Art. 3(2). nullopt when
// the result leaves the years 0001..9999.
[[nodiscard]] std::optional<Date> add(Date date, const Duration& duration);
[[nodiscard]] std::optional<Date> subtract(Date date, const Duration& duration);

// nullopt when the units differ or the result lies above the largest count.
[[nodiscard]] std::optional<Duration> add(const Duration& left, const Duration& right);
[[nodiscard]] std::optional<Duration> subtract(const Duration& left, const Duration& right);

}  // namespace probity
