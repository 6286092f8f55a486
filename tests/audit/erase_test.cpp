// Erasing: what was erased is in no byte of the file any more, and everything else still holds.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "audit/backup.h"
#include "audit/checkpoint.h"
#include "audit/log_reader.h"
#include "audit/log_writer.h"
#include "audit/proof_file.h"
#include "audit/verify.h"
#include "tests/audit/fault_vfs.h"
#include "tests/audit/log_support.h"

namespace probity::audit {
namespace {

using test::Folder;
using test::open_writer;

/// Which of the words stand in any file of the folder.
std::vector<std::string> found_in_files(const std::string& folder,
                                        const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string bytes = test::read_bytes(entry.path());
    for (const std::string& word : words) {
      if (bytes.find(word) != std::string::npos) {
        found.push_back(entry.path().filename().string() + ": " + word);
      }
    }
  }
  return found;
}

/// Bodies of every size that SQLite stores in its own way: within a page, over a few, over many.
DecisionRecord large_decision(const std::string& name, std::size_t bytes) {
  DecisionRecord record = test::decision(name);
  while (record.dossier_bytes.size() < bytes) record.dossier_bytes += " needle-" + name;
  while (record.trace.size() < bytes) record.trace += " reason-" + name;
  return record;
}

TEST_CASE("no byte of an erased decision stays in the log or in a copy of it") {
  const Folder folder("needle");
  const std::string path = folder.file("a.log");
  REQUIRE_FALSE(create_log(path, test::signing_key(), test::sources(), std::nullopt).has_value());
  LogWriter writer = open_writer(path);
  // Pages split and merge around the bodies, so that stale copies of cells have a chance to stay.
  for (std::size_t round = 0; round < 12; ++round) {
    std::vector<DecisionRecord> group;
    for (std::size_t size : {10U, 300U, 2'000U, 4'090U, 20'000U, 300'000U}) {
      group.push_back(
          large_decision("Q" + std::to_string(round) + "x" + std::to_string(size), size));
    }
    DecisionContext context = test::context();
    context.operator_name = "operator-of-round-" + std::to_string(round) + ".";
    REQUIRE(std::holds_alternative<Recorded>(writer.append(test::rule_set(), context, group)));
  }
  REQUIRE(std::holds_alternative<Recorded>(
      writer.append_override({7, "non_compliant", "Needle Person", "needle-why"}, "needle-boss")));
  // Decisions 7 to 12 are the second round.
  std::vector<std::string> words{"Q1x", "operator-of-round-1.", "Needle Person", "needle-why",
                                 "needle-boss"};
  std::string salt;
  {
    LogReader reader = LogReader::open(path).value();
    salt = reader.read_decision(7).value().dossier.salt.value();
  }
  words.push_back(salt);
  CHECK(found_in_files(folder.file(""), words).size() == words.size());
  for (std::uint64_t number = 7; number <= 12; ++number) {
    const EraseOutcome outcome = writer.erase(number, "on request", "the operator");
    REQUIRE(std::holds_alternative<Erased>(outcome));
    CHECK_FALSE(std::get<Erased>(outcome).remainder.has_value());
  }
  const VerifyReport copy = backup_log(path, folder.file("copy.log"), {}).value();
  CHECK(copy.is_intact());
  CHECK(copy.erased_objects == 26);
  CHECK(found_in_files(folder.file(""), words) == std::vector<std::string>{});
  CHECK(found_in_files(folder.file(""), {"needle-Q2x300 needle-Q2x300"}).size() == 2);
}

TEST_CASE("small decisions share pages, and their stale copies go too") {
  const Folder folder("small_needles");
  const std::string path = folder.file("a.log");
  REQUIRE_FALSE(create_log(path, test::signing_key(), test::sources(), std::nullopt).has_value());
  const test::FaultVfs vfs;
  LogWriter writer = open_writer(path, test::FaultVfs::name());
  constexpr std::size_t kDecisions = 60;
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= kDecisions; ++i) {
    // Three letters that stand nowhere else.
    names.push_back("needle" + std::string(3, static_cast<char>('A' + i % 26)) + std::to_string(i) +
                    ".");
    const DecisionRecord record = large_decision(names.back(), 30 + i * 37 % 700);
    REQUIRE(std::holds_alternative<Recorded>(
        writer.append(test::rule_set(), test::context(), {&record, 1})));
  }
  std::vector<std::string> gone;
  for (std::size_t step = 0; step < kDecisions; step += 2) {
    // Here and there, so that pages are merged while neighbours still stand.
    const std::size_t number = step * 7 % kDecisions + 1;
    REQUIRE(std::holds_alternative<Erased>(writer.erase(number, "on request", "the operator")));
    gone.push_back(names[number - 1]);
  }
  CHECK(found_in_files(folder.file(""), gone) == std::vector<std::string>{});
  CHECK(found_in_files(folder.file(""), names).size() == names.size() - gone.size());
}

TEST_CASE("an erased decision keeps its place, its verdict and its proof, and nothing else") {
  const Folder folder("erased");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  std::string leaf_before;
  std::string proof_before;
  {
    LogReader reader = LogReader::open(path).value();
    leaf_before = reader.read_decision(2).value().leaf_bytes;
    proof_before = reader.prove(2).value();
  }
  LogWriter writer = open_writer(path);
  const EraseOutcome outcome = writer.erase(2, "asked for by the firm", "the operator");
  REQUIRE(std::holds_alternative<Erased>(outcome));
  CHECK(std::get<Erased>(outcome).receipt.index == 12);

  LogReader reader = LogReader::open(path).value();
  const StoredDecision stored = reader.read_decision(2).value();
  CHECK(stored.leaf_bytes == leaf_before);
  for (const StoredObject& object :
       {stored.dossier, stored.trace, stored.findings, stored.operator_name}) {
    CHECK_FALSE(object.body.has_value());
    CHECK_FALSE(object.salt.has_value());
  }
  const std::vector<StoredOverride> overrides = reader.read_overrides(2).value();
  REQUIRE(overrides.size() == 1);
  CHECK_FALSE(overrides[0].statement.body.has_value());
  const std::vector<StoredErasure> erasures = reader.read_erasures(2).value();
  REQUIRE(erasures.size() == 1);
  CHECK(erasures[0].index == 12);
  CHECK(erasures[0].reason.body == "asked for by the firm");
  CHECK(erasures[0].operator_name.body == "the operator");
  CHECK(reader.read_erasures(1).value().empty());
  CHECK_FALSE(reader
                  .visit_decisions({.first = 2, .last = 2},
                                   [](const DecisionRow& row) {
                                     CHECK_FALSE(row.dossier.has_value());
                                     CHECK(row.verdict == "compliant");
                                     CHECK(row.overridden == "non_compliant");
                                     return true;
                                   })
                  .has_value());

  const VerifierKey key = test::signing_key().verifier();
  CHECK(verify_proof(proof_before, key, std::nullopt).ok());
  CHECK(verify_proof(reader.prove(2).value(), key, std::nullopt).value().leaf == leaf_before);
  const VerifyReport report = verify_log(path, {}).value();
  CHECK(report.is_intact());
  CHECK(report.erased_objects == 6);
}

TEST_CASE("what is erased already, or is not there, is not erased again") {
  const Folder folder("erase_twice");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  LogWriter writer = open_writer(path);
  REQUIRE(std::holds_alternative<Erased>(writer.erase(2, "reason", "the operator")));
  const auto kind_of_refusal = [&](std::uint64_t number) {
    const EraseOutcome outcome = writer.erase(number, "reason", "the operator");
    REQUIRE(std::holds_alternative<NotRecorded>(outcome));
    return std::get<NotRecorded>(outcome).reason.kind;
  };
  CHECK(kind_of_refusal(2) == ErrorKind::kUsage);
  CHECK(kind_of_refusal(99) == ErrorKind::kNotFound);

  // An override that came later is erased by itself.
  REQUIRE(std::holds_alternative<Recorded>(
      writer.append_override({2, "compliant", "B. Person", "on appeal"}, "boss")));
  REQUIRE(std::holds_alternative<Erased>(writer.erase(2, "again", "the operator")));
  const VerifyReport report = verify_log(path, {}).value();
  CHECK(report.is_intact());
  CHECK(report.erased_objects == 8);
}

TEST_CASE("one process appends on while another rewrites the file and replaces the key") {
  const Folder folder("erase_beside");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  LogWriter one = open_writer(path);
  LogWriter two = open_writer(path);
  LogReader reader = LogReader::open(path).value();
  const auto is_recorded = [](LogWriter& writer) {
    return std::holds_alternative<Recorded>(
        writer.append(test::rule_set(), test::context(), test::decisions(2)));
  };
  for (std::uint64_t number = 1; number <= 3; ++number) {
    CHECK(is_recorded(one));
    REQUIRE(std::holds_alternative<Erased>(two.erase(number, "reason", "the operator")));
    CHECK(is_recorded(one));
    CHECK_FALSE(reader.read_decision(number).value().dossier.body.has_value());
    CHECK(reader.read_decision(number + 8).value().dossier.body.has_value());
  }
  REQUIRE(std::holds_alternative<Recorded>(two.replace_key(test::signing_key(5))));
  CHECK_FALSE(is_recorded(one));
  CHECK(is_recorded(two));
  const VerifyReport report = verify_log(path, {}).value();
  CHECK(report.is_intact());
  CHECK(report.decisions == 8 + 12 + 2);
}

}  // namespace
}  // namespace probity::audit
