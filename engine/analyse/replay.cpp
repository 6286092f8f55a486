#include "analyse/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "analyse/finding_outcomes.h"
#include "dossier/json_text.h"
#include "dossier/json_value.h"
#include "support/text.h"

namespace probity {
namespace {

/// Bytes of a value that a report shows.
constexpr std::size_t kShownBytes = 120;

std::string shown(const JsonValue* value) {
  if (value == nullptr) return "nothing";
  std::string text = escape_untrusted(json_text(*value));
  if (text.size() <= kShownBytes) return text;
  std::size_t cut = kShownBytes;
  while ((static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "...";
}

/// The text of a member as it is written, without its quotation marks; "" where there is none.
std::string_view written_text(const JsonObject& object, std::string_view key) {
  const JsonValue* value = find_member(object, key);
  const auto* scalar = value == nullptr ? nullptr : std::get_if<std::string>(&value->content);
  if (scalar == nullptr || scalar->size() < 2 || !scalar->starts_with('"')) return "";
  return std::string_view(*scalar).substr(1, scalar->size() - 2);
}

std::string word(const JsonObject& object, std::string_view key) {
  return escape_untrusted(written_text(object, key));
}

/// What the text of a member stands for; "" where it has a fault.
std::string meant_text(const JsonObject& object, std::string_view key) {
  std::string text;
  if (unescape(written_text(object, key), text)) return "";
  return text;
}

/// How a person names an element of a list: by what it is about, else by its place.
std::string element_words(const JsonValue& element, std::size_t index) {
  constexpr std::array kNames{"rule", "instrument", "figure", "exception", "clause", "code"};
  if (const auto* object = std::get_if<JsonObject>(&element.content)) {
    for (const char* key : kNames) {
      std::string name = word(*object, key);
      if (name.empty()) continue;
      const std::string subject = word(*object, "subject");
      return subject.empty() ? name : name + ' ' + subject;
    }
  }
  return fmt::format("{}", index);
}

class RecordComparison {
 public:
  std::optional<RecordDifference> compare(const JsonValue& recorded, const JsonValue& now) {
    if (const auto* before = std::get_if<JsonObject>(&recorded.content)) {
      if (const auto* after = std::get_if<JsonObject>(&now.content)) {
        return compare_objects(*before, *after);
      }
    } else if (const auto* list = std::get_if<JsonList>(&recorded.content)) {
      if (const auto* other = std::get_if<JsonList>(&now.content)) {
        return compare_lists(*list, *other);
      }
    } else if (const auto* scalar = std::get_if<std::string>(&now.content)) {
      if (*scalar == std::get<std::string>(recorded.content)) return std::nullopt;
    }
    return differing(&recorded, &now);
  }

 private:
  std::optional<RecordDifference> differing(const JsonValue* recorded, const JsonValue* now) const {
    return RecordDifference{fmt::format("{}", fmt::join(place_, ", ")), shown(recorded),
                            shown(now)};
  }

  std::optional<RecordDifference> at(std::string step, const JsonValue* recorded,
                                     const JsonValue* now) {
    // Everything is in the decision or in one of its lists: their names say nothing.
    const bool is_named = step != "decision" && step != "instruments" && step != "findings";
    if (is_named) place_.push_back(std::move(step));
    std::optional<RecordDifference> found =
        recorded == nullptr || now == nullptr ? differing(recorded, now) : compare(*recorded, *now);
    if (is_named) place_.pop_back();
    return found;
  }

  std::optional<RecordDifference> compare_objects(const JsonObject& recorded,
                                                  const JsonObject& now) {
    for (const JsonMember& before : recorded) {
      if (auto found = at(before.key, &before.value, find_member(now, before.key))) return found;
    }
    for (const JsonMember& after : now) {
      if (find_member(recorded, after.key) != nullptr) continue;
      if (auto found = at(after.key, nullptr, &after.value)) return found;
    }
    return std::nullopt;
  }

  std::optional<RecordDifference> compare_lists(const JsonList& recorded, const JsonList& now) {
    for (std::size_t i = 0; i < std::max(recorded.size(), now.size()); ++i) {
      const JsonValue* before = i < recorded.size() ? &recorded[i] : nullptr;
      const JsonValue* after = i < now.size() ? &now[i] : nullptr;
      const JsonValue& named = before == nullptr ? *after : *before;
      if (auto found = at(element_words(named, i), before, after)) return found;
    }
    return std::nullopt;
  }

  std::vector<std::string> place_;
};

bool is_outcome_or_none(std::string_view name) {
  return name == "none" || std::ranges::find(kOutcomes, name, outcome_name) != kOutcomes.end();
}

bool is_met(const ExpectedChange& change, std::uint64_t decision,
            const FindingDifference& finding) {
  return change.decision == decision && change.rule == finding.rule &&
         change.before == outcome_or_none(finding.before) &&
         change.after == outcome_or_none(finding.after);
}

FindingOutcomes outcomes_of(const RuledDecision& ruled) {
  return ruled.decision ? outcomes_of(ruled.program, *ruled.decision) : FindingOutcomes{};
}

}  // namespace

std::optional<RecordDifference> first_difference(std::string_view recorded, std::string_view now) {
  if (recorded == now) return std::nullopt;
  const std::optional<JsonValue> before = parse_json(recorded);
  const std::optional<JsonValue> after = parse_json(now);
  if (!before || !after) return RecordDifference{"the record", "bytes", "other bytes"};
  if (auto found = RecordComparison().compare(*before, *after)) return found;
  return RecordDifference{"the record", "the same values", "in other bytes"};
}

std::vector<FindingDifference> differing_findings(const RuledDecision& before,
                                                  const RuledDecision& after) {
  return differing_findings(outcomes_of(before), outcomes_of(after), Leading::kBefore);
}

Result<std::vector<ExpectedChange>> parse_expected_changes(std::string_view json) {
  const Error no_list{ErrorKind::kInput,
                      "the expected changes are no JSON list of objects with decision (a number), "
                      "rule, old, new and reason (texts)"};
  const std::optional<JsonValue> value = parse_json(json);
  const auto* list = value ? std::get_if<JsonList>(&value->content) : nullptr;
  if (list == nullptr) return no_list;
  std::vector<ExpectedChange> changes;
  for (const JsonValue& element : *list) {
    const auto* object = std::get_if<JsonObject>(&element.content);
    const JsonValue* number = object == nullptr ? nullptr : find_member(*object, "decision");
    const auto* digits = number == nullptr ? nullptr : std::get_if<std::string>(&number->content);
    if (digits == nullptr) return no_list;
    ExpectedChange change{0, meant_text(*object, "rule"), meant_text(*object, "old"),
                          meant_text(*object, "new"), meant_text(*object, "reason")};
    const char* end = digits->data() + digits->size();
    const auto [rest, error] = std::from_chars(digits->data(), end, change.decision);
    const bool is_whole = error == std::errc() && rest == end && !change.rule.empty() &&
                          !change.before.empty() && !change.after.empty() && !change.reason.empty();
    if (!is_whole) return no_list;
    for (const std::string& outcome : {change.before, change.after}) {
      if (is_outcome_or_none(outcome)) continue;
      return Error{ErrorKind::kInput,
                   fmt::format("the expected changes have an outcome `{}`; it is satisfied, "
                               "violated, excused, undetermined, not_applicable, not_in_force or "
                               "none",
                               escape_untrusted(outcome))};
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

std::string expected_reason(const std::vector<ExpectedChange>& expected, std::uint64_t decision,
                            const FindingDifference& finding) {
  const auto found = std::ranges::find_if(
      expected, [&](const ExpectedChange& change) { return is_met(change, decision, finding); });
  return found == expected.end() ? "" : found->reason;
}

std::vector<ExpectedChange> unmet_changes(const std::vector<ExpectedChange>& expected,
                                          const std::vector<ReplayedDecision>& replayed) {
  std::vector<ExpectedChange> unmet;
  for (const ExpectedChange& change : expected) {
    const auto decision = std::ranges::find(replayed, change.decision, &ReplayedDecision::number);
    const bool is_seen = decision != replayed.end() &&
                         std::ranges::any_of(decision->changes, [&](const ReplayChange& seen) {
                           return is_met(change, decision->number, seen.finding);
                         });
    if (!is_seen) unmet.push_back(change);
  }
  return unmet;
}

std::string_view outcome_or_none(const std::optional<Outcome>& outcome) {
  return outcome ? outcome_name(*outcome) : "none";
}

std::size_t Replay::count(ReplayOutcome outcome) const {
  return static_cast<std::size_t>(
      std::ranges::count(decisions, outcome, &ReplayedDecision::outcome));
}

}  // namespace probity
