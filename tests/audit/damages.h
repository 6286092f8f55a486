// Every kind of damage, as SQL that is done to an intact log behind its back.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

#include "audit/verify.h"
#include "tests/audit/log_support.h"
#include "tests/audit/tampering.h"

namespace probity::audit::test {

/// A log with an erased decision, besides what make_log has.
inline void make_full_log(const std::string& path) {
  make_log(path);
  LogWriter writer = open_writer(path);
  REQUIRE(std::holds_alternative<Erased>(writer.erase(4, "on request", "the operator")));
}

struct DamageCase {
  std::string name;
  std::vector<std::string> sql;
  DamageKind kind;
};

/// Leaf 4 is decision 3; leaf 11 the override; leaf 12 the erasure of decision 4.
inline const std::vector<DamageCase>& damage_cases() {
  static const std::vector<DamageCase> kCases{
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
      {"an object has taken another's place",
       {"UPDATE object SET hash = zeroblob(32) WHERE kind = 'statement'"},
       DamageKind::kStrayObject},
      {"an object is there too many, with a hash that begins as another's",
       {"INSERT INTO object SELECT CAST(substr(hash, 1, 31) || 'x' AS BLOB), kind, size, salt, "
        "body "
        "FROM object WHERE kind = 'statement'"},
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
      {"the kind of an anchor is not UTF-8",
       {"INSERT INTO anchor VALUES(13, CAST(x'ff' AS TEXT), x'00')"},
       DamageKind::kAnchor},
      {"a checkpoint has a size below zero",
       {"INSERT INTO checkpoint VALUES(-5, x'41')"},
       DamageKind::kCheckpoint},
      {"a node has a number below zero",
       {"INSERT INTO node VALUES(-1, zeroblob(32))"},
       DamageKind::kNode},
      {"the index has a decision below the first",
       {"INSERT INTO decision SELECT -1, idx, kind, dossier, verdict, overridden, as_of, "
        "recorded_at, rule_set FROM decision WHERE number = 1"},
       DamageKind::kIndex},
      {"there is a table more", {"CREATE TABLE more(x)"}, DamageKind::kSchema},
      {"there is a view", {"CREATE VIEW v AS SELECT 1"}, DamageKind::kSchema},
      {"there is an index", {"CREATE INDEX i ON decision(dossier)"}, DamageKind::kSchema},
      {"another trigger",
       {"CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END"},
       DamageKind::kSchema},
      {"a word of the schema is a blob",
       {"PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET type = CAST(type AS BLOB) WHERE name = 'meta'"},
       DamageKind::kSchema},
      {"the format is newer", {"PRAGMA user_version = 2"}, DamageKind::kFile},
      {"it is another application", {"PRAGMA application_id = 1"}, DamageKind::kFile},
      {"it was set to write-ahead logging", {"PRAGMA journal_mode = WAL"}, DamageKind::kFile},
  };
  return kCases;
}

inline void do_damage(const std::string& path, const DamageCase& damage) {
  Tampering tampering(path);
  for (const std::string& sql : damage.sql) tampering.run(sql);
}

}  // namespace probity::audit::test
