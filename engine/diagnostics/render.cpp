#include "diagnostics/render.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "support/text.h"

namespace probity {

namespace {

constexpr std::string_view kEllipsis = "...";
/// Bytes of a clipped line that stay visible before what is underlined.
constexpr std::size_t kLeadBytes = 50;

enum class Style : std::uint8_t { kError, kWarning, kBold, kFrame, kSecondary };

std::string_view escape_sequence(Style style) {
  switch (style) {
    case Style::kError:
      return "\x1b[1;31m";
    case Style::kWarning:
      return "\x1b[1;33m";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kFrame:
      return "\x1b[1;34m";
    case Style::kSecondary:
      return "\x1b[34m";
  }
  return "";
}

/// A piece of one line that is underlined; byte offsets within the line.
struct Mark {
  std::uint32_t line = 1;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;
  bool is_primary = false;
};

/// Columns of a mark in the line as it is shown, and what is written there.
struct Underline {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
  bool is_primary = false;
};

bool continues_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::string expand(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0;;) {
    const std::size_t tab = text.find('\t', at);
    shown += escape_untrusted(text.substr(at, tab - at));
    if (tab == std::string_view::npos) return shown;
    const std::size_t column = display_width(shown);
    shown.append(kTabColumns - column % kTabColumns, ' ');
    at = tab + 1;
  }
}

/// One source line as it is shown: clipped, tabs expanded, escaped.
class ShownLine {
 public:
  ShownLine(std::string_view line, const std::vector<Mark>& marks)
      : line_(line), end_(line.size()) {
    if (line.size() <= kSourceLineColumns) return;
    std::size_t focus = line.size();
    for (const Mark& mark : marks) focus = std::min(focus, mark.begin);
    for (const Mark& mark : marks) {
      if (mark.is_primary && mark.end > focus + kSourceLineColumns - kLeadBytes) focus = mark.begin;
    }
    if (focus > kSourceLineColumns - kLeadBytes) begin_ = focus - kLeadBytes;
    while (begin_ < line.size() && continues_code_point(line[begin_])) ++begin_;
    end_ = std::min(line.size(), begin_ + kSourceLineColumns);
    while (end_ < line.size() && continues_code_point(line[end_])) --end_;
  }

  [[nodiscard]] std::string text() const {
    std::string shown = expand(line_.substr(begin_, end_ - begin_));
    if (begin_ > 0) shown.insert(0, kEllipsis);
    if (end_ < line_.size()) shown += kEllipsis;
    return shown;
  }

  [[nodiscard]] Underline underline(const Mark& mark) const {
    const std::size_t begin = column(mark.begin);
    return Underline{begin, std::max(begin + 1, column(mark.end)), escape_untrusted(mark.text),
                     mark.is_primary};
  }

 private:
  [[nodiscard]] std::size_t column(std::size_t byte) const {
    const std::size_t lead = begin_ > 0 ? kEllipsis.size() : 0;
    const std::size_t clamped = std::clamp(byte, begin_, end_);
    return lead + display_width(expand(line_.substr(begin_, clamped - begin_)));
  }

  std::string_view line_;
  std::size_t begin_ = 0;
  std::size_t end_;
};

/// Writes one diagnostic; `out_` grows line by line.
class Renderer {
 public:
  Renderer(const SourceMap& sources, Colour colour) : sources_(sources), colour_(colour) {}

  [[nodiscard]] std::string render(const Diagnostic& diagnostic) {
    header(diagnostic);
    std::size_t indent = 1;
    if (diagnostic.span.source.is_present()) indent = excerpts(diagnostic);
    if (!diagnostic.help.empty()) {
      note(indent, fmt::format("help: {}", escape_untrusted(diagnostic.help)));
    } else if (diagnostic.fix && !diagnostic.fix->replacement.empty()) {
      note(indent, fmt::format("help: write `{}`", escape_untrusted(diagnostic.fix->replacement)));
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string styled(Style style, std::string_view text) const {
    if (colour_ == Colour::kOff || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", escape_sequence(style), text);
  }

  void header(const Diagnostic& diagnostic) {
    const CodeEntry& kind = entry(diagnostic.code);
    const bool is_error = kind.severity == Severity::kError;
    primary_ = is_error ? Style::kError : Style::kWarning;
    const std::string title = fmt::format("{}[{}]", is_error ? "error" : "warning", kind.text);
    out_ += styled(primary_, title);
    out_ += styled(Style::kBold, fmt::format(": {}", escape_untrusted(diagnostic.message)));
    out_ += '\n';
  }

  void note(std::size_t indent, const std::string& text) {
    out_ += fmt::format("{:{}} {} {}\n", "", indent, styled(Style::kFrame, "="), text);
  }

  /// Returns the width of the column of line numbers.
  std::size_t excerpts(const Diagnostic& diagnostic) {
    std::vector<SourceId> order{diagnostic.span.source};
    for (const Label& label : diagnostic.labels) {
      if (std::find(order.begin(), order.end(), label.span.source) == order.end()) {
        order.push_back(label.span.source);
      }
    }
    std::size_t indent = 1;
    std::vector<std::vector<Mark>> marks;
    for (const SourceId source : order) {
      marks.push_back(marks_in(diagnostic, source));
      indent = std::max(indent, fmt::formatted_size("{}", marks.back().back().line));
    }
    for (std::size_t index = 0; index < order.size(); ++index) {
      excerpt(diagnostic, order[index], marks[index], indent);
    }
    return indent;
  }

  /// In order of line and column; never empty for a source that the diagnostic names.
  [[nodiscard]] std::vector<Mark> marks_in(const Diagnostic& diagnostic, SourceId source) const {
    std::vector<Mark> marks;
    if (diagnostic.span.source == source) add_marks(diagnostic.span, diagnostic.label, true, marks);
    for (const Label& label : diagnostic.labels) {
      if (label.span.source == source) add_marks(label.span, label.text, false, marks);
    }
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& left, const Mark& right) {
      return std::pair(left.line, left.begin) < std::pair(right.line, right.begin);
    });
    return marks;
  }

  /// A span over several lines is underlined on its first and on its last.
  void add_marks(Span span, std::string_view text, bool is_primary,
                 std::vector<Mark>& marks) const {
    const SourceText& source = sources_.at(span.source);
    const std::uint32_t last_byte = span.end > span.begin ? span.end - 1 : span.begin;
    const std::uint32_t first = source.position(span.begin).line;
    const std::uint32_t last = source.position(last_byte).line;
    const auto offset_in = [&](std::uint32_t line, std::uint32_t offset) {
      const auto start = static_cast<std::size_t>(source.line(line).data() - source.bytes().data());
      return std::min<std::size_t>(offset - start, source.line(line).size());
    };
    if (first == last) {
      marks.push_back(
          {first, offset_in(first, span.begin), offset_in(first, span.end), text, is_primary});
      return;
    }
    marks.push_back(
        {first, offset_in(first, span.begin), source.line(first).size(), {}, is_primary});
    const std::size_t indent = source.line(last).find_first_not_of(" \t");
    const std::size_t end = offset_in(last, span.end);
    marks.push_back({last, std::min(indent, end), end, text, is_primary});
  }

  void excerpt(const Diagnostic& diagnostic, SourceId id, const std::vector<Mark>& marks,
               std::size_t indent) {
    const SourceText& source = sources_.at(id);
    const bool is_main = id == diagnostic.span.source;
    Span place = diagnostic.span;
    for (const Label& label : diagnostic.labels) {
      if (!is_main && label.span.source == id && place.source != id) place = label.span;
    }
    const Position position = source.position(place.begin);
    out_ +=
        fmt::format("{:{}}{} {}:{}:{}", "", indent, styled(Style::kFrame, is_main ? "-->" : ":::"),
                    escape_untrusted(source.path()), position.line, position.column);
    if (is_main && !diagnostic.pointer.empty()) {
      out_ += fmt::format(" at {}", escape_untrusted(diagnostic.pointer));
    }
    out_ += '\n';
    frame(indent, "", "");
    std::uint32_t previous = marks.front().line;
    for (std::size_t at = 0; at < marks.size();) {
      const std::uint32_t line = marks[at].line;
      std::vector<Mark> here;
      for (; at < marks.size() && marks[at].line == line; ++at) here.push_back(marks[at]);
      if (line == previous + 2)
        numbered(indent, line - 1, ShownLine(source.line(line - 1), {}).text());
      if (line > previous + 2) out_ += styled(Style::kFrame, kEllipsis) + '\n';
      previous = line;
      const ShownLine shown(source.line(line), here);
      numbered(indent, line, shown.text());
      underlines(indent, shown, here);
    }
  }

  void frame(std::size_t indent, std::string_view number, std::string_view text) {
    const std::string gutter = fmt::format("{:>{}} |", number, indent);
    out_ += styled(Style::kFrame, gutter);
    if (!text.empty()) out_ += fmt::format(" {}", text);
    out_ += '\n';
  }

  void numbered(std::size_t indent, std::uint32_t line, std::string_view text) {
    frame(indent, fmt::format("{}", line), text);
  }

  void underlines(std::size_t indent, const ShownLine& shown, const std::vector<Mark>& marks) {
    std::vector<Underline> parts;
    parts.reserve(marks.size());
    for (const Mark& mark : marks) parts.push_back(shown.underline(mark));
    // The words of the last stand beside it, those of the others below, the rightmost first.
    std::string row = underline_row(parts);
    const std::string beside = std::exchange(parts.back().text, "");
    if (!beside.empty())
      row += ' ' + styled(parts.back().is_primary ? primary_ : Style::kSecondary, beside);
    frame(indent, "", row);
    std::erase_if(parts, [](const Underline& part) { return part.text.empty(); });
    if (parts.empty()) return;
    frame(indent, "", connectors(parts, parts.size()));
    for (std::size_t index = parts.size(); index-- > 0;) {
      std::string line = connectors(parts, index);
      const std::size_t width = index == 0 ? 0 : parts[index - 1].begin + 1;
      line.append(parts[index].begin - std::min(width, parts[index].begin), ' ');
      line += styled(parts[index].is_primary ? primary_ : Style::kSecondary, parts[index].text);
      frame(indent, "", line);
    }
  }

  /// Carets under the wrong words, dashes under those that explain; carets win where both meet.
  [[nodiscard]] std::string underline_row(const std::vector<Underline>& parts) const {
    std::size_t width = 0;
    for (const Underline& part : parts) width = std::max(width, part.end);
    std::string signs(width, ' ');
    for (const bool primary : {false, true}) {
      for (const Underline& part : parts) {
        if (part.is_primary != primary) continue;
        std::fill(signs.begin() + static_cast<std::ptrdiff_t>(part.begin),
                  signs.begin() + static_cast<std::ptrdiff_t>(part.end), primary ? '^' : '-');
      }
    }
    if (colour_ == Colour::kOff) return signs;
    std::string row;
    for (std::size_t at = 0; at < signs.size();) {
      const std::size_t end = std::min(signs.find_first_not_of(signs[at], at), signs.size());
      const std::string_view run = std::string_view(signs).substr(at, end - at);
      row += run.front() == ' ' ? std::string(run)
                                : styled(run.front() == '^' ? primary_ : Style::kSecondary, run);
      at = end;
    }
    return row;
  }

  /// `|` under the first `count` parts.
  [[nodiscard]] static std::string connectors(const std::vector<Underline>& parts,
                                              std::size_t count) {
    std::string row;
    for (std::size_t index = 0; index < count; ++index) {
      if (parts[index].begin < row.size()) continue;
      row.append(parts[index].begin - row.size(), ' ');
      row += '|';
    }
    return row;
  }

  const SourceMap& sources_;
  Colour colour_;
  Style primary_ = Style::kError;  ///< of what is wrong: the colour of the severity
  std::string out_;
};

}  // namespace

std::string render_diagnostic(const Diagnostic& diagnostic, const SourceMap& sources,
                              Colour colour) {
  return Renderer(sources, colour).render(diagnostic);
}

std::string render_diagnostics(const Diagnostics& diagnostics, const SourceMap& sources,
                               Colour colour) {
  std::string result;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (!result.empty()) result += '\n';
    result += render_diagnostic(diagnostic, sources, colour);
  }
  if (diagnostics.was_cut()) {
    result += fmt::format("\nmore than {} mistakes were found; the rest is not shown\n",
                          Diagnostics::kMost);
  }
  return result;
}

}  // namespace probity
