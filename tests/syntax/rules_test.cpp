// The rules of the repository against the grammar: all are read, and none in two ways.
#include <doctest/doctest.h>

#include "tests/golden_support.h"
#include "tests/syntax/ast_text.h"

namespace probity::test {
namespace {

std::vector<std::filesystem::path> rule_files() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path root = std::filesystem::path(PROBITY_SOURCE_DIR) / "rules";
  for (const auto& found : std::filesystem::recursive_directory_iterator(root)) {
    if (found.path().extension() == ".rules") files.push_back(found.path());
  }
  return files;
}

TEST_CASE("the grammar has no ambiguity over any rule file") {
  const auto files = rule_files();
  CHECK(files.size() > 10);
  for (const std::filesystem::path& path : files) {
    CHECK_MESSAGE(count_ambiguities(SourceText(path.string(), read_golden(path))) == 0,
                  path.string());
  }
}

TEST_CASE("every rule file is read without complaint") {
  for (const std::filesystem::path& path : rule_files()) {
    const ParsedFile parsed(read_golden(path));
    CHECK_MESSAGE(parsed.complaints().empty(), path.string());
  }
}

TEST_CASE("the decisions that need two words are not ambiguous either") {
  CHECK(count_ambiguities(SourceText("x", R"(module m
record r { a : text required required : boolean required as : text as identifier as : date nonempty nonempty : text }
rule r "R"
    for instrument A
    for each x in xs
    requires count(distinct (x.a) for x in xs where (x.b)) is not in { 1 } on 2026-01-01
    failing "f"
)")) == 0);
}

TEST_CASE("every example of the language reference is read, and in one way") {
  const std::string text =
      read_golden(std::filesystem::path(PROBITY_SOURCE_DIR) / "grammar/reference.md");
  std::size_t examples = 0;
  for (std::size_t at = text.find("```rules\n"); at != std::string::npos;
       at = text.find("```rules\n", at + 1)) {
    const std::size_t begin = at + 9;
    const std::string example = text.substr(begin, text.find("```", begin) - begin);
    CHECK_MESSAGE(ParsedFile(example).complaints().empty(), ParsedFile(example).complaints());
    CHECK(count_ambiguities(SourceText("example.rules", example)) == 0);
    ++examples;
  }
  CHECK(examples > 5);
}

}  // namespace
}  // namespace probity::test
