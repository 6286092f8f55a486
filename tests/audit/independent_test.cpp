// The verifier against one that was written from FORMAT.md alone, in another language
// (tests/faults/verify_log.py): they agree on intact logs, and on what is wrong with damaged ones.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "audit/checkpoint.h"
#include "audit/log_reader.h"
#include "tests/audit/damages.h"
#include "tests/audit/log_support.h"
#include "tests/audit/python_verifier.h"

namespace probity::audit {
namespace {

using test::ask_python;
using test::Kinds;
using Answer = test::PythonAnswer;

Kinds ask_program(const std::string& path) {
  Kinds kinds;
  const VerifyReport report = verify_log(path, {}).value();
  for (const Damage& damage : report.damages) {
    kinds.insert(std::string(damage_name(damage.kind)));
  }
  return kinds;
}

TEST_CASE("the independent verifier finds intact logs intact") {
  const test::Folder folder("python_intact");
  test::make_full_log(folder.file("full.log"));
  REQUIRE_FALSE(create_log(folder.file("new.log"), test::signing_key(), test::sources(),
                           test::foreign_checkpoint())
                    .has_value());
  const Answer answer = ask_python(folder, "*.log", "");
  CHECK(answer.status == 0);
  CHECK(answer.kinds == std::map<std::string, Kinds>{{"full.log", {}}, {"new.log", {}}});
}

TEST_CASE("the independent verifier follows a log whose key was replaced, and misses a signature") {
  const test::Folder folder("python_rotation");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  LogWriter writer = test::open_writer(path);
  REQUIRE(std::holds_alternative<Recorded>(writer.replace_key(test::signing_key(2))));
  REQUIRE(std::holds_alternative<Recorded>(
      writer.append(test::rule_set(), test::context(), test::decisions(1, "F-"))));
  REQUIRE(std::holds_alternative<Recorded>(writer.replace_key(test::signing_key(3))));
  const std::string replaced = encode_verifier_key(test::signing_key(2).verifier());
  CHECK(ask_python(folder, "a.log", "--key '" + replaced + "'").kinds.at("a.log") == Kinds{});
  CHECK(ask_program(path) == Kinds{});

  // The line of the old key is the first below the text; without it, anybody could be next.
  const std::string note = LogReader::open(path).value().summary().value().checkpoint;
  SignedNote one = parse_note(note).value();
  one.signatures.erase(one.signatures.begin());
  const std::string hexadecimal = [&] {
    std::string digits;
    for (const char byte : encode_note(one)) {
      digits += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4U];
      digits += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15U];
    }
    return digits;
  }();
  test::do_damage(path, {"",
                         {"UPDATE checkpoint SET note = x'" + hexadecimal +
                          "' WHERE size = (SELECT max(size) FROM checkpoint)"},
                         DamageKind::kSignature});
  CHECK(ask_python(folder, "a.log", "").kinds.at("a.log") == Kinds{"signature"});
  CHECK(ask_program(path) == Kinds{"signature"});
}

TEST_CASE("the independent verifier finds in every damaged log what the program finds") {
  const test::Folder folder("python_damaged");
  test::make_full_log(folder.file("intact"));
  std::map<std::string, const test::DamageCase*> cases;
  for (const test::DamageCase& damage : test::damage_cases()) {
    const std::string name = std::to_string(cases.size()) + ".log";
    cases.emplace(name, &damage);
    std::filesystem::copy_file(folder.file("intact"), folder.file(name));
    test::do_damage(folder.file(name), damage);
  }
  const Answer answer = ask_python(folder, "*.log", "");
  CHECK(answer.status != 0);
  REQUIRE(answer.kinds.size() == cases.size());
  for (const auto& [name, damage] : cases) {
    const Kinds& kinds = answer.kinds.at(name);
    std::string both;
    for (const std::string& kind : kinds) both += " " + kind;
    both += " |";
    for (const std::string& kind : ask_program(folder.file(name))) both += " " + kind;
    INFO(damage->name, ":", both);
    CHECK(kinds.contains(std::string(damage_name(damage->kind))));
    CHECK(kinds == ask_program(folder.file(name)));
  }
}

TEST_CASE("the independent verifier heeds a key and a checkpoint from outside") {
  const test::Folder folder("python_options");
  test::make_log(folder.file("a.log"));
  std::filesystem::copy_file(folder.file("a.log"), folder.file("old.log"));
  LogWriter writer = test::open_writer(folder.file("a.log"));
  const AppendOutcome outcome =
      writer.append(test::rule_set(), test::context(), test::decisions(1, "F-"));
  test::write_bytes(folder.file("kept"), std::get<Recorded>(outcome).checkpoint);
  const std::string key = encode_verifier_key(test::signing_key().verifier());
  const Answer kept = ask_python(folder, "*.log", "--at-least kept --key '" + key + "'");
  CHECK(kept.kinds.at("a.log") == Kinds{});
  CHECK(kept.kinds.at("old.log") == Kinds{"at_least"});
  // Of the log's own key a line has to hold, whoever kept it; ours has no extension lines.
  SignedNote note = parse_note(std::get<Recorded>(outcome).checkpoint).value();
  note.signatures.front().signature.back() ^= 1;
  test::write_bytes(folder.file("wrong"), encode_note(note));
  CHECK(ask_python(folder, "a.log", "--at-least wrong").kinds.at("a.log") == Kinds{"at_least"});
  const VerifyReport report =
      verify_log(folder.file("a.log"), {.at_least = encode_note(note)}).value();
  REQUIRE(report.damage_count == 1);
  CHECK(report.damages[0].kind == DamageKind::kAtLeast);
  CHECK(report.damages[0].message.find("has a wrong signature by") != std::string::npos);
  note.text += "extension\n";
  test::write_bytes(folder.file("extended"), encode_note(note));
  CHECK(ask_python(folder, "a.log", "--at-least extended").status != 0);
  CHECK_FALSE(verify_log(folder.file("a.log"), {.at_least = encode_note(note)}).ok());
  const std::string other = encode_verifier_key(test::signing_key(2).verifier());
  CHECK(ask_python(folder, "a.log", "--key '" + other + "'").kinds.at("a.log") == Kinds{"key"});
}

}  // namespace
}  // namespace probity::audit
