// The writer: whoever holds the log's key appends with it. It answers in three ways, and a caller
// has to heed each: recorded (durable, whatever happens to the machine now), not recorded (and
// never will be), or in doubt (the disk failed within the commit; the next opening decides).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "audit/key.h"
#include "audit/record.h"
#include "support/result.h"

namespace probity::audit {

struct WriterOptions {
  Sources sources;
  /// How long to wait for another process that appends.
  int busy_timeout_milliseconds = 10'000;
  /// A checkpoint that was kept outside the log: an older or another log is not appended to.
  std::optional<std::string> at_least;
  std::string vfs;  ///< SQLite's name of it; "" is the usual one
};

/// In the log, covered by a signed checkpoint, and on the disk.
struct Recorded {
  std::vector<Receipt> receipts;  ///< one for each record, in order
  std::string checkpoint;         ///< the note that covers them
};
/// Not in the log, and the log is as it was.
struct NotRecorded {
  Error reason;
};
/// In the log or not. The writer is closed; whoever opens the log next finds out.
struct InDoubt {
  Error reason;
};
using AppendOutcome = std::variant<Recorded, NotRecorded, InDoubt>;

/// The objects are gone from the tables and the checkpoint covers the erasure.
struct Erased {
  Receipt receipt;
  std::string checkpoint;
  /// Why the file could not be rewritten, so that bytes of what was erased may still lie in its
  /// unused places; `rewrite` tries again.
  std::optional<Error> remainder;
};
using EraseOutcome = std::variant<Erased, NotRecorded, InDoubt>;

/// Makes a log whose first leaf names its key; the key's name is the log's origin. `continues`: the
/// last trusted checkpoint of a log that this one goes on from. kUsage: the file is there
/// already; kInput: `continues` is no checkpoint.
[[nodiscard]] std::optional<Error> create_log(const std::string& path, const SigningKey& key,
                                              const Sources& sources,
                                              const std::optional<std::string>& continues,
                                              const std::string& vfs = "");

/// Invariant: the file is a log of this format, and the key is the one that signs it.
class LogWriter {
 public:
  /// kNotFound: no file; kInput: no log, another format, another schema, another key, damaged, or
  /// older than `at_least`; kInputOutput: it cannot be written.
  [[nodiscard]] static Result<LogWriter> open(const std::string& path, SigningKey key,
                                              WriterOptions options);
  LogWriter(LogWriter&& other) noexcept;
  LogWriter& operator=(LogWriter&& other) noexcept;
  ~LogWriter();

  /// Records decisions that were made with one rule set, all of them or none. The rule set goes
  /// into the log with the first that uses it.
  [[nodiscard]] AppendOutcome append(const RuleSetRecord& rule_set, const DecisionContext& context,
                                     std::span<const DecisionRecord> decisions);

  /// Records that a human decided otherwise.
  [[nodiscard]] AppendOutcome append_override(const OverrideRecord& record,
                                              const std::string& operator_name);

  /// From here on another key signs; the checkpoint of this has both signatures. The new key has
  /// the old one's name and is already in its file. kUsage: another name, or the same key.
  [[nodiscard]] AppendOutcome replace_key(SigningKey successor);

  /// Takes body and salt from every object of a decision and of the overrides of it, blanks what
  /// the index says of it, records the reason, and rewrites the file so that no byte of them stays.
  /// kNotFound: no such decision; kUsage: nothing is left to erase. Copies of the log that were
  /// made before keep what they have.
  [[nodiscard]] EraseOutcome erase(std::uint64_t decision, const std::string& reason,
                                   const std::string& operator_name);
  /// Rewrites the file, where an erasure had to leave that out.
  [[nodiscard]] std::optional<Error> rewrite();

 private:
  struct State;
  explicit LogWriter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace probity::audit
