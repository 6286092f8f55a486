#include "audit/bodies.h"

#include <set>
#include <utility>

#include "audit/canonical_json.h"
#include "audit/json_members.h"

namespace probity::audit {

Result<std::string> encode_findings(const FindingsBody& body) {
  JsonArray findings;
  for (const FindingRecord& finding : body.findings) {
    JsonObject object =
        object_of(member("instrument", {finding.instrument}), member("outcome", {finding.outcome}),
                  member("rule", {finding.rule}), member("subject", {finding.subject}));
    if (finding.exception) object.push_back({"exception", {*finding.exception}});
    findings.push_back({std::move(object)});
  }
  JsonObject members = object_of(member("findings", {std::move(findings)}));
  if (body.dossier) members.push_back({"dossier", {*body.dossier}});
  return encode_canonical_json({std::move(members)});
}

Result<FindingsBody> parse_findings(std::string_view bytes) {
  Result<JsonValue> value = parse_canonical_json(bytes);
  if (!value) return value.error();
  JsonMembers members(std::move(value).value());
  FindingsBody body;
  body.dossier = members.take_optional_text("dossier");
  for (JsonValue& element : members.take_array("findings")) {
    JsonMembers object(std::move(element));
    FindingRecord& finding = body.findings.emplace_back();
    finding.instrument = object.take_text("instrument");
    finding.rule = object.take_text("rule");
    finding.subject = object.take_text("subject");
    finding.outcome = object.take_text("outcome");
    finding.exception = object.take_optional_text("exception");
    members.fail_with(object);
  }
  if (std::optional<Error> failure = members.finish()) return *std::move(failure);
  return body;
}

Result<std::string> encode_statement(const StatementBody& body) {
  return encode_canonical_json(
      {object_of(member("by", {body.by}), member("reason", {body.reason}))});
}

Result<StatementBody> parse_statement(std::string_view bytes) {
  Result<JsonValue> value = parse_canonical_json(bytes);
  if (!value) return value.error();
  JsonMembers members(std::move(value).value());
  StatementBody body{members.take_text("by"), members.take_text("reason")};
  if (std::optional<Error> failure = members.finish()) return *std::move(failure);
  return body;
}

Result<std::string> encode_rule_files(const std::vector<RuleFileReference>& files) {
  JsonArray array;
  for (const RuleFileReference& file : files) {
    array.push_back(
        {object_of(member("path", {file.path}), member("sha256", {to_hex(file.file.hash)}),
                   member("size", {file.file.size}))});
  }
  return encode_canonical_json({std::move(array)});
}

Result<std::vector<RuleFileReference>> parse_rule_files(std::string_view bytes) {
  Result<JsonValue> value = parse_canonical_json(bytes);
  if (!value) return value.error();
  auto* const array = std::get_if<JsonArray>(&value.value().content);
  if (array == nullptr) return Error{ErrorKind::kInput, "the list of rule files is no array"};
  std::vector<RuleFileReference> files;
  std::set<std::string> paths;
  for (JsonValue& element : *array) {
    JsonMembers object(std::move(element));
    RuleFileReference& file = files.emplace_back();
    file.path = object.take_text("path");
    if (!paths.insert(file.path).second) object.fail("a path stands twice");
    const std::optional<Hash> hash = hash_of_hex(object.take_text("sha256"));
    if (!hash) object.fail("`sha256` is not a digest");
    file.file = {hash.value_or(Hash{}), object.take_number("size")};
    if (std::optional<Error> failure = object.finish()) return *std::move(failure);
  }
  return files;
}

}  // namespace probity::audit
