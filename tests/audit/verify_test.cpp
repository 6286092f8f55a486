// The verifier against damage of every kind, each done to an intact log behind its back: it is
// found, and called by its name.
#include "audit/verify.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "audit/backup.h"
#include "audit/checkpoint.h"
#include "audit/log_reader.h"
#include "tests/audit/log_support.h"
#include "tests/audit/tampering.h"

namespace probity::audit {
namespace {

using test::Folder;
using test::Tampering;

VerifyReport verify(const std::string& path, const VerifyOptions& options = {}) {
  return verify_log(path, options).value();
}

std::string text_of(const VerifyReport& report) {
  std::string text;
  for (const Damage& damage : report.damages) {
    text += std::string(damage_name(damage.kind)) + ": " + damage.message + "\n";
  }
  return text;
}

bool finds(const VerifyReport& report, DamageKind kind) {
  return std::ranges::any_of(report.damages,
                             [&](const Damage& damage) { return damage.kind == kind; });
}

/// A log with an erased decision, besides what make_log has.
void make_full_log(const std::string& path) {
  test::make_log(path);
  LogWriter writer = test::open_writer(path);
  REQUIRE(std::holds_alternative<Erased>(writer.erase(4, "on request", "the operator")));
}

TEST_CASE("an intact log verifies, and the report says what it is") {
  const Folder folder("intact");
  const std::string path = folder.file("a.log");
  make_full_log(path);
  const VerifyReport report = verify(path);
  INFO(text_of(report));
  CHECK(report.is_intact());
  CHECK(report.origin == "example.org/log");
  CHECK(report.verifier_key == encode_verifier_key(test::signing_key().verifier()));
  CHECK(report.head.size == 13);
  CHECK(report.decisions == 8);
  CHECK(report.erased_objects == 4);
  CHECK(report.checkpoints == 5);
  CHECK(report.last_recorded_at == "2026-03-14T09:26:53Z");
  const std::string note = LogReader::open(path).value().summary().value().checkpoint;
  CHECK(parse_checkpoint(note).value().checkpoint.head == report.head);
  CHECK(verify(path, {.key = test::signing_key().verifier(), .at_least = note}).is_intact());
}

struct Case {
  std::string name;
  std::vector<std::string> sql;
  DamageKind kind;
};

/// Leaf 4 is decision 3; leaf 11 the override; leaf 12 the erasure of decision 4.
const std::vector<Case>& cases() {
  static const std::vector<Case> kCases{
      {"the last leaf is gone", {"DELETE FROM entry WHERE idx = 12"}, DamageKind::kNode},
      {"a leaf in the middle is gone", {"DELETE FROM entry WHERE idx = 5"}, DamageKind::kGap},
      {"all leaves are gone", {"DELETE FROM entry"}, DamageKind::kGap},
      {"the first leaf has a number below zero",
       {"UPDATE entry SET idx = -1 WHERE idx = 0"},
       DamageKind::kGap},
      {"a leaf is changed",
       {"UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'non_compliant', 'compliant') AS "
        "BLOB) WHERE idx = 4"},
       DamageKind::kNode},
      {"a leaf is spelt another way",
       {"UPDATE entry SET leaf = CAST(CAST(leaf AS TEXT) || ' ' AS BLOB) WHERE idx = 4"},
       DamageKind::kLeaf},
      {"a leaf is text of another kind",
       {"UPDATE entry SET leaf = x'00' WHERE idx = 4"},
       DamageKind::kLeaf},
      {"two leaves are exchanged",
       {"UPDATE entry SET idx = 100 WHERE idx = 3", "UPDATE entry SET idx = 3 WHERE idx = 4",
        "UPDATE entry SET idx = 4 WHERE idx = 100"},
       DamageKind::kSequence},
      {"a decision comes before its rule set",
       {"UPDATE entry SET idx = 100 WHERE idx = 1", "UPDATE entry SET idx = 1 WHERE idx = 2",
        "UPDATE entry SET idx = 2 WHERE idx = 100"},
       DamageKind::kSequence},
      {"a node has another hash",
       {"UPDATE node SET hash = zeroblob(32) WHERE id = 6"},
       DamageKind::kNode},
      {"a node is missing", {"DELETE FROM node WHERE id = 2"}, DamageKind::kNode},
      {"there is a node too many",
       {"INSERT INTO node SELECT max(id) + 1, zeroblob(32) FROM node"},
       DamageKind::kNode},
      {"all checkpoints are gone", {"DELETE FROM checkpoint"}, DamageKind::kCheckpoint},
      {"the last checkpoint is gone",
       {"DELETE FROM checkpoint WHERE size = 13"},
       DamageKind::kCheckpoint},
      {"a checkpoint stands at another size",
       {"UPDATE checkpoint SET size = 6 WHERE size = 7"},
       DamageKind::kCheckpoint},
      {"a checkpoint covers what is not there",
       {"UPDATE checkpoint SET size = 99 WHERE size = 13"},
       DamageKind::kCheckpoint},
      {"a checkpoint is no note",
       {"UPDATE checkpoint SET note = x'41' WHERE size = 7"},
       DamageKind::kCheckpoint},
      {"a signature is changed",
       {"UPDATE checkpoint SET note = CAST(substr(CAST(note AS TEXT), 1, length(CAST(note AS "
        "TEXT)) "
        "- 9) || 'AAAAAAA=' || char(10) AS BLOB) WHERE size = 7"},
       DamageKind::kSignature},
      {"a signature is another's",
       {"UPDATE checkpoint SET note = (SELECT CAST(replace(CAST(one.note AS TEXT), "
        "substr(CAST(one.note AS TEXT), instr(CAST(one.note AS TEXT), char(10, 10))), "
        "substr(CAST(two.note AS TEXT), instr(CAST(two.note AS TEXT), char(10, 10)))) AS BLOB) "
        "FROM checkpoint one, checkpoint two WHERE one.size = 7 AND two.size = 13) "
        "WHERE size = 7"},
       DamageKind::kSignature},
      {"the key in meta is changed", {"UPDATE meta SET value = 'x'"}, DamageKind::kKey},
      {"meta has a row too many", {"INSERT INTO meta VALUES('other', 'x')"}, DamageKind::kKey},
      {"the dossier of a decision is changed",
       {"UPDATE object SET body = zeroblob(size) WHERE kind = 'dossier'"},
       DamageKind::kObject},
      {"a salt is changed",
       {"UPDATE object SET salt = zeroblob(32) WHERE kind = 'trace' AND salt IS NOT NULL"},
       DamageKind::kObject},
      {"a rule file is changed",
       {"UPDATE object SET body = CAST('rule safe.c' AS BLOB) WHERE body = CAST('rule safe.b' AS "
        "BLOB)"},
       DamageKind::kObject},
      {"an object has another kind",
       {"UPDATE object SET kind = 'trace' WHERE kind = 'statement'"},
       DamageKind::kObject},
      {"an object is missing",
       {"DELETE FROM object WHERE kind = 'statement'"},
       DamageKind::kMissingObject},
      {"a rule file is missing",
       {"DELETE FROM object WHERE body = CAST('rule safe.b' AS BLOB)"},
       DamageKind::kMissingObject},
      {"an object is there too many",
       {"INSERT INTO object VALUES(zeroblob(32), 'dossier', 0, NULL, NULL)"},
       DamageKind::kStrayObject},
      {"an object was erased in silence",
       {"UPDATE object SET body = NULL, salt = NULL WHERE kind = 'statement'"},
       DamageKind::kUnexplainedErasure},
      {"only the salt was erased",
       {"UPDATE object SET salt = NULL WHERE kind = 'statement'"},
       DamageKind::kObject},
      {"a decision is missing from the index",
       {"DELETE FROM decision WHERE number = 3"},
       DamageKind::kIndex},
      {"the index has another verdict",
       {"UPDATE decision SET verdict = 'compliant' WHERE number = 3"},
       DamageKind::kIndex},
      {"the index has another dossier",
       {"UPDATE decision SET dossier = 'X' WHERE number = 3"},
       DamageKind::kIndex},
      {"the index has another day",
       {"UPDATE decision SET as_of = '2020-01-01' WHERE number = 3"},
       DamageKind::kIndex},
      {"the index hides an override",
       {"UPDATE decision SET overridden = NULL WHERE number = 2"},
       DamageKind::kIndex},
      {"the index has a decision too many",
       {"INSERT INTO decision SELECT 99, idx, kind, dossier, verdict, overridden, as_of, "
        "recorded_at, rule_set FROM decision WHERE number = 1"},
       DamageKind::kIndex},
      {"a finding is missing",
       {"DELETE FROM finding WHERE decision = 3 AND place = 1"},
       DamageKind::kIndex},
      {"a finding is changed",
       {"UPDATE finding SET outcome = 'satisfied' WHERE decision = 3 AND place = 0"},
       DamageKind::kIndex},
      {"a finding of an erased decision is back",
       {"INSERT INTO finding VALUES(4, 0, 'SAFE', 'safe.a', '', 'satisfied', NULL)"},
       DamageKind::kIndex},
      {"the name of an erased dossier is back",
       {"UPDATE decision SET dossier = 'D-4' WHERE number = 4"},
       DamageKind::kIndex},
      {"a finding of no decision",
       {"UPDATE finding SET decision = 99 WHERE decision = 8"},
       DamageKind::kIndex},
      {"the index has another rule set",
       {"UPDATE rule_set SET version = '2027' WHERE idx = 1"},
       DamageKind::kIndex},
      {"a rule set is missing from the index",
       {"DELETE FROM rule_set WHERE idx = 1"},
       DamageKind::kIndex},
      {"an anchor belongs to no checkpoint",
       {"INSERT INTO anchor VALUES(5, 'rfc3161', x'00')"},
       DamageKind::kAnchor},
      {"there is a table more", {"CREATE TABLE more(x)"}, DamageKind::kSchema},
      {"there is a view", {"CREATE VIEW v AS SELECT 1"}, DamageKind::kSchema},
      {"there is an index", {"CREATE INDEX i ON decision(dossier)"}, DamageKind::kSchema},
      {"another trigger",
       {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END"},
       DamageKind::kSchema},
      {"the format is newer", {"PRAGMA user_version = 2"}, DamageKind::kFile},
      {"it is another application", {"PRAGMA application_id = 1"}, DamageKind::kFile},
      {"it was set to write-ahead logging", {"PRAGMA journal_mode = WAL"}, DamageKind::kFile},
  };
  return kCases;
}

TEST_CASE("each kind of damage is found and called by its name") {
  const Folder folder("damages");
  const std::string intact = folder.file("intact.log");
  make_full_log(intact);
  for (const Case& damage : cases()) {
    const std::string path = folder.file("damaged.log");
    std::filesystem::copy_file(intact, path, std::filesystem::copy_options::overwrite_existing);
    {
      Tampering tampering(path);
      for (const std::string& sql : damage.sql) tampering.run(sql);
    }
    const VerifyReport report = verify(path);
    INFO(damage.name, "\n", text_of(report));
    CHECK_FALSE(report.is_intact());
    CHECK(finds(report, damage.kind));
  }
}

TEST_CASE("an erasure that was undone is found") {
  const Folder folder("undone");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  std::filesystem::copy_file(path, folder.file("before.log"));
  LogWriter writer = test::open_writer(path);
  REQUIRE(std::holds_alternative<Erased>(writer.erase(4, "on request", "the operator")));
  {
    Tampering tampering(path);
    tampering.run("ATTACH '" + folder.file("before.log") + "' AS old");
    tampering.run(
        "UPDATE object SET body = (SELECT body FROM old.object o WHERE o.hash = object.hash), "
        "salt = (SELECT salt FROM old.object o WHERE o.hash = object.hash) WHERE body IS NULL");
  }
  const VerifyReport report = verify(path);
  INFO(text_of(report));
  CHECK(finds(report, DamageKind::kIncompleteErasure));
}

TEST_CASE("a log that was cut back and signed by nobody is old against a kept checkpoint") {
  const Folder folder("cut_back");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  const std::string old_note = LogReader::open(path).value().summary().value().checkpoint;
  std::filesystem::copy_file(path, folder.file("old.log"));
  make_full_log(folder.file("other.log"));
  LogWriter writer = test::open_writer(path);
  const AppendOutcome outcome =
      writer.append(test::rule_set(), test::context(), test::decisions(1, "F-"));
  const std::string note = std::get<Recorded>(outcome).checkpoint;

  CHECK(verify(path, {.at_least = note}).is_intact());
  CHECK(verify(path, {.at_least = old_note}).is_intact());
  const VerifyReport old = verify(folder.file("old.log"), {.at_least = note});
  REQUIRE(old.damage_count == 1);
  CHECK(old.damages[0].kind == DamageKind::kAtLeast);
  CHECK(old.damages[0].message.find("old copy") != std::string::npos);
  const VerifyReport other = verify(folder.file("other.log"), {.at_least = note});
  REQUIRE(other.damage_count == 1);
  CHECK(other.damages[0].kind == DamageKind::kAtLeast);
  CHECK(other.damages[0].message.find("another history") != std::string::npos);
  CHECK_FALSE(verify_log(path, {.at_least = "nonsense"}).ok());
}

TEST_CASE("a log of somebody else's making has another key than the one that is known") {
  const Folder folder("other_key");
  const std::string path = folder.file("a.log");
  REQUIRE_FALSE(create_log(path, test::signing_key(2), test::sources(), std::nullopt).has_value());
  CHECK(verify(path).is_intact());
  const VerifyReport report = verify(path, {.key = test::signing_key().verifier()});
  REQUIRE(report.damage_count == 1);
  CHECK(report.damages[0].kind == DamageKind::kKey);
}

TEST_CASE("what is no log at all is an error or a damaged file, never a log") {
  const Folder folder("no_log");
  CHECK(verify_log(folder.file("absent"), {}).error().kind == ErrorKind::kNotFound);
  CHECK(verify_log(folder.file("no/such/folder"), {}).error().kind == ErrorKind::kNotFound);
  CHECK(verify_log(folder.file(""), {}).error().kind == ErrorKind::kInput);
  test::write_bytes(folder.file("empty"), "");
  CHECK(verify_log(folder.file("empty"), {}).error().kind == ErrorKind::kInput);
  test::make_log(folder.file("a.log"));
  std::filesystem::create_symlink("a.log", folder.file("link"));
  const Result<VerifyReport> link = verify_log(folder.file("link"), {});
  REQUIRE_FALSE(link.ok());
  CHECK(link.error().message.find("symbolic link") != std::string::npos);
  test::write_bytes(folder.file("text"), "{\"this\": \"is JSON\"}\n");
  CHECK(finds(verify(folder.file("text")), DamageKind::kFile));
}

TEST_CASE("a copy is complete and verified, and takes no file's place") {
  const Folder folder("backup");
  const std::string path = folder.file("a.log");
  make_full_log(path);
  const VerifyReport report = backup_log(path, folder.file("copy.log"), {}).value();
  INFO(text_of(report));
  CHECK(report.is_intact());
  CHECK(report.head == verify(path).head);
  CHECK(test::open_writer(folder.file("copy.log")).checkpoint().value() ==
        test::open_writer(path).checkpoint().value());
  CHECK(backup_log(path, folder.file("copy.log"), {}).error().kind == ErrorKind::kUsage);
  CHECK(backup_log(path, folder.file("no/folder"), {}).error().kind == ErrorKind::kNotFound);
  CHECK(backup_log(folder.file("absent"), folder.file("c"), {}).error().kind ==
        ErrorKind::kNotFound);

  {
    Tampering(path).run("UPDATE node SET hash = zeroblob(32) WHERE id = 6");
  }
  CHECK_FALSE(backup_log(path, folder.file("second.log"), {}).value().is_intact());
}

}  // namespace
}  // namespace probity::audit
