#include "audit/stored.h"

#include <fmt/format.h>

#include <utility>

#include "audit/state.h"
#include "support/text.h"

namespace probity::audit {
namespace {

Error absent(const Database& database, std::uint64_t number) {
  return {ErrorKind::kNotFound,
          fmt::format("`{}` has no decision {}", escape_untrusted(database.path()), number)};
}

/// The leaves of one kind that name a decision.
template <class KindOfLeaf>
std::optional<Error> visit_leaves_about(
    Database& database, std::string_view kind, const DecisionPlace& decision,
    const std::function<void(std::uint64_t index, const KindOfLeaf&)>& visit) {
  Statement entries = database.prepare("SELECT idx, leaf FROM entry WHERE idx > ?1 ORDER BY idx");
  entries.bind(1, decision.index);
  // Parsing every leaf would take much longer than looking for the word.
  const std::string mark = fmt::format(R"("kind":"{}")", kind);
  while (entries.next()) {
    if (entries.bytes(1).find(mark) == std::string_view::npos) continue;
    const Result<Leaf> leaf = parse_leaf(entries.bytes(1));
    if (!leaf) {
      return database.damage(fmt::format("leaf {}: {}", entries.number(0), leaf.error().message));
    }
    const auto* const content = std::get_if<KindOfLeaf>(&leaf.value());
    if (content != nullptr && content->decision == decision.number) {
      visit(entries.number(0), *content);
    }
  }
  return database.failure();
}

}  // namespace

Result<StoredDecision> find_decision_leaf(Database& database, std::uint64_t number) {
  Statement find = database.prepare(
      "SELECT decision.idx, entry.leaf FROM decision LEFT JOIN entry ON entry.idx = decision.idx "
      "WHERE number = ?1");
  find.bind(1, number);
  if (!find.next()) return database.failure() ? *database.failure() : absent(database, number);
  StoredDecision decision;
  decision.index = find.number(0);
  decision.leaf_bytes = find.text(1);
  Result<Leaf> leaf = parse_leaf(decision.leaf_bytes);
  if (!leaf) {
    return database.damage(fmt::format("leaf {}: {}", decision.index, leaf.error().message));
  }
  auto* const content = std::get_if<DecisionLeaf>(&leaf.value());
  if (content == nullptr || content->number != number) {
    return database.damage(
        fmt::format("the index says that leaf {} is decision {}", decision.index, number));
  }
  const Result<Hash> node = node_reader(database)({0, decision.index});
  if (!node) return node.error();
  if (node.value() != leaf_hash(decision.leaf_bytes)) {
    return database.damage(
        fmt::format("leaf {} has been changed since it was hashed", decision.index));
  }
  decision.leaf = std::move(*content);
  return decision;
}

Result<StoredObject> read_object(Database& database, std::string_view kind,
                                 const ObjectReference& reference) {
  Statement find = database.prepare("SELECT kind, size, salt, body FROM object WHERE hash = ?1");
  find.bind_bytes(1, reference.hash);
  const std::string name = fmt::format("the {} {}", kind, to_hex(reference.hash));
  if (!find.next()) {
    if (database.failure()) return *database.failure();
    return database.damage(name + " is missing");
  }
  StoredObject object{reference, find.optional_text(2), find.optional_text(3)};
  if (find.bytes(0) != kind || find.number(1) != reference.size) {
    return database.damage(name + " is another object");
  }
  if (!object.body) return object;
  const Hash hash =
      object.salt ? commitment(kind, *object.salt, *object.body) : sha256(*object.body);
  if (hash != reference.hash) return database.damage(name + " has been changed");
  return object;
}

std::optional<Error> visit_overrides(
    Database& database, const DecisionPlace& decision,
    const std::function<void(std::uint64_t index, const OverrideLeaf&)>& visit) {
  return visit_leaves_about(database, leaf_kind::kOverride, decision, visit);
}

std::optional<Error> visit_erasures(
    Database& database, const DecisionPlace& decision,
    const std::function<void(std::uint64_t index, const ErasureLeaf&)>& visit) {
  return visit_leaves_about(database, leaf_kind::kErasure, decision, visit);
}

}  // namespace probity::audit
