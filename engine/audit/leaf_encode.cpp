#include <fmt/format.h>

#include <utility>

#include "audit/canonical_json.h"
#include "audit/leaf.h"
#include "support/match.h"

namespace probity::audit {
namespace {

JsonValue text(std::string_view string) { return {std::string(string)}; }
JsonValue number(std::uint64_t value) { return {value}; }

JsonValue reference(const ObjectReference& object) {
  return {
      object_of(member("hash", text(to_hex(object.hash))), member("size", number(object.size)))};
}

/// What every leaf has.
JsonObject frame(std::string_view kind, std::string_view recorded_at) {
  return object_of(member("kind", text(kind)), member("recorded_at", text(recorded_at)),
                   member("v", number(kFormatVersion)));
}

JsonValue rule_ids(const RuleIds& rules) {
  JsonArray listed;
  for (const std::string& rule : rules.listed) listed.push_back(text(rule));
  return {object_of(member("ids", {std::move(listed)}), member("omitted", number(rules.omitted)))};
}

JsonValue instruments(const std::vector<InstrumentVerdict>& verdicts) {
  JsonArray array;
  for (const InstrumentVerdict& verdict : verdicts) {
    JsonObject object = object_of(member("instrument", text(verdict.instrument)),
                                  member("verdict", text(verdict.verdict)));
    if (verdict.as_of) object.push_back({"as_of", text(*verdict.as_of)});
    array.push_back({std::move(object)});
  }
  return {std::move(array)};
}

// Interpretations and outcomes are names of the rule language, but a name is data here, and a key
// of the canonical form is ASCII; so both maps are arrays of pairs.
JsonValue readings(const std::map<std::string, std::string>& chosen) {
  JsonArray array;
  for (const auto& [interpretation, reading] : chosen) {
    array.push_back({object_of(member("interpretation", text(interpretation)),
                               member("reading", text(reading)))});
  }
  return {std::move(array)};
}

JsonValue outcomes(const std::map<std::string, std::uint64_t>& counts) {
  JsonArray array;
  for (const auto& [outcome, count] : counts) {
    array.push_back({object_of(member("count", number(count)), member("outcome", text(outcome)))});
  }
  return {std::move(array)};
}

JsonObject members(const DecisionLeaf& leaf) {
  JsonObject object = frame(decision_kind_name(leaf.kind), leaf.recorded_at);
  object.push_back({"number", number(leaf.number)});
  object.push_back({"engine",
                    {object_of(member("sha256", text(leaf.engine.sha256)),
                               member("version", text(leaf.engine.version)))}});
  object.push_back({"rule_set",
                    {object_of(member("name", text(leaf.rule_set.name)),
                               member("sha256", text(leaf.rule_set.sha256)))}});
  object.push_back({"readings", readings(leaf.readings)});
  if (leaf.as_of) object.push_back({"as_of", text(*leaf.as_of)});
  object.push_back({"tv", number(leaf.trace_version)});
  object.push_back({"operator", reference(leaf.operator_name)});
  object.push_back({"dossier", reference(leaf.dossier)});
  object.push_back({"trace", reference(leaf.trace)});
  object.push_back({"findings", reference(leaf.findings)});
  if (leaf.kind != DecisionKind::kVerdict) return object;

  object.push_back({"verdict", text(leaf.verdict.value_or(""))});
  object.push_back({"instruments", instruments(leaf.instruments)});
  object.push_back({"outcomes", outcomes(leaf.outcomes)});
  object.push_back({std::string(kViolated), rule_ids(leaf.violated)});
  object.push_back({std::string(kExcused), rule_ids(leaf.excused)});
  object.push_back({std::string(kUndetermined), rule_ids(leaf.undetermined)});
  return object;
}

JsonObject members(const RuleSetLeaf& leaf) {
  JsonObject object = frame(leaf_kind::kRuleSet, leaf.recorded_at);
  object.push_back({"name", text(leaf.name)});
  object.push_back({"version", text(leaf.version)});
  object.push_back({"sha256", text(leaf.sha256)});
  object.push_back({"files", reference(leaf.files)});
  return object;
}

JsonObject members(const KeyLeaf& leaf) {
  JsonObject object = frame(leaf_kind::kKey, leaf.recorded_at);
  object.push_back({"key", text(leaf.verifier_key)});
  if (leaf.continues) object.push_back({"continues", text(*leaf.continues)});
  return object;
}

JsonObject members(const ErasureLeaf& leaf) {
  JsonObject object = frame(leaf_kind::kErasure, leaf.recorded_at);
  JsonArray hashes;
  for (const Hash& hash : leaf.objects) hashes.push_back(text(to_hex(hash)));
  object.push_back({"decision", number(leaf.decision)});
  object.push_back({"objects", {std::move(hashes)}});
  object.push_back({"operator", reference(leaf.operator_name)});
  object.push_back({"reason", reference(leaf.reason)});
  return object;
}

JsonObject members(const OverrideLeaf& leaf) {
  JsonObject object = frame(leaf_kind::kOverride, leaf.recorded_at);
  object.push_back({"decision", number(leaf.decision)});
  object.push_back({"verdict", text(leaf.verdict)});
  object.push_back({"operator", reference(leaf.operator_name)});
  object.push_back({"statement", reference(leaf.statement)});
  return object;
}

}  // namespace

std::string_view decision_kind_name(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kVerdict:
      return leaf_kind::kVerdict;
    case DecisionKind::kRejected:
      return leaf_kind::kRejected;
    case DecisionKind::kError:
      return leaf_kind::kError;
  }
  return {};
}

Result<std::string> encode_leaf(const Leaf& leaf) {
  Result<std::string> bytes =
      encode_canonical_json({match(leaf, [](const auto& content) { return members(content); })});
  if (bytes && bytes.value().size() > kMostLeafBytes) {
    return Error{ErrorKind::kInput, fmt::format("a leaf of {} bytes; {} is the most",
                                                bytes.value().size(), kMostLeafBytes)};
  }
  return bytes;
}

}  // namespace probity::audit
