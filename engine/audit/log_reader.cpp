#include "audit/log_reader.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "audit/bodies.h"
#include "audit/database.h"
#include "audit/log_file.h"
#include "audit/proof_file.h"
#include "audit/state.h"
#include "audit/stored.h"
#include "support/text.h"

namespace probity::audit {
namespace {

constexpr std::string_view kSelectDecisions =
    "SELECT decision.number, decision.idx, decision.kind, dossier, verdict, overridden, as_of, "
    "recorded_at, rule_set.name, rule_set.version, rule_set.sha256 "
    "FROM decision LEFT JOIN rule_set ON rule_set.idx = decision.rule_set "
    "WHERE (?1 IS NULL OR decision.kind = ?1) AND (?2 IS NULL OR dossier = ?2) "
    "AND (?3 IS NULL OR verdict = ?3) AND (?4 IS NULL OR rule_set.sha256 = ?4) "
    "AND (?5 IS NULL OR recorded_at >= ?5) AND (?6 IS NULL OR recorded_at <= ?6) "
    "AND number >= ?7 AND number <= ?8 "
    "AND ((?9 IS NULL AND ?10 IS NULL AND ?11 IS NULL) OR EXISTS(SELECT 1 FROM finding "
    "WHERE finding.decision = number AND (?9 IS NULL OR instrument = ?9) "
    "AND (?10 IS NULL OR rule = ?10) AND (?11 IS NULL OR outcome = ?11))) ";
constexpr std::string_view kOldestFirst = "ORDER BY number";
constexpr std::string_view kNewestFirst = "ORDER BY number DESC LIMIT ?12";

/// Above the number of every decision.
constexpr std::uint64_t kMostNumber = std::uint64_t{1} << 62U;

std::optional<DecisionKind> decision_kind_of(std::string_view name) {
  for (const DecisionKind kind :
       {DecisionKind::kVerdict, DecisionKind::kRejected, DecisionKind::kError}) {
    if (decision_kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

/// A day stands for its end: `2026-03-14` includes all that was recorded on it.
std::optional<std::string> end_of(const std::optional<std::string>& until) {
  constexpr std::size_t kDayLength = 10;
  if (!until || until->size() != kDayLength) return until;
  return *until + "T23:59:59Z";
}

DecisionRow row_of(const Statement& statement) {
  DecisionRow row;
  row.number = statement.number(0);
  row.index = statement.number(1);
  row.kind = decision_kind_of(statement.bytes(2)).value_or(DecisionKind::kError);
  row.dossier = statement.optional_text(3);
  row.verdict = statement.optional_text(4);
  row.overridden = statement.optional_text(5);
  row.as_of = statement.optional_text(6);
  row.recorded_at = statement.text(7);
  row.rule_set_name = statement.text(8);
  row.rule_set_version = statement.text(9);
  row.rule_set_sha256 = statement.text(10);
  return row;
}

/// What was said of a decision afterwards, in order, with who said so and `text`: the object of
/// kind `kind` to which `reference` of the leaf refers.
template <class Stored, class Leaf, class Visit>
Result<std::vector<Stored>> read_said(Database& database, std::uint64_t number, Visit visit,
                                      std::string_view kind, ObjectReference Leaf::* reference,
                                      StoredObject Stored::* text) {
  const Result<StoredDecision> decision = find_decision_leaf(database, number);
  if (!decision) return decision.error();
  std::vector<Stored> said;
  std::optional<Error> failure =
      visit(database, {number, decision.value().index},
            [&](std::uint64_t index, const Leaf& leaf) { said.push_back({index, leaf, {}, {}}); });
  if (failure) return *std::move(failure);
  for (Stored& record : said) {
    Result<StoredObject> name =
        read_object(database, object_kind::kOperator, record.leaf.operator_name);
    if (!name) return name.error();
    Result<StoredObject> object = read_object(database, kind, record.leaf.*reference);
    if (!object) return object.error();
    record.operator_name = std::move(name).value();
    record.*text = std::move(object).value();
  }
  return said;
}

}  // namespace

LogReader::LogReader(std::unique_ptr<Database> database) : database_(std::move(database)) {}
LogReader::LogReader(LogReader&& other) noexcept = default;
LogReader& LogReader::operator=(LogReader&& other) noexcept = default;
LogReader::~LogReader() = default;

Result<LogReader> LogReader::open(const std::string& path, const std::string& vfs) {
  Result<std::unique_ptr<Database>> database = open_log(path, OpenMode::kRead, vfs);
  if (!database) return database.error();
  return LogReader(std::move(database).value());
}

/// What could not be read of one decision says nothing of the next.
Database& LogReader::fresh() {
  database_->roll_back();
  database_->forget_failure();
  return *database_;
}

Result<LogSummary> LogReader::summary() {
  Database& database = fresh();
  database.execute("BEGIN");
  Result<LogState> state = read_state(database);
  database.execute("COMMIT");
  if (!state) return state.error();
  if (database.failure()) return *database.failure();
  return LogSummary{state.value().key.name, encode_verifier_key(state.value().key),
                    state.value().size, state.value().decisions, std::move(state.value().note)};
}

std::optional<Error> LogReader::visit_decisions(
    const DecisionFilter& filter, const std::function<bool(const DecisionRow&)>& visit) {
  const std::optional<std::string> until = end_of(filter.recorded_until);
  std::optional<std::string> kind;
  if (filter.kind) kind = decision_kind_name(*filter.kind);

  Database& database = fresh();
  Statement select = database.prepare(
      std::string(kSelectDecisions).append(filter.newest ? kNewestFirst : kOldestFirst));
  select.bind(1, kind)
      .bind(2, filter.dossier)
      .bind(3, filter.verdict)
      .bind(4, filter.rule_set)
      .bind(5, filter.recorded_from)
      .bind(6, until)
      .bind(7, filter.first.value_or(0))
      .bind(8, filter.last.value_or(kMostNumber))
      .bind(9, filter.instrument)
      .bind(10, filter.rule)
      .bind(11, filter.outcome);
  if (filter.newest) select.bind(12, *filter.newest);
  std::vector<DecisionRow> newest;
  while (select.next()) {
    DecisionRow row = row_of(select);
    if (filter.newest) {
      newest.push_back(std::move(row));
    } else if (!visit(row)) {
      break;
    }
  }
  for (auto row = newest.rbegin(); row != newest.rend() && visit(*row); ++row) {
  }
  return database.failure();
}

std::optional<Error> LogReader::check_row(const DecisionRow& row) {
  Database& database = fresh();
  const Result<StoredDecision> decision = find_decision_leaf(database, row.number);
  if (!decision) return decision.error();
  const DecisionLeaf& leaf = decision.value().leaf;
  if (row.kind == leaf.kind && row.verdict == leaf.verdict && row.as_of == leaf.as_of &&
      row.recorded_at == leaf.recorded_at && row.rule_set_name == leaf.rule_set.name &&
      row.rule_set_sha256 == leaf.rule_set.sha256) {
    return std::nullopt;
  }
  return database.damage(fmt::format("the index says something else of decision {} than leaf {}",
                                     row.number, row.index));
}

Result<StoredDecision> LogReader::read_decision(std::uint64_t number) {
  Database& database = fresh();
  Result<StoredDecision> decision = find_decision_leaf(database, number);
  if (!decision) return decision;
  StoredDecision& found = decision.value();
  struct Part {
    std::string_view kind;
    const ObjectReference& reference;
    StoredObject& object;
  };
  const std::array parts{
      Part{object_kind::kOperator, found.leaf.operator_name, found.operator_name},
      Part{object_kind::kDossier, found.leaf.dossier, found.dossier},
      Part{object_kind::kTrace, found.leaf.trace, found.trace},
      Part{object_kind::kFindings, found.leaf.findings, found.findings}};
  for (const Part& part : parts) {
    Result<StoredObject> object = read_object(database, part.kind, part.reference);
    if (!object) return object.error();
    part.object = std::move(object).value();
  }
  return decision;
}

Result<std::vector<StoredOverride>> LogReader::read_overrides(std::uint64_t number) {
  return read_said(fresh(), number, visit_overrides, object_kind::kStatement,
                   &OverrideLeaf::statement, &StoredOverride::statement);
}

Result<std::vector<StoredErasure>> LogReader::read_erasures(std::uint64_t number) {
  return read_said(fresh(), number, visit_erasures, object_kind::kReason, &ErasureLeaf::reason,
                   &StoredErasure::reason);
}

Result<RuleSetRecord> LogReader::read_rule_set(const RuleSetReference& reference) {
  Database& database = fresh();
  Statement find = database.prepare(
      "SELECT entry.leaf FROM rule_set JOIN entry ON entry.idx = rule_set.idx "
      "WHERE rule_set.sha256 = ?1 AND rule_set.name = ?2 ORDER BY rule_set.idx LIMIT 1");
  find.bind(1, reference.sha256).bind(2, reference.name);
  if (!find.next()) {
    if (database.failure()) return *database.failure();
    return Error{ErrorKind::kNotFound,
                 fmt::format("`{}` has no rule set `{}` {}", escape_untrusted(database.path()),
                             escape_untrusted(reference.name), escape_untrusted(reference.sha256))};
  }
  const Result<Leaf> leaf = parse_leaf(find.bytes(0));
  const auto* const content = leaf ? std::get_if<RuleSetLeaf>(&leaf.value()) : nullptr;
  if (content == nullptr || content->sha256 != reference.sha256) {
    return Error{ErrorKind::kInput,
                 fmt::format("`{}` is damaged: the leaf of the rule set `{}` is another leaf",
                             escape_untrusted(database.path()), escape_untrusted(reference.name))};
  }
  RuleSetRecord record{content->name, content->version, content->sha256, {}};
  const Result<StoredObject> list = read_object(database, object_kind::kRuleFiles, content->files);
  if (!list) return list.error();
  const Result<std::vector<RuleFileReference>> files =
      parse_rule_files(list.value().body.value_or(""));
  if (!files) return files.error();
  for (const RuleFileReference& file : files.value()) {
    Result<StoredObject> object = read_object(database, object_kind::kRuleFile, file.file);
    if (!object) return object.error();
    record.files.push_back({file.path, std::move(object.value().body).value_or("")});
  }
  return record;
}

std::optional<Error> LogReader::visit_rows(const std::function<bool(const StoredRow&)>& visit) {
  Database& database = fresh();
  database.execute("BEGIN");
  bool goes_on = true;
  const auto each = [&](const char* sql, auto row_of) {
    Statement select = database.prepare(sql);
    while (goes_on && select.next()) goes_on = visit(row_of(select));
  };
  const auto bytes_or_none = [](const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.bytes(column));
  };
  each("SELECT idx, leaf FROM entry ORDER BY idx",
       [](const Statement& row) { return StoredRow(EntryRow{row.number(0), row.bytes(1)}); });
  each("SELECT hash, kind, size, salt, body FROM object ORDER BY hash", [&](const Statement& row) {
    return StoredRow(ObjectRow{hash_of_bytes(row.bytes(0)).value_or(Hash{}), row.bytes(1),
                               row.number(2), bytes_or_none(row, 3), bytes_or_none(row, 4)});
  });
  each("SELECT size, note FROM checkpoint ORDER BY size",
       [](const Statement& row) { return StoredRow(CheckpointRow{row.number(0), row.bytes(1)}); });
  database.execute("COMMIT");
  return database.failure();
}

Result<std::string> LogReader::prove(std::uint64_t number) {
  Database& database = fresh();
  database.execute("BEGIN");
  Result<LogState> state = read_state(database);
  Result<StoredDecision> decision = find_decision_leaf(database, number);
  Result<std::vector<Hash>> proof =
      state && decision
          ? inclusion_proof(decision.value().index, state.value().size, node_reader(database))
          : Result<std::vector<Hash>>(std::vector<Hash>{});
  database.execute("COMMIT");
  if (!state) return state.error();
  if (!decision) return decision.error();
  if (!proof) return proof.error();
  const std::string text = encode_proof({decision.value().leaf_bytes, decision.value().index,
                                         std::move(proof).value(), state.value().note});
  const Result<ProvenLeaf> proven = verify_proof(text, state.value().key, std::nullopt);
  if (!proven) {
    return Error{ErrorKind::kInput,
                 fmt::format("`{}` is damaged: {}", escape_untrusted(database.path()),
                             proven.error().message)};
  }
  return text;
}

}  // namespace probity::audit
