// Mistakes of files and grammar as people read them: tests/golden/syntax/.
#include <doctest/doctest.h>

#include <string>

#include "diagnostics/render.h"
#include "syntax/parser.h"
#include "tests/golden_support.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

/// What is said about the text of a source of this name; its extension chooses the parser.
std::string diagnose(const std::string& name, std::string text) {
  SourceMap sources;
  const SourceId id = sources.add(SourceText(name, std::move(text)));
  Diagnostics diagnostics;
  if (name.ends_with(".ruleset")) {
    CHECK(!parse_manifest(sources.at(id), id, diagnostics).has_value());
  } else if (name.ends_with(".expr")) {
    CHECK(!parse_expression(sources.at(id), id, diagnostics).has_value());
  } else {
    (void)parse_rule_file(sources.at(id), id, diagnostics);
  }
  CHECK(diagnostics.has_errors());
  return render_diagnostics(diagnostics, sources, Colour::kOff);
}

void compare(const std::string& name, const std::string& text) {
  compare_golden(golden_folder("syntax") / (name + ".txt"), text);
}

TEST_CASE("mistakes of files and grammar read as the golden texts") {
  for (const char* extension : {".rules", ".ruleset", ".expr"}) {
    const auto sources = golden_sources(golden_folder("syntax"), extension);
    CHECK(sources.size() >= 3);
    for (const fs::path& path : sources) {
      compare(path.stem().string(), diagnose(path.filename().string(), read_golden(path)));
    }
  }
}

TEST_CASE("a rule file above 4 MiB is refused") {
  compare("file_too_large", diagnose("large.rules", std::string(kMaxRuleFileBytes + 1, 'a')));
}

TEST_CASE("a rule file of more than 500 000 words is refused") {
  std::string text = "module sample\n";
  for (std::size_t count = 0; count < kMaxTokens; ++count) text += "a ";
  compare("too_many_words", diagnose("words.rules", text));
}

TEST_CASE("201 brackets in each other are refused") {
  const std::string text =
      "module sample\ndefine a : number = " + std::string(kMaxBracketDepth + 1, '(') + "1" +
      std::string(kMaxBracketDepth + 1, ')') + "\n";
  compare("brackets_too_deep", diagnose("brackets.rules", text));
}

TEST_CASE("every code of files and grammar has a golden text") {
  check_codes_have_goldens(golden_folder("syntax"), "PR0000", "PR0049");
  check_codes_have_goldens(golden_folder("syntax"), "PR0100", "PR0199");
}

}  // namespace
}  // namespace probity::test
