#include "syntax/format_words.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "syntax/word_places.h"

namespace probity::syntax {

namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

/// The word as it is written out. Only a duration has blanks within it, and texts have their own.
std::string word_text(std::string_view written) {
  if (written.starts_with('"')) return std::string(written);
  std::string result;
  for (const char byte : written) {
    if (!is_blank(byte)) {
      result += byte;
    } else if (!result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

/// Reads the blanks and comments before a word.
void read_gap(std::string_view gap, bool starts_file, FormatWord& word) {
  std::size_t line_ends = starts_file ? 1 : 0;  // since the last word or comment
  bool is_indented = false;
  for (std::size_t at = 0; at < gap.size();) {
    if (gap[at] == '\n') {
      ++line_ends;
      is_indented = false;
      ++at;
    } else if (gap[at] == '#') {
      const std::size_t end = std::min(gap.find_first_of("\r\n", at), gap.size());
      std::string_view text = gap.substr(at, end - at);
      while (is_blank(text.back())) text.remove_suffix(1);
      word.comments.push_back({.text = std::string(text),
                               .has_own_line = line_ends > 0,
                               .is_indented = is_indented,
                               .follows_empty_line = line_ends > 1});
      line_ends = 0;
      at = end;
    } else {
      is_indented = is_indented || gap[at] != '\r';
      ++at;
    }
  }
  word.follows_empty_line = line_ends > 1;
}

/// No empty line follows the bracket that opens a block.
void open_block(FormatWord& first) {
  const auto comment = std::ranges::find_if(first.comments, &FormatComment::has_own_line);
  if (comment != first.comments.end()) {
    comment->follows_empty_line = false;
  } else {
    first.follows_empty_line = false;
  }
}

void find_partners(std::vector<FormatWord>& words) {
  std::vector<std::size_t> open;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (words[index].text == "(") {
      open.push_back(index);
    } else if (words[index].text == ")" && !open.empty()) {
      words[index].partner = open.back();
      words[open.back()].partner = index;
      open.pop_back();
    }
  }
}

Layout comment_layout(const FormatComment& comment) {
  if (!comment.has_own_line) return trailing_comment(comment.text);
  Layout result;
  if (comment.follows_empty_line) result.add(empty_line());
  return result.add(own_line_comment(comment.text));
}

}  // namespace

FormatWords::FormatWords(std::string_view source) {
  std::size_t last_end = 0;
  std::string last_word;
  const auto add = [&](std::size_t begin, std::size_t end) {
    FormatWord& word = words_.emplace_back();
    word.begin = static_cast<std::uint32_t>(begin);
    word.text = word_text(source.substr(begin, end - begin));
    read_gap(source.substr(last_end, begin - last_end), last_end == 0, word);
    if (last_word == "{") open_block(word);
    last_end = end;
    last_word = word.text;
  };
  for (const WordPlace& place : find_words(source)) add(place.begin, place.end);
  add(source.size(), source.size());
  find_partners(words_);
}

bool FormatWords::follows_empty_line() const {
  const FormatWord& word = words_[next_];
  const auto first = std::ranges::find_if(word.comments, &FormatComment::has_own_line);
  return first == word.comments.end() ? word.follows_empty_line : first->follows_empty_line;
}

Layout FormatWords::take_lead() {
  const FormatWord& word = words_[next_];
  // Documentation is not parted from what it documents.
  const bool is_apart = !word.comments.empty() && word.comments.back().has_own_line &&
                        !word.comments.back().text.starts_with("##") && word.follows_empty_line;
  Layout result = take_comments();
  if (is_apart) result.add(empty_line());
  return result;
}

Layout FormatWords::take() {
  Layout result = take_lead();
  if (is_at_end()) return result;
  result.add(text_layout(words_[next_].text));
  ++next_;
  return result;
}

Layout FormatWords::take_comments() {
  Layout result;
  for (const FormatComment& comment : std::exchange(words_[next_].comments, {})) {
    result.add(comment_layout(comment));
  }
  return result;
}

Layout FormatWords::take_tail_comments() {
  std::vector<FormatComment>& comments = words_[next_].comments;
  const auto end = std::ranges::find_if(comments, [](const FormatComment& comment) {
    return comment.has_own_line && (comment.follows_empty_line || !comment.is_indented);
  });
  Layout result;
  for (auto comment = comments.begin(); comment != end; ++comment)
    result.add(comment_layout(*comment));
  comments.erase(comments.begin(), end);
  return result;
}

bool FormatWords::is_bracketed(const ast::Expr& expr) const {
  const std::size_t begin = index_at(expr.span.begin);
  return words_[begin].text == "(" && words_[begin].partner + 1 == index_at(expr.span.end);
}

bool FormatWords::opens_brackets(std::size_t end) const {
  return at("(") && words_[next_].partner + 1 == end;
}

std::size_t FormatWords::index_at(std::uint32_t offset) const {
  const auto found = std::ranges::lower_bound(words_, offset, {}, &FormatWord::begin);
  return static_cast<std::size_t>(found - words_.begin());
}

bool say_the_same(const FormatWords& left, const FormatWords& right) {
  return std::ranges::equal(left.list(), right.list(),
                            [](const FormatWord& one, const FormatWord& other) {
                              return one.text == other.text &&
                                     std::ranges::equal(one.comments, other.comments, {},
                                                        &FormatComment::text, &FormatComment::text);
                            });
}

}  // namespace probity::syntax
