// Who is in a group of countries and when, whatever groups it is put together from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/program.h"

namespace probity {

/// By country, windows that neither overlap nor touch, by date. Countries that are never in are not
/// listed.
using Membership = std::map<Country, std::vector<Window>>;

/// Under the default readings, with `other` in place of its interpretation's own where given.
[[nodiscard]] Membership membership_of(const Program& program, GroupId group,
                                       const std::optional<ReadingCondition>& other);

/// The readings, other than default ones, that the group or a part of it asks for.
[[nodiscard]] std::vector<ReadingCondition> readings_asked(const Program& program, GroupId group);

}  // namespace probity
