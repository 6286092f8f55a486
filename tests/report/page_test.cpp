#include <doctest/doctest.h>

#include "report/margin.h"
#include "report/page.h"
#include "report/wording.h"
#include "support/text.h"
#include "tests/report/sample.h"

namespace probity::test {
namespace {

TEST_CASE("text wraps by what the terminal shows") {
  CHECK(wrap("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("  one \n two ", 20) == std::vector<std::string>{"one two"});
  CHECK(wrap("", 20) == std::vector<std::string>{""});
  // Six wide characters are twelve columns.
  CHECK(wrap("船船船船船船", 10) == std::vector<std::string>{"船船船船船", "船"});
  for (const std::string& line : wrap(std::string(100, 'x') + " y", 30)) {
    CHECK(display_width(line) <= 30);
  }
}

TEST_CASE("nothing of a page can move the cursor") {
  Page page(Colour::kOff);
  page.line(2, "a\x1b[2Jb\ncd");
  page.entry({.label = "l\x1b", .label_columns = 10, .text = "t\r"});
  page.heading("h\x1b");
  page.verbatim(0, "v\x1b");
  page.branch("- ", "  ", "b\x1b");
  page.pieces(0, {{"p\x1b", Tone::kBad}});
  const std::string text = page.take();
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("empty lines are one at most, and none at either end") {
  Page page(Colour::kOff);
  page.blank();
  page.line(0, "a");
  page.blank();
  page.blank();
  page.line(0, "b");
  page.blank();
  CHECK(page.take() == "a\n\nb\n");
}

TEST_CASE("the first sentence ends at a full stop that ends one") {
  CHECK(first_sentence("Seat of the firm (Art. 16). More.") == "Seat of the firm (Art. 16)");
  CHECK(first_sentence("Only one") == "Only one");
  CHECK(first_sentence("It is 3.5 of them.\n\nMore") == "It is 3.5 of them");
}

TEST_CASE("laws are cited by the act once") {
  const Sample sample;
  const Rule& ceiling = sample.program.rules[0];
  CHECK(law_texts(sample.program, ceiling.laws) ==
        std::vector<std::string>{"Act on the harbour of 1 May 2020, Art. 2 and Art. 2a"});
  CHECK(short_law_text(sample.program, ceiling.laws) == "PORT_ACT Art. 2 and Art. 2a");
  CHECK(nearby_law_text(sample.program, sample.program.exceptions[0].laws, ceiling.laws) ==
        "Art. 4");
}

TEST_CASE("the source of a clause is one line without its comments") {
  const Sample sample;
  CHECK(node_text(sample.program, sample.condition) == "announced and crate.sealed");
}

TEST_CASE("places of a dossier have words and titles") {
  const Sample sample;
  const Vocabulary& words = sample.program.vocabulary;
  CHECK(field_words(words, "/announced")->doc ==
        "Whether the harbour master was told. By radio, too.");
  CHECK(field_words(words, "/crates/7/sealed")->type == "boolean");
  CHECK_FALSE(field_words(words, "/nothing").has_value());
  CHECK_FALSE(field_words(words, "").has_value());
  CHECK(record_title(words, sample.facts, "/crates/0") == "green tea");
  CHECK(record_title(words, sample.facts, "/crates/1").empty());
  CHECK(record_title(words, sample.facts, "/crates/9").empty());
  CHECK(record_title(words, sample.facts, "") == "Tea\x1b[2J from afar");
  CHECK(pointer_tokens("/a~1b/c~0d") == std::vector<std::string>{"a/b", "c~d"});
}

TEST_CASE("a margin is exact, on either side of the limit") {
  const Sample sample;
  const auto margin = [&](std::string share, Truth truth) {
    Finding finding = finding_of(0, Outcome::kViolated);
    finding.trace = {sample.ceiling_clause(std::move(share), truth)};
    return margin_text(find_margin(sample.program, finding, {}).value());
  };
  CHECK(margin("38.2 %", Truth::kFalse) ==
        "share is 38.2 %, at most 35 % is allowed: 3.2 percentage points over");
  CHECK(margin("35 %", Truth::kTrue) ==
        "share is 35 %, at most 35 % is allowed: exactly at the limit");
  CHECK(margin("0 %", Truth::kTrue) ==
        "share is 0 %, at most 35 % is allowed: 35 percentage points below");
  Finding open = finding_of(0, Outcome::kUndetermined);
  open.trace = {sample.ceiling_clause("unknown", Truth::kUnknown)};
  CHECK_FALSE(find_margin(sample.program, open, {}).has_value());
}

}  // namespace
}  // namespace probity::test
