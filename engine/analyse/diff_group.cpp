#include "analyse/diff_group.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "analyse/diff_parts.h"
#include "analyse/membership.h"

namespace probity {
namespace {

std::string key(const Membership& membership) {
  std::string text;
  for (const auto& [country, windows] : membership) {
    text += country.text();
    for (const Window& window : windows) text += " " + window_key(window);
    text += '\n';
  }
  return text;
}

std::string reading_name(const Program& program, const ReadingCondition& condition,
                         const NewNames& names) {
  const Interpretation& point = program[condition.interpretation];
  return fmt::format("{} is {}", new_name(names, "interpretation", point.name),
                     point.readings[condition.reading].name);
}

struct MemberChanges {
  DatedMembers joins, leaves, before, after;
};

MemberChanges changes_of(const Membership& before, const Membership& after) {
  MemberChanges changes;
  for (const auto& [country, windows] : after) {
    const auto was = before.find(country);
    if (was == before.end()) {
      changes.joins.members.emplace_back(country, windows);
    } else if (was->second != windows) {
      changes.before.members.emplace_back(country, was->second);
      changes.after.members.emplace_back(country, windows);
    }
  }
  for (const auto& [country, windows] : before) {
    if (!after.contains(country)) changes.leaves.members.emplace_back(country, windows);
  }
  return changes;
}

void add_parts(std::vector<PartChange>& parts, MemberChanges changes, const std::string& suffix) {
  if (!changes.joins.members.empty()) {
    parts.push_back({"joins" + suffix, std::nullopt, std::move(changes.joins), false});
  }
  if (!changes.leaves.members.empty()) {
    parts.push_back({"leaves" + suffix, std::move(changes.leaves), std::nullopt, false});
  }
  if (!changes.before.members.empty()) {
    parts.push_back(
        {"other days" + suffix, std::move(changes.before), std::move(changes.after), false});
  }
}

/// The same reading of the same point in another rule set; absent where it has none.
std::optional<ReadingCondition> find_reading(const Program& program, const std::string& point,
                                             const std::string& reading) {
  for (std::size_t index = 0; index < program.interpretations.size(); ++index) {
    const Interpretation& interpretation = program.interpretations[index];
    if (interpretation.name != point) continue;
    const auto found = std::ranges::find(interpretation.readings, reading, &Reading::name);
    if (found == interpretation.readings.end()) return std::nullopt;
    return ReadingCondition{InterpretationId(index),
                            static_cast<std::uint32_t>(found - interpretation.readings.begin())};
  }
  return std::nullopt;
}

}  // namespace

std::string terms_key(const Program& program, GroupId group, const NewNames& names) {
  std::string text;
  for (const GroupTerm& term : program[group].terms) {
    text += term.subtracted ? "- " : "+ ";
    if (term.group.is_present()) text += new_name(names, "group", program[term.group].name);
    Membership members;
    for (const GroupMember& member : term.members) {
      members[member.country].push_back(member.window);
    }
    text += key(members);
    if (term.condition) text += " if " + reading_name(program, *term.condition, names);
    text += '\n';
  }
  return text;
}

std::string members_key(const Program& program, GroupId group, const NewNames& names) {
  const std::string by_default = key(membership_of(program, group, std::nullopt));
  std::set<std::string> readings;
  for (const ReadingCondition& reading : readings_asked(program, group)) {
    const std::string other = key(membership_of(program, group, reading));
    if (other != by_default) {
      readings.insert(fmt::format("{}\n{}", reading_name(program, reading, names), other));
    }
  }
  std::string text = by_default;
  for (const std::string& reading : readings) text += reading;
  return text;
}

std::vector<PartChange> compare_groups(const Program& before, GroupId old_group,
                                       const Program& after, GroupId new_group) {
  std::vector<PartChange> parts;
  const Membership was = membership_of(before, old_group, std::nullopt);
  const Membership is = membership_of(after, new_group, std::nullopt);
  add_parts(parts, changes_of(was, is), "");
  std::set<std::pair<std::string, std::string>> readings;
  const auto gather = [&](const Program& program, GroupId group) {
    for (const ReadingCondition& reading : readings_asked(program, group)) {
      const Interpretation& point = program[reading.interpretation];
      readings.emplace(point.name, point.readings[reading.reading].name);
    }
  };
  gather(before, old_group);
  gather(after, new_group);
  for (const auto& [point, reading] : readings) {
    const Membership other_was =
        membership_of(before, old_group, find_reading(before, point, reading));
    const Membership other_is =
        membership_of(after, new_group, find_reading(after, point, reading));
    if (other_was == other_is || (other_was == was && other_is == is)) continue;
    add_parts(parts, changes_of(other_was, other_is),
              fmt::format(" where {} is {}", point, reading));
  }
  return parts;
}

}  // namespace probity
