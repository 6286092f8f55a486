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
#include "tests/audit/damages.h"
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

TEST_CASE("an intact log verifies, and the report says what it is") {
  const Folder folder("intact");
  const std::string path = folder.file("a.log");
  test::make_full_log(path);
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

TEST_CASE("each kind of damage is found and called by its name") {
  const Folder folder("damages");
  const std::string intact = folder.file("intact.log");
  test::make_full_log(intact);
  for (const test::DamageCase& damage : test::damage_cases()) {
    const std::string path = folder.file("damaged.log");
    std::filesystem::copy_file(intact, path, std::filesystem::copy_options::overwrite_existing);
    test::do_damage(path, damage);
    const VerifyReport report = verify(path);
    INFO(damage.name, "\n", text_of(report));
    CHECK_FALSE(report.is_intact());
    CHECK(finds(report, damage.kind));
  }
}

TEST_CASE("checkpoints that follow a changed leaf are named together") {
  const Folder folder("run");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  LogWriter writer = test::open_writer(path);
  for (int i = 0; i < 5; ++i) {
    REQUIRE(std::holds_alternative<Recorded>(
        writer.append(test::rule_set(), test::context(), test::decisions(1))));
  }
  Tampering(path).run(
      "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '03-14', '03-15') AS BLOB) "
      "WHERE idx = 13");
  const std::string text = text_of(verify(path));
  INFO(text);
  CHECK(text.find(
            "checkpoint: 4 checkpoints, of size 14 to 17, have another root than the leaves\n") !=
        std::string::npos);
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
  test::make_full_log(folder.file("other.log"));
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

TEST_CASE("what is no log at all is an error, neither a log nor a damaged one") {
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
  CHECK(verify_log(folder.file("text"), {}).error().kind == ErrorKind::kInput);
}

TEST_CASE("a copy is complete and verified, and takes no file's place") {
  const Folder folder("backup");
  const std::string path = folder.file("a.log");
  test::make_full_log(path);
  const VerifyReport report = backup_log(path, folder.file("copy.log"), {}).value();
  INFO(text_of(report));
  CHECK(report.is_intact());
  CHECK(report.head == verify(path).head);
  CHECK(LogReader::open(folder.file("copy.log")).value().summary().value().checkpoint ==
        LogReader::open(path).value().summary().value().checkpoint);
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
