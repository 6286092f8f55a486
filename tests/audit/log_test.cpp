// Writing and reading a log: what was recorded is what is read, in order, with proofs; and what is
// not recorded leaves no trace.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "audit/bodies.h"
#include "audit/checkpoint.h"
#include "audit/log_reader.h"
#include "audit/log_writer.h"
#include "audit/proof_file.h"
#include "audit/verify.h"
#include "tests/audit/log_support.h"
#include "tests/audit/tampering.h"

namespace probity::audit {
namespace {

using test::context;
using test::decisions;
using test::Folder;
using test::make_log;
using test::open_writer;
using test::rule_set;
using test::Tampering;

std::vector<std::uint64_t> numbers(LogReader& reader, const DecisionFilter& filter) {
  std::vector<std::uint64_t> found;
  const std::optional<Error> failure = reader.visit_decisions(filter, [&](const DecisionRow& row) {
    found.push_back(row.number);
    return true;
  });
  CHECK_FALSE(failure.has_value());
  return found;
}

const Error& reason(const AppendOutcome& outcome) {
  REQUIRE(std::holds_alternative<NotRecorded>(outcome));
  return std::get<NotRecorded>(outcome).reason;
}

TEST_CASE("a new log has its key as the first leaf, under a signed checkpoint") {
  const Folder folder("new");
  const std::string path = folder.file("a.log");
  const std::string old = test::foreign_checkpoint();
  REQUIRE_FALSE(create_log(path, test::signing_key(), test::sources(), old).has_value());
  LogReader reader = LogReader::open(path).value();
  const LogSummary summary = reader.summary().value();
  CHECK(summary.origin == "example.org/log");
  CHECK(summary.verifier_key == encode_verifier_key(test::signing_key().verifier()));
  CHECK(summary.size == 1);
  CHECK(summary.decisions == 0);
  const Checkpoint checkpoint =
      open_checkpoint(summary.checkpoint, test::signing_key().verifier()).value();
  std::string quoted = old;
  for (std::size_t at = 0; (at = quoted.find('\n', at)) != std::string::npos;) {
    quoted.replace(at, 1, "\\n");
  }
  const std::string leaf = R"({"continues":")" + quoted + R"(","key":")" + summary.verifier_key +
                           R"(","kind":"key","recorded_at":"2026-03-14T09:26:53Z","v":1})";
  CHECK(checkpoint.head == TreeHead{1, leaf_hash(leaf)});

  struct stat status{};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const std::optional<Error> again =
      create_log(path, test::signing_key(), test::sources(), std::nullopt);
  REQUIRE(again.has_value());
  CHECK(again->kind == ErrorKind::kUsage);
  CHECK(LogReader::open(path).value().summary().value().size == 1);
  const std::optional<Error> nonsense =
      create_log(folder.file("b.log"), test::signing_key(), test::sources(), "no checkpoint");
  REQUIRE(nonsense.has_value());
  CHECK(nonsense->kind == ErrorKind::kInput);
  CHECK_FALSE(std::filesystem::exists(folder.file("b.log")));
}

TEST_CASE("a recorded decision is read back byte for byte, with the rules that made it") {
  const Folder folder("read_back");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogReader reader = LogReader::open(path).value();
  const LogSummary summary = reader.summary().value();
  // A key, a rule set, five decisions, a rule set, three decisions, an override.
  CHECK(summary.size == 12);
  CHECK(summary.decisions == 8);

  const DecisionRecord record = decisions(5)[2];
  const StoredDecision stored = reader.read_decision(3).value();
  CHECK(stored.index == 4);
  CHECK(stored.leaf.number == 3);
  CHECK(stored.leaf.recorded_at == "2026-03-14T09:26:53Z");
  CHECK(stored.leaf.verdict == "non_compliant");
  CHECK(stored.leaf.readings.at("safe.a") == "narrow");
  CHECK(stored.leaf.outcomes ==
        std::map<std::string, std::uint64_t>{{"excused", 1}, {"violated", 1}});
  CHECK(stored.leaf.violated.listed == std::vector<std::string>{"safe.a"});
  CHECK(stored.leaf.excused.listed == std::vector<std::string>{"safe.b"});
  CHECK(stored.dossier.body == record.dossier_bytes);
  CHECK(stored.trace.body == record.trace);
  CHECK(stored.operator_name.body == "the operator");
  CHECK(parse_findings(stored.findings.body.value()).value() ==
        FindingsBody{record.dossier, record.findings});

  const RuleSetRecord rules = reader.read_rule_set(stored.leaf.rule_set).value();
  CHECK(rules.version == "2026.1");
  REQUIRE(rules.files.size() == 3);
  CHECK(rules.files[0].path == "eu_defence.ruleset");
  CHECK(rules.files[0].bytes == "files: a.rules 2026.1");
  CHECK(rules.files[2].bytes == "rule safe.b");
  CHECK(reader.read_rule_set(reader.read_decision(6).value().leaf.rule_set).value().version ==
        "2026.2");
  CHECK(reader.read_rule_set({"eu_defence", "none"}).error().kind == ErrorKind::kNotFound);
  CHECK(reader.read_decision(9).error().kind == ErrorKind::kNotFound);
  CHECK(reader.read_decision(0).error().kind == ErrorKind::kNotFound);
}

TEST_CASE("personal data stand in no leaf") {
  const Folder folder("leaves");
  make_log(folder.file("a.log"));
  LogReader reader = LogReader::open(folder.file("a.log")).value();
  for (std::uint64_t number = 1; number <= 8; ++number) {
    const std::string leaf = reader.read_decision(number).value().leaf_bytes;
    for (const char* word : {"D-", "E-", "the operator", "/components", "secret"}) {
      CHECK(leaf.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("decisions are found by what the index says of them") {
  const Folder folder("filters");
  make_log(folder.file("a.log"));
  LogReader reader = LogReader::open(folder.file("a.log")).value();
  using Numbers = std::vector<std::uint64_t>;
  CHECK(numbers(reader, {}) == Numbers{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(numbers(reader, {.verdict = "non_compliant"}) == Numbers{3, 8});
  CHECK(numbers(reader, {.dossier = "E-2"}) == Numbers{7});
  CHECK(numbers(reader, {.kind = DecisionKind::kRejected}).empty());
  CHECK(numbers(reader, {.rule_set = rule_set("2026.2").sha256}) == Numbers{6, 7, 8});
  CHECK(numbers(reader, {.first = 2, .last = 4}) == Numbers{2, 3, 4});
  CHECK(numbers(reader, {.rule = "safe.a", .outcome = "violated"}) == Numbers{3, 8});
  CHECK(numbers(reader, {.rule = "safe.b", .outcome = "violated"}).empty());
  CHECK(numbers(reader, {.instrument = "SEAP"}).empty());
  CHECK(numbers(reader, {.newest = 3}) == Numbers{6, 7, 8});
  CHECK(numbers(reader, {.verdict = "non_compliant", .newest = 1}) == Numbers{8});
  CHECK(numbers(reader, {.recorded_from = "2026-03-14T09:26:54Z"}) == Numbers{6, 7, 8});
  CHECK(numbers(reader, {.recorded_until = "2026-03-14T09:26:53Z"}) == Numbers{1, 2, 3, 4, 5});
  CHECK(numbers(reader, {.recorded_until = "2026-03-14"}).size() == 8);
  CHECK(numbers(reader, {.recorded_until = "2026-03-13"}).empty());

  std::size_t seen = 0;
  CHECK_FALSE(reader
                  .visit_decisions({},
                                   [&](const DecisionRow& row) {
                                     CHECK(row.dossier == "D-1");
                                     CHECK(row.verdict == "compliant");
                                     CHECK(row.as_of == "2026-03-14");
                                     CHECK(row.index == 2);
                                     CHECK(row.rule_set_name == "eu_defence");
                                     CHECK(row.rule_set_version == "2026.1");
                                     CHECK_FALSE(row.overridden.has_value());
                                     ++seen;
                                     return false;
                                   })
                  .has_value());
  CHECK(seen == 1);
}

TEST_CASE("an override names a human and leaves the decision as it was") {
  const Folder folder("override");
  make_log(folder.file("a.log"));
  LogReader reader = LogReader::open(folder.file("a.log")).value();
  CHECK(reader.read_decision(2).value().leaf.verdict == "compliant");
  const std::vector<StoredOverride> overrides = reader.read_overrides(2).value();
  REQUIRE(overrides.size() == 1);
  CHECK(overrides[0].index == 11);
  CHECK(overrides[0].leaf.verdict == "non_compliant");
  CHECK(overrides[0].operator_name.body == "boss");
  const StatementBody statement = parse_statement(overrides[0].statement.body.value()).value();
  CHECK(statement.by == "A. Person");
  CHECK(statement.reason == "seen by the board");
  CHECK(reader.read_overrides(1).value().empty());

  LogWriter writer = open_writer(folder.file("a.log"));
  CHECK(reason(writer.append_override({99, "compliant", "A", "r"}, "boss")).kind ==
        ErrorKind::kNotFound);
}

TEST_CASE("a rejected dossier is recorded without a verdict") {
  const Folder folder("rejected");
  const std::string path = folder.file("a.log");
  make_log(path);
  DecisionRecord record;
  record.kind = DecisionKind::kRejected;
  record.dossier_bytes = "{\"dossier\":";
  record.trace = "[PR0001]";
  LogWriter writer = open_writer(path);
  const AppendOutcome outcome = writer.append(rule_set(), context(), {&record, 1});
  REQUIRE(std::holds_alternative<Recorded>(outcome));
  CHECK(std::get<Recorded>(outcome).receipts.at(0).number == 9);
  LogReader reader = LogReader::open(path).value();
  CHECK(numbers(reader, {.kind = DecisionKind::kRejected}) == std::vector<std::uint64_t>{9});
  const StoredDecision stored = reader.read_decision(9).value();
  CHECK_FALSE(stored.leaf.verdict.has_value());
  CHECK(stored.dossier.body == record.dossier_bytes);

  record.verdict = "compliant";
  CHECK(reason(writer.append(rule_set(), context(), {&record, 1})).kind == ErrorKind::kUsage);
}

TEST_CASE("a receipt names the leaf, and the proof of it is checked without the log") {
  const Folder folder("receipt");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter writer = open_writer(path);
  const AppendOutcome outcome = writer.append(rule_set(), context(), decisions(2, "F-"));
  REQUIRE(std::holds_alternative<Recorded>(outcome));
  const auto& recorded = std::get<Recorded>(outcome);
  REQUIRE(recorded.receipts.size() == 2);
  CHECK(recorded.receipts[1].number == 10);
  // The rule set is in the log already, so it is not recorded again.
  CHECK(recorded.receipts[1].index == 13);

  LogReader reader = LogReader::open(path).value();
  const StoredDecision stored = reader.read_decision(10).value();
  CHECK(leaf_hash(stored.leaf_bytes) == recorded.receipts[1].leaf);
  const std::string proof = reader.prove(10).value();
  const ProvenLeaf proven =
      verify_proof(proof, test::signing_key().verifier(), std::nullopt).value();
  CHECK(proven.leaf == stored.leaf_bytes);
  CHECK(proven.index == 13);
  CHECK(proven.checkpoint.head.size == 14);
  CHECK(recorded.checkpoint == reader.summary().value().checkpoint);
}

TEST_CASE("one bad decision keeps its whole group out of the log") {
  const Folder folder("group");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter writer = open_writer(path);
  std::vector<DecisionRecord> group = decisions(3, "F-");
  group[2].dossier = "\xff";
  CHECK(reason(writer.append(rule_set("2026.3"), context(), group)).kind == ErrorKind::kInput);
  CHECK(LogReader::open(path).value().summary().value().size == 12);
  group[2].dossier = "F-3";
  CHECK(std::holds_alternative<Recorded>(writer.append(rule_set("2026.3"), context(), group)));
  CHECK(LogReader::open(path).value().summary().value().size == 16);
  CHECK(reason(writer.append(rule_set(), context(), {})).kind == ErrorKind::kUsage);
}

TEST_CASE("rules beyond five hundred are counted, and long ids are dropped until the leaf fits") {
  const Folder folder("many_rules");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter writer = open_writer(path);
  std::vector<DecisionRecord> group = decisions(2, "F-");
  group[0].findings.clear();
  for (int i = 0; i < 600; ++i) {
    group[0].findings.push_back({"SAFE", "r" + std::to_string(i), "", "violated", {}});
    group[0].findings.push_back({"SAFE", "r" + std::to_string(i), "/x", "violated", {}});
  }
  group[1].findings.clear();
  for (int i = 0; i < 400; ++i) {
    group[1].findings.push_back(
        {"SAFE", std::string(200, 'x') + std::to_string(i), "", "violated", {}});
  }
  REQUIRE(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), group)));
  LogReader reader = LogReader::open(path).value();
  const DecisionLeaf first = reader.read_decision(9).value().leaf;
  CHECK(first.violated.listed.size() == 500);
  CHECK(first.violated.omitted == 100);
  CHECK(first.outcomes.at("violated") == 1200);
  const DecisionLeaf second = reader.read_decision(10).value().leaf;
  CHECK(second.violated.listed.size() == 250);
  CHECK(second.violated.omitted == 150);
}

TEST_CASE("a log is appended to with its own key only") {
  const Folder folder("key");
  const std::string path = folder.file("a.log");
  make_log(path);
  const auto open_with = [&](SigningKey key) {
    return LogWriter::open(path, std::move(key), {.sources = test::sources()});
  };
  CHECK(open_with(test::signing_key()).ok());
  CHECK(open_with(test::signing_key(2)).error().kind == ErrorKind::kInput);
  CHECK(open_with(test::signing_key(1, "example.org/other")).error().kind == ErrorKind::kInput);
}

TEST_CASE("a replaced key and its successor sign one checkpoint, and then the successor alone") {
  const Folder folder("rotation");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter writer = open_writer(path);
  const VerifierKey first = test::signing_key().verifier();
  const VerifierKey second = test::signing_key(2).verifier();
  const AppendOutcome outcome = writer.replace_key(test::signing_key(2));
  REQUIRE(std::holds_alternative<Recorded>(outcome));
  const SignedNote both = parse_note(std::get<Recorded>(outcome).checkpoint).value();
  CHECK(check_signature(both, first) == SignatureState::kValid);
  CHECK(check_signature(both, second) == SignatureState::kValid);

  const AppendOutcome next = writer.append(rule_set(), context(), decisions(1, "F-"));
  const SignedNote one = parse_note(std::get<Recorded>(next).checkpoint).value();
  CHECK(check_signature(one, first) == SignatureState::kAbsent);
  CHECK(check_signature(one, second) == SignatureState::kValid);

  CHECK_FALSE(LogWriter::open(path, test::signing_key(), {.sources = test::sources()}).ok());
  CHECK(LogWriter::open(path, test::signing_key(2), {.sources = test::sources()}).ok());
  for (const std::optional<VerifierKey>& key :
       {std::optional<VerifierKey>(), std::optional(first), std::optional(second)}) {
    const VerifyReport report = verify_log(path, {.key = key}).value();
    CHECK(report.is_intact());
    CHECK(report.verifier_key == encode_verifier_key(second));
  }
  CHECK(verify_log(path, {.key = test::signing_key(3).verifier()}).value().damage_count == 1);
  LogReader reader = LogReader::open(path).value();
  CHECK(verify_proof(reader.prove(9).value(), second, std::nullopt).ok());

  CHECK(reason(writer.replace_key(test::signing_key(2))).kind == ErrorKind::kUsage);
  CHECK(reason(writer.replace_key(test::signing_key(3, "example.org/other"))).kind ==
        ErrorKind::kUsage);
  CHECK(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), decisions(1, "G-"))));
}

TEST_CASE("a key that was replaced in the meantime appends nothing") {
  const Folder folder("replaced");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter one = open_writer(path);
  LogWriter two = open_writer(path);
  REQUIRE(std::holds_alternative<Recorded>(one.replace_key(test::signing_key(2))));
  const Error refusal = reason(two.append(rule_set(), context(), decisions(1, "F-")));
  CHECK(refusal.message.find("the key is not the one of") != std::string::npos);
}

TEST_CASE("an old copy of a log is not appended to when a newer checkpoint was kept") {
  const Folder folder("old_copy");
  const std::string path = folder.file("a.log");
  make_log(path);
  const std::string copy = folder.file("copy.log");
  std::filesystem::copy_file(path, copy);
  LogWriter writer = open_writer(path);
  const AppendOutcome outcome = writer.append(rule_set(), context(), decisions(1, "F-"));
  const std::string kept = std::get<Recorded>(outcome).checkpoint;

  const auto open_at_least = [&](const std::string& file, const std::string& checkpoint) {
    return LogWriter::open(file, test::signing_key(),
                           {.sources = test::sources(), .at_least = checkpoint});
  };
  CHECK(open_at_least(path, kept).ok());
  const Result<LogWriter> refused = open_at_least(copy, kept);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("is an old copy") != std::string::npos);

  // The copy goes on by itself: a fork, of the same size as the log and with another root.
  LogWriter fork = open_writer(copy);
  REQUIRE(std::holds_alternative<Recorded>(fork.append(rule_set(), context(), decisions(1, "G-"))));
  const Result<LogWriter> forked = open_at_least(copy, kept);
  REQUIRE_FALSE(forked.ok());
  CHECK(forked.error().message.find("is another history") != std::string::npos);
}

TEST_CASE("two writers take turns, and one that waits too long records nothing") {
  const Folder folder("two_writers");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter one = open_writer(path);
  LogWriter two = open_writer(path);
  REQUIRE(std::holds_alternative<Recorded>(one.append(rule_set(), context(), decisions(1, "F-"))));
  REQUIRE(std::holds_alternative<Recorded>(two.append(rule_set(), context(), decisions(1, "G-"))));
  REQUIRE(std::holds_alternative<Recorded>(one.append(rule_set(), context(), decisions(1, "H-"))));
  LogReader reader = LogReader::open(path).value();
  CHECK(numbers(reader, {.first = 9}) == std::vector<std::uint64_t>{9, 10, 11});
  CHECK(numbers(reader, {.dossier = "G-1"}) == std::vector<std::uint64_t>{10});

  // A walk over the decisions holds a read lock, which the writer's commit waits for.
  CHECK_FALSE(
      reader
          .visit_decisions({},
                           [&](const DecisionRow&) {
                             const Error busy =
                                 reason(one.append(rule_set(), context(), decisions(1, "I-")));
                             CHECK(busy.message.find("by another process") != std::string::npos);
                             return false;
                           })
          .has_value());
  CHECK(reader.summary().value().decisions == 11);
  CHECK(std::holds_alternative<Recorded>(one.append(rule_set(), context(), decisions(1, "I-"))));
}

TEST_CASE("what was changed since the last append is noticed before the next") {
  const Folder folder("changed");
  const std::string path = folder.file("a.log");
  make_log(path);
  LogWriter writer = open_writer(path);
  REQUIRE(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), decisions(1))));
  std::string message;
  SUBCASE("nothing was") {}
  SUBCASE("the signature of the last checkpoint") {
    Tampering(path).run(
        "UPDATE checkpoint SET note = CAST(substr(note, 1, length(note) - 9) || 'AAAA' || "
        "substr(note, -5) AS BLOB) WHERE size = (SELECT max(size) FROM checkpoint)");
    message = "signature";
  }
  SUBCASE("the key that signs it") {
    const std::string other = encode_verifier_key(test::signing_key(9).verifier());
    Tampering(path).run("UPDATE meta SET value = '" + other + "' WHERE key LIKE 'key.%'");
    message = "not signed";
  }
  SUBCASE("a node") {
    Tampering(path).run(
        "UPDATE node SET hash = zeroblob(32) WHERE id = (SELECT max(id) FROM node)");
    message = "root";
  }
  const AppendOutcome outcome = writer.append(rule_set(), context(), decisions(1));
  if (message.empty()) {
    CHECK(std::holds_alternative<Recorded>(outcome));
  } else {
    const std::string text = reason(outcome).message;
    INFO(text);
    CHECK(text.find(message) != std::string::npos);
  }
}

TEST_CASE("no salt, no record") {
  const Folder folder("salt");
  const std::string path = folder.file("a.log");
  make_log(path);
  Sources broken = test::sources();
  broken.salt = []() -> Result<Salt> { return Error{ErrorKind::kInputOutput, "no randomness"}; };
  LogWriter writer =
      LogWriter::open(path, test::signing_key(), {.sources = std::move(broken)}).value();
  CHECK(reason(writer.append(rule_set(), context(), decisions(1))).message == "no randomness");
  CHECK(LogReader::open(path).value().summary().value().size == 12);
}

}  // namespace
}  // namespace probity::audit
