// Leaves: what the Merkle tree is made of. Each is one canonical JSON object (FORMAT.md, "Leaves"),
// stored as the exact bytes that were hashed. A leaf holds no personal data: names, reasons,
// identifiers and findings are objects, to which it holds commitments.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "audit/commitment.h"
#include "support/result.h"

namespace probity::audit {

/// Version and digest of the program that decided.
struct EngineIdentity {
  std::string version;
  std::string sha256;

  friend bool operator==(const EngineIdentity&, const EngineIdentity&) = default;
};

struct RuleSetReference {
  std::string name;
  std::string sha256;

  friend bool operator==(const RuleSetReference&, const RuleSetReference&) = default;
};

struct InstrumentVerdict {
  std::string instrument;
  std::string verdict;
  std::optional<std::string> as_of;

  friend bool operator==(const InstrumentVerdict&, const InstrumentVerdict&) = default;
};

/// The ids of the rules of one outcome, each once, in the order of the findings.
struct RuleIds {
  std::vector<std::string> listed;  ///< at most kMostRuleIds
  std::uint64_t omitted = 0;        ///< how many more there are

  friend bool operator==(const RuleIds&, const RuleIds&) = default;
};

enum class DecisionKind : std::uint8_t {
  kVerdict,
  kRejected,  ///< the dossier was refused
  kError,     ///< the program failed on it
};

/// What was said of one dossier. Verdict, instruments, outcomes and rules are those of a verdict
/// and are empty in the other kinds.
struct DecisionLeaf {
  DecisionKind kind = DecisionKind::kVerdict;
  std::uint64_t number = 0;  ///< from 1, without gaps
  std::string recorded_at;   ///< RFC 3339, UTC, seconds
  EngineIdentity engine;
  RuleSetReference rule_set;
  std::map<std::string, std::string> readings;  ///< interpretation -> the reading chosen
  std::optional<std::string> as_of;
  std::uint64_t trace_version = 0;
  ObjectReference operator_name;
  ObjectReference dossier;
  ObjectReference trace;
  ObjectReference findings;

  std::optional<std::string> verdict;
  std::vector<InstrumentVerdict> instruments;
  std::map<std::string, std::uint64_t> outcomes;  ///< how many findings have each
  RuleIds violated;
  RuleIds excused;
  RuleIds undetermined;

  friend bool operator==(const DecisionLeaf&, const DecisionLeaf&) = default;
};

/// A rule set stands in the log before the first decision that used it.
struct RuleSetLeaf {
  std::string recorded_at;
  std::string name;
  std::string version;
  std::string sha256;     ///< as decisions refer to it
  ObjectReference files;  ///< the list of its files

  friend bool operator==(const RuleSetLeaf&, const RuleSetLeaf&) = default;
};

/// From this leaf on, the log is signed with this key. The first leaf of every log is one.
struct KeyLeaf {
  std::string recorded_at;
  std::string verifier_key;              ///< encode_verifier_key
  std::optional<std::string> continues;  ///< the last checkpoint of the log that this one continues

  friend bool operator==(const KeyLeaf&, const KeyLeaf&) = default;
};

/// These objects of a decision, and of the overrides of it, have neither body nor salt any more.
struct ErasureLeaf {
  std::string recorded_at;
  std::uint64_t decision = 0;
  std::vector<Hash> objects;
  ObjectReference operator_name;
  ObjectReference reason;

  friend bool operator==(const ErasureLeaf&, const ErasureLeaf&) = default;
};

/// A named human decided otherwise. The statement (who, why) is an object.
struct OverrideLeaf {
  std::string recorded_at;
  std::uint64_t decision = 0;
  std::string verdict;
  ObjectReference operator_name;
  ObjectReference statement;

  friend bool operator==(const OverrideLeaf&, const OverrideLeaf&) = default;
};

using Leaf = std::variant<DecisionLeaf, RuleSetLeaf, KeyLeaf, ErasureLeaf, OverrideLeaf>;

/// "verdict", "ruleset", ... as the leaf's member `kind`.
[[nodiscard]] std::string_view decision_kind_name(DecisionKind kind);

/// The bytes to hash and to store. kInput: a text that is not UTF-8, or more than kMostLeafBytes.
[[nodiscard]] Result<std::string> encode_leaf(const Leaf& leaf);

/// kInput: bytes that encode_leaf would not have written.
[[nodiscard]] Result<Leaf> parse_leaf(std::string_view bytes);

}  // namespace probity::audit
