#include "diagnostics/render.h"

#include <doctest/doctest.h>

#include <string>

namespace probity::test {
namespace {

/// One source, and spans of its words by their text.
class Sample {
 public:
  explicit Sample(std::string text)
      : id_(sources_.add(SourceText("safe/contractors.rules", std::move(text)))) {}

  [[nodiscard]] Span span(std::string_view words) const {
    const std::size_t at = sources_.at(id_).bytes().find(words);
    REQUIRE(at != std::string::npos);
    return Span{id_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }
  [[nodiscard]] std::string render(const Diagnostic& diagnostic,
                                   Colour colour = Colour::kOff) const {
    return render_diagnostic(diagnostic, sources_, colour);
  }
  SourceMap& sources() { return sources_; }

 private:
  SourceMap sources_;
  SourceId id_;
};

Diagnostic wrong(Span span) {
  return Diagnostic{.code = Code::unexpected_word, .span = span, .message = "`x` stands here"};
}

TEST_CASE("the wrong words are underlined, with a label beside and help below") {
  const Sample sample("module m\n    requires contarctor.name is 3\n");
  Diagnostic diagnostic = wrong(sample.span("contarctor"));
  diagnostic.label = "no such name";
  diagnostic.help = "did you mean `contractor`?";
  CHECK(sample.render(diagnostic) == R"(error[PR0101]: `x` stands here
 --> safe/contractors.rules:2:14
  |
2 |     requires contarctor.name is 3
  |              ^^^^^^^^^^ no such name
  = help: did you mean `contractor`?
)");
}

TEST_CASE("labels on the same line stand below one another") {
  const Sample sample("requires a and b or c\n");
  Diagnostic diagnostic = wrong(sample.span("or"));
  diagnostic.label = "second";
  diagnostic.labels = {Label{sample.span("and"), "first"},
                       Label{sample.span("requires"), "the clause"}};
  CHECK(sample.render(diagnostic) == R"(error[PR0101]: `x` stands here
 --> safe/contractors.rules:1:18
  |
1 | requires a and b or c
  | --------   ---   ^^ second
  | |          |
  | |          first
  | the clause
)");
}

TEST_CASE("labels on other lines are shown with what lies between left out") {
  const Sample sample("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n");
  Diagnostic diagnostic = wrong(sample.span("ten"));
  diagnostic.labels = {Label{sample.span("two"), "here"}, Label{sample.span("eight"), ""}};
  CHECK(sample.render(diagnostic) == R"(error[PR0101]: `x` stands here
  --> safe/contractors.rules:10:1
   |
 2 | two
   | --- here
...
 8 | eight
   | -----
 9 | nine
10 | ten
   | ^^^
)");
}

TEST_CASE("a label in another file has an excerpt of its own") {
  Sample sample("use places\n");
  const SourceId other =
      sample.sources().add(SourceText("places/eu.rules", "module places\ngroup EU { PL }\n"));
  Diagnostic diagnostic = wrong(sample.span("places"));
  diagnostic.labels = {Label{Span{other, 20, 22}, "declared here"}};
  CHECK(sample.render(diagnostic) == R"(error[PR0101]: `x` stands here
 --> safe/contractors.rules:1:5
  |
1 | use places
  |     ^^^^^^
 ::: places/eu.rules:2:7
  |
2 | group EU { PL }
  |       -- declared here
)");
}

TEST_CASE("a span over several lines is underlined at its ends") {
  const Sample sample("define a : number =\n    1 +\n    2 +\n    3\n");
  Diagnostic diagnostic = wrong(sample.span("number =\n    1 +\n    2 +\n    3"));
  diagnostic.label = "all of this";
  CHECK(sample.render(diagnostic) == R"(error[PR0101]: `x` stands here
 --> safe/contractors.rules:1:12
  |
1 | define a : number =
  |            ^^^^^^^^
...
4 |     3
  |     ^ all of this
)");
}

TEST_CASE("tabs, wide and combining letters keep the underline in its place") {
  const Sample sample("\ta\té日本 b\n");
  CHECK(sample.render(wrong(sample.span("b"))) ==
        "error[PR0101]: `x` stands here\n --> safe/contractors.rules:1:8\n  |\n"
        "1 |     a   é日本 b\n"
        "  |               ^\n");
  const Sample combining("e\u0301 b\n");
  CHECK(combining.render(wrong(combining.span("b"))) ==
        "error[PR0101]: `x` stands here\n --> safe/contractors.rules:1:4\n  |\n"
        "1 | e\u0301 b\n"
        "  |   ^\n");
}

TEST_CASE("the end of a line and of a file have a caret of their own") {
  const Sample sample("abc\n");
  Span end = sample.span("abc");
  end.begin = end.end;
  CHECK(
      sample.render(wrong(end)) ==
      "error[PR0101]: `x` stands here\n --> safe/contractors.rules:1:4\n  |\n1 | abc\n  |    ^\n");
  end.begin = end.end = 4;
  CHECK(sample.render(wrong(end)) ==
        "error[PR0101]: `x` stands here\n --> safe/contractors.rules:2:1\n  |\n2 |\n  | ^\n");
}

TEST_CASE("what a file says cannot write to the terminal") {
  Sample sample("a \x1b[31m\u202e b\n");
  Diagnostic diagnostic = wrong(sample.span("b"));
  diagnostic.message = "\x1b]0;title\x07";
  diagnostic.help = "\x1b[2J";
  diagnostic.label = "\r";
  diagnostic.pointer = "/\u202e";
  const std::string text = sample.render(diagnostic);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
  CHECK(text.find('\x07') == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
  CHECK(text.find("a \\u{1b}[31m\\u{202e} b") != std::string::npos);
}

TEST_CASE("a long line is clipped around what is wrong") {
  const Sample sample("{" + std::string(100'000, 'a') + "WRONG" + std::string(100'000, 'b') + "}");
  const std::string text = sample.render(wrong(sample.span("WRONG")));
  CHECK(text.size() < 500);
  CHECK(text.find("..." + std::string(50, 'a') + "WRONGbbb") != std::string::npos);
  CHECK(text.find("\n  | " + std::string(53, ' ') + "^^^^^\n") != std::string::npos);
  CHECK(text.find("b...\n") != std::string::npos);
}

TEST_CASE("a clip never splits a letter") {
  std::string letters;
  for (int count = 0; count < 200; ++count) letters += "é";
  for (int shift = 0; shift < 4; ++shift) {
    const Sample sample(std::string(static_cast<std::size_t>(shift), 'x') + letters + "W" +
                        letters);
    const std::string text = sample.render(wrong(sample.span("W")));
    CHECK(text.find("\\u{") == std::string::npos);
  }
}

TEST_CASE("a dossier's diagnostic names its pointer, and one without a source has no excerpt") {
  const Sample sample("{\"a\": 1}");
  Diagnostic diagnostic = wrong(sample.span("1"));
  diagnostic.pointer = "/a";
  CHECK(sample.render(diagnostic).find(" --> safe/contractors.rules:1:7 at /a\n") !=
        std::string::npos);
  Diagnostic nowhere;
  nowhere.code = Code::file_too_large;
  nowhere.message = "too large";
  CHECK(sample.render(nowhere) == "error[PR0004]: too large\n");
}

TEST_CASE("colours surround the parts and change no letter") {
  const Sample sample("requires a and b or c\n");
  Diagnostic diagnostic = wrong(sample.span("or"));
  diagnostic.labels = {Label{sample.span("and"), "first"}};
  std::string text = sample.render(diagnostic, Colour::kOn);
  CHECK(text.starts_with("\x1b[1;31merror[PR0101]\x1b[0m\x1b[1m: "));
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  CHECK(text == sample.render(diagnostic));
}

TEST_CASE("a fix without help is shown") {
  const Sample sample("a == b");
  Diagnostic diagnostic = wrong(sample.span("=="));
  diagnostic.fix = FixIt{diagnostic.span, "is", false};
  CHECK(sample.render(diagnostic).ends_with("  = help: write `is`\n"));
}

TEST_CASE("several diagnostics stand apart, and a cut list says so") {
  Sample sample("a b\n");
  Diagnostics diagnostics;
  diagnostics.add(wrong(sample.span("b")));
  diagnostics.add(wrong(sample.span("a")));
  const std::string text = render_diagnostics(diagnostics, sample.sources(), Colour::kOff);
  CHECK(text.find(":1:1\n") < text.find(":1:3\n"));
  CHECK(text.find("^\n\nerror") != std::string::npos);
  for (std::size_t count = 0; count < Diagnostics::kMost; ++count)
    diagnostics.add(wrong(sample.span("a")));
  CHECK(render_diagnostics(diagnostics, sample.sources(), Colour::kOff)
            .ends_with("more than 200 mistakes were found; the rest is not shown\n"));
  CHECK(render_diagnostics(Diagnostics{}, sample.sources(), Colour::kOff).empty());
}

}  // namespace
}  // namespace probity::test
