// SourceText: the bytes of one rule file, dossier or expression, and where its lines begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "support/ids.h"

namespace probity {

struct SourceTag;
using SourceId = Id<SourceTag>;

/// Half-open range of byte offsets in one source.
struct Span {
  SourceId source;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// The smallest span that covers both; precondition: same source.
[[nodiscard]] Span join(Span first, Span last);

/// Line and column, both from 1; columns count code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// Invariant: line_starts_ holds the offset of every line's first byte, in ascending order.
class SourceText {
 public:
  SourceText(std::string path, std::string bytes);

  /// As the user named it, or relative to the rule set; never an absolute path of the machine
  /// unless the user gave one.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] Position position(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t line_count() const;
  /// Text of a line (from 1) without its line end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  std::string path_;
  std::string bytes_;
  std::vector<std::uint32_t> line_starts_;
};

/// All sources of one run, by id. References stay valid while sources are added.
class SourceMap {
 public:
  SourceId add(SourceText source);
  [[nodiscard]] const SourceText& at(SourceId id) const;
  [[nodiscard]] std::size_t size() const { return sources_.size(); }
  [[nodiscard]] std::string_view text(Span span) const { return at(span.source).text(span); }

 private:
  std::deque<SourceText> sources_;
};

}  // namespace probity
