#include "diagnostics/diagnostic.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace probity::test {
namespace {

Diagnostic at(std::uint32_t source, std::uint32_t begin, Code code = Code::unexpected_word) {
  return Diagnostic{.code = code, .span = Span{SourceId(source), begin, begin + 1}, .message = "m"};
}

TEST_CASE("every code is found by its number and has a name of its own") {
  std::set<std::string_view> numbers;
  std::set<std::string_view> names;
  for (const CodeEntry& code : all_codes()) {
    CHECK(numbers.insert(code.text).second);
    CHECK(names.insert(code.name).second);
    CHECK(code.text.size() == 6);
    CHECK(code.text.starts_with("PR"));
    CHECK(find_code(code.text) == code.code);
    CHECK(entry(code.code).name == code.name);
  }
  CHECK(entry(Code::mixed_connectives).text == "PR0104");
  CHECK_FALSE(find_code("PR9999").has_value());
  CHECK_FALSE(find_code("").has_value());
}

TEST_CASE("every code is explained") {
  for (const CodeEntry& code : all_codes()) {
    CHECK_MESSAGE(!code.title.empty(), code.text);
    CHECK_MESSAGE(code.explanation.size() > 40, code.text);
    CHECK_MESSAGE(!code.title.ends_with("."), code.text);
  }
}

TEST_CASE("diagnostics come in source order, each once") {
  Diagnostics diagnostics;
  diagnostics.add(at(1, 0));
  diagnostics.add(at(0, 9));
  diagnostics.add(at(0, 3, Code::misspelled_keyword));
  diagnostics.add(at(0, 3));
  diagnostics.add(at(0, 9));
  const std::vector<Diagnostic> sorted = diagnostics.sorted();
  REQUIRE(sorted.size() == 4);
  CHECK(sorted[0].code == Code::unexpected_word);
  CHECK(sorted[0].span.begin == 3);
  CHECK(sorted[1].code == Code::misspelled_keyword);
  CHECK(sorted[2].span.begin == 9);
  CHECK(sorted[3].span.source == SourceId(1U));
}

TEST_CASE("a list that was cut says so and still has its errors") {
  Diagnostics diagnostics;
  for (std::uint32_t offset = 0; offset < Diagnostics::kMost; ++offset)
    diagnostics.add(at(0, offset));
  CHECK_FALSE(diagnostics.was_cut());
  diagnostics.add(at(0, 9999));
  CHECK(diagnostics.was_cut());
  CHECK(diagnostics.has_errors());
  CHECK(diagnostics.sorted().size() == Diagnostics::kMost);
}

TEST_CASE("an empty list has no errors") {
  const Diagnostics diagnostics;
  CHECK(diagnostics.empty());
  CHECK_FALSE(diagnostics.has_errors());
}

}  // namespace
}  // namespace probity::test
