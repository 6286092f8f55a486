#include "support/json_string.h"

#include <doctest/doctest.h>

namespace probity::test {
namespace {

TEST_CASE("a JSON string escapes what JSON asks for and what could drive a terminal") {
  CHECK(json_string("plain") == "\"plain\"");
  CHECK(json_string("a\"b\\c\n\t\x01") == R"("a\"b\\c\n\t\u0001")");
  CHECK(json_string("\x7f\xc2\x85\xe2\x80\xa8\xe2\x80\xae") == R"("\u007f\u0085\u2028\u202e")");
  CHECK(json_string("\xf3\xa0\x80\x81") == R"("\udb40\udc01")");
  CHECK(json_string("Łódź 🚢") == "\"Łódź 🚢\"");
  CHECK(json_string("\\u{1b} Łódź\x1b") == R"("\\u{1b} Łódź\u001b")");
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
  CHECK(json_string("a\xff\xc3(") == R"("a\ufffd\ufffd(")");
}

}  // namespace
}  // namespace probity::test
