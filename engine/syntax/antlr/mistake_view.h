// The words around a mistake, for those who explain it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "syntax/antlr/explain.h"

namespace probity::syntax {

/// Refers to a passage and to a mistake in it; both must outlive it.
class MistakeView {
 public:
  MistakeView(const Passage& passage, const Mistake& mistake)
      : passage_(passage), mistake_(mistake), at_(position_of(passage, mistake)) {}

  /// Position of the mistake; the number of words where it is the end.
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] const Passage& passage() const { return passage_; }
  [[nodiscard]] bool is_at_end() const { return at_ >= passage_.words.size(); }

  /// Token::EOF beyond the last word.
  [[nodiscard]] std::size_t type_at(std::size_t index) const;
  [[nodiscard]] std::size_t found() const { return type_at(at_); }
  /// Type of the word before the mistake; Token::INVALID_TYPE where there is none.
  [[nodiscard]] std::size_t before() const;
  [[nodiscard]] Span span_at(std::size_t index) const;
  [[nodiscard]] std::string_view text_at(std::size_t index) const;
  /// In backticks for a message; a long text is cut.
  [[nodiscard]] std::string quote(std::size_t index) const;
  [[nodiscard]] bool touches_next(std::size_t index) const;

  /// The nearest word before the mistake of one of the types, in the same bracket and the same part
  /// of a list.
  [[nodiscard]] std::optional<std::size_t> find_back(
      std::initializer_list<std::size_t> types) const;
  /// Type of the innermost bracket that is open at the mistake.
  [[nodiscard]] std::optional<std::size_t> open_bracket() const;

 protected:
  const Passage& passage_;
  const Mistake& mistake_;
  std::size_t at_;
};

/// A number and what stands beside it: `5 EUR`, `35 percent`, `2 yeers`, `150 000`, `35,5`.
[[nodiscard]] std::optional<Explanation> explain_beside_number(const MistakeView& view);

}  // namespace probity::syntax
