// Groups of countries of two rule sets, compared by who is in them and when. Private to analyse/.
#pragma once

#include <string>
#include <vector>

#include "analyse/meaning.h"
#include "analyse/result.h"
#include "check/program.h"

namespace probity {

/// A group as it is written: which groups and countries it is put together from.
[[nodiscard]] std::string terms_key(const Program& program, GroupId group, const NewNames& names);
/// A group as it comes out: the members under each reading that it asks for.
[[nodiscard]] std::string members_key(const Program& program, GroupId group, const NewNames& names);

/// "joins", "leaves" and "other days", under the default readings; under others, what differs
/// beyond that.
[[nodiscard]] std::vector<PartChange> compare_groups(const Program& before, GroupId old_group,
                                                     const Program& after, GroupId new_group);

}  // namespace probity
