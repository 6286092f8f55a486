#include "diagnostics/source_text.h"

#include <doctest/doctest.h>

namespace probity::test {
namespace {

TEST_CASE("lines and columns count from 1, columns in code points") {
  const SourceText text("a.rules", "ab\nné x\r\n\nlast");
  CHECK(text.line_count() == 4);
  CHECK(text.line(1) == "ab");
  CHECK(text.line(2) == "né x");
  CHECK(text.line(3).empty());
  CHECK(text.line(4) == "last");
  CHECK(text.line(0).empty());
  CHECK(text.line(5).empty());
  CHECK(text.position(0).line == 1);
  CHECK(text.position(0).column == 1);
  CHECK(text.position(2).column == 3);
  CHECK(text.position(3).line == 2);
  CHECK(text.position(7).column ==
        4);  // after "né ", which has five bytes with its line's start at 3
  CHECK(text.position(9).line == 2);
  CHECK(text.position(10).line == 3);
  CHECK(text.position(15).column == 5);
}

TEST_CASE("an offset beyond the end is the end") {
  const SourceText text("a.rules", "ab\n");
  CHECK(text.line_count() == 2);
  CHECK(text.position(99).line == 2);
  CHECK(text.position(99).column == 1);
  CHECK(text.text(Span{SourceId(0U), 1, 99}) == "b\n");
  CHECK(text.text(Span{SourceId(0U), 50, 99}).empty());
}

TEST_CASE("an empty source has one empty line") {
  const SourceText text("a.rules", "");
  CHECK(text.line_count() == 1);
  CHECK(text.line(1).empty());
  CHECK(text.position(0).column == 1);
}

TEST_CASE("spans join to the smallest that covers both") {
  const SourceId id(0U);
  CHECK(join(Span{id, 5, 7}, Span{id, 1, 2}) == Span{id, 1, 7});
  CHECK(join(Span{id, 1, 9}, Span{id, 3, 4}) == Span{id, 1, 9});
}

TEST_CASE("sources keep their place while others are added") {
  SourceMap sources;
  const SourceId first = sources.add(SourceText("a.rules", "alpha"));
  const SourceText* const place = &sources.at(first);
  for (int count = 0; count < 1000; ++count) sources.add(SourceText("b.rules", "beta"));
  CHECK(&sources.at(first) == place);
  CHECK(sources.size() == 1001);
  CHECK(sources.text(Span{first, 1, 3}) == "lp");
}

}  // namespace
}  // namespace probity::test
