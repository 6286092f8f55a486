#include "analyse/membership.h"

#include <algorithm>
#include <set>

namespace probity {
namespace {

/// From the first to the last day, ends included; the calendar has no day outside.
struct Days {
  Date from = kFirstDate;
  Date until = kLastDate;
};

Days days_of(const Window& window) {
  return {window.from.value_or(kFirstDate), window.until.value_or(kLastDate)};
}

Window window_of(const Days& days) {
  Window window;
  if (days.from != kFirstDate) window.from = days.from;
  if (days.until != kLastDate) window.until = days.until;
  return window;
}

std::vector<Window> add(const std::vector<Window>& windows, const Window& added) {
  std::vector<Days> all;
  all.reserve(windows.size() + 1);
  for (const Window& window : windows) all.push_back(days_of(window));
  all.push_back(days_of(added));
  std::ranges::sort(all, {}, &Days::from);
  std::vector<Days> joined;
  for (const Days& days : all) {
    if (!joined.empty() && days.from.days <= joined.back().until.days + 1) {
      joined.back().until = std::max(joined.back().until, days.until);
    } else {
      joined.push_back(days);
    }
  }
  std::vector<Window> result;
  result.reserve(joined.size());
  for (const Days& days : joined) result.push_back(window_of(days));
  return result;
}

std::vector<Window> subtract(const std::vector<Window>& windows, const Window& taken) {
  const Days away = days_of(taken);
  std::vector<Window> result;
  for (const Window& window : windows) {
    const Days days = days_of(window);
    if (away.until < days.from || days.until < away.from) {
      result.push_back(window);
      continue;
    }
    if (days.from < away.from) result.push_back(window_of({days.from, {away.from.days - 1}}));
    if (away.until < days.until) result.push_back(window_of({{away.until.days + 1}, days.until}));
  }
  return result;
}

bool holds(const Program& program, const ReadingCondition& condition,
           const std::optional<ReadingCondition>& other) {
  const bool is_other = other && other->interpretation == condition.interpretation;
  return condition.reading ==
         (is_other ? other->reading : program[condition.interpretation].default_reading);
}

Membership members_of(const Program& program, const GroupTerm& term,
                      const std::optional<ReadingCondition>& other) {
  if (term.group.is_present()) return membership_of(program, term.group, other);
  Membership members;
  for (const GroupMember& member : term.members) {
    std::vector<Window>& windows = members[member.country];
    windows = add(windows, member.window);
  }
  return members;
}

void gather(const Program& program, GroupId group, std::set<GroupId>& seen,
            std::vector<ReadingCondition>& asked) {
  if (!seen.insert(group).second) return;
  for (const GroupTerm& term : program[group].terms) {
    if (term.group.is_present()) gather(program, term.group, seen, asked);
    if (!term.condition) continue;
    const ReadingCondition& condition = *term.condition;
    const Interpretation& point = program[condition.interpretation];
    for (std::uint32_t reading = 0; reading < point.readings.size(); ++reading) {
      const bool is_known = std::ranges::any_of(asked, [&](const ReadingCondition& known) {
        return known.interpretation == condition.interpretation && known.reading == reading;
      });
      if (reading == point.default_reading || is_known) continue;
      asked.push_back({condition.interpretation, reading});
    }
  }
}

}  // namespace

Membership membership_of(const Program& program, GroupId group,
                         const std::optional<ReadingCondition>& other) {
  Membership result;
  for (const GroupTerm& term : program[group].terms) {
    if (term.condition && !holds(program, *term.condition, other)) continue;
    for (const auto& [country, windows] : members_of(program, term, other)) {
      std::vector<Window>& there = result[country];
      for (const Window& window : windows) {
        there = term.subtracted ? subtract(there, window) : add(there, window);
      }
    }
  }
  std::erase_if(result, [](const auto& member) { return member.second.empty(); });
  return result;
}

std::vector<ReadingCondition> readings_asked(const Program& program, GroupId group) {
  std::set<GroupId> seen;
  std::vector<ReadingCondition> asked;
  gather(program, group, seen, asked);
  return asked;
}

}  // namespace probity
