#include "support/text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

namespace probity {
namespace {

TEST_CASE("utf-8: well-formed text of every length has no fault") {
  CHECK_FALSE(find_invalid_utf8(""));
  CHECK_FALSE(find_invalid_utf8("a"));
  CHECK_FALSE(find_invalid_utf8("\xC2\x80"));          // U+0080
  CHECK_FALSE(find_invalid_utf8("\xDF\xBF"));          // U+07FF
  CHECK_FALSE(find_invalid_utf8("\xE0\xA0\x80"));      // U+0800
  CHECK_FALSE(find_invalid_utf8("\xED\x9F\xBF"));      // U+D7FF
  CHECK_FALSE(find_invalid_utf8("\xEE\x80\x80"));      // U+E000
  CHECK_FALSE(find_invalid_utf8("\xEF\xBF\xBF"));      // U+FFFF
  CHECK_FALSE(find_invalid_utf8("\xF0\x90\x80\x80"));  // U+10000
  CHECK_FALSE(find_invalid_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
  CHECK_FALSE(find_invalid_utf8(std::string_view("\0", 1)));
}

TEST_CASE("utf-8: the first bad byte is found") {
  CHECK(find_invalid_utf8("ab\x80") == 2);            // continuation without a start
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong NUL
  CHECK(find_invalid_utf8("\xC1\xBF") == 0);          // overlong U+007F
  CHECK(find_invalid_utf8("\xE0\x9F\xBF") == 0);      // overlong U+07FF
  CHECK(find_invalid_utf8("\xF0\x8F\xBF\xBF") == 0);  // overlong U+FFFF
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1);     // surrogate U+D800
  CHECK(find_invalid_utf8("\xED\xBF\xBF") == 0);      // surrogate U+DFFF
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // U+110000
  CHECK(find_invalid_utf8("\xF5\x80\x80\x80") == 0);
  CHECK(find_invalid_utf8("\xFF") == 0);
  CHECK(find_invalid_utf8("abc\xE2\x82") == 3);  // cut off
  CHECK(find_invalid_utf8("\xE2\x28\xA1") == 0);
}

TEST_CASE("code points are counted, not bytes") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("Łódź") == 4);
  CHECK(count_code_points("e\u0301") == 2);
  CHECK(count_code_points("🚀") == 1);
}

TEST_CASE("the width of a text is that of its characters") {
  CHECK(display_width("Łódź") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("a\u200bb") == 2);
  CHECK(display_width("") == 0);
}

TEST_CASE("untrusted text cannot move a cursor or reorder what is read") {
  CHECK(escape_untrusted("Łódź, 5 % – \"a\"") == "Łódź, 5 % – \"a\"");
  CHECK(escape_untrusted("\x1b[31m") == "\\u{1b}[31m");
  CHECK(escape_untrusted("a\nb\r\tc") == "a\\u{0a}b\\u{0d}\\u{09}c");
  CHECK(escape_untrusted("\u202etxt") == "\\u{202e}txt");
  CHECK(escape_untrusted("\u2066\u200b\u2028\ufeff\u0085\u00ad") ==
        "\\u{2066}\\u{200b}\\u{2028}\\u{feff}\\u{85}\\u{ad}");
  CHECK(escape_untrusted(std::string_view("\0\x7f", 2)) == "\\u{00}\\u{7f}");
  CHECK(escape_untrusted("\U000E0041") == "\\u{e0041}");
}

TEST_CASE("bytes that are not utf-8 are written as escapes") {
  CHECK(escape_untrusted("a\xE9") == "a\\u{e9}");
  CHECK(escape_untrusted("\xE2\x82") == "\\u{e2}\\u{82}");
}

TEST_CASE("backslashes that would change an escape are doubled, others are not") {
  CHECK(escape_untrusted("\\u{202e}") == "\\\\u{202e}");
  CHECK(escape_untrusted("\\\\u{202e}") == "\\\\\\\\u{202e}");
  CHECK(escape_untrusted("\\\x1b") == "\\\\\\u{1b}");
  CHECK(escape_untrusted("C:\\data") == "C:\\data");
  CHECK(escape_untrusted("\\\\server\\n\\") == "\\\\server\\n\\");
}

TEST_CASE("the nearest name is one that was surely meant") {
  constexpr std::array<std::string_view, 4> kNames = {"country", "contractors", "components",
                                                      "name"};
  CHECK(find_nearest("countri", kNames) == "country");
  CHECK(find_nearest("coutnry", kNames) == "country");
  CHECK(find_nearest("contractor", kNames) == "contractors");
  CHECK(find_nearest("nmae", kNames) == "name");
  CHECK_FALSE(find_nearest("title", kNames));
  CHECK_FALSE(find_nearest("", kNames));
  CHECK_FALSE(find_nearest(std::string(10'000, 'x'), kNames));
  CHECK_FALSE(find_nearest("country", {}));
}

TEST_CASE("of two names equally near the earlier one is meant") {
  constexpr std::array<std::string_view, 2> kNames = {"rate", "date"};
  CHECK(find_nearest("gate", kNames) == "rate");
}

TEST_CASE("identifiers are letters, digits and underscores, no digit first") {
  for (const char* good : {"a", "_", "snake_case", "SAFE_REG", "x9"}) CHECK(is_identifier(good));
  for (const char* bad : {"", "9x", "a-b", "a b", "é", "a.b"}) CHECK_FALSE(is_identifier(bad));
}

}  // namespace
}  // namespace probity
