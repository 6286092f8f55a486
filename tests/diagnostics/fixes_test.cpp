// Fixes that touch are not applied together; the others are, wherever they stand.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "diagnostics/fixes.h"
#include "support/text.h"

namespace probity::test {
namespace {

const SourceId kFirst(std::size_t{0});
const SourceId kSecond(std::size_t{1});

enum class Safety : bool { kUnsafe, kSafe };

Diagnostic with_fix(SourceId source, std::uint32_t begin, std::uint32_t end,
                    std::string replacement, Safety safety = Safety::kSafe) {
  Diagnostic diagnostic;
  diagnostic.span = Span{source, begin, end};
  diagnostic.fix = FixIt{diagnostic.span, std::move(replacement), safety == Safety::kSafe};
  return diagnostic;
}

std::string mended(const std::string& text, const std::vector<Diagnostic>& diagnostics) {
  const SourceText source("a.rules", text);
  return apply_fixes(source, kFirst, diagnostics, choose_safe_fixes(diagnostics));
}

TEST_CASE("fixes are applied in the order of the text, whatever their own") {
  CHECK(mended("one two three", {with_fix(kFirst, 8, 13, "3"), with_fix(kFirst, 0, 3, "1")}) ==
        "1 two 3");
  CHECK(mended("abc", {with_fix(kFirst, 3, 3, "d"), with_fix(kFirst, 0, 0, "_")}) == "_abcd");
  CHECK(mended("abc", {}) == "abc");
}

TEST_CASE("fixes that are not safe, or for another text, change nothing") {
  CHECK(mended("abc", {with_fix(kFirst, 0, 1, "x", Safety::kUnsafe), with_fix(kSecond, 1, 2, "y"),
                       Diagnostic{}}) == "abc");
}

TEST_CASE("of two fixes that touch the same bytes or the same place, the earlier is applied") {
  CHECK(mended("abcdef", {with_fix(kFirst, 0, 4, "1"), with_fix(kFirst, 2, 6, "2")}) == "1ef");
  CHECK(mended("abcdef", {with_fix(kFirst, 1, 3, "1"), with_fix(kFirst, 1, 3, "1")}) == "a1def");
  CHECK(mended("abcdef", {with_fix(kFirst, 2, 2, "1"), with_fix(kFirst, 2, 2, "2")}) == "ab1cdef");
  CHECK(mended("abcdef", {with_fix(kFirst, 0, 6, "1"), with_fix(kFirst, 2, 3, "2")}) == "1");
}

TEST_CASE("fixes that stand side by side are applied together") {
  CHECK(mended("abcd", {with_fix(kFirst, 0, 2, "1"), with_fix(kFirst, 2, 4, "2")}) == "12");
}

TEST_CASE("columns in UTF-16 count a character beyond the first plane twice") {
  CHECK(count_utf16_units("") == 0);
  CHECK(count_utf16_units("a\u00e9\u20ac") == 3);
  CHECK(count_utf16_units("a\U0001f600b") == 4);
}

TEST_CASE("every code has a page with a wrong and a right example") {
  for (const CodeEntry& code : all_codes()) {
    CHECK_MESSAGE(code.explanation.find("Wrong: ") != std::string_view::npos, code.text);
    CHECK_MESSAGE(code.explanation.find("Right: ") != std::string_view::npos, code.text);
    CHECK_MESSAGE(code.explanation.find("\n\n") != std::string_view::npos, code.text);
  }
}

}  // namespace
}  // namespace probity::test
