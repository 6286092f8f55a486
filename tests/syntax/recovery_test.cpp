// A mistake costs its own clause: the names around it stay, and it is reported once.
#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "tests/golden_support.h"
#include "tests/syntax/ast_text.h"

namespace probity::test {
namespace {

TEST_CASE("a rule with a mistake keeps its name, its other clauses and its neighbours") {
  const ParsedFile parsed(R"(module m
define a : number = 1
rule r "R"
    law A "Art. 1"
    for each x in xs
    requires x is = 3
    failing "f"
rule s "S"
    law A "Art. 2"
    requires b
    failing "f"
)");
  REQUIRE(parsed.file.declarations.size() == 3);
  CHECK(parsed.diagnostics.sorted().size() == 1);
  CHECK(parsed.file.declarations[0].is_complete);
  CHECK_FALSE(parsed.file.declarations[1].is_complete);
  CHECK(parsed.file.declarations[2].is_complete);
  const auto& rule = parsed.at<ast::Rule>(1);
  CHECK(rule.name.text == "r");
  CHECK(rule.norm.laws.size() == 1);
  CHECK(rule.for_each->variable.text == "x");
  CHECK(ast_text(parsed.at<ast::Rule>(2).requirement) == "b");
}

TEST_CASE("a mended word is reported, and the declaration is not complete") {
  const ParsedFile parsed("module m\ndefine a : boolean = b == c\ndefine d : number = 1\n");
  REQUIRE(parsed.file.declarations.size() == 2);
  CHECK_FALSE(parsed.file.declarations[0].is_complete);
  CHECK(ast_text(parsed.at<ast::Define>(0).body) == "(is b c)");
  CHECK(parsed.file.declarations[1].is_complete);
}

TEST_CASE("a record keeps the fields that can be read") {
  const ParsedFile parsed(
      "module m\nrecord r {\n a : text\n b : lst of\n c : date required\n}\nenum e { x y, z }\n");
  const auto& record = parsed.at<ast::Record>(0);
  REQUIRE(record.fields.size() == 2);
  CHECK(record.fields[1].name.text == "c");
  CHECK(parsed.at<ast::Enum>(1).members.size() == 2);
  CHECK_FALSE(parsed.file.declarations[1].is_complete);
}

TEST_CASE("a mistake in a row of a table costs that row alone") {
  const ParsedFile parsed(R"x(module m
table t(a : boolean) : percentage
    law ACT "Art. 1"
    when a is true then
    when a is false then 10 %
        law ACT "Art. 1(2)"
rule x prevails over y
    law  ACT "Art. 2"
    when a is
define d : boolean = true
)x");
  REQUIRE(parsed.file.declarations.size() == 3);
  CHECK(parsed.diagnostics.sorted().size() == 2);
  const auto& table = parsed.at<ast::Table>(0);
  CHECK_FALSE(parsed.file.declarations[0].is_complete);
  CHECK(table.inputs.size() == 1);
  REQUIRE(table.rows.size() == 1);
  CHECK(ast_text(table.rows[0].result) == "0.1%");
  CHECK(table.rows[0].laws.size() == 1);
  const auto& prevalence = parsed.at<ast::Prevalence>(1);
  CHECK(prevalence.loser[0].text == "y");
  CHECK(prevalence.norm.laws.size() == 1);
  CHECK(parsed.file.declarations[2].is_complete);
}

TEST_CASE("an unclosed bracket does not swallow the next declaration") {
  const ParsedFile parsed(
      "module m\ngroup g = EU + { UA\nrecord r { a : text\ndefine a : number = (1 +\nfigure f : "
      "number = 2\n");
  REQUIRE(parsed.file.declarations.size() == 4);
  CHECK(parsed.diagnostics.sorted().size() == 3);
  CHECK(ast_text(parsed.at<ast::Figure>(3).body) == "2");
}

TEST_CASE("ten mistakes are ten diagnostics, in order, each on its words") {
  const ParsedFile parsed(R"(module m
act A "Act" celx "1"
define a : number = 1 + * 2
define b : boolean = c and d or e
define f : date = 2026-02-30
parameter p : money
    law A Art
    from 2025-01-01 is 5 EUR
rule r "R"
    law A "1"
    requries x
    failing "{y z}"
    evidence x
define g : number = (1
)");
  const std::vector<Diagnostic> found = parsed.diagnostics.sorted();
  std::string words;
  for (const Diagnostic& diagnostic : found) words += parsed.text(diagnostic.span) + "|";
  CHECK(words == "celx|*|or|2026-02-30|Art|5 EUR|requries|z|evidence|(|");
}

TEST_CASE("fixes replace exactly their words") {
  const ParsedFile parsed("module m\ndefine a : boolean = b>=5 and c is at most 150 000\n");
  std::string text = "module m\ndefine a : boolean = b>=5 and c is at most 150 000\n";
  const std::vector<Diagnostic> found = parsed.diagnostics.sorted();
  REQUIRE(found.size() == 2);
  for (std::size_t index = found.size(); index-- > 0;) {
    const FixIt& fix = found[index].fix.value();
    text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
  }
  CHECK(text == "module m\ndefine a : boolean = b is at least 5 and c is at most 150_000\n");
  CHECK(ParsedFile(text).complaints().empty());
}

TEST_CASE("every diagnostic of the golden files lies inside its source") {
  for (const std::filesystem::path& path : golden_sources(golden_folder("syntax"), ".rules")) {
    const std::string text = read_golden(path);
    const ParsedFile parsed(text);
    for (const Diagnostic& diagnostic : parsed.diagnostics.sorted()) {
      CHECK(diagnostic.span.begin <= diagnostic.span.end);
      CHECK(diagnostic.span.end <= text.size());
      CHECK_FALSE(diagnostic.message.ends_with("."));
    }
  }
}

TEST_CASE("a file that only uses is refused") {
  const ParsedFile parsed("use places\n");
  REQUIRE(parsed.diagnostics.sorted().size() == 1);
  CHECK(parsed.diagnostics.sorted()[0].code == Code::missing_module);
  CHECK(parsed.file.uses.size() == 1);
}

/// Words of a text, as far as blanks show them, with their places.
std::vector<std::pair<std::size_t, std::size_t>> words_of(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \n", at);
    if (begin == std::string::npos) break;
    at = std::min(text.find_first_of(" \n", begin), text.size());
    words.emplace_back(begin, at - begin);
  }
  return words;
}

TEST_CASE("a file without one of its words, or with one twice, keeps its other declarations") {
  const std::string text =
      read_golden(std::filesystem::path(PROBITY_SOURCE_DIR) / "rules/safe/safe.rules");
  const std::size_t declarations = ParsedFile(text).file.declarations.size();
  REQUIRE(declarations > 3);
  for (const auto& [begin, size] : words_of(text)) {
    std::string shorter = text;
    shorter.erase(begin, size);
    std::string longer = text;
    longer.insert(begin, text.substr(begin, size) + " ");
    for (const std::string& changed : {shorter, longer}) {
      const ParsedFile parsed(changed);
      const std::size_t mistakes = parsed.diagnostics.sorted().size();
      CHECK_MESSAGE(mistakes <= 3, parsed.complaints());
      CHECK(parsed.file.declarations.size() + 1 >= declarations);
      std::size_t incomplete = 0;
      for (const ast::Declaration& declaration : parsed.file.declarations)
        incomplete += declaration.is_complete ? 0 : 1;
      CHECK(incomplete <= 2);
      CHECK((mistakes > 0 || incomplete == 0));
    }
  }
}

}  // namespace
}  // namespace probity::test
