#include "analyse/candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cases/constant_json.h"
#include "support/json_string.h"

namespace probity {
namespace {

/// Records that are tried as a new element of one list.
constexpr std::size_t kMostRecords = 128;

/// The countries of a group, by its terms, each once.
void gather_members(const Program& program, GroupId group, std::vector<Country>& members) {
  for (const GroupTerm& term : program[group].terms) {
    if (term.group.is_present()) gather_members(program, term.group, members);
    for (const GroupMember& member : term.members) {
      if (std::ranges::find(members, member.country) == members.end()) {
        members.push_back(member.country);
      }
    }
  }
}

}  // namespace

CandidateMaker::CandidateMaker(CandidateScene scene, Machine& machine) : scene_(std::move(scene)) {
  choose_countries(machine);
}

/// Countries that are in the same groups are alike to the rule, unless it counts them: of each kind
/// there is one that the facts name, and one that they do not.
void CandidateMaker::choose_countries(Machine& machine) {
  using Kind = std::pair<std::vector<bool>, bool>;  // memberships, and whether facts name it
  std::vector<Country> countries = scene_.mentioned;
  const std::size_t mentioned = countries.size();
  for (const AskedValue& value : scene_.asked.values) {
    if (const Country* country = std::get_if<Country>(&value.value)) countries.push_back(*country);
  }
  for (const GroupId group : scene_.asked.groups) {
    gather_members(scene_.program, group, countries);
  }
  std::vector<Kind> seen;
  for (std::size_t i = 0; i < countries.size(); ++i) {
    Kind kind{{}, i < mentioned};
    std::string note;
    for (const GroupId group : scene_.asked.groups) {
      const bool is_in = scene_.day && machine.contains(group, countries[i], *scene_.day);
      kind.first.push_back(is_in);
      if (is_in) note += (note.empty() ? "in " : " and ") + scene_.program[group].name;
    }
    const auto end = countries.begin() + static_cast<std::ptrdiff_t>(mentioned);
    const bool is_repeated = !kind.second && std::find(countries.begin(), end, countries[i]) != end;
    if (is_repeated || std::ranges::find(seen, kind) != seen.end()) continue;
    seen.push_back(kind);
    countries_.push_back({json_string(countries[i].text()), note});
  }
}

std::vector<CandidateMaker::Choice> CandidateMaker::asked_values(TypeId type) const {
  std::vector<Choice> result;
  for (const AskedValue& value : scene_.asked.values) {
    if (value.type != type) continue;
    if (auto json = json_of_constant(scene_.program.vocabulary, value.value, type)) {
      result.push_back({std::move(*json), ""});
    }
  }
  return result;
}

/// The days that the rule compares with, and those beside them.
std::vector<CandidateMaker::Choice> CandidateMaker::dates() const {
  std::vector<Choice> result;
  const auto add_around = [&](Date day) {
    for (const int offset : {0, -1, 1}) {
      if (const std::optional<Date> near = add_days(day, offset)) {
        result.push_back({json_string(date_text(*near)), ""});
      }
    }
  };
  for (const AskedValue& value : scene_.asked.values) {
    if (const Date* date = std::get_if<Date>(&value.value)) add_around(*date);
  }
  if (result.empty() && scene_.day) add_around(*scene_.day);
  return result;
}

/// The durations that the rule compares with, and those beside them.
std::vector<CandidateMaker::Choice> CandidateMaker::durations() const {
  std::vector<Choice> result;
  for (const AskedValue& value : scene_.asked.values) {
    const auto* const span = std::get_if<Duration>(&value.value);
    if (span == nullptr) continue;
    for (const int offset : {0, -1, 1}) {
      if (span->count + offset < 0) continue;
      result.push_back({json_string(duration_text({span->unit, span->count + offset})), ""});
    }
  }
  return result;
}

std::vector<CandidateMaker::Choice> CandidateMaker::choices(TypeId type, bool is_every) const {
  const Vocabulary& vocabulary = scene_.program.vocabulary;
  switch (vocabulary.type(type).kind) {
    case TypeKind::kBoolean:
      return {{"true", ""}, {"false", ""}};
    case TypeKind::kEnum: {
      std::vector<Choice> result;
      if (!is_every) result = asked_values(type);
      if (!result.empty()) return result;
      for (const EnumValue& value :
           vocabulary.enumeration(vocabulary.type(type).enumeration).values) {
        result.push_back({json_string(vocabulary.symbol(value.symbol)), ""});
      }
      return result;
    }
    case TypeKind::kCountry:
      return countries_;
    case TypeKind::kDate:
      return dates();
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
      return asked_values(type);
    case TypeKind::kDuration:
      return durations();
    case TypeKind::kAnything:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kUnknown:
      break;
  }
  return {};
}

std::vector<Candidate> CandidateMaker::of_value(const std::string& pointer,
                                                const Place& place) const {
  std::vector<Candidate> result;
  for (Choice& choice : choices(place.type, true)) {
    result.push_back({{pointer, std::move(choice.json)}, std::move(choice.note)});
  }
  return result;
}

std::vector<Candidate> CandidateMaker::of_less(const std::string& pointer,
                                               const Place& place) const {
  std::vector<Candidate> result;
  const Fact fact = find_fact(scene_.program.vocabulary, scene_.facts, place);
  if (fact.kind == FactKind::kList) {
    for (std::uint32_t i = 0; i < std::min(fact.second, kMostTakenOut); ++i) {
      result.push_back({{fmt::format("{}/{}", pointer, i), std::nullopt}, ""});
    }
  }
  const bool is_empty = fact.kind == FactKind::kList && fact.second == 0;
  if (!place.field->nonempty && !is_empty) result.push_back({{pointer, "[]"}, ""});
  return result;
}

/// Records with every combination of values for the fields that the rule reads.
std::vector<std::string> CandidateMaker::records(RecordId record) const {
  const std::vector<Field>& fields = scene_.program.vocabulary.record(record).fields;
  std::vector<std::string> bodies{""};
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    const bool is_read = scene_.asked.reads(record, i);
    if (!is_read && !fields[i].required) continue;
    std::vector<Choice> values = choices(fields[i].type, false);
    if (values.empty() && fields[i].required) values.push_back({json_string("to be named"), ""});
    if (values.empty()) continue;
    std::vector<std::string> longer;
    for (const std::string& body : bodies) {
      for (const Choice& value : values) {
        if (longer.size() >= kMostRecords) break;
        longer.push_back(fmt::format("{}{}{}: {}", body, body.empty() ? "" : ", ",
                                     json_string(fields[i].name), value.json));
      }
    }
    bodies = std::move(longer);
  }
  for (std::string& body : bodies) body = fmt::format("{{{}}}", body);
  return bodies;
}

std::vector<Candidate> CandidateMaker::of_more(const std::string& pointer,
                                               const Place& place) const {
  std::vector<Candidate> result;
  const std::string end = pointer + "/-";
  const TypeId element = scene_.program.vocabulary.type(place.type).element;
  const RecordId record = scene_.program.vocabulary.type(element).record;
  if (record.is_present()) {
    for (std::string& json : records(record)) result.push_back({{end, std::move(json)}, ""});
    return result;
  }
  for (Choice& choice : choices(element, true)) {
    result.push_back({{end, std::move(choice.json)}, std::move(choice.note)});
  }
  return result;
}

}  // namespace probity
