// Reading a log: its decisions by what the derived index says of them, and the stored bytes of one
// decision, checked against the commitments of its leaf. Whether the log as a whole is intact is
// asked with verify_log.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "audit/leaf.h"
#include "audit/record.h"
#include "support/result.h"

namespace probity::audit {

class Database;

struct LogSummary {
  std::string origin;
  std::string verifier_key;  ///< that signs now; encode_verifier_key
  std::uint64_t size = 0;    ///< leaves
  std::uint64_t decisions = 0;
  std::string checkpoint;  ///< the last one, a signed note
};

/// Absent members ask nothing. All others must hold.
struct DecisionFilter {
  std::optional<DecisionKind> kind;
  std::optional<std::string> dossier;  ///< its identifier
  std::optional<std::string> verdict;
  std::optional<std::string> rule_set;        ///< its digest
  std::optional<std::string> recorded_from;   ///< a day or a moment, `2026-03-14T09:26:53Z`
  std::optional<std::string> recorded_until;  ///< included
  std::optional<std::uint64_t> first;         ///< number
  std::optional<std::uint64_t> last;          ///< number, included
  std::optional<std::string> instrument;      ///< at least one finding has it ...
  std::optional<std::string> rule;            ///< ... and this rule
  std::optional<std::string> outcome;         ///< ... and this outcome
  std::optional<std::uint64_t> newest;        ///< only so many, the newest
};

/// A row of the derived index.
struct DecisionRow {
  std::uint64_t number = 0;
  std::uint64_t index = 0;  ///< of the leaf
  DecisionKind kind = DecisionKind::kVerdict;
  std::optional<std::string> dossier;     ///< absent: unknown, or erased
  std::optional<std::string> verdict;     ///< of a verdict
  std::optional<std::string> overridden;  ///< the verdict of the last override
  std::optional<std::string> as_of;
  std::string recorded_at;
  std::string rule_set_name;
  std::string rule_set_version;
  std::string rule_set_sha256;
};

/// Bytes with the salt of their commitment; both absent once they are erased.
struct StoredObject {
  ObjectReference reference;
  std::optional<std::string> salt;
  std::optional<std::string> body;
};

struct StoredOverride {
  std::uint64_t index = 0;
  OverrideLeaf leaf;
  StoredObject operator_name;
  StoredObject statement;  ///< parse_statement
};

struct StoredErasure {
  std::uint64_t index = 0;
  ErasureLeaf leaf;
  StoredObject operator_name;
  StoredObject reason;
};

struct StoredDecision {
  std::uint64_t index = 0;
  std::string leaf_bytes;  ///< what was hashed
  DecisionLeaf leaf;
  StoredObject operator_name;
  StoredObject dossier;
  StoredObject trace;
  StoredObject findings;  ///< parse_findings
};

/// What a log consists of, as it is stored; the bytes are valid within the visit alone.
struct EntryRow {
  std::uint64_t index = 0;
  std::string_view leaf;
};
struct ObjectRow {
  Hash hash{};
  std::string_view kind;
  std::uint64_t size = 0;
  std::optional<std::string_view> salt;
  std::optional<std::string_view> body;  ///< absent once it is erased
};
struct CheckpointRow {
  std::uint64_t size = 0;
  std::string_view note;
};
using StoredRow = std::variant<EntryRow, ObjectRow, CheckpointRow>;

/// Invariant: the file is a log of this format. Everything fails with kInput where what is asked
/// for is damaged, with kInputOutput where it cannot be read.
class LogReader {
 public:
  /// kNotFound: no file; kInput: no log, another format or schema.
  [[nodiscard]] static Result<LogReader> open(const std::string& path, const std::string& vfs = "");
  LogReader(LogReader&& other) noexcept;
  LogReader& operator=(LogReader&& other) noexcept;
  ~LogReader();

  [[nodiscard]] Result<LogSummary> summary();

  /// Rows of the index, which is no evidence, in the order of their numbers; until `visit` returns
  /// false.
  [[nodiscard]] std::optional<Error> visit_decisions(
      const DecisionFilter& filter, const std::function<bool(const DecisionRow&)>& visit);
  /// Absent where the leaf of the decision says the same as its row. The dossier's identifier and
  /// an override are not in that leaf; verify_log compares them.
  [[nodiscard]] std::optional<Error> check_row(const DecisionRow& row);

  /// kNotFound: no such decision.
  [[nodiscard]] Result<StoredDecision> read_decision(std::uint64_t number);
  /// In the order in which they were made; reads every leaf after the decision's.
  [[nodiscard]] Result<std::vector<StoredOverride>> read_overrides(std::uint64_t number);
  [[nodiscard]] Result<std::vector<StoredErasure>> read_erasures(std::uint64_t number);

  /// With all its files. kNotFound: the log has no rule set with this name and digest.
  [[nodiscard]] Result<RuleSetRecord> read_rule_set(const RuleSetReference& reference);

  /// Everything that cannot be derived: entries by index, objects by hash, checkpoints by size. Not
  /// checked: that is verify_log's. Until `visit` returns false.
  [[nodiscard]] std::optional<Error> visit_rows(const std::function<bool(const StoredRow&)>& visit);

  /// The proof file of a decision, against the last checkpoint; it brings the leaf with it.
  [[nodiscard]] Result<std::string> prove(std::uint64_t number);

 private:
  explicit LogReader(std::unique_ptr<Database> database);
  [[nodiscard]] Database& fresh();

  std::unique_ptr<Database> database_;
};

}  // namespace probity::audit
