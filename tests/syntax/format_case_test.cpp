// The formatter of case files: what it makes of awkward ones stands in tests/golden/format/, and
// what it makes of those of the tree it leaves as it is.
#include <doctest/doctest.h>

#include <algorithm>

#include "syntax/format.h"
#include "syntax/word_places.h"
#include "tests/golden_support.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

/// "" where the text has mistakes. That no word and no comment is lost, the formatter checks.
std::string formatted(const std::string& text) {
  const SourceText source("test.case", text);
  Diagnostics diagnostics;
  return format_case_file(source, SourceId(std::size_t{0}), diagnostics).value_or("");
}

/// What one formatting leaves, the next one leaves too.
void check_formatting(const std::string& text, const std::string& name) {
  const std::string once = formatted(text);
  REQUIRE_MESSAGE(!once.empty(), name);
  CHECK_MESSAGE(formatted(once) == once, name);
}

TEST_CASE("awkward case files are laid out as the golden texts") {
  for (const fs::path& path : golden_sources(golden_folder("format"), ".case")) {
    compare_golden(fs::path(path).replace_extension(".txt"), formatted(read_golden(path)));
    check_formatting(read_golden(path), path.string());
  }
}

TEST_CASE("a comment can stand between any two words of a case") {
  const std::string text = read_golden(golden_folder("format") / "cases.case");
  for (const WordPlace& word : find_words(text)) {
    const std::string before = text.substr(0, word.end);
    const std::string after = text.substr(word.end);
    const std::string name = "after " + text.substr(word.begin, word.end - word.begin);
    check_formatting(before + " # a comment\n" + after, name);
    check_formatting(before + "\n\n  # a comment\n\n\n# another\n" + after, name);
  }
}

TEST_CASE("every case file of the tree is laid out by one pass, whatever its blanks were") {
  std::size_t count = 0;
  for (const auto& found :
       fs::recursive_directory_iterator(fs::path(PROBITY_SOURCE_DIR) / "cases")) {
    if (found.path().extension() != ".case") continue;
    const std::string text = formatted(read_golden(found.path()));
    check_formatting(text, found.path().string());
    std::string windows;
    for (const char byte : text) windows += byte == '\n' ? "\r\n" : std::string(1, byte);
    CHECK_MESSAGE(formatted(windows) == text, found.path().string());
    ++count;
  }
  CHECK(count > 30);
}

TEST_CASE("a case file on one line is taken apart") {
  CHECK(
      formatted(R"(use safe case "a" dossier "a.json" with n is 1 m is 2 expect SAFE is compliant)"
                R"( case "b" dossier "a.json" expect SAFE is compliant)") ==
      "use safe\n\n"
      "case \"a\"\n"
      "    dossier   \"a.json\"\n"
      "    with      n is 1\n"
      "              m is 2\n"
      "    expect    SAFE is compliant\n\n"
      "case \"b\"\n"
      "    dossier   \"a.json\"\n"
      "    expect    SAFE is compliant\n");
}

TEST_CASE("a case file with mistakes is not formatted") {
  CHECK(formatted("case \"a\"\n    dossier \"a.json\"\n").empty());
  CHECK(formatted("").empty());
}

TEST_CASE("deep and long values of cases are laid out in little time") {
  const auto with = [](const std::string& value) {
    return R"(case "a" dossier "a.json" with n is )" + value + " expect SAFE is compliant";
  };
  std::string deep;
  for (int index = 0; index < 90; ++index) deep += "[{ n is ";
  deep += "1";
  for (int index = 0; index < 90; ++index) deep += " }]";
  check_formatting(with(deep), "deep");
  std::string row = "[{ n is 1 }";
  for (int index = 0; index < 20'000; ++index) row += ", { n is 1 }";
  check_formatting(with(row + "]"), "row");
}

}  // namespace
}  // namespace probity::test
