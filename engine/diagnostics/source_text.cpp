#include "diagnostics/source_text.h"

#include <algorithm>
#include <utility>

#include "support/text.h"

namespace probity {

Span join(Span first, Span last) {
  return Span{first.source, std::min(first.begin, last.begin), std::max(first.end, last.end)};
}

SourceText::SourceText(std::string path, std::string bytes)
    : path_(std::move(path)), bytes_(std::move(bytes)), line_starts_{0} {
  for (std::size_t at = bytes_.find('\n'); at != std::string::npos;
       at = bytes_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::string_view SourceText::text(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, bytes_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, bytes_.size());
  return std::string_view(bytes_).substr(begin, end - begin);
}

Position SourceText::position(std::uint32_t offset) const {
  const auto clamped = static_cast<std::uint32_t>(std::min<std::size_t>(offset, bytes_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), clamped);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  const std::uint32_t start = line_starts_[line - 1];
  const std::string_view before = std::string_view(bytes_).substr(start, clamped - start);
  return Position{line, static_cast<std::uint32_t>(count_code_points(before)) + 1};
}

std::uint32_t SourceText::line_count() const {
  return static_cast<std::uint32_t>(line_starts_.size());
}

std::string_view SourceText::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  const std::size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : bytes_.size();
  std::string_view text = std::string_view(bytes_).substr(begin, end - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

SourceId SourceMap::add(SourceText source) {
  const SourceId id(sources_.size());
  sources_.push_back(std::move(source));
  return id;
}

const SourceText& SourceMap::at(SourceId id) const { return sources_.at(id.index()); }

}  // namespace probity
