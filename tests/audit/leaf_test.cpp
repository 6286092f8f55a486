// Canonical JSON against RFC 8785, and leaves against bytes that were written by hand from
// engine/audit/FORMAT.md.
#include "audit/leaf.h"

#include <doctest/doctest.h>

#include <string>

#include "audit/bodies.h"
#include "audit/canonical_json.h"
#include "audit/timestamp.h"

namespace probity::audit {
namespace {

Hash filled(std::uint8_t byte) {
  Hash hash{};
  hash.fill(byte);
  return hash;
}
const std::string kAas(64, 'a');
const std::string kBbs(64, 'b');

DecisionLeaf decision_leaf() {
  DecisionLeaf leaf;
  leaf.kind = DecisionKind::kVerdict;
  leaf.number = 7;
  leaf.recorded_at = "2026-03-14T09:26:53Z";
  leaf.engine = {"0.1.0", "e1"};
  leaf.rule_set = {"eu_defence", "d1"};
  leaf.readings = {{"safe.a", "narrow"}};
  leaf.as_of = "2026-03-14";
  leaf.trace_version = 1;
  leaf.operator_name = {filled(0xaa), 3};
  leaf.dossier = {filled(0xbb), 100};
  leaf.trace = {filled(0xaa), 200};
  leaf.findings = {filled(0xbb), 300};
  leaf.verdict = "non_compliant";
  leaf.instruments = {{"SAFE", "non_compliant", "2026-03-14"}, {"SEAP", "undetermined", {}}};
  leaf.outcomes = {{"satisfied", 2}, {"violated", 1}};
  leaf.violated = {{"safe.common_procurement"}, 0};
  leaf.undetermined = {{}, 4};
  return leaf;
}

TEST_CASE("a verdict leaf has the bytes that the format asks for") {
  const std::string expected =
      R"({"as_of":"2026-03-14","dossier":{"hash":")" + kBbs + R"(","size":100},)" +
      R"("engine":{"sha256":"e1","version":"0.1.0"},"excused":{"ids":[],"omitted":0},)" +
      R"("findings":{"hash":")" + kBbs + R"(","size":300},"instruments":[)" +
      R"({"as_of":"2026-03-14","instrument":"SAFE","verdict":"non_compliant"},)" +
      R"({"instrument":"SEAP","verdict":"undetermined"}],"kind":"verdict","number":7,)" +
      R"("operator":{"hash":")" + kAas + R"(","size":3},)" +
      R"("outcomes":[{"count":2,"outcome":"satisfied"},{"count":1,"outcome":"violated"}],)" +
      R"("readings":[{"interpretation":"safe.a","reading":"narrow"}],)" +
      R"("recorded_at":"2026-03-14T09:26:53Z","rule_set":{"name":"eu_defence","sha256":"d1"},)" +
      R"("trace":{"hash":")" + kAas + R"(","size":200},"tv":1,)" +
      R"("undetermined":{"ids":[],"omitted":4},"v":1,"verdict":"non_compliant",)" +
      R"("violated":{"ids":["safe.common_procurement"],"omitted":0}})";
  CHECK(encode_leaf(decision_leaf()).value() == expected);
  CHECK(parse_leaf(expected).value() == Leaf(decision_leaf()));
}

TEST_CASE("a rejected dossier has no verdict, outcomes and rules") {
  DecisionLeaf leaf = decision_leaf();
  leaf.kind = DecisionKind::kRejected;
  leaf.verdict.reset();
  leaf.instruments.clear();
  leaf.outcomes.clear();
  leaf.violated = {};
  leaf.undetermined = {};
  leaf.as_of.reset();
  const std::string expected =
      R"({"dossier":{"hash":")" + kBbs + R"(","size":100},)" +
      R"("engine":{"sha256":"e1","version":"0.1.0"},)" + R"("findings":{"hash":")" + kBbs +
      R"(","size":300},"kind":"rejected","number":7,)" + R"("operator":{"hash":")" + kAas +
      R"(","size":3},"readings":[{"interpretation":"safe.a","reading":"narrow"}],)" +
      R"("recorded_at":"2026-03-14T09:26:53Z","rule_set":{"name":"eu_defence","sha256":"d1"},)" +
      R"("trace":{"hash":")" + kAas + R"(","size":200},"tv":1,"v":1})";
  CHECK(encode_leaf(leaf).value() == expected);
  CHECK(parse_leaf(expected).value() == Leaf(leaf));
}

TEST_CASE("the other kinds of leaves have the bytes that the format asks for") {
  const std::string time = "2026-03-14T09:26:53Z";
  const ObjectReference some{filled(0xaa), 5};
  const std::string some_text = R"({"hash":")" + kAas + R"(","size":5})";
  const std::vector<std::pair<Leaf, std::string>> cases{
      {RuleSetLeaf{time, "eu_defence", "2026.1", "d1", some},
       R"({"files":)" + some_text + R"(,"kind":"ruleset","name":"eu_defence","recorded_at":")" +
           time + R"(","sha256":"d1","v":1,"version":"2026.1"})"},
      {KeyLeaf{time, "example.org+01234567+AQ==", {}},
       R"({"key":"example.org+01234567+AQ==","kind":"key","recorded_at":")" + time + R"(","v":1})"},
      {KeyLeaf{time, "k", "old\n1\n"},
       R"({"continues":"old\n1\n","key":"k","kind":"key","recorded_at":")" + time + R"(","v":1})"},
      {ErasureLeaf{time, 7, {filled(0xaa), filled(0xbb)}, some, some},
       R"({"decision":7,"kind":"erasure","objects":[")" + kAas + R"(",")" + kBbs +
           R"("],"operator":)" + some_text + R"(,"reason":)" + some_text + R"(,"recorded_at":")" +
           time + R"(","v":1})"},
      {OverrideLeaf{time, 7, "compliant", some, some},
       R"({"decision":7,"kind":"override","operator":)" + some_text + R"(,"recorded_at":")" + time +
           R"(","statement":)" + some_text + R"(,"v":1,"verdict":"compliant"})"}};
  for (const auto& [leaf, bytes] : cases) {
    CHECK(encode_leaf(leaf).value() == bytes);
    CHECK(parse_leaf(bytes).value() == leaf);
  }
}

TEST_CASE("every changed byte of a leaf gives another leaf or none") {
  const std::string bytes = encode_leaf(decision_leaf()).value();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned bit : {1U, 2U, 16U, 32U, 128U}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ bit);
      const Result<Leaf> leaf = parse_leaf(changed);
      if (!leaf) continue;
      CAPTURE(changed);
      CHECK_FALSE(leaf.value() == Leaf(decision_leaf()));
      // What is read is what would have been written: there is no second spelling.
      CHECK(encode_leaf(leaf.value()).value() == changed);
    }
  }
}

TEST_CASE("a leaf with a member too many, too few or of another type is refused") {
  const std::string key = R"({"key":"k","kind":"key","recorded_at":"2026-03-14T09:26:53Z","v":1})";
  CHECK(parse_leaf(key).ok());
  for (const char* text :
       {R"({"key":"k","kind":"key","recorded_at":"2026-03-14T09:26:53Z"})",
        R"({"key":"k","kind":"key","recorded_at":"2026-03-14T09:26:53Z","v":2})",
        R"({"key":"k","kind":"key","recorded_at":"2026-03-14T09:26:53Z","v":"1"})",
        R"({"key":"k","kind":"key","other":1,"recorded_at":"2026-03-14T09:26:53Z","v":1})",
        R"({"key":7,"kind":"key","recorded_at":"2026-03-14T09:26:53Z","v":1})",
        R"({"kind":"key","recorded_at":"2026-03-14T09:26:53Z","v":1})",
        R"({"key":"k","kind":"migration","recorded_at":"2026-03-14T09:26:53Z","v":1})",
        R"({"key":"k","kind":"key","recorded_at":"2026-02-29T09:26:53Z","v":1})",
        R"({"key":"k","kind":"key","recorded_at":"2026-03-14 09:26:53","v":1})", R"("key")", "[]",
        "7", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_leaf(text).ok());
  }
}

TEST_CASE("canonical JSON escapes as RFC 8785 does") {
  // Section 3.2.2.2: the string of its example.
  const std::string string = "\xe2\x82\xac$\x0f\nA'B\"\\\\\"/";
  const std::string bytes = "\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"";
  CHECK(encode_canonical_json({string}).value() == bytes);
  CHECK(std::get<std::string>(parse_canonical_json(bytes).value().content) == string);
  CHECK(encode_canonical_json({std::string("\b\f\t\r\x1f\x7f")}).value() ==
        "\"\\b\\f\\t\\r\\u001f\x7f\"");
  CHECK(encode_canonical_json({std::string("a\0b", 3)}).value() == R"("a\u0000b")");
  CHECK_FALSE(encode_canonical_json({std::string("\xff")}).ok());
}

TEST_CASE("canonical JSON orders keys by their bytes") {
  const JsonValue value{
      JsonObject{{"b", {true}}, {"a_", {std::uint64_t{1}}}, {"a", {false}}, {"B", {JsonArray{}}}}};
  CHECK(encode_canonical_json(value).value() == R"({"B":[],"a":false,"a_":1,"b":true})");
}

TEST_CASE("canonical JSON has numbers up to 2^53 - 1") {
  CHECK(encode_canonical_json({kMostJsonNumber}).value() == "9007199254740991");
  CHECK_FALSE(encode_canonical_json({kMostJsonNumber + 1}).ok());
  CHECK(std::get<std::uint64_t>(parse_canonical_json("9007199254740991").value().content) ==
        kMostJsonNumber);
  CHECK_FALSE(parse_canonical_json("9007199254740992").ok());
  CHECK_FALSE(parse_canonical_json("99999999999999999999999999").ok());
}

TEST_CASE("every other spelling of JSON is refused") {
  for (const char* text : {" 1",
                           "1 ",
                           "01",
                           "-1",
                           "1.0",
                           "1e3",
                           "+1",
                           "null",
                           "True",
                           "tru",
                           "[1, 2]",
                           "[1,]",
                           "[,1]",
                           "[1",
                           R"({"b":1,"a":2})",
                           R"({"a":1,"a":2})",
                           "{\"a\" :1}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{\"\xc3\xa9\":1}",
                           "\"a",
                           R"("\/")",
                           R"("\u0041")",
                           R"("\u000a")",
                           R"("\u000A")",
                           R"("\u000F")",
                           R"("\u00e9")",
                           R"("\u001")",
                           R"("\x")",
                           "\"\n\"",
                           "\"\xff\"",
                           "\"\\",
                           "1 2",
                           R"("a""b")",
                           ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_canonical_json(text).ok());
  }
  CHECK_FALSE(parse_canonical_json(std::string(100'000, '[')).ok());
  CHECK_FALSE(parse_canonical_json(std::string("1\0", 2)).ok());
}

TEST_CASE("a commitment is made of domain, kind, salt, length and bytes") {
  const std::string salt(32, 's');
  const std::string body = "the dossier";
  CHECK(commitment("dossier", salt, body) == sha256("probity audit commitment v1\ndossier\n" +
                                                    salt + std::string(7, '\0') + '\x0b' + body));
  CHECK(commitment("dossier", salt, body) != commitment("trace", salt, body));
  CHECK(commitment("dossier", std::string(32, 't'), body) != commitment("dossier", salt, body));
}

TEST_CASE("findings, statements and lists of files have the bytes that the format asks for") {
  const FindingsBody findings{"PL-2026-0042",
                              {{"SAFE", "safe.a", "/components/0", "excused", "late"},
                               {"SAFE", "safe.b", "", "satisfied", {}}}};
  const std::string findings_text =
      R"({"dossier":"PL-2026-0042","findings":[{"exception":"late","instrument":"SAFE",)"
      R"("outcome":"excused","rule":"safe.a","subject":"/components/0"},)"
      R"({"instrument":"SAFE","outcome":"satisfied","rule":"safe.b","subject":""}]})";
  CHECK(encode_findings(findings).value() == findings_text);
  CHECK(parse_findings(findings_text).value() == findings);
  CHECK(encode_findings({}).value() == R"({"findings":[]})");

  CHECK(encode_statement({"A. Person", "reason"}).value() ==
        R"({"by":"A. Person","reason":"reason"})");
  CHECK(parse_statement(R"({"by":"A. Person","reason":"reason"})").value().by == "A. Person");
  CHECK_FALSE(encode_statement({"\xff", ""}).ok());

  const std::string files_text = R"([{"path":"a.rules","sha256":")" + kAas + R"(","size":5}])";
  CHECK(encode_rule_files({{"a.rules", {filled(0xaa), 5}}}).value() == files_text);
  const std::vector<RuleFileReference> files = parse_rule_files(files_text).value();
  REQUIRE(files.size() == 1);
  CHECK(files[0].path == "a.rules");
  CHECK(files[0].file == ObjectReference{filled(0xaa), 5});
}

TEST_CASE("moments and days are those of the calendar") {
  CHECK(time_text(0) == "1970-01-01T00:00:00Z");
  CHECK(time_text(1'709'251'199) == "2024-02-29T23:59:59Z");
  CHECK(time_text(-1) == "1969-12-31T23:59:59Z");
  CHECK(is_time("2024-02-29T23:59:59Z"));
  CHECK(is_date("2000-02-29"));
  for (const char* text : {"2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01",
                           "2026-01-00", "2026-1-1", "", "2026-01-01 "}) {
    CHECK_FALSE(is_date(text));
  }
  for (const char* text : {"2026-01-01T24:00:00Z", "2026-01-01T23:60:00Z", "2026-01-01T23:00:60Z",
                           "2026-01-01T23:00:00", "2026-01-01T23:00:00+00:00"}) {
    CHECK_FALSE(is_time(text));
  }
}

}  // namespace
}  // namespace probity::audit
