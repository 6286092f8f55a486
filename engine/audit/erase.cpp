// LogWriter::erase: the right to be forgotten, within a log that forgets nothing. The leaf stays,
// with commitments that say nothing once their salts are gone; an erasure leaf says that the gap is
// meant.
#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "audit/stored.h"
#include "audit/writer_state.h"
#include "support/match.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// The objects that a decision and the overrides of it refer to.
Result<std::vector<Hash>> objects_of(Database& database, std::uint64_t number) {
  const Result<StoredDecision> decision = find_decision_leaf(database, number);
  if (!decision) return decision.error();
  const DecisionLeaf& leaf = decision.value().leaf;
  std::vector<Hash> hashes;
  for (const ObjectReference& reference :
       {leaf.operator_name, leaf.dossier, leaf.trace, leaf.findings}) {
    hashes.push_back(reference.hash);
  }
  std::optional<Error> failure =
      visit_overrides(database, {number, decision.value().index},
                      [&](std::uint64_t /*index*/, const OverrideLeaf& override_leaf) {
                        hashes.push_back(override_leaf.operator_name.hash);
                        hashes.push_back(override_leaf.statement.hash);
                      });
  if (failure) return *std::move(failure);
  return hashes;
}

/// Those of them that still have a body. What was erased before is named by that erasure's leaf.
std::vector<Hash> with_body(Database& database, const std::vector<Hash>& hashes) {
  std::vector<Hash> present;
  Statement find = database.prepare("SELECT 1 FROM object WHERE hash = ?1 AND body IS NOT NULL");
  for (const Hash& hash : hashes) {
    find.bind_bytes(1, hash);
    if (find.next()) present.push_back(hash);
    find.reset();
  }
  return present;
}

void blank(Database& database, std::uint64_t number, const std::vector<Hash>& hashes) {
  Statement object = database.prepare("UPDATE object SET salt = NULL, body = NULL WHERE hash = ?1");
  for (const Hash& hash : hashes) object.bind_bytes(1, hash).run();
  Statement decision = database.prepare("UPDATE decision SET dossier = NULL WHERE number = ?1");
  decision.bind(1, number).run();
  Statement finding = database.prepare("DELETE FROM finding WHERE decision = ?1");
  finding.bind(1, number).run();
}

/// What became of the file of a log whose decision had been erased already: the process that did so
/// may not have come to writing it anew.
void add_rewriting(Error& reason, const std::optional<Error>& failure) {
  if (!failure) {
    reason.message += "; the file has been written anew, so that no byte of it stays";
    return;
  }
  reason.kind = failure->kind;
  reason.message += fmt::format("; the file could not be written anew: {}", failure->message);
}

}  // namespace

EraseOutcome LogWriter::erase(std::uint64_t decision, const std::string& reason,
                              const std::string& operator_name) {
  bool is_erased = false;
  AppendOutcome outcome = state_->record([&](Appending& appending) -> std::vector<Receipt> {
    Database& database = appending.database();
    const Result<std::vector<Hash>> all = objects_of(database, decision);
    if (!all) {
      appending.fail(all.error());
      return {};
    }
    ErasureLeaf leaf;
    leaf.recorded_at = appending.recorded_at();
    leaf.decision = decision;
    leaf.objects = with_body(database, all.value());
    if (database.failure()) return {};
    if (leaf.objects.empty()) {
      is_erased = true;
      appending.fail({ErrorKind::kUsage, fmt::format("decision {} of `{}` has been erased already",
                                                     decision, escape_untrusted(database.path()))});
      return {};
    }
    leaf.operator_name = appending.add_object(object_kind::kOperator, operator_name);
    leaf.reason = appending.add_object(object_kind::kReason, reason);
    const Receipt receipt = appending.add_leaf(leaf);
    blank(database, decision, leaf.objects);
    return {receipt};
  });
  return match(
      std::move(outcome),
      [&](Recorded recorded) -> EraseOutcome {
        return Erased{recorded.receipts.front(), std::move(recorded.checkpoint), rewrite()};
      },
      [&](NotRecorded refused) -> EraseOutcome {
        if (is_erased) add_rewriting(refused.reason, rewrite());
        return refused;
      },
      [](InDoubt doubt) -> EraseOutcome { return doubt; });
}

/// secure_delete overwrites what is freed, but SQLite does not promise that a page which it
/// rebuilds has no stale copy of a cell between its cells. Only a file that is written anew surely
/// has none.
std::optional<Error> LogWriter::rewrite() {
  Database* const database = state_->database.get();
  if (database == nullptr) return Error{ErrorKind::kInputOutput, "the log was closed"};
  database->vacuum();
  std::optional<Error> failure = database->failure();
  database->forget_failure();
  return failure;
}

}  // namespace probity::audit
