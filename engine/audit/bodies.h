// The bodies of those objects that the log itself makes: findings, statements, lists of rule files
// (FORMAT.md, "Objects"). Canonical JSON; the other bodies are the caller's bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/record.h"

namespace probity::audit {

/// What the derived index of one decision is made of.
struct FindingsBody {
  std::optional<std::string> dossier;
  std::vector<FindingRecord> findings;

  friend bool operator==(const FindingsBody&, const FindingsBody&) = default;
};
/// The encoders fail (kInput) on a text that is not UTF-8, the parsers on anything but what the
/// encoders write.
[[nodiscard]] Result<std::string> encode_findings(const FindingsBody& body);
[[nodiscard]] Result<FindingsBody> parse_findings(std::string_view bytes);

/// Who overrode a decision, and why.
struct StatementBody {
  std::string by;
  std::string reason;
};
[[nodiscard]] Result<std::string> encode_statement(const StatementBody& body);
[[nodiscard]] Result<StatementBody> parse_statement(std::string_view bytes);

/// One file of a rule set; its hash is the SHA-256 of its bytes.
struct RuleFileReference {
  std::string path;
  ObjectReference file;
};
[[nodiscard]] Result<std::string> encode_rule_files(const std::vector<RuleFileReference>& files);
[[nodiscard]] Result<std::vector<RuleFileReference>> parse_rule_files(std::string_view bytes);

}  // namespace probity::audit
