// Boundaries of what is refused, and that one run tells all of it. How each refusal reads is in
// golden_test.cpp.
#include <doctest/doctest.h>

#include "tests/dossier/sample_vocabulary.h"

namespace probity::test {
namespace {

using Lines = std::vector<std::string>;

std::string nested(std::size_t levels) {
  return "\"extensions\": " + std::string(levels, '[') + std::string(levels, ']');
}

TEST_CASE("64 levels are read, 65 are not") {
  // The dossier itself is the first level.
  CHECK(load_members(nested(63)).is_accepted);
  const Loaded loaded = load_members(nested(64));
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK(loaded.code() == "PR0620");
  CHECK(loaded.source.position(loaded.diagnostics[0].span.begin).column == 14 + 1 + 63);
  CHECK(load_members(R"("extensions": )" + std::string(1'000'000, '[')).code() == "PR0620");
}

TEST_CASE("levels of records and lists of the vocabulary count too") {
  std::string deep = R"("contractors": [{"quantities": [[)";
  CHECK(load_members(deep + "1]]}]").is_accepted);
  // A list where a number belongs is still read, for its form.
  const Loaded loaded = load_members(deep + std::string(60, '[') + std::string(60, ']') + "]]}]");
  CHECK(loaded.code(0) == "PR0703");
  CHECK(loaded.code(1) == "PR0620");
}

TEST_CASE("what is unclosed is found, whatever follows") {
  CHECK(load_text("{").summary() == Lines{"PR0605  1:2"});
  CHECK(load_text(R"({"extensions": [{"a": )").summary() == Lines{"PR0605 /extensions/0/a 1:23"});
  CHECK(load_text(R"({"extensions": "abc\)").code() == "PR0605");
  CHECK(load_text(R"({"extensions": "abc\"})").code() == "PR0605");
}

TEST_CASE("a text followed by a colon is not taken for a key by the parser") {
  CHECK(load_members(R"("title": "a": [], "version": 1)").summary() == Lines{"PR0604  2:13"});
  CHECK(load_members(R"("extensions": {"a": "b": "c"})").code() == "PR0604");
  CHECK(load_members(R"("contractors": [{"cpv": ["1": 2]}])").code() == "PR0604");
  CHECK(load_members(R"("plan": {"loan": {"currency": "EUR": 1, "amount": 1}})").code() ==
        "PR0604");
}

TEST_CASE("columns count characters, not bytes") {
  CHECK(load_members(R"("title": "Łódź 🚀", "version": x)").summary() ==
        Lines{"PR0611 /version 2:31"});
}

TEST_CASE("all mistakes in values are told in one run, in the order of the text") {
  const Loaded loaded = load_text(R"({
  "dossier": "",
  "submitted": "2026-02-30",
  "instruments": ["SAFE", "SAEF", "SAFE"],
  "participants": [{"country": "UK", "receives_safe_loan": 1}, {"name": 3, "extra": {"a": [1, {"b": 01}]}}],
  "plan": {"loan": {"amount": "x", "currency": "eur"}, "duration": "45y"}
})");
  CHECK(loaded.summary() ==
        Lines{"PR0718 /dossier 2:14", "PR0708 /submitted 3:16", "PR0712 /instruments/1 4:27",
              "PR0717 /instruments/2 4:35", "PR0709 /participants/0/country 5:32",
              "PR0703 /participants/0/receives_safe_loan 5:60", "PR0703 /participants/1/name 5:73",
              "PR0701 /participants/1/extra 5:76", "PR0612 /participants/1/extra/a/1/b 5:101",
              "PR0714 /plan/loan/amount 6:31", "PR0715 /plan/loan/currency 6:48",
              "PR0711 /plan/duration 6:68"});
}

TEST_CASE("a mistake in the form does not hide those before it") {
  const Loaded loaded = load_members(R"("tilte": 1, "version": "x", "plan": {"loan" 5})");
  CHECK(loaded.summary() ==
        Lines{"PR0701 /tilte 2:1", "PR0703 /version 2:24", "PR0604 /plan/loan 2:45"});
}

TEST_CASE("a refused value is not also said to be absent") {
  CHECK(load_text(R"({"dossier": 5, "submitted": "x", "instruments": "SAFE"})").summary() ==
        Lines{"PR0703 /dossier 1:13", "PR0707 /submitted 1:29", "PR0703 /instruments 1:49"});
}

TEST_CASE("all required facts that are absent are named") {
  CHECK(load_text("\n {}").summary() ==
        Lines{"PR0702 /dossier 2:2", "PR0702 /instruments 2:2", "PR0702 /submitted 2:2"});
}

TEST_CASE("a key is the same key in every spelling") {
  CHECK(load_members(R"("title": "a", "\u0074itle": "b")").code() == "PR0623");
  CHECK(load_members(R"("extensions": {"a/~": 1, "a\/~": 2})").summary() ==
        Lines{"PR0623 /extensions/a~1~0 2:26"});
  CHECK(load_members(R"("extensions": [{"a": 1}, {"a": 1}])").is_accepted);
}

TEST_CASE("repeated keys are found among many") {
  std::string members;
  for (int i = 0; i < 5000; ++i) members += "\"key" + std::to_string(i) + "\": 0, ";
  CHECK(load_members("\"extensions\": {" + members + "\"last\": 0}").is_accepted);
  const Loaded loaded = load_members("\"extensions\": {" + members + R"("key4000": 0, "key7": 0})");
  REQUIRE(loaded.diagnostics.size() == 2);
  CHECK(loaded.diagnostics[0].pointer == "/extensions/key4000");
  CHECK(loaded.diagnostics[1].pointer == "/extensions/key7");
}

TEST_CASE("repeated values are found among many") {
  std::string values;
  for (int i = 0; i < 3000; ++i) {
    values += "{\"amount\": " + std::to_string(i) + R"(, "currency": "EUR"}, )";
  }
  CHECK(load_members("\"loans\": [" + values + "{\"amount\": 7, \"currency\": \"SEK\"}]")
            .is_accepted);
  CHECK(
      load_members("\"loans\": [" + values + "{\"amount\": 7.00, \"currency\": \"EUR\"}]").code() ==
      "PR0717");
}

TEST_CASE("a hostile dossier cannot fill memory with mistakes") {
  std::string values = "1";
  for (int i = 0; i < 100'000; ++i) values += ",1";
  const Loaded loaded = load_members("\"participants\": [" + values + "]");
  CHECK_FALSE(loaded.is_accepted);
  CHECK(loaded.diagnostics.size() <= Diagnostics::kMost);
}

TEST_CASE("a dossier after one with too many mistakes is still judged for itself") {
  DossierLoader loader(the_vocabulary());
  Facts facts;
  Diagnostics diagnostics;
  const auto load = [&](const std::string& members) {
    return loader.load(SourceText("d", dossier_with(members)), SourceId(std::uint32_t{0}), facts,
                       diagnostics);
  };
  std::string values = "1";
  for (int i = 0; i < 300; ++i) values += ",1";
  CHECK_FALSE(load("\"participants\": [" + values + "]"));
  REQUIRE(diagnostics.was_cut());
  CHECK(load(R"("title": "T", "contractors": [{"name": "A"}])"));
  CHECK(facts.text_pool == "D-1TA");
  CHECK_FALSE(load(R"("tilte": "T")"));
}

TEST_CASE("overlong forms and surrogates in UTF-8 are refused") {
  for (const char* bytes :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    CHECK(load_members(std::string(R"("title": ")") + bytes + "\"").summary() ==
          Lines{"PR0602  2:11"});
  }
}

TEST_CASE("a NUL byte is refused where it stands") {
  const std::string nul(1, '\0');
  CHECK(load_members("\"title\": \"a" + nul + "\"").summary() == Lines{"PR0614 /title 2:12"});
  CHECK(load_members("\"title\": \"a\"" + nul).summary() == Lines{"PR0614  2:13"});
  CHECK(load_text(dossier_with("\"version\": 1") + nul).code() == "PR0618");
}

TEST_CASE("surrogates must come in pairs, high before low") {
  const auto title = [](const std::string& escapes) {
    return load_members(R"("title": ")" + escapes + "\"").code();
  };
  CHECK(title("\\ud83d\\ude80") == "none");
  CHECK(title("\\udbff\\udfff") == "none");
  CHECK(title("\\ud83d") == "PR0616");
  CHECK(title("\\ude80") == "PR0616");
  CHECK(title("\\ude80\\ud83d") == "PR0616");
  CHECK(title("\\ud83d\\ud83d\\ude80") == "PR0616");
  CHECK(title("\\ud83dx") == "PR0616");
  CHECK(title("\\ud83d\\n") == "PR0616");
  CHECK(title("\\ud83") == "PR0615");
}

TEST_CASE("rates that agree exactly are read, one off in the last place is not") {
  const auto rates = [](const std::string& second) {
    return load_members(
               R"("exchange_rates": [{"from": "EUR", "to": "PLN", "rate": 4.3125, "on": "2026-03-01"}, )" +
               second + "]")
        .code();
  };
  CHECK(rates(R"({"from": "EUR", "to": "PLN", "rate": 4.31250, "on": "2026-03-01"})") == "none");
  CHECK(rates(R"({"from": "EUR", "to": "PLN", "rate": 4.3126, "on": "2026-03-01"})") == "PR0720");
  CHECK(rates(R"({"from": "EUR", "to": "PLN", "rate": 4.3126, "on": "2026-03-02"})") == "none");
  CHECK(rates(R"({"from": "EUR", "to": "SEK", "rate": 4.3126, "on": "2026-03-01"})") == "none");
  // 1 / 4.3125 is 16/69, which no decimal is.
  CHECK(rates(R"({"from": "PLN", "to": "EUR", "rate": 0.231884057971, "on": "2026-03-01"})") ==
        "PR0720");
  // An entry with an unknown part is not used, and not compared.
  CHECK(rates(R"({"from": "EUR", "to": "PLN", "rate": 9})") == "none");
  CHECK(rates(R"({"from": null, "to": "PLN", "rate": 9, "on": "2026-03-01"})") == "none");
  CHECK(rates("null") == "none");
}

TEST_CASE("a region may be a place, but not a state that takes part") {
  for (const char* region : {"GF", "GP", "MF", "MQ", "RE", "YT"}) {
    const std::string code = std::string("\"") + region + "\"";
    CHECK(load_members("\"participants\": [{\"country\": " + code + "}]").help() ==
          "write `\"FR\"`, the state that it is a part of");
    CHECK(load_members("\"contractors\": [{\"facilities\": [{\"location\": " + code + "}]}]")
              .is_accepted);
  }
  CHECK(load_members(R"("participants": [{"country": "FR"}, {"country": "GL"}])").is_accepted);
}

TEST_CASE("only money may be a number in quotation marks") {
  CHECK(load_members(R"("version": "1")").code() == "PR0703");
  CHECK(load_members(R"("plan": {"loan": {"amount": "1", "currency": "EUR"}})").is_accepted);
  CHECK(load_members(R"("plan": {"loan": {"amount": "01", "currency": "EUR"}})").code() ==
        "PR0714");
  CHECK(load_members(R"("plan": {"loan": {"amount": "", "currency": "EUR"}})").code() == "PR0714");
  CHECK(load_members(R"("plan": {"loan": {"amount": "1e100", "currency": "EUR"}})").code() ==
        "PR0613");
}

}  // namespace
}  // namespace probity::test
