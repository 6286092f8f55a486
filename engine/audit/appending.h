// One transaction that appends: objects, leaves, and the checkpoint that covers them. Private to
// this folder.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/database.h"
#include "audit/key.h"
#include "audit/record.h"
#include "audit/state.h"
#include "audit/tree.h"

namespace probity::audit {

/// Invariant: until `commit` has returned kDurable nothing of it is in the log, and when it is
/// destroyed before, nothing will be. The first failure is kept, and what follows it does nothing.
class Appending {
 public:
  /// All of them outlive it.
  Appending(Database& database, const Sources& sources);
  Appending(const Appending&) = delete;
  Appending& operator=(const Appending&) = delete;
  ~Appending();

  /// Locks the log and proves that it is as its last checkpoint says. `known` as for read_state.
  void begin(int busy_timeout_milliseconds, const std::optional<LogState>& known);
  /// Goes on in the transaction that made the tables of a new log.
  void begin_new(const VerifierKey& key);

  /// Of the log as it is with what was added; its checkpoint is the last that was signed.
  [[nodiscard]] const LogState& state() const { return state_; }
  [[nodiscard]] const std::string& recorded_at() const { return recorded_at_; }
  [[nodiscard]] Database& database() { return database_; }

  /// Stores a body with a fresh salt.
  ObjectReference add_object(std::string_view kind, std::string_view body);
  /// Stores a public body, unless it is there already.
  ObjectReference add_public_object(std::string_view kind, std::string_view body);
  Receipt add_leaf(const Leaf& leaf);
  Receipt add_encoded_leaf(const std::string& bytes);
  /// The number that the next decision has.
  std::uint64_t take_number() { return ++state_.decisions; }

  void fail(Error error);
  [[nodiscard]] std::optional<Error> failure() const;

  /// Signs the checkpoint with each of the keys, which have one name, proves it consistent with the
  /// one before, and commits. Precondition: no failure; at least one leaf was added.
  [[nodiscard]] CommitOutcome commit(std::span<const SigningKey* const> signers);

 private:
  void prove_consistency(const TreeHead& head);

  Database& database_;
  const Sources& sources_;
  LogState state_;
  GrowingTree tree_;
  std::string recorded_at_;
  std::optional<Error> failure_;
  bool is_open_ = false;
  std::uint64_t next_node_ = 0;
  Statement insert_object_;
  Statement find_object_;
  Statement insert_entry_;
  Statement insert_node_;
};

}  // namespace probity::audit
