// The formatter: what it makes of awkward files stands in tests/golden/format/, and over every rule
// file of the tree it changes nothing that is said.
#include <doctest/doctest.h>

#include "syntax/format.h"
#include "syntax/layout.h"
#include "syntax/word_places.h"
#include "tests/golden_support.h"
#include "tests/syntax/file_text.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

/// "" where the text has mistakes.
std::string formatted(const std::string& text) {
  const SourceText source("test.rules", text);
  Diagnostics diagnostics;
  return format_rule_file(source, SourceId(std::size_t{0}), diagnostics).value_or("");
}

/// What one formatting leaves, the next one leaves too, and the AST is the same throughout.
void check_formatting(const std::string& text, const std::string& name) {
  const std::string once = formatted(text);
  REQUIRE_MESSAGE(!once.empty(), name);
  CHECK_MESSAGE(formatted(once) == once, name);
  CHECK_MESSAGE(file_text(ParsedFile(once).file) == file_text(ParsedFile(text).file), name);
}

std::vector<fs::path> files_below(const char* folder, const char* extension) {
  std::vector<fs::path> files;
  for (const auto& found :
       fs::recursive_directory_iterator(fs::path(PROBITY_SOURCE_DIR) / folder)) {
    if (found.path().extension() == extension) files.push_back(found.path());
  }
  return files;
}

TEST_CASE("awkward files are laid out as the golden texts") {
  for (const fs::path& path : golden_sources(golden_folder("format"), ".rules")) {
    compare_golden(fs::path(path).replace_extension(".txt"), formatted(read_golden(path)));
    check_formatting(read_golden(path), path.string());
  }
}

TEST_CASE("every rule file of the tree means the same after it, and is formatted by one pass") {
  std::size_t count = 0;
  for (const char* folder : {"rules", "tests"}) {
    for (const fs::path& path : files_below(folder, ".rules")) {
      const std::string text = read_golden(path);
      if (ParsedFile(text).diagnostics.has_errors()) continue;
      check_formatting(text, path.string());
      ++count;
    }
  }
  CHECK(count > 60);
}

TEST_CASE("a comment can stand between any two words") {
  constexpr std::size_t kStride = 5;  // neighbours are alike, and each place costs five parses
  const std::string text = read_golden(golden_folder("format") / "every_construct.rules");
  const std::vector<WordPlace> words = find_words(text);
  for (std::size_t index = 0; index < words.size(); index += kStride) {
    const std::size_t at = words[index].end;
    const std::string before = text.substr(0, at);
    const std::string after = text.substr(at);
    const std::string name = "after word " + std::to_string(index);
    check_formatting(before + " # a comment\n" + after, name);
    check_formatting(before + "\n\n  # a comment\n\n\n# another\n" + after, name);
  }
}

TEST_CASE("every example of the language reference survives the formatter") {
  const std::string text = read_golden(fs::path(PROBITY_SOURCE_DIR) / "grammar" / "reference.md");
  std::size_t examples = 0;
  for (std::size_t at = text.find("```rules\n"); at != std::string::npos;
       at = text.find("```rules\n", at + 1)) {
    const std::size_t begin = at + 9;
    check_formatting(text.substr(begin, text.find("```", begin) - begin), "reference.md");
    ++examples;
  }
  CHECK(examples > 5);
}

TEST_CASE("the layout does not depend on the blanks of the source") {
  for (const fs::path& path : files_below("rules", ".rules")) {
    const std::string text = formatted(read_golden(path));
    std::string scattered;
    std::string windows;
    bool is_quoted = false;
    bool is_comment = false;
    for (const char byte : text) {
      is_comment = (is_comment || (byte == '#' && !is_quoted)) && byte != '\n';
      is_quoted = is_quoted != (byte == '"' && !is_comment);
      scattered += byte;
      if (byte == ' ' && !is_quoted && !is_comment) scattered += "\t ";
      windows += byte == '\n' ? "\r\n" : std::string(1, byte);
    }
    CHECK_MESSAGE(formatted(scattered) == text, path.string());
    CHECK_MESSAGE(formatted(windows) == text, path.string());
  }
}

TEST_CASE("a file on one line is taken apart") {
  CHECK(
      formatted(
          R"(module m rule r "R" law A "1" requires a failing "f" define d : date = 2026-01-01)") ==
      "module m\n\nrule r \"R\"\n    law      A \"1\"\n    requires a\n    failing  \"f\"\n\n"
      "define d : date = 2026-01-01\n");
}

TEST_CASE("empty lines between short declarations stay as they are, others are made one") {
  CHECK(formatted("module m\ndefine a:number=1\ndefine b:number=2\n\n\n\ndefine c:number=3") ==
        "module m\n\ndefine a : number = 1\ndefine b : number = 2\n\ndefine c : number = 3\n");
}

TEST_CASE("literals keep their spelling, with one blank where there is any") {
  CHECK(formatted(
            "module m define a:money=EUR   1_000.50+EUR 1.5bn*35% define b:duration=2 \t years") ==
        "module m\n\ndefine a : money = EUR 1_000.50 + EUR 1.5bn * 35 %\ndefine b : duration = 2 "
        "years\n");
}

TEST_CASE("a file with mistakes is not formatted") {
  const SourceText source("test.rules", "module m\nrule r\n");
  Diagnostics diagnostics;
  CHECK(!format_rule_file(source, SourceId(std::size_t{0}), diagnostics).has_value());
  CHECK(diagnostics.has_errors());
}

TEST_CASE("deep and long expressions are laid out in little time") {
  std::string brackets = "module m\ndefine a : number = ";
  brackets += std::string(199, '(') + "1" + std::string(199, ')');
  check_formatting(brackets, "brackets");
  std::string row = "module m\ndefine a : boolean = b";
  for (int index = 0; index < 20'000; ++index) row += " and b";
  check_formatting(row, "row");
  std::string choices = "module m\ndefine a : number = ";
  for (int index = 0; index < 300; ++index) choices += "if b then 1 else ";
  check_formatting(choices + "2", "choices");
  std::string quantifiers = "module m\ndefine a : boolean = ";
  for (int index = 0; index < 300; ++index) quantifiers += "some x in xs satisfies ";
  check_formatting(quantifiers + "b", "quantifiers");
}

TEST_CASE("a manifest has its folders on its second line, and on more where they are many") {
  const auto manifest = [](const std::string& text) {
    const SourceText source("test.ruleset", text);
    Diagnostics diagnostics;
    return format_manifest(source, SourceId(std::size_t{0}), diagnostics).value_or("");
  };
  CHECK(manifest("# all\nruleset  r \"R\"   version \"1\"  includes a,b / c\n,d # last") ==
        "# all\nruleset r \"R\" version \"1\"\nincludes a, b/c, d  # last\n");
  std::string long_list = "ruleset r \"R\" version \"1\"\nincludes a_folder_of_rules";
  for (int index = 0; index < 6; ++index) long_list += ", a_folder_of_rules";
  CHECK(manifest(long_list).find(",\n         a_folder_of_rules") != std::string::npos);
  CHECK(manifest("ruleset r").empty());
}

TEST_CASE("a layout breaks the outer group before the inner one") {
  using syntax::group;
  using syntax::line;
  using syntax::nest;
  using syntax::sequence;
  using syntax::text_layout;
  const syntax::Layout inner =
      group(nest(2, sequence({text_layout("b"), line(), text_layout("c")})));
  const syntax::Layout outer = group(sequence({text_layout("a"), line(), inner}));
  CHECK(syntax::print_layout(outer, 5) == "a b c\n");
  CHECK(syntax::print_layout(outer, 4) == "a\nb c\n");
  CHECK(syntax::print_layout(outer, 2) == "a\nb\n  c\n");
}

}  // namespace
}  // namespace probity::test
