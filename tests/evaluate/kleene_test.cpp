// The ternary tables of every connective, written by hand as public suites have them (openCypher,
// DMN TCK, Substrait): T, F, U for true, false and unknown, rows by the left operand.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

const std::map<char, std::string> kWords = {{'T', "true"}, {'F', "false"}, {'U', "unknown"}};

struct Row {
  const char* operands;  ///< one letter each
  char result;
};

/// Each row three times: as literals, as facts, and as facts that are null.
void check_table(const std::string& expression, const std::vector<Row>& rows) {
  Calculator calculate;
  const std::string names = "abc";
  for (const Row& row : rows) {
    std::string with_literals = expression;
    std::string facts;
    std::string nulls;
    for (std::size_t index = 0; row.operands[index] != '\0'; ++index) {
      const std::string& word = kWords.at(row.operands[index]);
      const std::string name(1, names[index]);
      const std::size_t at = with_literals.find('$' + name);
      with_literals.replace(at, 2, word);
      if (!nulls.empty()) nulls += ", ";
      nulls += "\"" + name + "\": " + (word == "unknown" ? "null" : word);
      if (word == "unknown") continue;
      if (!facts.empty()) facts += ", ";
      facts += "\"" + name + "\": " + word;
    }
    std::string with_facts = expression;
    for (std::size_t at = with_facts.find('$'); at != std::string::npos;
         at = with_facts.find('$')) {
      with_facts.erase(at, 1);
    }
    CAPTURE(row.operands);
    CHECK(calculate(with_literals) == kWords.at(row.result));
    CHECK(calculate(with_facts, facts) == kWords.at(row.result));
    CHECK(calculate(with_facts, nulls) == kWords.at(row.result));
  }
}

TEST_CASE("kleene: not") { check_table("not $a", {{"T", 'F'}, {"F", 'T'}, {"U", 'U'}}); }

TEST_CASE("kleene: and") {
  check_table("$a and $b", {{"TT", 'T'},
                            {"TF", 'F'},
                            {"TU", 'U'},
                            {"FT", 'F'},
                            {"FF", 'F'},
                            {"FU", 'F'},
                            {"UT", 'U'},
                            {"UF", 'F'},
                            {"UU", 'U'}});
}

TEST_CASE("kleene: or") {
  check_table("$a or $b", {{"TT", 'T'},
                           {"TF", 'T'},
                           {"TU", 'T'},
                           {"FT", 'T'},
                           {"FF", 'F'},
                           {"FU", 'U'},
                           {"UT", 'T'},
                           {"UF", 'U'},
                           {"UU", 'U'}});
}

TEST_CASE("kleene: implies") {
  check_table("$a implies $b", {{"TT", 'T'},
                                {"TF", 'F'},
                                {"TU", 'U'},
                                {"FT", 'T'},
                                {"FF", 'T'},
                                {"FU", 'T'},
                                {"UT", 'T'},
                                {"UF", 'U'},
                                {"UU", 'U'}});
}

TEST_CASE("kleene: is and is not need both sides") {
  check_table("$a is $b", {{"TT", 'T'},
                           {"TF", 'F'},
                           {"TU", 'U'},
                           {"FT", 'F'},
                           {"FF", 'T'},
                           {"FU", 'U'},
                           {"UT", 'U'},
                           {"UF", 'U'},
                           {"UU", 'U'}});
  check_table("$a is not $b", {{"TT", 'F'},
                               {"TF", 'T'},
                               {"TU", 'U'},
                               {"FT", 'T'},
                               {"FF", 'F'},
                               {"FU", 'U'},
                               {"UT", 'U'},
                               {"UF", 'U'},
                               {"UU", 'U'}});
}

TEST_CASE("kleene: three operands of and, or") {
  check_table("$a and $b and $c", {{"TTT", 'T'},
                                   {"TTU", 'U'},
                                   {"TUF", 'F'},
                                   {"UUF", 'F'},
                                   {"UUU", 'U'},
                                   {"FUU", 'F'},
                                   {"UTT", 'U'},
                                   {"TFU", 'F'}});
  check_table("$a or $b or $c", {{"FFF", 'F'},
                                 {"FFU", 'U'},
                                 {"FUT", 'T'},
                                 {"UUT", 'T'},
                                 {"UUU", 'U'},
                                 {"TUU", 'T'},
                                 {"UFF", 'U'},
                                 {"FTU", 'T'}});
}

TEST_CASE("kleene: if is its branches where they agree") {
  check_table("if $a then $b else $c",
              {{"TTT", 'T'}, {"TTF", 'T'}, {"TTU", 'T'}, {"TFT", 'F'}, {"TFU", 'F'}, {"TUT", 'U'},
               {"TUF", 'U'}, {"TUU", 'U'}, {"FTT", 'T'}, {"FTF", 'F'}, {"FTU", 'U'}, {"FFT", 'T'},
               {"FUT", 'T'}, {"FUF", 'F'}, {"FUU", 'U'}, {"UTT", 'T'}, {"UFF", 'F'}, {"UTF", 'U'},
               {"UFT", 'U'}, {"UTU", 'U'}, {"UUT", 'U'}, {"UUU", 'U'}});
}

TEST_CASE("kleene: no other correlation is used") {
  Calculator calculate;
  CHECK(calculate("a or not a") == "unknown");
  CHECK(calculate("a and not a") == "unknown");
  CHECK(calculate("a implies a") == "unknown");
  CHECK(calculate("a is a") == "unknown");
  CHECK(calculate("shade is red or shade is green or shade is blue") == "unknown");
}

TEST_CASE("kleene: a number compared with itself is no exception") {
  Calculator calculate;
  CHECK(calculate("n is at most n") == "unknown");
}

TEST_CASE("kleene: known and otherwise look at what was filed") {
  Calculator calculate;
  CHECK(calculate("known a") == "false");
  CHECK(calculate("known a", R"("a": null)") == "false");
  CHECK(calculate("known a", R"("a": false)") == "true");
  CHECK(calculate("not known a", R"("a": false)") == "false");
  CHECK(calculate("known parts", R"("parts": [])") == "true");
  CHECK(calculate("known parts") == "false");
  CHECK(calculate("known firm", R"("firm": {})") == "true");
  CHECK(calculate("known firm.seat", R"("firm": {})") == "false");
  CHECK(calculate("a otherwise true") == "true");
  CHECK(calculate("a otherwise true", R"("a": false)") == "false");
  CHECK(calculate("a otherwise b") == "unknown");
  CHECK(calculate("n otherwise m otherwise 3") == "\"3\"");
  CHECK(calculate("n otherwise m otherwise 3", R"("m": 2)") == "\"2\"");
}

}  // namespace
}  // namespace probity::test
