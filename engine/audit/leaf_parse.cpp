#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "audit/canonical_json.h"
#include "audit/json_members.h"
#include "audit/leaf.h"
#include "audit/timestamp.h"

namespace probity::audit {
namespace {

/// Of values that are listed once each, in an order that has a meaning.
template <typename Value>
bool has_repetition(std::vector<Value> values) {
  std::ranges::sort(values);
  return std::ranges::adjacent_find(values) != values.end();
}

Hash take_hash(JsonMembers& members, std::string_view key) {
  const std::optional<Hash> hash = hash_of_hex(members.take_text(key));
  if (!hash) members.fail(fmt::format("`{}` is not a digest", key));
  return hash.value_or(Hash{});
}

ObjectReference take_reference(JsonMembers& members, std::string_view key) {
  JsonMembers object(members.take_value(key));
  ObjectReference reference;
  reference.hash = take_hash(object, "hash");
  reference.size = object.take_number("size");
  members.fail_with(object);
  return reference;
}

std::string take_time(JsonMembers& members) {
  std::string time = members.take_text("recorded_at");
  if (!is_time(time)) members.fail("`recorded_at` is not a time in UTC");
  return time;
}

std::optional<std::string> take_as_of(JsonMembers& members) {
  std::optional<std::string> date = members.take_optional_text("as_of");
  if (date && !is_date(*date)) members.fail("`as_of` is not a date");
  return date;
}

RuleIds take_rule_ids(JsonMembers& members, std::string_view key) {
  JsonMembers object(members.take_value(key));
  RuleIds rules;
  for (const JsonValue& rule : object.take_array("ids")) {
    const auto* const id = std::get_if<std::string>(&rule.content);
    if (id == nullptr) object.fail("the id of a rule is not a text");
    rules.listed.push_back(id == nullptr ? "" : *id);
  }
  if (has_repetition(rules.listed)) object.fail("the id of a rule stands twice");
  rules.omitted = object.take_number("omitted");
  if (rules.listed.size() > kMostRuleIds) object.fail("too many ids of rules");
  members.fail_with(object);
  return rules;
}

std::vector<InstrumentVerdict> take_instruments(JsonMembers& members) {
  std::vector<InstrumentVerdict> instruments;
  std::vector<std::string> names;
  for (JsonValue& value : members.take_array("instruments")) {
    JsonMembers object(std::move(value));
    InstrumentVerdict& instrument = instruments.emplace_back();
    instrument.instrument = object.take_text("instrument");
    instrument.verdict = object.take_text("verdict");
    instrument.as_of = take_as_of(object);
    members.fail_with(object);
    names.push_back(instrument.instrument);
  }
  if (has_repetition(names)) members.fail("an instrument stands twice");
  return instruments;
}

/// Maps are arrays of pairs, in the order of what names a pair.
std::map<std::string, std::string> take_readings(JsonMembers& members) {
  std::map<std::string, std::string> readings;
  for (JsonValue& value : members.take_array("readings")) {
    JsonMembers object(std::move(value));
    std::string interpretation = object.take_text("interpretation");
    if (!readings.empty() && readings.rbegin()->first >= interpretation) {
      object.fail("`readings` is not in order");
    }
    readings.emplace(std::move(interpretation), object.take_text("reading"));
    members.fail_with(object);
  }
  return readings;
}

std::map<std::string, std::uint64_t> take_outcomes(JsonMembers& members) {
  std::map<std::string, std::uint64_t> outcomes;
  for (JsonValue& value : members.take_array("outcomes")) {
    JsonMembers object(std::move(value));
    std::string outcome = object.take_text("outcome");
    if (!outcomes.empty() && outcomes.rbegin()->first >= outcome) {
      object.fail("`outcomes` is not in order");
    }
    outcomes.emplace(std::move(outcome), object.take_number("count"));
    members.fail_with(object);
  }
  return outcomes;
}

DecisionLeaf take_decision(JsonMembers& members, DecisionKind kind) {
  DecisionLeaf leaf;
  leaf.kind = kind;
  leaf.recorded_at = take_time(members);
  leaf.number = members.take_number("number");
  JsonMembers engine(members.take_value("engine"));
  leaf.engine = {engine.take_text("version"), engine.take_text("sha256")};
  members.fail_with(engine);
  JsonMembers rule_set(members.take_value("rule_set"));
  leaf.rule_set = {rule_set.take_text("name"), rule_set.take_text("sha256")};
  members.fail_with(rule_set);
  leaf.readings = take_readings(members);
  leaf.as_of = take_as_of(members);
  leaf.trace_version = members.take_number("tv");
  leaf.operator_name = take_reference(members, "operator");
  leaf.dossier = take_reference(members, "dossier");
  leaf.trace = take_reference(members, "trace");
  leaf.findings = take_reference(members, "findings");
  if (kind != DecisionKind::kVerdict) return leaf;

  leaf.verdict = members.take_text("verdict");
  leaf.instruments = take_instruments(members);
  leaf.outcomes = take_outcomes(members);
  leaf.violated = take_rule_ids(members, kViolated);
  leaf.excused = take_rule_ids(members, kExcused);
  leaf.undetermined = take_rule_ids(members, kUndetermined);
  return leaf;
}

RuleSetLeaf take_rule_set(JsonMembers& members) {
  RuleSetLeaf leaf;
  leaf.recorded_at = take_time(members);
  leaf.name = members.take_text("name");
  leaf.version = members.take_text("version");
  leaf.sha256 = members.take_text("sha256");
  leaf.files = take_reference(members, "files");
  return leaf;
}

KeyLeaf take_key(JsonMembers& members) {
  KeyLeaf leaf;
  leaf.recorded_at = take_time(members);
  leaf.verifier_key = members.take_text("key");
  leaf.continues = members.take_optional_text("continues");
  return leaf;
}

ErasureLeaf take_erasure(JsonMembers& members) {
  ErasureLeaf leaf;
  leaf.recorded_at = take_time(members);
  leaf.decision = members.take_number("decision");
  for (const JsonValue& value : members.take_array("objects")) {
    const auto* const text = std::get_if<std::string>(&value.content);
    const std::optional<Hash> hash = text == nullptr ? std::nullopt : hash_of_hex(*text);
    if (!hash) members.fail("`objects` has something that is not a digest");
    leaf.objects.push_back(hash.value_or(Hash{}));
  }
  if (leaf.objects.empty()) members.fail("`objects` names none");
  if (has_repetition(leaf.objects)) members.fail("`objects` names one twice");
  leaf.operator_name = take_reference(members, "operator");
  leaf.reason = take_reference(members, "reason");
  return leaf;
}

OverrideLeaf take_override(JsonMembers& members) {
  OverrideLeaf leaf;
  leaf.recorded_at = take_time(members);
  leaf.decision = members.take_number("decision");
  leaf.verdict = members.take_text("verdict");
  leaf.operator_name = take_reference(members, "operator");
  leaf.statement = take_reference(members, "statement");
  return leaf;
}

std::optional<Leaf> take_leaf(JsonMembers& members, std::string_view kind) {
  if (kind == leaf_kind::kVerdict) return take_decision(members, DecisionKind::kVerdict);
  if (kind == leaf_kind::kRejected) return take_decision(members, DecisionKind::kRejected);
  if (kind == leaf_kind::kError) return take_decision(members, DecisionKind::kError);
  if (kind == leaf_kind::kRuleSet) return take_rule_set(members);
  if (kind == leaf_kind::kKey) return take_key(members);
  if (kind == leaf_kind::kErasure) return take_erasure(members);
  if (kind == leaf_kind::kOverride) return take_override(members);
  return std::nullopt;
}

}  // namespace

Result<Leaf> parse_leaf(std::string_view bytes) {
  if (bytes.size() > kMostLeafBytes) return Error{ErrorKind::kInput, "a leaf above 65 535 bytes"};
  Result<JsonValue> value = parse_canonical_json(bytes);
  if (!value) return value.error();

  JsonMembers members(std::move(value).value());
  if (members.take_number("v") != kFormatVersion) members.fail("`v` is not 1");
  std::optional<Leaf> leaf = take_leaf(members, members.take_text("kind"));
  if (!leaf) members.fail("`kind` is unknown");
  if (std::optional<Error> failure = members.finish()) return *std::move(failure);
  return *std::move(leaf);
}

}  // namespace probity::audit
