#include "report/book.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "analyse/references.h"
#include "tests/check/sample.h"

namespace probity::test {
namespace {

std::string page_of(const Program& program, std::string_view name) {
  const std::vector<BookFile> files = render_book(
      program, gather_book(program, {{"facts", "Facts"}, {"places", ""}, {"sample", "S"}}));
  const auto page = std::ranges::find(files, name, &BookFile::name);
  REQUIRE(page != files.end());
  return page->html;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* kRules = R"rules(
## Lines of one kind.
##
## - the first, with `code`
## - the second
##   goes on
define enough(n : number) : boolean = units is at least n

rule first "The first"
    law      ACT "Art. 12(1)"
    law      ACT "Art. 2"
    requires urgent
         and enough(2)
    failing  "only {units} of {{units}}"
    unless spared "The spared"
        law  ACT "Art. 3"
        when seat is in EU

rule second "The second"
    law      ACT "Art. 12(1)"
    requires seat is in EFTA
    failing  "no"

rule first prevails over second
    law  ACT "Art. 4"
    when urgent
)rules";

TEST_CASE("a rule stands in the book with its clauses, each name a link") {
  const std::string page = page_of(sample_program(kRules), "module-sample.html");
  CHECK(contains(page, "<section id=\"rule.first\""));
  // Lines of a clause stand as they were written, moved to the left.
  CHECK(contains(page,
                 "<code class=\"source\">    <a href=\"module-facts.html#field.dossier.urgent\">"
                 "urgent</a>\nand <a href=\"module-sample.html#definition.enough\">enough</a>(2)"));
  CHECK(contains(page, "<section id=\"exception.first.spared\" class=\"exception\">"));
  CHECK(contains(page, "<a href=\"module-places.html#group.EU\">EU</a>"));
  CHECK(contains(page, "<q>only <code class=\"value\">"));
  CHECK(contains(page, " of {units}</q>"));
  CHECK(contains(page, "Gives way to <a href=\"module-sample.html#rule.first\">The first</a>"));
  CHECK(contains(page, "Prevails over <a href=\"module-sample.html#rule.second\">"));
}

TEST_CASE("explanations have paragraphs, lists and code") {
  const std::string page = page_of(sample_program(kRules), "module-sample.html");
  CHECK(contains(page, "<p>Lines of one kind.</p>"));
  CHECK(contains(page, "<li>the first, with <code>code</code></li>"));
  CHECK(contains(page, "goes on</li>\n</ul>"));
}

TEST_CASE("the articles of an act stand in the order of their numbers, with what follows them") {
  const std::string page = page_of(sample_program(kRules), "by-article.html");
  const std::size_t two = page.find("<dt>Art. 2</dt>");
  const std::size_t twelve = page.find("<dt>Art. 12(1)</dt>");
  REQUIRE(two != std::string::npos);
  REQUIRE(twelve != std::string::npos);
  CHECK(two < twelve);
  CHECK(page.find("<dt>Art. 12(1)</dt>", twelve + 1) == std::string::npos);
  CHECK(contains(page.substr(twelve), "module-sample.html#rule.second"));
}

TEST_CASE("a group lists its members with their days, and a module without a title its name") {
  const std::string page = page_of(sample_program(kRules), "module-places.html");
  CHECK(contains(page, "<h1>places</h1>"));
  CHECK(contains(page,
                 "<td>GB</td><td>United Kingdom</td><td class=\"day\">1973-01-01</td>"
                 "<td class=\"day\">2020-01-31</td>"));
  CHECK(contains(page, "Used by <a href=\"module-sample.html#exception.first.spared\">"));
}

}  // namespace
}  // namespace probity::test
