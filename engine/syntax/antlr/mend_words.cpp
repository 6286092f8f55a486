#include "syntax/antlr/mend_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "syntax/antlr/case_words.h"
#include "syntax/antlr/mistake_log.h"
#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

namespace {

/// What to write instead of an operator of another language.
struct ForeignOperator {
  std::string_view written;
  std::string_view advice;
  std::vector<std::size_t> meant;
  bool is_certain = true;
};

const std::vector<ForeignOperator>& foreign_operators() {
  static const std::vector<ForeignOperator> operators{
      {"==", "is", {Grammar::IS}},
      {"!=", "is not", {Grammar::IS, Grammar::NOT}},
      {"<>", "is not", {Grammar::IS, Grammar::NOT}},
      {"\u2260", "is not", {Grammar::IS, Grammar::NOT}},
      {">=", "is at least", {Grammar::IS, Grammar::AT, Grammar::LEAST}},
      {"\u2265", "is at least", {Grammar::IS, Grammar::AT, Grammar::LEAST}},
      {"=>", "is at least", {Grammar::IS, Grammar::AT, Grammar::LEAST}, false},
      {"<=", "is at most", {Grammar::IS, Grammar::AT, Grammar::MOST}},
      {"=<", "is at most", {Grammar::IS, Grammar::AT, Grammar::MOST}},
      {"\u2264", "is at most", {Grammar::IS, Grammar::AT, Grammar::MOST}},
      {">", "is more than", {Grammar::IS, Grammar::MORE_WORD, Grammar::THAN}},
      {"<", "is less than", {Grammar::IS, Grammar::LESS, Grammar::THAN}},
      {"&&", "and", {Grammar::AND}},
      {"&", "and", {Grammar::AND}},
      {"||", "or", {Grammar::OR}},
      {"|", "or", {Grammar::OR}},
      {"!", "not", {Grammar::NOT}},
      {"->", "implies", {Grammar::IMPLIES}},
      {"\u2212", "-", {Grammar::MINUS}},
      {"\u2013", "-", {Grammar::MINUS}},
      {"\u2014", "-", {Grammar::MINUS}},
      {"\u00D7", "*", {Grammar::STAR}},
      {"\u00F7", "/", {Grammar::SLASH}},
  };
  return operators;
}

/// An opening quotation mark that is none of the language, and those that may close it.
struct QuotationMark {
  std::string_view opening;
  std::vector<std::string_view> closing;
};

const std::vector<QuotationMark>& quotation_marks() {
  static const std::vector<QuotationMark> marks{
      {"\u201C", {"\u201D", "\u201C", "\""}},
      {"\u201E", {"\u201C", "\u201D", "\""}},
      {"\u201D", {"\u201D", "\""}},
      {"\u00AB", {"\u00BB"}},
      {"\u2018", {"\u2019"}},
      {"'", {"'"}},
  };
  return marks;
}

// `from` stands before `for`: of two spellings equally near, the earlier is taken.
constexpr std::array<std::size_t, 14> kInfixKeywords{
    Grammar::FROM,      Grammar::AND,       Grammar::OR,    Grammar::IS,   Grammar::IMPLIES,
    Grammar::OTHERWISE, Grammar::SATISFIES, Grammar::WHERE, Grammar::THEN, Grammar::ELSE,
    Grammar::IN,        Grammar::FOR,       Grammar::UNTIL, Grammar::ON};
constexpr std::array<std::size_t, 11> kMarkKeywords{
    Grammar::AUTHORITY, Grammar::DEFAULT,  Grammar::REQUIRED, Grammar::NONEMPTY,
    Grammar::AS,        Grammar::TO,       Grammar::CELEX,    Grammar::ELI,
    Grammar::VERSION,   Grammar::PREVAILS, Grammar::OVER};
constexpr std::array<std::size_t, 30> kLineKeywords{
    Grammar::LAW,       Grammar::EFFECTIVE,  Grammar::UNDER,          Grammar::FROM,
    Grammar::FOR,       Grammar::APPLIES,    Grammar::REQUIRES,       Grammar::EVIDENCE,
    Grammar::FAILING,   Grammar::NOTE,       Grammar::UNLESS,         Grammar::WHEN,
    Grammar::READING,   Grammar::REFERENCE,  Grammar::MODULE,         Grammar::USE,
    Grammar::ACT,       Grammar::ENUM,       Grammar::RECORD,         Grammar::GROUP,
    Grammar::PARAMETER, Grammar::DEFINE,     Grammar::FIGURE,         Grammar::RULE,
    Grammar::EXCEPTION, Grammar::INSTRUMENT, Grammar::INTERPRETATION, Grammar::RULESET,
    Grammar::INCLUDES,  Grammar::TABLE};
constexpr std::array<std::size_t, 11> kCaseKeywords{
    Grammar::CASE, Grammar::LAW,     Grammar::DOSSIER, Grammar::WITH,
    Grammar::AS,   Grammar::READING, Grammar::EXPECT,  Grammar::ADD,
    Grammar::COPY, Grammar::REMOVE,  Grammar::RULESET};
constexpr std::array<std::size_t, 8> kPrefixKeywords{
    Grammar::NOT, Grammar::KNOWN, Grammar::SOME, Grammar::EVERY,
    Grammar::NO,  Grammar::IF,    Grammar::THE,  Grammar::DISTINCT};

/// Copies words to a new list, mending on the way. `at_` is the word that is looked at.
class WordMender {
 public:
  WordMender(const std::vector<Word>& words, const SourceText& source, SourceId id, MistakeLog& log)
      : words_(words),
        source_(source),
        id_(id),
        log_(log),
        is_case_file_(std::any_of(words.begin(), words.end(),
                                  [](const Word& word) { return is_case_word(word.type); })) {}

  [[nodiscard]] std::vector<Word> mend() {
    result_.reserve(words_.size() + 16);
    report_unclosed_texts();
    while (at_ < words_.size()) {
      if (pass_muted_line() || (!log_.is_full() && mend_one())) continue;
      push_as(words_[at_].type);
      ++at_;
    }
    return std::move(result_);
  }

 private:
  /// True where the word at `at_` was mended and passed.
  bool mend_one() {
    switch (words_[at_].type) {
      case Grammar::FOREIGN_OPERATOR:
        return foreign_operator();
      case Grammar::FOREIGN_WORD:
        return foreign_word();
      case Grammar::FOREIGN:
        return quoted_text() || foreign_characters();
      case Grammar::ID:
        return is_case_file_ ? misspelled_case_word() : misspelled_infix() || misspelled_prefix();
      case Grammar::FOR:
        return !is_case_file_ && for_without_each();
      default:
        return false;  // token types are no enum class
    }
  }

  [[nodiscard]] Span span(std::size_t first, std::size_t last) const {
    return Span{id_, words_[first].begin, words_[last].end};
  }
  [[nodiscard]] std::string_view text(std::size_t index) const {
    return source_.text(span(index, index));
  }
  [[nodiscard]] std::size_t type_after(std::size_t index) const {
    return index + 1 < words_.size() ? words_[index + 1].type : antlr4::Token::EOF;
  }
  [[nodiscard]] bool follows_operand() const {
    return !result_.empty() && ends_operand(result_.back().type);
  }

  void push_as(std::size_t type) {
    result_.push_back(words_[at_]);
    result_.back().type = type;
    if (std::exchange(line_start_was_left_out_, false)) result_.back().starts_line = true;
  }

  bool foreign_operator() {
    const std::string_view written = text(at_);
    for (const ForeignOperator& candidate : foreign_operators()) {
      if (candidate.written != written) continue;
      Diagnostic diagnostic{
          .code = Code::foreign_operator,
          .span = span(at_, at_),
          .message = fmt::format("`{}` is an operator of another language; here it is `{}`",
                                 written, candidate.advice)};
      if (candidate.is_certain) {
        diagnostic.fix = FixIt{diagnostic.span, spaced(candidate.advice), false};
        diagnostic.help = fmt::format("write `{}`", candidate.advice);
      } else {
        diagnostic.help = fmt::format(
            "write `{}`, or `implies` where one condition follows from another", candidate.advice);
      }
      log_.report(std::move(diagnostic));
      for (const std::size_t type : candidate.meant) {
        push_as(type);
        result_.back().starts_line = result_.back().starts_line && type == candidate.meant.front();
      }
      ++at_;
      return true;
    }
    log_.report(Diagnostic{
        .code = Code::foreign_operator,
        .span = span(at_, at_),
        .message =
            fmt::format("`{}` is an operator of another language; this one has no powers", written),
        .help = "multiply with `*`"});
    push_as(Grammar::STAR);
    ++at_;
    return true;
  }

  /// A replacement for the word at `at_`, kept apart from its neighbours.
  [[nodiscard]] std::string spaced(std::string_view words) const {
    const std::string& bytes = source_.bytes();
    const auto is_blank = [](char byte) {
      return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    };
    const bool before = words_[at_].begin > 0 && !is_blank(bytes[words_[at_].begin - 1]);
    const bool after = words_[at_].end < bytes.size() && !is_blank(bytes[words_[at_].end]);
    return fmt::format("{}{}{}", before ? " " : "", words, after ? " " : "");
  }

  bool foreign_word() {
    log_.report(Diagnostic{.code = Code::foreign_character,
                           .span = span(at_, at_),
                           .message = fmt::format("`{}` holds a letter that names do not have; "
                                                  "they use `a` to `z`, `A` to `Z`, digits and `_`",
                                                  text(at_)),
                           .help = "texts in quotation marks may hold any letter"});
    push_as(Grammar::ID);
    ++at_;
    return true;
  }

  /// A text in quotation marks of a word processor becomes one word.
  bool quoted_text() {
    for (const QuotationMark& mark : quotation_marks()) {
      if (mark.opening != text(at_)) continue;
      const std::optional<std::size_t> last = find_closing(mark);
      if (!last) return false;
      const Span whole = span(at_, *last);
      const auto opening = static_cast<std::uint32_t>(mark.opening.size());
      const Span inner{id_, whole.begin + opening, words_[*last].begin};
      log_.report(
          Diagnostic{.code = Code::foreign_character,
                     .span = whole,
                     .message = fmt::format(
                         "a text stands between `{}` and `{}`; texts have straight quotation marks",
                         text(at_), text(*last)),
                     .help = "write `\"` on both sides",
                     .fix = FixIt{whole, fmt::format("\"{}\"", source_.text(inner)), true}});
      push_as(Grammar::TEXT);
      result_.back().end = whole.end;
      at_ = *last + 1;
      return true;
    }
    return false;
  }

  /// On the same line only, as for any text.
  [[nodiscard]] std::optional<std::size_t> find_closing(const QuotationMark& mark) const {
    for (std::size_t index = at_ + 1; index < words_.size() && !words_[index].starts_line;
         ++index) {
      for (const std::string_view closing : mark.closing) {
        if (text(index) == closing) return index;
      }
    }
    return std::nullopt;
  }

  /// Characters of no meaning are reported once where they stand together, and left out.
  bool foreign_characters() {
    std::size_t last = at_;
    while (type_after(last) == Grammar::FOREIGN && words_[last + 1].begin == words_[last].end)
      ++last;
    const Span whole = span(at_, last);
    const bool ends_line = source_.text(whole) == ";";
    log_.report(Diagnostic{
        .code = Code::foreign_character,
        .span = whole,
        .message = ends_line ? std::string("`;` stands here; nothing ends with a sign, a clause "
                                           "ends where the next begins")
                             : fmt::format("`{}` stands here; the language has no such sign",
                                           source_.text(whole)),
        .help = "remove it",
        .fix = FixIt{whole, "", false}});
    line_start_was_left_out_ = words_[at_].starts_line;
    at_ = last + 1;
    return true;
  }

  /// Where the quotation marks of a line are not in pairs, words of its texts stand outside them:
  /// one mistake, whatever else that line seems to say.
  void report_unclosed_texts() {
    for (std::size_t index = 0; index < words_.size() && !log_.is_full(); ++index) {
      if (words_[index].type != Grammar::UNCLOSED_TEXT) continue;
      const Span opening{id_, words_[index].begin, words_[index].begin + 1};
      log_.report(Diagnostic{
          .code = Code::unclosed_text,
          .span = opening,
          .message =
              "a text begins here and its line ends without `\"`; a text closes on its own line",
          .help = "add `\"` where it ends; inside a text a quotation mark is `\\\"`"});
      std::size_t first = index;
      while (first > 0 && !words_[first].starts_line) --first;
      log_.mute(span(first, index));
      muted_.emplace_back(first, index);
    }
  }

  /// Passes the words of such a line as they are, but for the signs that are none.
  bool pass_muted_line() {
    while (next_muted_ < muted_.size() && muted_[next_muted_].second < at_) ++next_muted_;
    if (next_muted_ == muted_.size() || at_ < muted_[next_muted_].first) return false;
    const std::size_t type = words_[at_].type;
    if (type != Grammar::FOREIGN)
      push_as(type == Grammar::UNCLOSED_TEXT ? std::size_t{Grammar::TEXT} : type);
    if (type == Grammar::FOREIGN && words_[at_].starts_line) line_start_was_left_out_ = true;
    ++at_;
    return true;
  }

  /// A name directly after a complete value is never right: a keyword was meant, or nothing.
  bool misspelled_infix() {
    const Word& word = words_[at_];
    const std::size_t next = type_after(at_);
    if (next == Grammar::COLON) return false;  // the next field of a record
    const bool is_first = result_.empty();
    if (!is_first && !follows_operand()) return false;
    std::vector<std::size_t> candidates;
    if (word.starts_line || is_first) candidates.assign(kLineKeywords.begin(), kLineKeywords.end());
    if (!is_first) {
      candidates.insert(candidates.end(), kInfixKeywords.begin(), kInfixKeywords.end());
      candidates.insert(candidates.end(), kMarkKeywords.begin(), kMarkKeywords.end());
    }
    // `2 yeers` is explained as a duration, `5 EUR` as an amount; `2 AND` is meant as it looks.
    const bool follows_number =
        !is_first && result_.back().type == Grammar::NUMBER && !word.starts_line;
    if (follows_number && !is_capitalised_keyword(text(at_))) return false;
    return retype_as_meant(candidates);
  }

  /// A name directly before another, where the first is no currency: `NOT x`, `Every x in xs`.
  bool misspelled_prefix() {
    const std::size_t next = type_after(at_);
    const bool is_capital_call = next == Grammar::OPEN_ROUND && text(at_).front() <= 'Z';
    if (next != Grammar::ID && !is_capital_call) return false;
    if (words_[at_ + 1].starts_line) return false;
    if (!result_.empty() &&
        (result_.back().type == Grammar::DOT || opens_name(result_.back().type)))
      return false;
    // `x AND y`: the second of two names is the keyword, and its turn comes.
    if (next == Grammar::ID && find_meant(text(at_ + 1), kInfixKeywords)) return false;
    return retype_as_meant(kPrefixKeywords);
  }

  /// `dosier "base.json"`: a name at the start of a line that no path or expectation begins with.
  bool misspelled_case_word() {
    const bool may_begin = result_.empty() || (words_[at_].starts_line && follows_operand());
    const std::size_t next = type_after(at_);
    const bool follows_like_a_clause = next == Grammar::TEXT || next == Grammar::ID ||
                                       next == Grammar::TO || next == Grammar::OF ||
                                       next == Grammar::FIGURE || next == Grammar::EXCEPTION;
    return may_begin && follows_like_a_clause && retype_as_meant(kCaseKeywords);
  }

  [[nodiscard]] static bool opens_name(std::size_t type) {
    return opens_declaration(type) || type == Grammar::LAW || type == Grammar::UNLESS ||
           type == Grammar::READING || type == Grammar::EACH || type == Grammar::TO;
  }

  /// Looking for near spellings is slow, and a file that needs many is no rule file.
  [[nodiscard]] std::optional<std::size_t> find_meant(std::string_view written,
                                                      std::span<const std::size_t> candidates) {
    constexpr std::size_t kMostLookups = 2000;
    if (++lookups_ > kMostLookups) return std::nullopt;
    return find_meant_keyword(written, candidates);
  }

  bool retype_as_meant(std::span<const std::size_t> candidates) {
    const std::optional<std::size_t> meant = find_meant(text(at_), candidates);
    if (!meant) return false;
    const std::string keyword = spelling(*meant);
    log_.report(Diagnostic{.code = Code::misspelled_keyword,
                           .span = span(at_, at_),
                           .message = misspelling(text(at_)),
                           .help = fmt::format("write `{}`", keyword),
                           .fix = FixIt{span(at_, at_), keyword, false}});
    push_as(*meant);
    ++at_;
    return true;
  }

  /// `for item in items` at the start of a line, where only `for each item in items` stands.
  bool for_without_each() {
    const Word& word = words_[at_];
    if (!word.starts_line || !follows_operand() || type_after(at_) != Grammar::ID ||
        type_after(at_ + 1) != Grammar::IN || is_inside_bracket()) {
      return false;
    }
    log_.report(Diagnostic{
        .code = Code::misspelled_keyword,
        .span = span(at_, at_),
        .message = fmt::format("`for {}` opens a clause; a rule runs over a list with `for each`",
                               text(at_ + 1)),
        .help = "write `for each`",
        .fix = FixIt{span(at_, at_), "for each", false}});
    push_as(Grammar::FOR);
    push_as(Grammar::EACH);
    result_.back().starts_line = false;
    ++at_;
    return true;
  }

  /// Looks back to the clause or declaration that the word stands in, but not for ever.
  [[nodiscard]] bool is_inside_bracket() const {
    constexpr std::size_t kFarthest = 1000;
    int depth = 0;
    for (std::size_t back = 1; back <= std::min(result_.size(), kFarthest); ++back) {
      const Word& word = result_[result_.size() - back];
      if (opens_bracket(word.type)) ++depth;
      if (closes_bracket(word.type)) --depth;
      if (depth > 0) return true;
      if (word.starts_line && is_keyword(word.type) &&
          (opens_declaration(word.type) || word.type == Grammar::LAW))
        return false;
    }
    return false;
  }

  const std::vector<Word>& words_;
  const SourceText& source_;
  SourceId id_;
  MistakeLog& log_;
  bool is_case_file_;
  std::vector<Word> result_;
  std::size_t at_ = 0;
  std::size_t lookups_ = 0;
  std::vector<std::pair<std::size_t, std::size_t>> muted_;  ///< first and last word of such lines
  std::size_t next_muted_ = 0;
  bool line_start_was_left_out_ = false;
};

}  // namespace

std::vector<Word> mend_words(const std::vector<Word>& words, const SourceText& source, SourceId id,
                             MistakeLog& log) {
  return WordMender(words, source, id, log).mend();
}

}  // namespace probity::syntax
