#include "audit/appending.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/timestamp.h"

namespace probity::audit {

Appending::Appending(Database& database, const Sources& sources)
    : database_(database),
      sources_(sources),
      insert_object_(database.prepare(
          "INSERT INTO object(hash, kind, size, salt, body) VALUES(?1, ?2, ?3, ?4, ?5)")),
      find_object_(database.prepare("SELECT 1 FROM object WHERE hash = ?1")),
      insert_entry_(database.prepare("INSERT INTO entry(idx, leaf) VALUES(?1, ?2)")),
      insert_node_(database.prepare("INSERT INTO node(id, hash) VALUES(?1, ?2)")) {}

Appending::~Appending() {
  if (is_open_) database_.roll_back();
}

void Appending::begin(int busy_timeout_milliseconds, const std::optional<LogState>& known) {
  database_.begin_immediate(busy_timeout_milliseconds);
  if (failure()) return;
  is_open_ = true;
  Result<LogState> state = read_state(database_, known);
  if (!state) return fail(state.error());
  state_ = std::move(state).value();
  Result<GrowingTree> tree = GrowingTree::resume(state_.size, node_reader(database_));
  if (!tree) return fail(tree.error());
  tree_ = std::move(tree).value();
  next_node_ = node_count(state_.size);
  recorded_at_ = time_text(sources_.time());
}

void Appending::begin_new(const VerifierKey& key) {
  if (failure()) return;
  is_open_ = true;
  state_.key = key;
  state_.head = tree_.head();
  recorded_at_ = time_text(sources_.time());
}

ObjectReference Appending::add_object(std::string_view kind, std::string_view body) {
  if (failure()) return {};
  if (body.size() > kMostObjectBytes) {
    fail({ErrorKind::kInput, fmt::format("a {} of {} bytes; {} is the most that is recorded", kind,
                                         body.size(), kMostObjectBytes)});
    return {};
  }
  const Result<Salt> salt = sources_.salt();
  if (!salt) {
    fail(salt.error());
    return {};
  }
  const std::string_view salt_bytes(reinterpret_cast<const char*>(salt.value().data()),
                                    salt.value().size());
  const ObjectReference reference{commitment(kind, salt_bytes, body), body.size()};
  insert_object_.bind_bytes(1, reference.hash)
      .bind(2, kind)
      .bind(3, reference.size)
      .bind_bytes(4, salt_bytes)
      .bind_bytes(5, body)
      .run();
  return reference;
}

ObjectReference Appending::add_public_object(std::string_view kind, std::string_view body) {
  const ObjectReference reference{sha256(body), body.size()};
  find_object_.bind_bytes(1, reference.hash);
  const bool is_there = find_object_.next();
  find_object_.reset();
  if (is_there || failure()) return reference;
  insert_object_.bind_bytes(1, reference.hash)
      .bind(2, kind)
      .bind(3, reference.size)
      .bind(4, std::optional<std::string_view>{})
      .bind_bytes(5, body)
      .run();
  return reference;
}

Receipt Appending::add_leaf(const Leaf& leaf) {
  if (failure()) return {};
  const Result<std::string> bytes = encode_leaf(leaf);
  if (!bytes) {
    fail(bytes.error());
    return {};
  }
  return add_encoded_leaf(bytes.value());
}

Receipt Appending::add_encoded_leaf(const std::string& bytes) {
  Receipt receipt{std::nullopt, state_.size, leaf_hash(bytes), recorded_at_};
  insert_entry_.bind(1, receipt.index).bind_bytes(2, bytes).run();
  for (const Hash& hash : tree_.append(receipt.leaf)) {
    insert_node_.bind(1, next_node_).bind_bytes(2, hash).run();
    ++next_node_;
  }
  ++state_.size;
  return receipt;
}

void Appending::fail(Error error) {
  if (!failure_) failure_ = std::move(error);
}

std::optional<Error> Appending::failure() const {
  return failure_ ? failure_ : database_.failure();
}

/// A log never signs two histories: what is about to be signed is shown to have grown from what was
/// signed before, from the nodes as they are stored.
void Appending::prove_consistency(const TreeHead& head) {
  const Result<std::vector<Hash>> proof =
      consistency_proof(state_.head.size, head.size, node_reader(database_));
  if (!proof) return fail(proof.error());
  if (!verify_consistency(state_.head, head, proof.value())) {
    fail({ErrorKind::kInput, "the new checkpoint is not consistent with the last one"});
  }
}

CommitOutcome Appending::commit(std::span<const SigningKey* const> signers) {
  const TreeHead head = tree_.head();
  prove_consistency(head);
  SignedNote note{checkpoint_text({state_.key.name, head, {}}), {}};
  for (const SigningKey* key : signers) note.signatures.push_back(sign_note(note.text, *key));
  state_.head = head;
  state_.note = encode_note(note);
  Statement insert = database_.prepare("INSERT INTO checkpoint(size, note) VALUES(?1, ?2)");
  insert.bind(1, head.size).bind_bytes(2, state_.note).run();
  if (failure()) return CommitOutcome::kUndone;
  const CommitOutcome outcome = database_.commit();
  if (outcome != CommitOutcome::kUndone) is_open_ = false;
  return outcome;
}

}  // namespace probity::audit
