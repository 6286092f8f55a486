// Layout: words, and the places where a line may end. `print_layout` chooses among those places so
// that lines keep within a width: a group stands on one line where it fits, and otherwise every
// place of its own (not those of groups within it) ends a line. After Wadler, "A prettier printer".
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace probity::syntax {

/// Columns that a line of a rule file should keep to. A text in quotes is never broken, and so may
/// reach beyond.
inline constexpr std::size_t kFormatColumns = 100;

struct Layout {
  enum class Kind : std::uint8_t {
    kSequence,
    kText,       ///< never has blanks at its ends
    kSpace,      ///< `columns` blanks
    kColumn,     ///< blanks up to `columns` after the indentation, one at least; one where flat
    kLine,       ///< a blank, or the end of the line
    kSoftLine,   ///< nothing, or the end of the line
    kHardLine,   ///< the end of the line
    kEmptyLine,  ///< the end of the line, and an empty one
    kTrailingComment,  ///< ends the line that it stands on
    kOwnLineComment,   ///< has a line of its own
    kNest,             ///< its lines are indented by `columns` more
    kAlign,            ///< its lines are indented to where it begins
    kGroup,
    kLooseGroup,  ///< a group that begins with a line which what stands before it need not fit with
  };
  Kind kind = Kind::kSequence;
  int columns = 0;
  std::string text;
  std::vector<Layout> parts;
  bool must_break = false;  ///< holds the end of a line

  /// Appends to a sequence; any other layout becomes the first of one.
  Layout& add(Layout part);
};

[[nodiscard]] Layout text_layout(std::string_view text);
[[nodiscard]] Layout space(int columns = 1);
[[nodiscard]] Layout to_column(int columns);
[[nodiscard]] Layout line();
[[nodiscard]] Layout soft_line();
[[nodiscard]] Layout hard_line();
[[nodiscard]] Layout empty_line();
[[nodiscard]] Layout trailing_comment(std::string_view text);
[[nodiscard]] Layout own_line_comment(std::string_view text);
[[nodiscard]] Layout sequence(std::initializer_list<Layout> parts);
[[nodiscard]] Layout nest(int columns, Layout content);
[[nodiscard]] Layout align(Layout content);
[[nodiscard]] Layout group(Layout content);
[[nodiscard]] Layout loose_group(Layout content);

/// Lines without blanks at their ends, the last with a line end. Comments that end successive lines
/// stand in one column.
[[nodiscard]] std::string print_layout(const Layout& layout, std::size_t width = kFormatColumns);

}  // namespace probity::syntax
