// Whether a changed group can be told from what it was: by the membership of one country in a group
// that is asked, on some day, under some readings. Found by trying them all.
#pragma once

#include <span>

#include "check/program.h"

namespace probity {

struct ChangedGroup {
  GroupId id;
  const Group& group;  ///< in its place
};

/// `asked` is the changed group, or made from it; `days` are when somebody asks. A group whose
/// membership is contested on too many points to try all is taken to be another one.
[[nodiscard]] bool is_told_apart(const Program& program, const ChangedGroup& changed, GroupId asked,
                                 Country country, std::span<const Window> days);

}  // namespace probity
