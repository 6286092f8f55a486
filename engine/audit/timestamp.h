// Days and moments as leaves write them: RFC 3339 in UTC, to the second.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace probity::audit {

/// `2026-03-14T09:26:53Z`, of seconds since 1970-01-01T00:00:00Z. Precondition: the years 1 to
/// 9999.
[[nodiscard]] std::string time_text(std::int64_t seconds);

/// True for `2026-03-14T09:26:53Z`-like text: a day of the calendar, a time of it, no fractions.
[[nodiscard]] bool is_time(std::string_view text);
/// True for `2026-03-14`-like text.
[[nodiscard]] bool is_date(std::string_view text);

}  // namespace probity::audit
