// What the holder of the key could write, and is damage all the same: both verifiers find it, and
// call it by one name.
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "audit/bodies.h"
#include "audit/verify.h"
#include "support/rule_set_digest.h"
#include "tests/audit/damages.h"
#include "tests/audit/forgery.h"
#include "tests/audit/python_verifier.h"

namespace probity::audit {
namespace {

using test::Folder;
using test::Forgery;
using test::Kinds;

constexpr const char* kTime = "2026-03-14T10:00:00Z";

struct Forged {
  std::string name;
  std::function<void(Forgery&)> forge;
  Kinds kinds;  ///< that both verifiers find
};

/// An override of decision 1, by a statement of these bytes.
void add_override(Forgery& log, std::string_view statement, std::uint8_t salt) {
  log.add_leaf(OverrideLeaf{kTime, 1, "compliant", log.add_object("operator", "boss", 200),
                            log.add_object("statement", statement, salt)});
  log.run("UPDATE decision SET overridden = 'compliant' WHERE number = 1");
}

/// Lets the second decision refer to the operator of the first, and returns its hash.
Hash share_operator(Forgery& log) {
  auto leaf = log.leaf<DecisionLeaf>(3);
  log.delete_object(leaf.operator_name.hash);
  leaf.operator_name = log.leaf<DecisionLeaf>(2).operator_name;
  log.set_leaf(3, leaf);
  return leaf.operator_name.hash;
}

/// An erasure of objects of decision 1, which loses all that is derived from them.
void add_erasure(Forgery& log, std::vector<Hash> objects, std::uint8_t salt) {
  const ObjectReference operator_name = log.add_object("operator", "boss", salt);
  const ObjectReference reason =
      log.add_object("reason", "on request", static_cast<std::uint8_t>(salt + 1));
  log.add_leaf(ErasureLeaf{kTime, 1, std::move(objects), operator_name, reason});
}

/// One file of the rule set of leaf 1 has another text, and its list says so.
void change_rule_file(Forgery& log,
                      const std::function<void(std::vector<RuleFileReference>&)>& edit) {
  auto leaf = log.leaf<RuleSetLeaf>(1);
  auto files = parse_rule_files(log.body(leaf.files.hash)).value();
  log.delete_object(leaf.files.hash);
  edit(files);
  leaf.files = log.add_public_object("rule_files", encode_rule_files(files).value());
  log.set_leaf(1, leaf);
}

void add_key(Forgery& log, const KeyBytes& public_key) {
  const std::string key = encode_verifier_key({"example.org/log", public_key});
  log.run("INSERT INTO meta VALUES('" + std::string("key.0000000000000000000") +
          std::to_string(log.size()) + "', '" + key + "')");
  log.add_leaf(KeyLeaf{kTime, key, std::nullopt});
}

KeyBytes key_bytes(std::uint8_t first, std::uint8_t middle, std::uint8_t last) {
  KeyBytes bytes{};
  bytes.fill(middle);
  bytes.front() = first;
  bytes.back() = last;
  return bytes;
}

/// Leaves: 0 key, 1 rule set, 2 to 6 decisions, 7 rule set, 8 to 10 decisions, 11 override.
const std::vector<Forged>& forgeries() {
  static const std::vector<Forged> kForgeries{
      {"nothing but an override more",
       [](Forgery& log) { add_override(log, R"({"by":"x","reason":"y"})", 201); },
       {}},
      {"a rule file is another one, and the digest of the rules the old one",
       [](Forgery& log) {
         change_rule_file(log, [&](std::vector<RuleFileReference>& files) {
           log.delete_object(files[1].file.hash);
           files[1].file = log.add_public_object("rule_file", "rule safe.a changed");
         });
       },
       {"object"}},
      {"a rule file has another path",
       [](Forgery& log) { change_rule_file(log, [](auto& files) { files[1].path = "c.rules"; }); },
       {"object"}},
      {"a rule file is listed twice",
       [](Forgery& log) { change_rule_file(log, [](auto& files) { files.push_back(files[1]); }); },
       {"object", "stray_object"}},
      {"a statement is empty", [](Forgery& log) { add_override(log, "", 201); }, {"object"}},
      {"a statement lacks a member",
       [](Forgery& log) { add_override(log, R"({"by":"x"})", 201); },
       {"object"}},
      {"a statement has a member more",
       [](Forgery& log) { add_override(log, R"({"at":"z","by":"x","reason":"y"})", 201); },
       {"object"}},
      {"a statement has a number for a name",
       [](Forgery& log) { add_override(log, R"({"by":1,"reason":"y"})", 201); },
       {"object"}},
      {"a statement is spelt with a blank",
       [](Forgery& log) { add_override(log, R"({"by": "x","reason":"y"})", 201); },
       {"object"}},
      {"a statement is not UTF-8",
       [](Forgery& log) { add_override(log, "{\"by\":\"\xff\",\"reason\":\"y\"}", 201); },
       {"object"}},
      {"a salt is used twice",
       [](Forgery& log) { add_override(log, R"({"by":"x","reason":"y"})", 200); },
       {"object"}},
      {"two decisions share an operator", [](Forgery& log) { share_operator(log); }, {"object"}},
      {"two decisions share an operator, and one erases it",
       [](Forgery& log) {
         const Hash shared = share_operator(log);
         log.blank_object(shared);
         add_erasure(log, {shared}, 201);
       },
       {"object"}},
      {"an object is erased twice",
       [](Forgery& log) {
         const Hash hash = log.leaf<DecisionLeaf>(2).operator_name.hash;
         log.blank_object(hash);
         add_erasure(log, {hash}, 201);
         add_erasure(log, {hash}, 203);
       },
       {"sequence"}},
      {"an erasure names an object twice",
       [](Forgery& log) {
         const Hash hash = log.leaf<DecisionLeaf>(2).operator_name.hash;
         log.blank_object(hash);
         add_erasure(log, {hash, hash}, 201);
       },
       {"leaf", "stray_object", "unexplained_erasure"}},
      {"an erasure names nothing",
       [](Forgery& log) { add_erasure(log, {}, 201); },
       {"leaf", "stray_object"}},
      {"the id of a rule stands twice in a leaf",
       [](Forgery& log) {
         auto leaf = log.leaf<DecisionLeaf>(10);
         leaf.excused.listed = {"safe.b", "safe.b"};
         log.set_leaf(10, leaf);
       },
       {"index", "leaf", "stray_object"}},
      {"an instrument stands twice in a leaf",
       [](Forgery& log) {
         auto leaf = log.leaf<DecisionLeaf>(10);
         leaf.instruments.push_back(leaf.instruments.front());
         log.set_leaf(10, leaf);
       },
       {"index", "leaf", "stray_object"}},
      {"a key is the identity, with which everybody signs",
       [](Forgery& log) { add_key(log, key_bytes(1, 0, 0)); },
       {"key"}},
      {"a key is of order 4 and has the other sign",
       [](Forgery& log) { add_key(log, key_bytes(0, 0, 0x80)); },
       {"key"}},
      // 2^255 - 18 is the identity once more, and 2^255 - 1 another number that is too large.
      {"a key is the identity in another spelling",
       [](Forgery& log) { add_key(log, key_bytes(0xee, 0xff, 0x7f)); },
       {"key"}},
      {"a key has a y above p",
       [](Forgery& log) { add_key(log, key_bytes(0xff, 0xff, 0x7f)); },
       {"key"}},
  };
  return kForgeries;
}

TEST_CASE("what is signed by the log's own key and says what a log cannot is damage for both") {
  const Folder folder("forged");
  test::make_log(folder.file("intact"));
  std::size_t number = 0;
  const auto name_of = [](std::size_t at) { return std::to_string(at) + ".log"; };
  for (const Forged& forged : forgeries()) {
    const std::string path = folder.file(name_of(number++));
    std::filesystem::copy_file(folder.file("intact"), path);
    Forgery log(path);
    forged.forge(log);
    log.sign(test::signing_key());
  }
  const test::PythonAnswer answer = test::ask_python(folder, "*.log", "");
  REQUIRE(answer.kinds.size() == number);
  number = 0;
  for (const Forged& forged : forgeries()) {
    const std::string name = name_of(number++);
    const VerifyReport report = verify_log(folder.file(name), {}).value();
    Kinds kinds;
    std::string words;
    for (const Damage& damage : report.damages) {
      kinds.insert(std::string(damage_name(damage.kind)));
      words += damage.message + "\n";
    }
    INFO(forged.name, "\n", words);
    CHECK(kinds == forged.kinds);
    CHECK(answer.kinds.at(name) == forged.kinds);
  }
}

TEST_CASE("an unreadable leaf is named, and what stands behind it is not") {
  const Folder folder("unreadable");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  {
    Forgery log(path);
    auto leaf = log.leaf<DecisionLeaf>(2);
    leaf.excused.listed = {"safe.b", "safe.b"};
    log.set_leaf(2, leaf);
    log.sign(test::signing_key());
  }
  const VerifyReport report = verify_log(path, {}).value();
  std::vector<std::string> messages;
  messages.reserve(report.damages.size());
  for (const Damage& damage : report.damages) messages.push_back(damage.message);
  // The leaf, its four objects, its row and its findings; nothing of the decisions behind it.
  CHECK(messages.size() == 7);
  CHECK(messages.front() == "leaf 2: the id of a rule stands twice");
  for (const std::string& message : messages) CHECK(message.find("would follow") == message.npos);
}

TEST_CASE("what erased an object before is named where it is erased again") {
  const Folder folder("erased_again");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  {
    Forgery log(path);
    const Hash hash = log.leaf<DecisionLeaf>(2).operator_name.hash;
    log.blank_object(hash);
    add_erasure(log, {hash}, 201);
    add_erasure(log, {hash}, 203);
    log.sign(test::signing_key());
  }
  const VerifyReport report = verify_log(path, {}).value();
  REQUIRE(report.damage_count == 1);
  CHECK(report.damages[0].message.find("leaf 13 erases the object ") == 0);
  CHECK(report.damages[0].message.ends_with(", which leaf 12 erased before"));
}

}  // namespace
}  // namespace probity::audit
