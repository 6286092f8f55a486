// The scanner against the parser: both read the same language, and the scanner finds the place.
#include "dossier/json_scanner.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>

#include "dossier/json_text.h"
#include "tests/dossier/sample_vocabulary.h"

namespace probity::test {
namespace {

constexpr SourceId kSource{std::uint32_t{0}};

/// Whether `text` is one JSON object by the scanner and the forms that it leaves to others.
bool is_object_by_scanner(std::string_view text) {
  if (find_form_fault(text, kSource)) return false;
  JsonScanner scanner(text, kSource);
  JsonEvent event = scanner.next();
  if (event != JsonEvent::kObjectBegin) return false;
  std::string unused;
  for (; event != JsonEvent::kEnd; event = scanner.next()) {
    if (event == JsonEvent::kNumber && find_number_fault(scanner.token())) return false;
    const bool is_text = event == JsonEvent::kText || event == JsonEvent::kKey;
    if (is_text && unescape(scanner.content(), unused)) return false;
  }
  return true;
}

/// Whether the loader accepts it where anything goes, leaving repeated keys aside.
bool is_accepted_by_loader(DossierLoader& loader, const std::string& text) {
  const Loaded loaded = load_text(loader, R"({"extensions":)" + text + "}");
  return std::all_of(
      loaded.diagnostics.begin(), loaded.diagnostics.end(),
      [](const Diagnostic& diagnostic) { return diagnostic.code == Code::repeated_key; });
}

/// A fixed sequence: the same dossiers on every machine and day.
class Sequence {
 public:
  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_ = 20260314;
};

TEST_CASE("a damaged text is refused by the scanner exactly when the parser refuses it") {
  const std::string whole =
      R"({"a": [1, -2.5e3, "x\u00e9\n", true, false, null], "b": {"c": [], "d": {}}, "é": "ü\\", "k" : [[{}]]})";
  constexpr std::array<std::string_view, 28> kPieces = {
      "{",    "}",    "[",       "]",       ",",    ":",  "\"", "\\", "0",    "-",
      "e",    ".",    "t",       "null",    "n",    " ",  "\n", "\t", "\x01", "\x7f",
      "\xC3", "\xFF", "\\u0000", "\\ud800", "\"\"", "//", "'",  "1"};
  DossierLoader loader(the_vocabulary(), Completeness::kFactsOnly);
  Sequence sequence;
  std::size_t refused = 0;
  constexpr std::size_t kRounds = 20'000;
  for (std::size_t i = 0; i < kRounds; ++i) {
    std::string text = whole;
    const std::uint32_t damages = 1 + sequence.below(3);
    for (std::uint32_t j = 0; j < damages; ++j) {
      const std::uint32_t at = sequence.below(static_cast<std::uint32_t>(text.size()));
      const std::uint32_t length = sequence.below(3);
      text.replace(at, length, kPieces[sequence.below(kPieces.size())]);
    }
    const bool by_scanner = is_object_by_scanner(text);
    // Below `extensions` anything may stand, and text behind it is the loader's to see.
    if (text.empty() || text.front() != '{') continue;
    const bool by_loader = is_accepted_by_loader(loader, text);
    if (!by_scanner) ++refused;
    CHECK_MESSAGE(by_scanner == by_loader, text);
  }
  CHECK(refused > kRounds / 2);
  CHECK(refused < kRounds * 95 / 100);
}

std::string place_of(std::string_view text, std::string_view pointer) {
  const std::optional<Span> span = find_value(text, kSource, pointer);
  return span ? std::string(text.substr(span->begin, span->end - span->begin)) : "(none)";
}

TEST_CASE("the value of a pointer is found in the text") {
  constexpr std::string_view kText =
      R"({"a": {"b": [10, {"c": "x"}]}, "~/": true, "\u0065": null, "": [[1]]})";
  CHECK(place_of(kText, "") == "{");
  CHECK(place_of(kText, "/a/b") == "[");
  CHECK(place_of(kText, "/a/b/0") == "10");
  CHECK(place_of(kText, "/a/b/1/c") == "\"x\"");
  CHECK(place_of(kText, "/~0~1") == "true");
  CHECK(place_of(kText, "/e") == "null");
  CHECK(place_of(kText, "//0/0") == "1");
  CHECK(place_of(kText, "/a/b/2") == "(none)");
  CHECK(place_of(kText, "/A") == "(none)");
  CHECK(place_of("{", "/a") == "(none)");
}

}  // namespace
}  // namespace probity::test
