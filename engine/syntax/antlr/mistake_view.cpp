#include "syntax/antlr/mistake_view.h"

#include <algorithm>

#include <fmt/format.h>

#include "support/text.h"
#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

namespace {

/// Code points of a word that a message repeats.
constexpr std::size_t kLongestQuote = 40;

}  // namespace

std::size_t position_of(const Passage& passage, const Mistake& mistake) {
  const auto found = std::find_if(passage.words.begin(), passage.words.end(),
                                  [&](const Word& word) { return &word == mistake.word; });
  return static_cast<std::size_t>(found - passage.words.begin());
}

std::size_t MistakeView::type_at(std::size_t index) const {
  return index < passage_.words.size() ? passage_.words[index].type : antlr4::Token::EOF;
}

std::size_t MistakeView::before() const {
  return at_ == 0 ? antlr4::Token::INVALID_TYPE : type_at(at_ - 1);
}

Span MistakeView::span_at(std::size_t index) const {
  if (index < passage_.words.size()) {
    return Span{passage_.id, passage_.words[index].begin, passage_.words[index].end};
  }
  const std::uint32_t end =
      passage_.words.empty() ? mistake_.word->begin : passage_.words.back().end;
  return Span{passage_.id, end, end};
}

std::string_view MistakeView::text_at(std::size_t index) const {
  return passage_.source.text(span_at(index));
}

std::string MistakeView::quote(std::size_t index) const {
  const std::string_view text = text_at(index);
  if (count_code_points(text) <= kLongestQuote) return fmt::format("`{}`", text);
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    const bool continues = (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;
    if (!continues && ++seen > kLongestQuote) break;
  }
  return fmt::format("`{}...`", text.substr(0, end));
}

bool MistakeView::touches_next(std::size_t index) const {
  return index + 1 < passage_.words.size() &&
         passage_.words[index].end == passage_.words[index + 1].begin;
}

std::optional<std::size_t> MistakeView::find_back(std::initializer_list<std::size_t> types) const {
  int depth = 0;
  for (std::size_t index = at_; index-- > 0;) {
    const std::size_t type = type_at(index);
    if (closes_bracket(type)) ++depth;
    if (opens_bracket(type) && --depth < 0) return std::nullopt;
    if (depth > 0) continue;
    if (std::find(types.begin(), types.end(), type) != types.end()) return index;
    if (type == Grammar::COMMA) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::size_t> MistakeView::open_bracket() const {
  int depth = 0;
  for (std::size_t index = at_; index-- > 0;) {
    if (closes_bracket(type_at(index))) ++depth;
    if (opens_bracket(type_at(index)) && --depth < 0) return type_at(index);
  }
  return std::nullopt;
}

}  // namespace probity::syntax
