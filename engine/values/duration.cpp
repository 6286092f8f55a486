#include "values/duration.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace probity {
namespace {

struct UnitWord {
  std::string_view singular;
  std::string_view plural;
  Duration::Unit unit;
  std::int64_t size;  // in `unit`
};

constexpr std::array<UnitWord, 4> kUnitWords{{
    {"day", "days", Duration::Unit::kDays, 1},
    {"week", "weeks", Duration::Unit::kDays, 7},
    {"month", "months", Duration::Unit::kMonths, 1},
    {"year", "years", Duration::Unit::kMonths, kMonthsPerYear},
}};

std::int64_t largest_count(Duration::Unit unit) {
  switch (unit) {
    case Duration::Unit::kDays:
      return kMaxDurationDays;
    case Duration::Unit::kMonths:
      return kMaxDurationMonths;
  }
  return 0;
}

std::optional<Duration> within_largest(const Duration& duration) {
  const std::int64_t largest = largest_count(duration.unit);
  if (duration.count < -largest || duration.count > largest) return std::nullopt;
  return duration;
}

std::string count_text(std::int64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

}  // namespace

std::partial_ordering operator<=>(const Duration& left, const Duration& right) noexcept {
  if (left.unit != right.unit) return std::partial_ordering::unordered;
  return left.count <=> right.count;
}

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  const auto length = static_cast<std::size_t>(rest - text.data());
  if (error != std::errc() || text.starts_with('-')) return std::nullopt;
  if (text.starts_with('0') && length > 1) return std::nullopt;
  text.remove_prefix(length);
  if (!text.starts_with(' ')) return std::nullopt;
  return make_duration(count, text.substr(1));
}

std::optional<Duration> make_duration(std::int64_t count, std::string_view unit) {
  for (const UnitWord& word : kUnitWords) {
    if (unit != word.singular && unit != word.plural) continue;
    if (count < 0 || count > largest_count(word.unit) / word.size) return std::nullopt;
    return Duration{word.unit, count * word.size};
  }
  return std::nullopt;
}

std::string duration_text(const Duration& duration) {
  switch (duration.unit) {
    case Duration::Unit::kDays:
      return count_text(duration.count, "day");
    case Duration::Unit::kMonths:
      break;
  }
  if (duration.count == 0 || duration.count % kMonthsPerYear != 0) {
    return count_text(duration.count, "month");
  }
  return count_text(duration.count / kMonthsPerYear, "year");
}

std::optional<Date> add(Date date, const Duration& duration) {
  switch (duration.unit) {
    case Duration::Unit::kDays:
      return add_days(date, duration.count);
    case Duration::Unit::kMonths:
      return add_months(date, duration.count);
  }
  return std::nullopt;
}

std::optional<Date> subtract(Date date, const Duration& duration) {
  const auto opposite = subtract(Duration{duration.unit, 0}, duration);
  return opposite ? add(date, *opposite) : std::nullopt;
}

std::optional<Duration> add(const Duration& left, const Duration& right) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(left.count, right.count, &sum)) return std::nullopt;
  return left.unit == right.unit ? within_largest({left.unit, sum}) : std::nullopt;
}

std::optional<Duration> subtract(const Duration& left, const Duration& right) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(left.count, right.count, &difference)) return std::nullopt;
  return left.unit == right.unit ? within_largest({left.unit, difference}) : std::nullopt;
}

}  // namespace probity
