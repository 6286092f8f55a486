// Dossiers that are accepted: every type, exactly as it is written.
#include <doctest/doctest.h>

#include "tests/dossier/sample_vocabulary.h"
#include "values/money.h"

namespace probity::test {
namespace {

std::string text_at(const Loaded& loaded, const std::vector<std::string>& path) {
  const Fact fact = fact_at(loaded, path);
  return fact.kind == FactKind::kText ? std::string(loaded.facts.text(fact)) : "(no text)";
}

std::string number_at(const Loaded& loaded, const std::vector<std::string>& path) {
  const Fact fact = fact_at(loaded, path);
  return fact.kind == FactKind::kNumber ? loaded.facts.number(fact).to_text() : "(no number)";
}

std::string money_at(const Loaded& loaded, const std::vector<std::string>& path) {
  const Fact fact = fact_at(loaded, path);
  if (fact.kind != FactKind::kMoney) return "(no money)";
  const Money& money = loaded.facts.money(fact);
  return money.currency.code() + " " + money.amount.to_text();
}

TEST_CASE("a dossier with every type is read into its slots") {
  const Loaded loaded = load_text(R"({
    "dossier": "PL-2026-0042",
    "version": 3,
    "title": "Rifles \u2013 lot 1",
    "submitted": "2026-03-14",
    "instruments": ["SAFE", "EDIP"],
    "participants": [{"name": "Poland", "country": "PL", "receives_safe_loan": true},
                     {"name": "Spain", "country": "ES", "receives_safe_loan": false}],
    "contractors": [{"name": "A", "size": "mid_cap", "share_of_contract": "12.5 %",
                     "facilities": [{"location": "GF"}], "cpv": ["35300000"],
                     "quantities": [[1, 2], [], [3]]}],
    "plan": {"loan": {"amount": 1200000000.00, "currency": "EUR"}, "duration": "45 years",
             "last_payment": "2030-12-31"},
    "added_countries": ["UA", "NO"],
    "extensions": {"anything": [1, {"x": null}]}
  })");
  REQUIRE(loaded.is_accepted);
  CHECK(loaded.diagnostics.empty());
  CHECK(text_at(loaded, {"dossier"}) == "PL-2026-0042");
  CHECK(number_at(loaded, {"version"}) == "3");
  CHECK(text_at(loaded, {"title"}) == "Rifles – lot 1");
  CHECK(date_text(Facts::date(fact_at(loaded, {"submitted"}))) == "2026-03-14");
  CHECK(the_vocabulary().symbol(Facts::symbol(fact_at(loaded, {"instruments", "1"}))) == "EDIP");
  CHECK(fact_at(loaded, {"instruments"}).second == 2);
  CHECK(loaded.facts.country(fact_at(loaded, {"participants", "1", "country"})).text() == "ES");
  CHECK(Facts::boolean(fact_at(loaded, {"participants", "0", "receives_safe_loan"})));
  CHECK_FALSE(Facts::boolean(fact_at(loaded, {"participants", "1", "receives_safe_loan"})));
  CHECK(fact_at(loaded, {"participants", "1", "receives_safe_loan"}).is_known());
  CHECK(the_vocabulary().symbol(Facts::symbol(fact_at(loaded, {"contractors", "0", "size"}))) ==
        "mid_cap");
  CHECK(number_at(loaded, {"contractors", "0", "share_of_contract"}) == "0.125");
  CHECK(loaded.facts.country(fact_at(loaded, {"contractors", "0", "facilities", "0", "location"}))
            .text() == "GF");
  CHECK(number_at(loaded, {"contractors", "0", "quantities", "0", "1"}) == "2");
  CHECK(fact_at(loaded, {"contractors", "0", "quantities", "1"}).second == 0);
  CHECK(number_at(loaded, {"contractors", "0", "quantities", "2", "0"}) == "3");
  CHECK(money_at(loaded, {"plan", "loan"}) == "EUR 1200000000");
  CHECK(duration_text(loaded.facts.duration(fact_at(loaded, {"plan", "duration"}))) == "45 years");
  CHECK(fact_at(loaded, {"extensions"}).kind == FactKind::kAnything);
}

TEST_CASE("every instance and list knows its place") {
  const Loaded loaded = load_members(
      R"("contractors": [{"name": "A"}, {"facilities": [{"location": "PL"}], "quantities": [[], [1]]}])");
  REQUIRE(loaded.is_accepted);
  const auto pointer = [&](PathId path) {
    return pointer_text(the_vocabulary(), loaded.facts.paths, path);
  };
  const auto instance = [&](const std::vector<std::string>& path) {
    return pointer(loaded.facts.instance(Facts::record(fact_at(loaded, path))).path);
  };
  const auto list = [&](const std::vector<std::string>& path) {
    return pointer(PathId(fact_at(loaded, path).third));
  };
  CHECK(pointer(loaded.facts.instance(Facts::root()).path).empty());
  CHECK(list({"contractors"}) == "/contractors");
  CHECK(instance({"contractors", "1"}) == "/contractors/1");
  CHECK(list({"contractors", "1", "facilities"}) == "/contractors/1/facilities");
  CHECK(instance({"contractors", "1", "facilities", "0"}) == "/contractors/1/facilities/0");
  CHECK(list({"contractors", "1", "quantities", "1"}) == "/contractors/1/quantities/1");
}

TEST_CASE("numbers are exact, from their own text") {
  const auto version = [](std::string_view number) {
    return number_at(load_members("\"version\": " + std::string(number)), {"version"});
  };
  CHECK(version("0.1") == "0.1");
  CHECK(version("1e-7") == "0.0000001");
  CHECK(version("-2.50") == "-2.5");
  CHECK(version("1200000000.00") == "1200000000");
  CHECK(version("9007199254740993") == "9007199254740993");
  CHECK(version("18446744073709551617") == "18446744073709551617");
  CHECK(version("0.30000000000000004") == "0.30000000000000004");
  CHECK(version("1.5E+3") == "1500");
  CHECK(version("-0") == "0");
  const std::string hundred_digits =
      "12345678901234567890123456789012345678901234567890"
      "12345678901234567890123456789012345678901234567891";
  CHECK(version(hundred_digits) == hundred_digits);
  CHECK(load_members("\"version\": " + hundred_digits + "0").code() == "PR0613");
}

TEST_CASE("an amount is a number or a decimal string, in any order of the keys") {
  const auto loan = [](std::string_view money) {
    return money_at(load_members(R"("plan": {"loan": )" + std::string(money) + "}"),
                    {"plan", "loan"});
  };
  CHECK(loan(R"({"amount": 0.1, "currency": "EUR"})") == "EUR 0.1");
  CHECK(loan(R"({"currency": "PLN", "amount": "1200000000.01"})") == "PLN 1200000000.01");
  CHECK(loan(R"({"amount": 1e6, "currency": "SEK"})") == "SEK 1000000");
  CHECK(loan(R"({"amount": 0, "currency": "EUR"})") == "EUR 0");
  CHECK(loan(R"({"amount": -0.0, "currency": "EUR"})") == "EUR 0");
}

TEST_CASE("absent and null are unknown, an empty list is not") {
  const Loaded loaded = load_members(R"("version": null, "contractors": [], "plan": null)");
  REQUIRE(loaded.is_accepted);
  CHECK_FALSE(fact_at(loaded, {"version"}).is_known());
  CHECK_FALSE(fact_at(loaded, {"plan"}).is_known());
  CHECK_FALSE(fact_at(loaded, {"title"}).is_known());
  CHECK_FALSE(fact_at(loaded, {"participants"}).is_known());
  REQUIRE(fact_at(loaded, {"contractors"}).is_known());
  CHECK(loaded.facts.elements(fact_at(loaded, {"contractors"})).empty());
}

TEST_CASE("null in a list is an unknown element") {
  const Loaded loaded = load_members(
      R"("contractors": [null, {"name": null, "cpv": ["1", null]}], "added_countries": [null, "PL", null])");
  REQUIRE(loaded.is_accepted);
  REQUIRE(fact_at(loaded, {"contractors", "0"}).kind == FactKind::kRecord);
  CHECK_FALSE(fact_at(loaded, {"contractors", "0", "name"}).is_known());
  CHECK_FALSE(fact_at(loaded, {"contractors", "0", "facilities"}).is_known());
  CHECK_FALSE(fact_at(loaded, {"contractors", "1", "cpv", "1"}).is_known());
  CHECK(text_at(loaded, {"contractors", "1", "cpv", "0"}) == "1");
  CHECK_FALSE(fact_at(loaded, {"added_countries", "2"}).is_known());
  CHECK(pointer_text(
            the_vocabulary(), loaded.facts.paths,
            loaded.facts.instance(Facts::record(fact_at(loaded, {"contractors", "0"}))).path) ==
        "/contractors/0");
}

TEST_CASE("the order of the keys does not matter") {
  const Loaded loaded = load_text(
      R"({"plan": {"last_payment": "2030-01-01", "loan": {"currency": "EUR", "amount": 2}},
          "instruments": ["SAFE"], "title": "T", "submitted": "2026-03-14", "dossier": "D"})");
  REQUIRE(loaded.is_accepted);
  CHECK(text_at(loaded, {"title"}) == "T");
  CHECK(money_at(loaded, {"plan", "loan"}) == "EUR 2");
  CHECK(date_text(Facts::date(fact_at(loaded, {"plan", "last_payment"}))) == "2030-01-01");
}

TEST_CASE("escapes are read in texts, values and keys") {
  const Loaded loaded = load_text(
      "{\"d\\u006fssier\": \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE80z\", "
      "\"submitted\": \"2026\\u002d03-14\", \"instruments\": [\"S\\u0041FE\"]}");
  REQUIRE(loaded.is_accepted);
  CHECK(text_at(loaded, {"dossier"}) == "a\"\\/\b\f\n\r\té🚀z");
  CHECK(date_text(Facts::date(fact_at(loaded, {"submitted"}))) == "2026-03-14");
}

TEST_CASE("a text may be empty, and long") {
  const std::string longest(100'000, 'x');
  const Loaded loaded =
      load_members(R"("title": "", "contractors": [{"name": ")" + longest + "\"}]");
  REQUIRE(loaded.is_accepted);
  CHECK(fact_at(loaded, {"title"}).is_known());
  CHECK(text_at(loaded, {"title"}).empty());
  CHECK(text_at(loaded, {"contractors", "0", "name"}) == longest);
}

TEST_CASE("a share above the whole is read: no rule of the form says otherwise") {
  CHECK(number_at(load_members(R"("contractors": [{"share_of_contract": "120 %"}])"),
                  {"contractors", "0", "share_of_contract"}) == "1.2");
}

TEST_CASE("one loader reads many dossiers, also after a refusal, into one arena") {
  DossierLoader loader(the_vocabulary());
  Facts facts;
  const auto load = [&](const std::string& bytes) {
    Diagnostics diagnostics;
    return loader.load(SourceText("d", bytes), SourceId(std::uint32_t{0}), facts, diagnostics);
  };
  CHECK(load(dossier_with(R"("title": "first", "contractors": [{"name": "A"}, {"name": "B"}])")));
  const std::size_t instances = facts.instances.size();
  CHECK_FALSE(load(dossier_with(R"("contractors": [{"name": "A", "cpv": ["1", {"x": [1)")));
  CHECK_FALSE(load(""));
  CHECK(load(dossier_with(R"("title": "first", "contractors": [{"name": "A"}, {"name": "B"}])")));
  CHECK(facts.instances.size() == instances);
  CHECK(facts.text_pool == "D-1firstAB");
}

TEST_CASE("facts for an expression may lack what a dossier must have") {
  DossierLoader loader(the_vocabulary(), Completeness::kFactsOnly);
  CHECK(load_text(loader, "{}").is_accepted);
  CHECK(load_text(loader, R"({"submitted": null, "title": "T"})").is_accepted);
  CHECK_FALSE(load_text(loader, R"({"tilte": "T"})").is_accepted);
}

TEST_CASE("blanks may stand between all tokens") {
  CHECK(load_text(
            " \r\n\t{ \"dossier\" :\t\"D\" ,\n\"submitted\":\r\"2026-03-14\" , \"instruments\" : [ "
            "\"SAFE\" ] , \"version\" : 1 } \n\n")
            .is_accepted);
}

}  // namespace
}  // namespace probity::test
