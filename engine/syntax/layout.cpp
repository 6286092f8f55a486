#include "syntax/layout.h"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

#include "support/text.h"

namespace probity::syntax {

namespace {

Layout leaf(Layout::Kind kind, std::string_view text, bool must_break) {
  Layout result;
  result.kind = kind;
  result.text = text;
  result.must_break = must_break;
  return result;
}

Layout around(Layout::Kind kind, int columns, Layout content) {
  Layout result;
  result.kind = kind;
  result.columns = columns;
  result.must_break = content.must_break;
  result.parts.push_back(std::move(content));
  return result;
}

Layout blanks(Layout::Kind kind, int columns) {
  Layout result;
  result.kind = kind;
  result.columns = columns;
  return result;
}

/// What stands between the last word and the next one, decided when that one comes: a comment may
/// slip in before the end of the line.
struct Gap {
  std::size_t spaces = 0;
  std::optional<std::size_t> indentation;  ///< of the next line; absent where the line goes on
  bool has_empty_line = false;
};

struct Item {
  std::size_t indentation = 0;
  bool is_flat = false;
  const Layout* layout = nullptr;
};

/// The end of a line of the output that has a comment after its words.
struct CommentedLine {
  std::size_t number = 0;  ///< of the line
  std::size_t at = 0;      ///< offset of the comment in the output
  std::size_t column = 0;
  std::size_t width = 0;
};

class Printer {
 public:
  explicit Printer(std::size_t width) : width_(width) {}

  [[nodiscard]] std::string print(const Layout& layout) {
    items_.push_back({0, false, &layout});
    while (!items_.empty()) {
      const Item item = items_.back();
      items_.pop_back();
      put(item);
    }
    align_comments();
    while (out_.ends_with('\n')) out_.pop_back();
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void put(const Item& item) {
    const Layout& layout = *item.layout;
    switch (layout.kind) {
      case Layout::Kind::kSequence:
        push_parts(item, item.indentation, item.is_flat);
        return;
      case Layout::Kind::kText:
        close_gap();
        out_ += layout.text;
        column_ += display_width(layout.text);
        return;
      case Layout::Kind::kSpace:
        gap_.spaces += static_cast<std::size_t>(layout.columns);
        return;
      case Layout::Kind::kColumn:
        put_column(item);
        return;
      case Layout::Kind::kLine:
      case Layout::Kind::kSoftLine:
        if (!item.is_flat) {
          gap_.indentation = item.indentation;
        } else if (layout.kind == Layout::Kind::kLine) {
          gap_.spaces += 1;
        }
        return;
      case Layout::Kind::kEmptyLine:
        gap_.has_empty_line = true;
        gap_.indentation = item.indentation;
        return;
      case Layout::Kind::kHardLine:
        gap_.indentation = item.indentation;
        return;
      case Layout::Kind::kTrailingComment:
        put_trailing_comment(item);
        return;
      case Layout::Kind::kOwnLineComment:
        gap_.indentation = item.indentation;
        close_gap();
        out_ += layout.text;
        gap_.indentation = item.indentation;
        return;
      case Layout::Kind::kNest:
        push_parts(item, nested(item.indentation, layout.columns), item.is_flat);
        return;
      case Layout::Kind::kAlign:
        push_parts(item, next_column(), item.is_flat);
        return;
      case Layout::Kind::kGroup:
      case Layout::Kind::kLooseGroup:
        push_parts(item, item.indentation, item.is_flat || fits(item));
        return;
    }
  }

  void push_parts(const Item& item, std::size_t indentation, bool is_flat) {
    for (const Layout& part : std::views::reverse(item.layout->parts))
      items_.push_back({indentation, is_flat, &part});
  }

  static std::size_t nested(std::size_t indentation, int columns) {
    const auto sum = static_cast<std::ptrdiff_t>(indentation) + columns;
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(sum, 0));
  }

  /// Where the next word begins.
  [[nodiscard]] std::size_t next_column() const {
    return gap_.indentation ? *gap_.indentation : column_ + gap_.spaces;
  }

  void put_column(const Item& item) {
    const std::size_t target = nested(item.indentation, item.layout->columns);
    gap_.spaces += item.is_flat || target <= column_ ? 1 : target - column_;
  }

  void close_gap() {
    if (out_.empty()) {
      gap_ = {};
      return;
    }
    if (gap_.indentation) {
      out_ += gap_.has_empty_line ? "\n\n" : "\n";
      lines_ += gap_.has_empty_line ? 2 : 1;
      out_.append(*gap_.indentation, ' ');
      column_ = *gap_.indentation;
    } else {
      out_.append(gap_.spaces, ' ');
      column_ += gap_.spaces;
    }
    gap_ = {};
  }

  void put_trailing_comment(const Item& item) {
    const std::string& text = item.layout->text;
    if (!out_.empty()) {
      out_ += "  ";
      commented_.push_back({lines_, out_.size(), column_ + 2, display_width(text)});
    }
    out_ += text;
    if (!gap_.indentation) gap_.indentation = item.indentation;
  }

  /// Whether a group and what follows it up to the next end of a line stay within the width, all on
  /// one line. What follows counts as it will stand: its own groups are thought unbroken.
  [[nodiscard]] bool fits(const Item& candidate) const {
    if (candidate.layout->must_break) return false;
    std::size_t column = next_column();
    std::size_t rest = items_.size();
    std::vector<Item> items{{candidate.indentation, true, candidate.layout}};
    while (column <= width_) {
      if (items.empty()) {
        if (rest == 0) return true;
        items.push_back(items_[--rest]);
      }
      const Item item = items.back();
      items.pop_back();
      const Layout& layout = *item.layout;
      switch (layout.kind) {
        case Layout::Kind::kText:
          column += display_width(layout.text);
          break;
        case Layout::Kind::kSpace:
          column += static_cast<std::size_t>(layout.columns);
          break;
        case Layout::Kind::kColumn:
          column += 1;
          break;
        case Layout::Kind::kLine:
        case Layout::Kind::kSoftLine:
          if (!item.is_flat) return true;
          column += layout.kind == Layout::Kind::kLine ? 1 : 0;
          break;
        case Layout::Kind::kHardLine:
        case Layout::Kind::kEmptyLine:
        case Layout::Kind::kTrailingComment:
        case Layout::Kind::kOwnLineComment:
          return true;
        case Layout::Kind::kSequence:
        case Layout::Kind::kNest:
        case Layout::Kind::kAlign:
        case Layout::Kind::kGroup:
        case Layout::Kind::kLooseGroup: {
          const bool is_flat =
              item.is_flat || (layout.kind == Layout::Kind::kGroup && !layout.must_break);
          for (const Layout& part : std::views::reverse(layout.parts))
            items.push_back({item.indentation, is_flat, &part});
          break;
        }
      }
    }
    return false;
  }

  /// Comments after successive lines move to the column of the rightmost, where all still fit.
  void align_comments() {
    for (std::size_t last = commented_.size(); last > 0;) {
      std::size_t first = last - 1;
      std::size_t column = commented_[first].column;
      std::size_t width = commented_[first].width;
      while (first > 0 && commented_[first - 1].number + 1 == commented_[first].number) {
        --first;
        column = std::max(column, commented_[first].column);
        width = std::max(width, commented_[first].width);
      }
      for (std::size_t at = last; column + width <= width_ && at-- > first;) {
        out_.insert(commented_[at].at, column - commented_[at].column, ' ');
      }
      last = first;
    }
  }

  std::size_t width_;
  std::vector<Item> items_;
  std::string out_;
  Gap gap_;
  std::size_t column_ = 0;
  std::size_t lines_ = 0;
  std::vector<CommentedLine> commented_;
};

}  // namespace

Layout& Layout::add(Layout part) {
  if (kind != Kind::kSequence) *this = sequence({std::move(*this)});
  must_break = must_break || part.must_break;
  parts.push_back(std::move(part));
  return *this;
}

Layout text_layout(std::string_view text) { return leaf(Layout::Kind::kText, text, false); }
Layout space(int columns) { return blanks(Layout::Kind::kSpace, columns); }
Layout to_column(int columns) { return blanks(Layout::Kind::kColumn, columns); }
Layout line() { return leaf(Layout::Kind::kLine, {}, false); }
Layout soft_line() { return leaf(Layout::Kind::kSoftLine, {}, false); }
Layout hard_line() { return leaf(Layout::Kind::kHardLine, {}, true); }
Layout empty_line() { return leaf(Layout::Kind::kEmptyLine, {}, true); }
Layout trailing_comment(std::string_view text) {
  return leaf(Layout::Kind::kTrailingComment, text, true);
}
Layout own_line_comment(std::string_view text) {
  return leaf(Layout::Kind::kOwnLineComment, text, true);
}
Layout sequence(std::initializer_list<Layout> parts) {
  Layout result;
  for (const Layout& part : parts) result.add(part);
  return result;
}
Layout nest(int columns, Layout content) {
  return around(Layout::Kind::kNest, columns, std::move(content));
}
Layout align(Layout content) { return around(Layout::Kind::kAlign, 0, std::move(content)); }
Layout group(Layout content) { return around(Layout::Kind::kGroup, 0, std::move(content)); }

Layout loose_group(Layout content) {
  return around(Layout::Kind::kLooseGroup, 0, std::move(content));
}

std::string print_layout(const Layout& layout, std::size_t width) {
  return Printer(width).print(layout);
}

}  // namespace probity::syntax
