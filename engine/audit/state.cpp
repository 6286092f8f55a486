#include "audit/state.h"

#include <fmt/format.h>

#include <memory>
#include <utility>
#include <vector>

#include "support/text.h"

namespace probity::audit {
std::string key_row(std::uint64_t index) { return fmt::format("key.{:020}", index); }

NodeReader node_reader(Database& database) {
  auto statement =
      std::make_shared<Statement>(database.prepare("SELECT hash FROM node WHERE id = ?1"));
  return [&database, statement](NodePosition position) -> Result<Hash> {
    const std::uint64_t id = node_id(position);
    statement->bind(1, id);
    std::optional<Hash> hash;
    if (statement->next()) hash = hash_of_bytes(statement->bytes(0));
    statement->reset();
    if (database.failure()) return *database.failure();
    if (!hash) return database.damage(fmt::format("node {} is missing", id));
    return *hash;
  };
}

Result<LogState> read_state(Database& database, const std::optional<LogState>& known) {
  LogState state;
  const std::string key = database.single_text(
      "SELECT value FROM meta WHERE key BETWEEN 'key.' AND 'key/' ORDER BY key DESC LIMIT 1");
  state.size = database.single_number("SELECT coalesce(max(idx) + 1, 0) FROM entry");
  state.note = database.single_text("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1");
  state.decisions = database.single_number("SELECT coalesce(max(number), 0) FROM decision");
  if (database.failure()) return *database.failure();

  Result<VerifierKey> verifier = parse_verifier_key(key);
  if (!verifier) return database.damage("its key is missing");
  state.key = std::move(verifier).value();
  if (state.note.empty()) return database.damage("it has no checkpoint");
  if (known && known->note == state.note && known->key == state.key) {
    state.head = known->head;
  } else {
    const Result<Checkpoint> checkpoint = open_checkpoint(state.note, state.key);
    if (!checkpoint) return database.damage(checkpoint.error().message);
    state.head = checkpoint.value().head;
  }
  if (state.head.size != state.size) {
    return database.damage(fmt::format("its last checkpoint is of size {}, and it has {} leaves",
                                       state.head.size, state.size));
  }
  const Result<Hash> root = tree_root(state.size, node_reader(database));
  if (!root) return root.error();
  if (root.value() != state.head.root) {
    return database.damage("its nodes do not have the root of its last checkpoint");
  }
  return state;
}

std::optional<Error> check_growth(Database& database, const LogState& state,
                                  std::string_view checkpoint) {
  const Result<SignedCheckpoint> kept = parse_checkpoint(checkpoint);
  if (!kept) return kept.error();
  const Checkpoint& earlier = kept.value().checkpoint;
  if (earlier.origin != state.key.name) {
    return Error{ErrorKind::kInput,
                 fmt::format("the checkpoint that was kept is of the log `{}`, and this is `{}`",
                             escape_untrusted(earlier.origin), escape_untrusted(state.key.name))};
  }
  if (earlier.head.size > state.size) {
    return Error{ErrorKind::kInput,
                 fmt::format("`{}` is an old copy: it has {} leaves, and a checkpoint of size {} "
                             "was kept; continue with the newer copy, or begin a log that "
                             "continues from that checkpoint",
                             escape_untrusted(database.path()), state.size, earlier.head.size)};
  }
  const Result<Hash> root = tree_root(earlier.head.size, node_reader(database));
  if (!root) return root.error();
  if (root.value() != earlier.head.root) {
    return Error{ErrorKind::kInput,
                 fmt::format("`{}` is another history: at size {} it has another root than the "
                             "checkpoint that was kept",
                             escape_untrusted(database.path()), earlier.head.size)};
  }
  return std::nullopt;
}

}  // namespace probity::audit
