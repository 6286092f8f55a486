// Input that was made to exhaust the parser: bounded time, bounded stack, and a diagnostic.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>

#include "tests/syntax/ast_text.h"

namespace probity::test {
namespace {

/// Generous for sanitizers and busy machines; without its bounds the parser needs minutes.
constexpr std::chrono::seconds kBound{20};

void check_refused(const std::string& name, std::string text) {
  const auto start = std::chrono::steady_clock::now();
  const ParsedFile parsed(std::move(text));
  const auto passed = std::chrono::steady_clock::now() - start;
  CHECK_MESSAGE(parsed.diagnostics.has_errors(), name);
  CHECK_MESSAGE(passed < kBound, name);
}

std::string repeated(std::size_t count, const std::string& text) {
  std::string result;
  result.reserve(count * text.size());
  for (std::size_t index = 0; index < count; ++index) result += text;
  return result;
}

TEST_CASE("brackets without end") {
  const std::string head = "module m\ndefine a : number = ";
  check_refused("35 000 pairs", head + repeated(35'000, "(") + "1" + repeated(35'000, ")"));
  check_refused("20 000 unclosed", head + repeated(20'000, "("));
  check_refused("20 000 closing", head + repeated(20'000, ")"));
  check_refused("200 unclosed, often",
                head + repeated(2'000, repeated(199, "[") + "\ndefine b : number = "));
  check_refused("lists in lists", head + repeated(35'000, "[") + repeated(35'000, "]"));
}

TEST_CASE("nesting without brackets") {
  const std::string head = "module m\ndefine a : boolean = ";
  check_refused("if", head + repeated(100'000, "if a then b else "));
  check_refused("if in conditions", head + repeated(100'000, "if "));
  check_refused("quantifiers", head + repeated(100'000, "some x in xs satisfies ") + "x");
  check_refused("not", head + repeated(400'000, "not ") + "a");
  check_refused("minus", head + repeated(400'000, "- ") + "a");
  check_refused("sums", head + repeated(200'000, "1 + ") + "1");
  check_refused("fields", head + "a" + repeated(200'000, ".b"));
  check_refused("fallbacks", head + repeated(200'000, "a otherwise ") + "1");
}

TEST_CASE("200 brackets with everything between them are read") {
  std::string text = "module m\ndefine a : boolean = " + repeated(30, "if (not (") + "a" +
                     repeated(30, ")) then b else c");
  const ParsedFile parsed(text);
  CHECK(parsed.complaints().empty());
}

TEST_CASE("many mistakes") {
  check_refused("declarations without names", "module m\n" + repeated(200'000, "rule\n"));
  check_refused("blocks",
                "module m\nrule r \"R\"\n" + repeated(60'000, "unless\nrequires\nwhen\n"));
  check_refused("readings", "module m\ninterpretation r \"R\"\n" + repeated(150'000, "reading\n"));
  check_refused("fields", "module m\nrecord r {\n" + repeated(150'000, "a :\n"));
  check_refused("clauses", "module m\nrule r \"R\"\n" + repeated(150'000, "requires\n"));
  check_refused("words side by side", "module m\ndefine a : number = " + repeated(400'000, "a "));
  check_refused("lines of words", "module m\ndefine a : number = " + repeated(400'000, "a\n"));
  check_refused("near keywords",
                "module m\ndefine a : number = " + repeated(400'000, "requries\n"));
  check_refused("unclosed texts", "module m\n" + repeated(200'000, "act A \"\n"));
  check_refused("for lines in a bracket",
                "module m\ndefine a : number = (" + repeated(100'000, "a\nfor x in y "));
  check_refused("foreign signs", "module m\n" + repeated(400'000, "@ "));
  check_refused("quotation marks", "module m\n" + repeated(400'000, "\u201c"));
  check_refused("commas", "module m\ndefine a : number = [" + repeated(400'000, ","));
  check_refused("numbers", "module m\ndefine a : number = " + repeated(400'000, "1 "));
}

TEST_CASE("four mebibytes of garbage") {
  std::string bytes;
  std::uint64_t state = 1;
  while (bytes.size() < kMaxRuleFileBytes) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    bytes += static_cast<char>(state >> 56U);
  }
  check_refused("any bytes", bytes);
  for (char& byte : bytes) byte = static_cast<char>(' ' + (static_cast<unsigned char>(byte) % 95));
  check_refused("printable bytes", bytes);
  check_refused("one word", std::string(kMaxRuleFileBytes, 'a'));
  check_refused("one number", "module m\ndefine a : number = " + std::string(4'000'000, '9'));
  check_refused("one text", "module m\nact A \"" + std::string(4'000'000, 'x'));
  check_refused("one line of braces in a text", "module m\nrule r \"R\"\nrequires a\nfailing \"" +
                                                    repeated(1'000'000, "{a}") + "{\"\n");
  check_refused("NUL bytes", std::string(4'000'000, '\0'));
  check_refused("empty lines", std::string(4'000'000, '\n'));
}

TEST_CASE("bytes that are not UTF-8 are refused where they stand") {
  for (const char* bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    const ParsedFile parsed(std::string("module m\n# ") + bytes);
    const std::vector<Diagnostic> found = parsed.diagnostics.sorted();
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == Code::not_utf8);
    CHECK(found[0].span.begin == 11);
  }
}

}  // namespace
}  // namespace probity::test
