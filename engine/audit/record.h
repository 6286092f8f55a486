// What a caller hands to the log, as plain data: bytes and names. The log knows nothing of rules;
// verdicts, outcomes and ids are texts to it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/commitment.h"
#include "audit/leaf.h"
#include "support/result.h"

namespace probity::audit {

/// The two things that the log cannot know by itself.
struct Sources {
  /// Seconds since 1970-01-01T00:00:00Z.
  std::function<std::int64_t()> time;
  /// 32 bytes that nobody can guess, others at each call.
  std::function<Result<Salt>()> salt;
};

struct RuleFile {
  std::string path;  ///< as the rule set names it
  std::string bytes;
};

/// A rule set with all its files, so that the log alone can decide again.
struct RuleSetRecord {
  std::string name;
  std::string version;
  std::string sha256;           ///< rule_set_digest of the files; decisions refer to it
  std::vector<RuleFile> files;  ///< the manifest first; the order is kept, each path stands once
};

/// A row of the queryable index.
struct FindingRecord {
  std::string instrument;
  std::string rule;
  std::string subject;                   ///< "" is the dossier itself
  std::string outcome;                   ///< "violated"
  std::optional<std::string> exception;  ///< that excused it

  friend bool operator==(const FindingRecord&, const FindingRecord&) = default;
};

/// One dossier and what was said of it.
struct DecisionRecord {
  DecisionKind kind = DecisionKind::kVerdict;
  std::string dossier_bytes;           ///< as received
  std::optional<std::string> dossier;  ///< its identifier; absent where it could not be read
  std::string trace;                   ///< the full reasoning, or why it was rejected
  std::uint64_t trace_version = 0;     ///< of the encoding of `trace`
  std::optional<std::string> as_of;    ///< `2026-03-14`
  std::optional<std::string> verdict;  ///< present in kVerdict, absent otherwise
  std::vector<InstrumentVerdict> instruments;
  std::vector<FindingRecord> findings;  ///< of every outcome, in the order of the decision
};

/// What all decisions of one call of append have in common.
struct DecisionContext {
  EngineIdentity engine;
  std::map<std::string, std::string> readings;
  std::string operator_name;  ///< who ran the program; any bytes
};

/// A named human decided otherwise.
struct OverrideRecord {
  std::uint64_t decision = 0;
  std::string verdict;
  std::string by;
  std::string reason;
};

/// What a leaf has become part of.
struct Receipt {
  std::optional<std::uint64_t> number;  ///< of the decision; absent for other leaves
  std::uint64_t index = 0;              ///< of the leaf
  Hash leaf{};                          ///< its hash
  std::string recorded_at;
};

}  // namespace probity::audit
