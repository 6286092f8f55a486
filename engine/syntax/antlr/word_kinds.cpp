#include "syntax/antlr/word_kinds.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/text.h"

namespace probity::syntax {

namespace {

constexpr std::array kDeclarations{
    Grammar::MODULE,    Grammar::USE,        Grammar::ACT,           Grammar::ENUM,
    Grammar::RECORD,    Grammar::GROUP,      Grammar::DEFINE,        Grammar::RULE,
    Grammar::PARAMETER, Grammar::FIGURE,     Grammar::TABLE,         Grammar::CASE,
    Grammar::EXCEPTION, Grammar::INSTRUMENT, Grammar::INTERPRETATION};

constexpr std::array kOperandEnds{
    Grammar::ID,           Grammar::NUMBER,   Grammar::TEXT,        Grammar::DATE,
    Grammar::DURATION,     Grammar::PERCENT,  Grammar::CLOSE_ROUND, Grammar::CLOSE_SQUARE,
    Grammar::CLOSE_BRACE,  Grammar::TRUE,     Grammar::FALSE,       Grammar::UNKNOWN,
    Grammar::DEFAULT,      Grammar::REQUIRED, Grammar::NONEMPTY,    Grammar::UNCLOSED_TEXT,
    Grammar::FOREIGN_WORD, Grammar::DATE_WORD};

/// The words that open a value, beside names: where they may stand, "a value" may.
constexpr std::array kValueStarts{
    Grammar::OPEN_ROUND, Grammar::OPEN_SQUARE, Grammar::OPEN_BRACE, Grammar::NUMBER,
    Grammar::TEXT,       Grammar::DATE,        Grammar::DURATION,   Grammar::TRUE,
    Grammar::FALSE,      Grammar::UNKNOWN,     Grammar::MINUS,      Grammar::KNOWN,
    Grammar::DISTINCT,   Grammar::COUNT,       Grammar::SUM,        Grammar::MIN,
    Grammar::MAX,        Grammar::LIST,        Grammar::ROUNDED,    Grammar::ID,
    Grammar::NOT,        Grammar::IF,          Grammar::SOME,       Grammar::EVERY,
    Grammar::NO,         Grammar::THE};

template <class Array>
bool contains(const Array& types, std::size_t type) {
  return std::any_of(types.begin(), types.end(),
                     [&](auto candidate) { return static_cast<std::size_t>(candidate) == type; });
}

/// The generated tables hang on a parser object; this one never parses.
const antlr4::dfa::Vocabulary& vocabulary() {
  static std::vector<Word> no_words;
  static Word end_word;
  static WordStream stream(no_words, 0, 0, end_word);
  static const BoundedParser parser(&stream);
  return parser.getVocabulary();
}

const std::map<std::string, std::size_t, std::less<>>& keywords() {
  static const auto result = [] {
    std::map<std::string, std::size_t, std::less<>> by_spelling;
    for (std::size_t type = Grammar::MODULE; type <= Grammar::OVER; ++type)
      by_spelling[spelling(type)] = type;
    for (std::size_t type = Grammar::DOSSIER; type <= Grammar::OTHERS; ++type)
      by_spelling[spelling(type)] = type;
    return by_spelling;
  }();
  return result;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

/// "a, b or c"
std::string alternatives(const std::vector<std::string>& names) {
  if (names.size() == 1) return names.front();
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  return fmt::format("{} or {}", fmt::join(first, ", "), names.back());
}

std::string describe(std::size_t type) {
  switch (type) {
    case Grammar::ID:
      return "a name";
    case Grammar::TEXT:
      return "a text in quotation marks";
    case Grammar::NUMBER:
      return "a number";
    case Grammar::DATE:
      return "a day such as `2026-01-31`";
    case Grammar::DURATION:
      return "a duration such as `2 years`";
    default:
      return fmt::format("`{}`", spelling(type));
  }
}

}  // namespace

bool is_keyword(std::size_t type) { return type >= Grammar::MODULE && type <= Grammar::OVER; }
bool ends_operand(std::size_t type) { return contains(kOperandEnds, type); }
bool opens_declaration(std::size_t type) { return contains(kDeclarations, type); }

bool opens_bracket(std::size_t type) {
  return type == Grammar::OPEN_ROUND || type == Grammar::OPEN_SQUARE || type == Grammar::OPEN_BRACE;
}

bool closes_bracket(std::size_t type) {
  return type == Grammar::CLOSE_ROUND || type == Grammar::CLOSE_SQUARE ||
         type == Grammar::CLOSE_BRACE;
}

std::size_t closing_of(std::size_t opening) {
  if (opening == Grammar::OPEN_ROUND) return Grammar::CLOSE_ROUND;
  return opening == Grammar::OPEN_SQUARE ? Grammar::CLOSE_SQUARE : Grammar::CLOSE_BRACE;
}

std::string spelling(std::size_t type) {
  // ANTLR keeps the quotes of the grammar: 'requires'.
  const std::string quoted = vocabulary().getLiteralName(type);
  return quoted.size() > 2 ? quoted.substr(1, quoted.size() - 2) : std::string();
}

std::optional<std::size_t> keyword_type(std::string_view spelled) {
  const auto found = keywords().find(spelled);
  if (found == keywords().end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> find_meant_keyword(std::string_view text,
                                              std::span<const std::size_t> candidates) {
  const std::string lower = lower_case(text);
  std::vector<std::string> names;
  for (const std::size_t type : candidates) names.push_back(spelling(type));
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (names[index] == lower) return candidates[index];
  }
  if (text.size() <= 2) return std::nullopt;
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::optional<std::string_view> nearest = find_nearest(lower, views);
  if (!nearest) return std::nullopt;
  return keyword_type(*nearest);
}

bool is_capitalised_keyword(std::string_view text) {
  const std::string lower = lower_case(text);
  return lower != text && keyword_type(lower).has_value();
}

std::string misspelling(std::string_view written) {
  if (is_capitalised_keyword(written))
    return fmt::format("`{}` is no keyword; keywords are lower case", written);
  return fmt::format("`{}` is no keyword; only a keyword can stand here", written);
}

bool expects_value(const antlr4::misc::IntervalSet& expected) {
  return expected.contains(static_cast<std::size_t>(Grammar::OPEN_ROUND)) &&
         expected.contains(static_cast<std::size_t>(Grammar::NUMBER));
}

std::string describe_expected(const antlr4::misc::IntervalSet& expected) {
  std::vector<std::string> names;
  const bool is_value = expects_value(expected);
  if (is_value) names.emplace_back("a value");
  // Where any word may stand (a field after a dot), the keywords are names.
  const bool is_any_word = expected.contains(static_cast<std::size_t>(Grammar::MODULE)) &&
                           expected.contains(static_cast<std::size_t>(Grammar::OVER));
  if (is_any_word) names.emplace_back("a name");
  for (const ssize_t signed_type : expected.toList()) {
    const auto type = static_cast<std::size_t>(signed_type);
    if (is_value && contains(kValueStarts, type)) continue;
    if (is_any_word && (is_keyword(type) || type == Grammar::ID)) continue;
    if (type == antlr4::Token::EOF) continue;  // no word to name: the piece may simply end
    names.push_back(describe(type));
  }
  constexpr std::size_t kMostNamed = 6;
  if (names.empty()) return {};
  if (names.size() > kMostNamed) names.resize(kMostNamed);
  return alternatives(names);
}

}  // namespace probity::syntax
