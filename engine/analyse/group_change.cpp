#include "analyse/group_change.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace probity {
namespace {

/// Points that are tried in all combinations.
constexpr std::size_t kMostContested = 10;

using Contested = std::pair<InterpretationId, std::uint32_t>;

class MembershipComparison {
 public:
  MembershipComparison(const Program& program, const ChangedGroup& changed, Country country)
      : program_(program), changed_(changed), country_(country) {}

  bool run(GroupId asked, std::span<const Window> days) {
    gather(asked, true);
    gather(asked, false);
    if (contested_.size() > kMostContested) return true;
    for (const Window& window : days) days_.insert(window.from.value_or(kFirstDate));
    const std::vector<Contested> points(contested_.begin(), contested_.end());
    for (const Date day : days_) {
      if (std::ranges::none_of(days, [&](const Window& one) { return one.contains(day); }))
        continue;
      for (std::size_t choice = 0; choice < std::size_t{1} << points.size(); ++choice) {
        holding_.clear();
        for (std::size_t i = 0; i < points.size(); ++i) {
          if ((choice >> i & 1U) != 0) holding_.insert(points[i]);
        }
        if (contains(asked, day, true) != contains(asked, day, false)) return true;
      }
    }
    return false;
  }

 private:
  [[nodiscard]] const Group& group(GroupId id, bool is_changed) const {
    return is_changed && id == changed_.id ? changed_.group : program_[id];
  }

  /// The points on which membership depends, and the days on which it can begin or end.
  void gather(GroupId id, bool is_changed) {
    for (const GroupTerm& term : group(id, is_changed).terms) {
      if (term.condition) {
        contested_.emplace(term.condition->interpretation, term.condition->reading);
      }
      if (term.group.is_present()) gather(term.group, is_changed);
      for (const GroupMember& member : term.members) {
        if (member.country != country_) continue;
        if (member.window.from) days_.insert(*member.window.from);
        const std::optional<Date>& until = member.window.until;
        const std::optional<Date> after = until ? add_days(*until, 1) : std::nullopt;
        if (after) days_.insert(*after);
      }
    }
  }

  [[nodiscard]] bool contains(GroupId id, Date day, bool is_changed) const {
    bool is_member = false;
    for (const GroupTerm& term : group(id, is_changed).terms) {
      const bool holds = !term.condition || holding_.contains({term.condition->interpretation,
                                                               term.condition->reading});
      const bool is_in_term =
          term.group.is_present()
              ? contains(term.group, day, is_changed)
              : std::ranges::any_of(term.members, [&](const GroupMember& member) {
                  return member.country == country_ && member.window.contains(day);
                });
      if (holds && is_in_term) is_member = !term.subtracted;
    }
    return is_member;
  }

  const Program& program_;
  const ChangedGroup& changed_;
  Country country_;
  std::set<Contested> contested_;
  std::set<Date> days_;
  std::set<Contested> holding_;
};

}  // namespace

bool is_told_apart(const Program& program, const ChangedGroup& changed, GroupId asked,
                   Country country, std::span<const Window> days) {
  return MembershipComparison(program, changed, country).run(asked, days);
}

}  // namespace probity
