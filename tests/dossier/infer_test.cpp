// Types by written form, for expressions without rules.
#include "dossier/infer.h"

#include <doctest/doctest.h>

#include "tests/dossier/sample_vocabulary.h"

namespace probity::test {
namespace {

/// "list of number" of the key, or "none".
std::string type_of(std::string_view json, std::string_view key) {
  Diagnostics diagnostics;
  const Vocabulary vocabulary = infer_vocabulary(SourceText("facts.json", std::string(json)),
                                                 SourceId(std::uint32_t{0}), diagnostics);
  CHECK(diagnostics.empty());
  const auto field = vocabulary.find_field(vocabulary.root, key);
  return field ? vocabulary.type_text(vocabulary.record(vocabulary.root).fields[*field].type)
               : "none";
}

std::vector<std::string> load_inferred(std::string bytes) {
  Loaded loaded;
  loaded.source = SourceText("facts.json", std::move(bytes));
  Diagnostics diagnostics;
  const SourceId id(std::uint32_t{0});
  const Vocabulary vocabulary = infer_vocabulary(loaded.source, id, diagnostics);
  if (diagnostics.empty()) {
    DossierLoader loader(vocabulary, Completeness::kFactsOnly);
    loaded.is_accepted = loader.load(loaded.source, id, loaded.facts, diagnostics);
  }
  loaded.diagnostics = diagnostics.sorted();
  CHECK(loaded.is_accepted == loaded.diagnostics.empty());
  return loaded.summary();
}

using Lines = std::vector<std::string>;

TEST_CASE("every written form has its type") {
  constexpr std::string_view kFacts = R"({
    "flag": true, "count": 1.50, "name": "Rifles", "day": "2026-03-14", "share": "35 %", "tight": "35%",
    "price": {"currency": "EUR", "amount": "1.10"}, "nothing": null, "empty": [],
    "numbers": [null, 1, 2], "nested": [[], [null], ["2026-01-01"]], "part": {"a": 1}, "d\u0061sh": 1})";
  CHECK(type_of(kFacts, "flag") == "boolean");
  CHECK(type_of(kFacts, "count") == "number");
  CHECK(type_of(kFacts, "name") == "text");
  CHECK(type_of(kFacts, "day") == "date");
  CHECK(type_of(kFacts, "share") == "percentage");
  CHECK(type_of(kFacts, "tight") == "percentage");
  CHECK(type_of(kFacts, "price") == "money");
  CHECK(type_of(kFacts, "nothing") == "unknown");
  CHECK(type_of(kFacts, "empty") == "list of unknown");
  CHECK(type_of(kFacts, "numbers") == "list of number");
  CHECK(type_of(kFacts, "nested") == "list of list of date");
  CHECK(type_of(kFacts, "part") == "part");
  CHECK(type_of(kFacts, "dash") == "number");
  CHECK(type_of(kFacts, "absent") == "none");
  CHECK(load_inferred(std::string(kFacts)).empty());
}

TEST_CASE("records of one list are taken together") {
  Diagnostics diagnostics;
  const Vocabulary vocabulary = infer_vocabulary(
      SourceText(
          "f",
          R"({"x": [null, {"a": null, "b": [{"c": 1}]}, {"a": "2026-01-01", "b": [{"d": true}]}]})"),
      SourceId(std::uint32_t{0}), diagnostics);
  const RecordType& root = vocabulary.record(vocabulary.root);
  const Type& element = vocabulary.type(vocabulary.type(root.fields[0].type).element);
  const RecordType& record = vocabulary.record(element.record);
  REQUIRE(record.fields.size() == 2);
  CHECK(vocabulary.type(record.fields[0].type).kind == TypeKind::kDate);
  const RecordType& inner =
      vocabulary.record(vocabulary.type(vocabulary.type(record.fields[1].type).element).record);
  REQUIRE(inner.fields.size() == 2);
  CHECK(inner.fields[0].name == "c");
  CHECK(inner.fields[1].name == "d");
}

TEST_CASE("an object that only looks like money is a record") {
  CHECK(type_of(R"({"x": {"amount": 1}})", "x") == "x");
  CHECK(type_of(R"({"x": {"amount": 1, "currency": "EUR", "note": ""}})", "x") == "x");
  CHECK(type_of(R"({"x": {"amount": [], "currency": "EUR"}})", "x") == "x");
}

TEST_CASE("what does not fit the first of its list is refused by the loader") {
  CHECK(load_inferred(R"({"x": [1, "two", 3]})") == Lines{"PR0703 /x/1 1:11"});
  CHECK(load_inferred(R"({"x": ["2026-02-30"]})") == Lines{"PR0708 /x/0 1:8"});
  CHECK(load_inferred(R"({"x": {"amount": 1, "currency": "EURO"}})") ==
        Lines{"PR0715 /x/currency 1:33"});
  CHECK(load_inferred(R"({"x": 1, "x": "one"})") == Lines{"PR0623 /x 1:10", "PR0703 /x 1:15"});
  CHECK(load_inferred(R"({"x": 01})") == Lines{"PR0612 /x 1:7"});
}

TEST_CASE("a fault in the form is reported once") {
  CHECK(load_inferred(R"({"x": [1,]})") == Lines{"PR0607 /x 1:9"});
  CHECK(load_inferred("\xEF\xBB\xBF{}") == Lines{"PR0601  1:1"});
  CHECK(load_inferred("[1]") == Lines{"PR0619  1:1"});
  CHECK(load_inferred("") == Lines{"PR0603  1:1"});
}

}  // namespace
}  // namespace probity::test
