#include "dossier/json_edit.h"

#include <doctest/doctest.h>

#include <string>

namespace probity {
namespace {

std::string edited(std::string_view text, const std::string& pointer,
                   std::optional<std::string> value) {
  const Result<std::string> result = edit_json(text, {pointer, std::move(value)});
  return result ? result.value() : "refused: " + result.error().message;
}

TEST_CASE("an edit changes one value and leaves every other byte") {
  CHECK(edited(R"({"a" : 1,  "b": [1, 2]})", "/a", "7") == R"({"a" : 7,  "b": [1, 2]})");
  CHECK(edited(R"({"a": {"b": [{"c": "x"}, {"c": "y"}]}})", "/a/b/1/c", R"("z")") ==
        R"({"a": {"b": [{"c": "x"}, {"c": "z"}]}})");
  CHECK(edited(" {\"a\": {\"b\": 1}, \"c\": 2}\n", "/a", "null") == " {\"a\": null, \"c\": 2}\n");
}

TEST_CASE("what is not there is added, with what it stands in") {
  CHECK(edited("{}", "/a", "1") == R"({"a": 1})");
  CHECK(edited(R"({"a": 1})", "/b", "2") == R"({"a": 1, "b": 2})");
  CHECK(edited(R"({"a": 1})", "/b/c", "2") == R"({"a": 1, "b": {"c": 2}})");
  CHECK(edited(R"({"b": null})", "/b/c", "2") == R"({"b": {"c": 2}})");
  CHECK(edited(R"({"l": [1]})", "/l/-", "2") == R"({"l": [1, 2]})");
  CHECK(edited(R"({"l": []})", "/l/-", "2") == R"({"l": [2]})");
  CHECK(edited("{}", "/l/-/c", "2") == R"({"l": [{"c": 2}]})");
}

TEST_CASE("a value is taken out with its comma, an element out of its list") {
  CHECK(edited(R"({"a": 1, "b": 2, "c": 3})", "/a", std::nullopt) == R"({"b": 2, "c": 3})");
  CHECK(edited(R"({"a": 1, "b": 2, "c": 3})", "/b", std::nullopt) == R"({"a": 1, "c": 3})");
  CHECK(edited(R"({"a": 1, "b": 2, "c": 3})", "/c", std::nullopt) == R"({"a": 1, "b": 2})");
  CHECK(edited(R"({"a": 1})", "/a", std::nullopt) == "{}");
  CHECK(edited(R"({"l": [{"c": 1}, {"c": 2}]})", "/l/0", std::nullopt) == R"({"l": [{"c": 2}]})");
  CHECK(edited(R"({"a": 1})", "/b", std::nullopt) == R"({"a": 1})");
}

TEST_CASE("pointers are unescaped, and so are the keys that they name") {
  CHECK(edited(R"({"a/b": 1, "m~n": 2})", "/a~1b", "3") == R"({"a/b": 3, "m~n": 2})");
  CHECK(edited(R"({"a/b": 1, "m~n": 2})", "/m~0n", "3") == R"({"a/b": 1, "m~n": 3})");
  CHECK(edited(R"({"caf\u00e9": 1})", "/café", "3") == R"({"caf\u00e9": 3})");
}

TEST_CASE("a pointer that is none is a mistake of usage, a place that is none one of input") {
  for (const std::string pointer : {"", "a", "/a~", "/a~2"}) {
    const Result<std::string> result = edit_json("{}", {pointer, "1"});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == ErrorKind::kUsage);
  }
  const std::string text = R"({"l": [1, 2], "s": "x"})";
  for (const std::string pointer : {"/l/2", "/l/01", "/l/x", "/s/0", "/l/0/a"}) {
    const Result<std::string> result = edit_json(text, {pointer, "1"});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == ErrorKind::kInput);
  }
}

TEST_CASE("the text of a value is found by its pointer") {
  const std::string text = R"({"a": {"b": [ {"c": 1.50}, "x" ]}, "n": null})";
  CHECK(find_json(text, "/a/b/0/c") == "1.50");
  CHECK(find_json(text, "/a/b/0") == R"({"c": 1.50})");
  CHECK(find_json(text, "/a/b/1") == R"("x")");
  CHECK(find_json(text, "/n") == "null");
  CHECK_FALSE(find_json(text, "/a/b/2").has_value());
  CHECK_FALSE(find_json(text, "/a/b/-").has_value());
}

TEST_CASE("words are JSON where they can be, else a text") {
  const auto json = [](std::string_view words) {
    const Result<std::string> result = json_of_words(words);
    return result ? result.value() : "refused: " + result.error().message;
  };
  CHECK(json("true") == "true");
  CHECK(json("35") == "35");
  CHECK(json("null") == "null");
  CHECK(json(" -1.5e3 ") == "-1.5e3");
  CHECK(json(R"("a b")") == R"("a b")");
  CHECK(json(R"({"amount": 1, "currency": "EUR"})") == R"({"amount": 1, "currency": "EUR"})");
  CHECK(json("2026-05-30") == R"("2026-05-30")");
  CHECK(json("35 %") == R"("35 %")");
  CHECK(json("HU") == R"("HU")");
  CHECK(json("0123") == R"("0123")");
  CHECK(json(R"(say "no")") == R"("say \"no\"")");
  CHECK(json("") == R"("")");
  for (const std::string_view words : {R"({"amount": 1)", "[1, 2", R"("a)", "[1] 2"}) {
    const Result<std::string> result = json_of_words(words);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().kind == ErrorKind::kUsage);
  }
}

}  // namespace
}  // namespace probity
