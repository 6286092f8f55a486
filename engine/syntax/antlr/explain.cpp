#include "syntax/antlr/explain.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "support/text.h"
#include "syntax/antlr/word_kinds.h"
#include "values/date.h"
#include "values/money.h"

namespace probity::syntax {

namespace {

/// Code points of a word that a message repeats.
constexpr std::size_t kLongestQuote = 40;

/// Looks at one mistake from several sides, the most telling first.
class Explainer {
 public:
  Explainer(const Passage& passage, const Mistake& mistake)
      : passage_(passage), mistake_(mistake), at_(position_of(passage, mistake)) {}

  [[nodiscard]] Explanation explain() const {
    if (mistake_.kind == Mistake::Kind::kTooDeep) return too_deep();
    static constexpr std::array kAttempts{
        &Explainer::trailing_comma,     &Explainer::mixed_connectives, &Explainer::chained_operator,
        &Explainer::equals_sign,        &Explainer::after_number,      &Explainer::grouped_digits,
        &Explainer::after_broken_date,  &Explainer::reserved_word,     &Explainer::foreign_comparison,
        &Explainer::misspelled_keyword, &Explainer::misspelled_list,   &Explainer::stray_percent};
    for (const auto attempt : kAttempts) {
      if (std::optional<Explanation> explanation = (this->*attempt)()) return std::move(*explanation);
    }
    return unexpected();
  }

 private:
  // ---- the words around ------------------------------------------------------------------------

  [[nodiscard]] std::size_t type_at(std::size_t index) const {
    return index < passage_.words.size() ? passage_.words[index].type : antlr4::Token::EOF;
  }
  [[nodiscard]] std::size_t found() const { return type_at(at_); }
  [[nodiscard]] std::size_t before() const { return at_ == 0 ? antlr4::Token::INVALID_TYPE : type_at(at_ - 1); }
  [[nodiscard]] Span span_at(std::size_t index) const {
    if (index < passage_.words.size()) {
      return Span{passage_.id, passage_.words[index].begin, passage_.words[index].end};
    }
    const std::uint32_t end = passage_.words.empty() ? mistake_.word->begin : passage_.words.back().end;
    return Span{passage_.id, end, end};
  }
  [[nodiscard]] std::string_view text_at(std::size_t index) const { return passage_.source.text(span_at(index)); }

  /// For a message: a long text is cut.
  [[nodiscard]] std::string quote(std::size_t index) const {
    const std::string_view text = text_at(index);
    if (count_code_points(text) <= kLongestQuote) return fmt::format("`{}`", text);
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end) {
      const bool continues = (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;
      if (!continues && ++seen > kLongestQuote) break;
    }
    return fmt::format("`{}...`", text.substr(0, end));
  }

  [[nodiscard]] bool touches_next(std::size_t index) const {
    return index + 1 < passage_.words.size() && passage_.words[index].end == passage_.words[index + 1].begin;
  }

  /// The nearest earlier word of one of the types in the same bracket and the same part of an
  /// `if` or a quantifier.
  [[nodiscard]] std::optional<std::size_t> find_back(std::initializer_list<std::size_t> types) const {
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

  // ---- one explanation each ----------------------------------------------------------------------

  [[nodiscard]] Explanation too_deep() const {
    return {Diagnostic{.code = Code::expression_too_deep,
                       .span = span_at(at_),
                       .message = "conditions stand too deep in each other here; no deeper ones can be read",
                       .help = "give the parts names with `define`"},
            std::nullopt};
  }

  [[nodiscard]] std::optional<Explanation> trailing_comma() const {
    if (before() != Grammar::COMMA) return std::nullopt;
    if (!closes_bracket(found()) && at_ != passage_.words.size()) return std::nullopt;
    const Span comma = span_at(at_ - 1);
    const std::string end = at_ == passage_.words.size() ? std::string("ends ") + std::string(passage_.name)
                                                         : fmt::format("stands before `{}`", text_at(at_));
    return Explanation{Diagnostic{.code = Code::trailing_comma,
                                  .span = comma,
                                  .message = fmt::format("a comma {}; commas stand between two parts", end),
                                  .help = "remove it, or add what is missing",
                                  .fix = FixIt{comma, "", closes_bracket(found())}},
                       Mend{at_ - 1, {}}};
  }

  [[nodiscard]] std::optional<Explanation> mixed_connectives() const {
    const bool is_or = found() == Grammar::OR;
    if (!is_or && found() != Grammar::AND) return std::nullopt;
    const std::size_t other = is_or ? Grammar::AND : Grammar::OR;
    const std::optional<std::size_t> nearest = find_back({other, Grammar::WHERE, Grammar::THEN, Grammar::IF});
    if (!nearest) return std::nullopt;
    if (type_at(*nearest) == Grammar::WHERE) {
      return Explanation{Diagnostic{.code = Code::body_needs_brackets,
                                    .span = span_at(at_),
                                    .message = fmt::format("`{}` follows the condition of `where`; a condition of more than one comparison stands in brackets", text_at(at_)),
                                    .labels = {Label{span_at(*nearest), "takes one comparison, or brackets"}},
                                    .help = "write `where (... and ...)`"},
                         std::nullopt};
    }
    if (type_at(*nearest) != other) return std::nullopt;
    return Explanation{Diagnostic{.code = Code::mixed_connectives,
                                  .span = span_at(at_),
                                  .message = fmt::format("`{}` follows `{}`; `and` and `or` do not mix without brackets", text_at(at_), text_at(*nearest)),
                                  .labels = {Label{span_at(*nearest), "the two have no order between them"}},
                                  .help = fmt::format("put brackets round what belongs together: `(a and b) or c`, or `a and (b or c)`")},
                       std::nullopt};
  }

  [[nodiscard]] std::optional<Explanation> chained_operator() const {
    const bool compares = found() == Grammar::IS;
    if (!compares && found() != Grammar::IMPLIES) return std::nullopt;
    const std::optional<std::size_t> first = find_back({found(), Grammar::AND, Grammar::OR, Grammar::THEN});
    if (!first || type_at(*first) != found()) return std::nullopt;
    return Explanation{Diagnostic{.code = Code::chained_operator,
                                  .span = span_at(at_),
                                  .message = compares ? "a second `is` follows in one comparison; comparisons do not chain"
                                                      : "a second `implies` follows; it does not chain",
                                  .labels = {Label{span_at(*first), "the first"}},
                                  .help = compares ? "join two comparisons with `and`" : "put brackets round one of them"},
                       std::nullopt};
  }

  [[nodiscard]] std::optional<Explanation> equals_sign() const {
    if (found() != Grammar::EQUALS || !ends_operand(before())) return std::nullopt;
    return Explanation{Diagnostic{.code = Code::foreign_operator,
                                  .span = span_at(at_),
                                  .message = "`=` compares nothing; it opens a definition, and the comparison is `is`",
                                  .help = "write `is`",
                                  .fix = FixIt{span_at(at_), "is", false}},
                       Mend{at_, {Grammar::IS}}};
  }

  /// `5 EUR`, `35 percent`, `2 yeers`, `EUR 1.5 bn`.
  [[nodiscard]] std::optional<Explanation> after_number() const {
    if (before() != Grammar::NUMBER || found() != Grammar::ID || passage_.words[at_].starts_line) return std::nullopt;
    const std::string_view number = text_at(at_ - 1);
    const std::string_view word = text_at(at_);
    const Span both = join(span_at(at_ - 1), span_at(at_));
    const auto written = [&](Code code, std::string message, std::string replacement) {
      return Explanation{Diagnostic{.code = code,
                                    .span = both,
                                    .message = std::move(message),
                                    .help = fmt::format("write `{}`", replacement),
                                    .fix = FixIt{both, replacement, false}},
                         Mend{at_, {}}};
    };
    if (find_currency(word)) {
      return written(Code::amount_literal, fmt::format("`{}` has its currency last; the currency stands before the amount", passage_.source.text(both)),
                     fmt::format("{} {}", word, number));
    }
    if (word == "percent" || word == "pct" || word == "per") {
      return written(Code::percentage_literal, fmt::format("`{}` is written in words; a percentage has the sign `%`", passage_.source.text(both)),
                     fmt::format("{} %", number));
    }
    const bool follows_currency = at_ >= 2 && type_at(at_ - 2) == Grammar::ID;
    if (follows_currency) {
      const bool is_billions = word == "bn" || word == "billion" || word == "billions";
      if (is_billions || word == "m" || word == "million" || word == "millions" || word == "mn") {
        return written(Code::amount_literal, fmt::format("`{}` is set apart from its amount; `m` and `bn` follow the digits directly", word),
                       fmt::format("{}{}", number, is_billions ? "bn" : "m"));
      }
    }
    static constexpr std::array<std::string_view, 8> kUnits{"day",   "days",   "week", "weeks",
                                                            "month", "months", "year", "years"};
    const std::optional<std::string_view> unit = find_nearest(word, kUnits);
    if (unit == word) {
      return Explanation{Diagnostic{.code = Code::duration_literal,
                                    .span = both,
                                    .message = fmt::format("`{}` counts with `{}`; a duration has a whole number in plain digits", passage_.source.text(both), number)},
                         Mend{at_, {}}};
    }
    Explanation explanation{Diagnostic{.code = Code::duration_literal,
                                       .span = span_at(at_),
                                       .message = fmt::format("`{}` is no unit of time; durations count days, weeks, months or years", word)},
                            Mend{at_, {}}};
    if (unit) {
      explanation.diagnostic.help = fmt::format("write `{}`", *unit);
      explanation.diagnostic.fix = FixIt{span_at(at_), std::string(*unit), false};
    }
    return explanation;
  }

  /// `150 000 000`, `150,000,000`, `35,5 %`.
  [[nodiscard]] std::optional<Explanation> grouped_digits() const {
    const bool has_blank = before() == Grammar::NUMBER && found() == Grammar::NUMBER;
    const bool has_comma = before() == Grammar::NUMBER && found() == Grammar::COMMA &&
                           type_at(at_ + 1) == Grammar::NUMBER && touches_next(at_ - 1) && touches_next(at_);
    if (!has_blank && !has_comma) return std::nullopt;
    std::size_t last = at_ - 1;
    std::string digits(text_at(last));
    bool are_thousands = true;  // groups of three, as digits are grouped
    for (;;) {
      const std::size_t next = has_comma ? last + 2 : last + 1;
      if (type_at(next) != Grammar::NUMBER || (has_comma && type_at(last + 1) != Grammar::COMMA)) break;
      are_thousands = are_thousands && text_at(next).size() == 3;
      digits += fmt::format("_{}", text_at(next));
      last = next;
    }
    const Span whole = join(span_at(at_ - 1), span_at(last));
    // Signs that were left out between them make them several numbers, indeed.
    if (passage_.source.text(whole).find_first_not_of("0123456789_., \t") != std::string_view::npos) return std::nullopt;
    const bool is_decimal = has_comma && last == at_ + 1 && !are_thousands;
    if (!are_thousands && !is_decimal) return std::nullopt;
    if (is_decimal) digits[digits.find('_')] = '.';
    return Explanation{Diagnostic{.code = Code::number_literal,
                                  .span = whole,
                                  .message = fmt::format("`{}` is several numbers; {}", passage_.source.text(whole),
                                                         is_decimal ? "decimals stand after a point" : "digits are grouped with `_`"),
                                  .help = fmt::format("write `{}`", digits),
                                  .fix = FixIt{whole, digits, false}},
                       Mend{at_, {}, last - at_ + 1}};
  }

  /// `2026-02-01T10:00`: the day took what it could, and was none.
  [[nodiscard]] std::optional<Explanation> after_broken_date() const {
    if (before() != Grammar::DATE || parse_date(text_at(at_ - 1))) return std::nullopt;
    return Explanation{explain_malformed_date(text_at(at_ - 1), span_at(at_ - 1)), std::nullopt};
  }

  /// A keyword where a name is declared, or used like the name of a field.
  [[nodiscard]] std::optional<Explanation> reserved_word() const {
    if (!is_keyword(found()) || !mistake_.expected.contains(static_cast<std::size_t>(Grammar::ID))) return std::nullopt;
    const std::size_t next = type_at(at_ + 1);
    if (expects_value(mistake_.expected)) {
      const bool reads_as_field = next == Grammar::DOT || next == Grammar::IS || next == Grammar::COMMA ||
                                  next == Grammar::CLOSE_ROUND || next == Grammar::WHERE || next == Grammar::SATISFIES ||
                                  next == antlr4::Token::EOF || next == Grammar::AND || next == Grammar::OR;
      if (!reads_as_field || found() == Grammar::AND || found() == Grammar::OR || found() == Grammar::IS) return std::nullopt;
      const std::string replacement = fmt::format("dossier.{}", text_at(at_));
      return Explanation{Diagnostic{.code = Code::reserved_word,
                                    .span = span_at(at_),
                                    .message = fmt::format("`{}` is a keyword; alone it names nothing", text_at(at_)),
                                    .help = fmt::format("a field of the dossier with this name is `{}`", replacement),
                                    .fix = FixIt{span_at(at_), replacement, false}},
                         Mend{at_, {Grammar::ID}}};
    }
    // The name may be missing instead, with the keyword in its own right place.
    if (passage_.words[at_].starts_line) return std::nullopt;
    return Explanation{Diagnostic{.code = Code::reserved_word,
                                  .span = span_at(at_),
                                  .message = fmt::format("`{}` is a keyword; it can be the name of a field only", text_at(at_)),
                                  .help = "choose another name"},
                       Mend{at_, {Grammar::ID}}};
  }

  /// `is greater than`, `is equal to`, `is lower than`.
  [[nodiscard]] std::optional<Explanation> foreign_comparison() const {
    struct Advice {
      std::string_view written;
      std::size_t next;
      std::string_view meant;
      std::vector<std::size_t> types;
    };
    static const std::vector<Advice> advice{
        {"greater", Grammar::THAN, "more than", {Grammar::MORE_WORD, Grammar::THAN}},
        {"larger", Grammar::THAN, "more than", {Grammar::MORE_WORD, Grammar::THAN}},
        {"higher", Grammar::THAN, "more than", {Grammar::MORE_WORD, Grammar::THAN}},
        {"smaller", Grammar::THAN, "less than", {Grammar::LESS, Grammar::THAN}},
        {"lower", Grammar::THAN, "less than", {Grammar::LESS, Grammar::THAN}},
        {"fewer", Grammar::THAN, "less than", {Grammar::LESS, Grammar::THAN}},
        {"later", Grammar::THAN, "after", {Grammar::AFTER}},
        {"earlier", Grammar::THAN, "before", {Grammar::BEFORE}},
        {"equal", Grammar::TO, "", {}}};
    if (before() != Grammar::ID) return std::nullopt;
    for (const Advice& candidate : advice) {
      if (candidate.written != text_at(at_ - 1) || candidate.next != found()) continue;
      const Span both = join(span_at(at_ - 1), span_at(at_));
      return Explanation{Diagnostic{.code = Code::misspelled_keyword,
                                    .span = both,
                                    .message = fmt::format("`{}` are no keywords; the comparison is `is{}{}`", passage_.source.text(both),
                                                           candidate.meant.empty() ? "" : " ", candidate.meant),
                                    .help = candidate.meant.empty() ? std::string("leave them out") : fmt::format("write `{}`", candidate.meant),
                                    .fix = FixIt{both, std::string(candidate.meant), false}},
                         Mend{at_ - 1, candidate.types, 2}};
    }
    return std::nullopt;
  }

  /// `is at lest`, `exception x too y`: a name where only certain keywords can stand.
  [[nodiscard]] std::optional<Explanation> misspelled_keyword() const {
    if (found() != Grammar::ID) return std::nullopt;
    std::vector<std::size_t> candidates;
    for (const ssize_t signed_type : mistake_.expected.toList()) {
      const auto type = static_cast<std::size_t>(signed_type);
      if (is_keyword(type)) candidates.push_back(type);
    }
    const std::optional<std::size_t> meant = find_meant_keyword(text_at(at_), candidates);
    if (!meant) return std::nullopt;
    const std::string keyword = spelling(*meant);
    return Explanation{Diagnostic{.code = Code::misspelled_keyword,
                                  .span = span_at(at_),
                                  .message = misspelling(text_at(at_)),
                                  .help = fmt::format("write `{}`", keyword),
                                  .fix = FixIt{span_at(at_), keyword, false}},
                       Mend{at_, {*meant}}};
  }

  /// `lst of text`
  [[nodiscard]] std::optional<Explanation> misspelled_list() const {
    if (found() != Grammar::OF || before() != Grammar::ID) return std::nullopt;
    static constexpr std::array<std::size_t, 2> kShapes{Grammar::LIST, Grammar::SET};
    const std::string keyword = spelling(find_meant_keyword(text_at(at_ - 1), kShapes).value_or(Grammar::LIST));
    return Explanation{Diagnostic{.code = Code::misspelled_keyword,
                                  .span = span_at(at_ - 1),
                                  .message = fmt::format("`{}` stands before `of`; only `list of` and `set of` are types", text_at(at_ - 1)),
                                  .help = fmt::format("write `{}`", keyword),
                                  .fix = FixIt{span_at(at_ - 1), keyword, false}},
                       Mend{at_ - 1, {keyword == "list" ? std::size_t{Grammar::LIST} : std::size_t{Grammar::SET}}}};
  }

  [[nodiscard]] std::optional<Explanation> stray_percent() const {
    if (found() != Grammar::PERCENT) return std::nullopt;
    return Explanation{Diagnostic{.code = Code::percentage_literal,
                                  .span = span_at(at_),
                                  .message = "`%` stands without its number; a percentage is a number and the sign: `35 %`"},
                       std::nullopt};
  }

  [[nodiscard]] Explanation unexpected() const {
    Diagnostic diagnostic{.code = Code::unexpected_word, .span = span_at(at_)};
    if (at_ >= passage_.words.size()) {
      diagnostic.message = at_end();
    } else if (found() == Grammar::TABLE || found() == Grammar::CASE) {
      diagnostic.message = fmt::format("`{}` opens no declaration of a rule file; the word is kept", text_at(at_));
    } else if (passage_.name == "the field" && passage_.words[at_].starts_line) {
      diagnostic.message = fmt::format("`{}` opens a line without a field; a field is `name : type`", text_at(at_));
    } else if (follows_without_joint()) {
      diagnostic.message = fmt::format("{} follows {} with nothing that joins them", quote(at_), quote(at_ - 1));
      if (is_in_list()) diagnostic.help = "put a comma between two parts of a list";
    } else {
      misplaced(diagnostic);
    }
    return {std::move(diagnostic), std::nullopt};
  }

  [[nodiscard]] std::string at_end() const {
    const std::string expected = describe_expected(mistake_.expected);
    const std::string after = passage_.words.empty() ? std::string() : fmt::format(" after {}", quote(at_ - 1));
    return fmt::format("{} ends{}; {} is missing", passage_.name, after, expected.empty() ? "something" : expected);
  }

  void misplaced(Diagnostic& diagnostic) const {
    const bool opens_line = passage_.words[at_].starts_line;
    std::string expected = describe_expected(mistake_.expected);
    const std::size_t opening = type_at(0);
    if (expected.empty() && (opening == Grammar::DEFINE || opening == Grammar::FIGURE)) expected = "`=`";
    if (passage_.name == "the manifest") diagnostic.help = "folders lie below the manifest and are named from there: `places`, `acts/safe`";
    if (!expected.empty()) {
      diagnostic.message = fmt::format("{} stands where {} has to stand", quote(at_), expected);
    } else if (opens_line) {
      diagnostic.message = fmt::format("{} opens a line; no clause or declaration begins with it", quote(at_));
    } else {
      diagnostic.message = fmt::format("{} stands after {} was complete; nothing can follow there", quote(at_), passage_.name);
      if (found() == Grammar::COMMA) diagnostic.help = "join conditions with `and`";
    }
  }

  /// Two values side by side.
  [[nodiscard]] bool follows_without_joint() const {
    if (at_ == 0 || !ends_operand(before()) || !can_start_operand(found())) return false;
    if (passage_.words[at_].starts_line && !is_in_bracket()) return false;
    const bool may_close = mistake_.expected.contains(static_cast<std::size_t>(Grammar::CLOSE_ROUND)) ||
                           mistake_.expected.contains(static_cast<std::size_t>(Grammar::CLOSE_SQUARE)) ||
                           mistake_.expected.contains(static_cast<std::size_t>(Grammar::CLOSE_BRACE));
    return may_close || describe_expected(mistake_.expected).empty();
  }

  [[nodiscard]] std::optional<std::size_t> open_bracket() const {
    int depth = 0;
    for (std::size_t index = at_; index-- > 0;) {
      if (closes_bracket(type_at(index))) ++depth;
      if (opens_bracket(type_at(index)) && --depth < 0) return type_at(index);
    }
    return std::nullopt;
  }
  [[nodiscard]] bool is_in_bracket() const { return open_bracket().has_value(); }
  [[nodiscard]] bool is_in_list() const {
    return open_bracket() == std::size_t{Grammar::OPEN_BRACE} || open_bracket() == std::size_t{Grammar::OPEN_SQUARE};
  }

  [[nodiscard]] static bool can_start_operand(std::size_t type) {
    return type == Grammar::ID || type == Grammar::NUMBER || type == Grammar::TEXT || type == Grammar::DATE ||
           type == Grammar::DURATION || type == Grammar::OPEN_ROUND || type == Grammar::OPEN_SQUARE ||
           type == Grammar::OPEN_BRACE || type == Grammar::TRUE || type == Grammar::FALSE ||
           type == Grammar::UNKNOWN || type == Grammar::COUNT || type == Grammar::SUM;
  }

  const Passage& passage_;
  const Mistake& mistake_;
  std::size_t at_;
};

}  // namespace

std::size_t position_of(const Passage& passage, const Mistake& mistake) {
  const auto found = std::find_if(passage.words.begin(), passage.words.end(),
                                  [&](const Word& word) { return &word == mistake.word; });
  return static_cast<std::size_t>(found - passage.words.begin());
}

Explanation explain_mistake(const Passage& passage, const Mistake& mistake) {
  return Explainer(passage, mistake).explain();
}

}  // namespace probity::syntax
