// The words of a rule file with the comments before each: what the formatter lays out. Every word
// and comment is taken once, in order, so that none can be lost or doubled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"
#include "syntax/layout.h"

namespace probity::syntax {

/// `# ...` or `## ...`, without blanks at its end.
struct FormatComment {
  std::string text;
  bool has_own_line = false;
  bool is_indented = false;  ///< does not begin its line
  bool follows_empty_line = false;
};

struct FormatWord {
  std::uint32_t begin = 0;
  std::string text;  ///< as written; blanks within durations are single
  std::vector<FormatComment> comments;
  bool follows_empty_line = false;  ///< after what stands before, comments included
  std::size_t partner = 0;          ///< of a bracket: the other one
};

class FormatWords {
 public:
  /// Precondition: the text parses.
  explicit FormatWords(std::string_view source);

  // The next word.
  [[nodiscard]] bool at(std::string_view word) const { return words_[next_].text == word; }
  [[nodiscard]] int width() const { return static_cast<int>(words_[next_].text.size()); }
  [[nodiscard]] bool is_at_end() const { return next_ + 1 == words_.size(); }
  /// Itself, or the first of its comments that has a line of its own.
  [[nodiscard]] bool follows_empty_line() const;
  [[nodiscard]] bool has_comments() const { return !words_[next_].comments.empty(); }

  /// The next word after its comments.
  [[nodiscard]] Layout take();
  /// What stands before it: its comments, and an empty line that parts them from it.
  [[nodiscard]] Layout take_lead();
  /// Its comments alone, where they stand better than where it does.
  [[nodiscard]] Layout take_comments();
  /// Those of its comments that belong to what stands before: the one on the same line, and those
  /// that follow without an empty line and are indented.
  [[nodiscard]] Layout take_tail_comments();

  /// Whether brackets stand around all of an expression.
  [[nodiscard]] bool is_bracketed(const ast::Expr& expr) const;
  /// Whether the next word begins brackets around what ends before word `end`.
  [[nodiscard]] bool opens_brackets(std::size_t end) const;
  /// The word at an offset.
  [[nodiscard]] const std::string& text_at(std::uint32_t offset) const {
    return words_[index_at(offset)].text;
  }
  /// Index of the first word at or after an offset.
  [[nodiscard]] std::size_t index_at(std::uint32_t offset) const;
  [[nodiscard]] std::size_t next() const { return next_; }

  [[nodiscard]] const std::vector<FormatWord>& list() const { return words_; }

 private:
  std::vector<FormatWord> words_;  ///< ends with an empty one that holds the last comments
  std::size_t next_ = 0;
};

/// Whether two texts hold the same words and comments in the same order.
[[nodiscard]] bool say_the_same(const FormatWords& left, const FormatWords& right);

}  // namespace probity::syntax
