#include "syntax/antlr/explain.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "syntax/antlr/case_words.h"
#include "syntax/antlr/mistake_view.h"
#include "syntax/antlr/word_kinds.h"
#include "values/date.h"

namespace probity::syntax {

namespace {

/// Looks at one mistake from several sides, the most telling first.
class Explainer : private MistakeView {
 public:
  Explainer(const Passage& passage, const Mistake& mistake) : MistakeView(passage, mistake) {}

  [[nodiscard]] Explanation explain() const {
    if (mistake_.kind == Mistake::Kind::kTooDeep) return too_deep();
    static constexpr std::array kAttempts{
        &Explainer::trailing_comma,     &Explainer::mixed_connectives,
        &Explainer::chained_operator,   &Explainer::equals_sign,
        &Explainer::beside_number,      &Explainer::doubled_word,
        &Explainer::after_broken_date,  &Explainer::reserved_word,
        &Explainer::foreign_comparison, &Explainer::misspelled_keyword,
        &Explainer::misspelled_list,    &Explainer::stray_percent};
    for (const auto attempt : kAttempts) {
      if (std::optional<Explanation> explanation = (this->*attempt)())
        return std::move(*explanation);
    }
    return unexpected();
  }

 private:
  [[nodiscard]] Explanation too_deep() const {
    return {
        Diagnostic{
            .code = Code::expression_too_deep,
            .span = span_at(at_),
            .message = "conditions stand too deep in each other here; no deeper ones can be read",
            .help = "give the parts names with `define`"},
        std::nullopt};
  }

  [[nodiscard]] std::optional<Explanation> trailing_comma() const {
    if (before() != Grammar::COMMA) return std::nullopt;
    if (!closes_bracket(found()) && at_ != passage_.words.size()) return std::nullopt;
    const Span comma = span_at(at_ - 1);
    const std::string end = at_ == passage_.words.size()
                                ? std::string("ends ") + std::string(passage_.name)
                                : fmt::format("stands before `{}`", text_at(at_));
    return Explanation{
        Diagnostic{.code = Code::trailing_comma,
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
    const std::optional<std::size_t> nearest =
        find_back({other, Grammar::WHERE, Grammar::THEN, Grammar::IF});
    if (!nearest) return std::nullopt;
    if (type_at(*nearest) == Grammar::WHERE) {
      return Explanation{
          Diagnostic{.code = Code::body_needs_brackets,
                     .span = span_at(at_),
                     .message = fmt::format("`{}` follows the condition of `where`; a condition of "
                                            "more than one comparison stands in brackets",
                                            text_at(at_)),
                     .labels = {Label{span_at(*nearest), "takes one comparison, or brackets"}},
                     .help = "write `where (... and ...)`"},
          std::nullopt};
    }
    if (type_at(*nearest) != other) return std::nullopt;
    return Explanation{
        Diagnostic{
            .code = Code::mixed_connectives,
            .span = span_at(at_),
            .message = fmt::format("`{}` follows `{}`; `and` and `or` do not mix without brackets",
                                   text_at(at_), text_at(*nearest)),
            .labels = {Label{span_at(*nearest), "the two have no order between them"}},
            .help = fmt::format(
                "put brackets round what belongs together: `(a and b) or c`, or `a and (b or c)`")},
        std::nullopt};
  }

  [[nodiscard]] std::optional<Explanation> chained_operator() const {
    const bool compares = found() == Grammar::IS;
    if (!compares && found() != Grammar::IMPLIES) return std::nullopt;
    const std::optional<std::size_t> first =
        find_back({found(), Grammar::AND, Grammar::OR, Grammar::THEN});
    if (!first || type_at(*first) != found()) return std::nullopt;
    return Explanation{
        Diagnostic{
            .code = Code::chained_operator,
            .span = span_at(at_),
            .message = compares
                           ? "a second `is` follows in one comparison; comparisons do not chain"
                           : "a second `implies` follows; it does not chain",
            .labels = {Label{span_at(*first), "the first"}},
            .help =
                compares ? "join two comparisons with `and`" : "put brackets round one of them"},
        std::nullopt};
  }

  [[nodiscard]] std::optional<Explanation> equals_sign() const {
    if (found() != Grammar::EQUALS || !ends_operand(before())) return std::nullopt;
    return Explanation{
        Diagnostic{
            .code = Code::foreign_operator,
            .span = span_at(at_),
            .message = "`=` compares nothing; it opens a definition, and the comparison is `is`",
            .help = "write `is`",
            .fix = FixIt{span_at(at_), "is", false}},
        Mend{at_, {Grammar::IS}}};
  }

  [[nodiscard]] std::optional<Explanation> beside_number() const {
    return explain_beside_number(*this);
  }

  /// `2026-02-01T10:00`: the day took what it could, and was none.
  [[nodiscard]] std::optional<Explanation> after_broken_date() const {
    if (before() != Grammar::DATE || parse_date(text_at(at_ - 1))) return std::nullopt;
    return Explanation{explain_malformed_date(text_at(at_ - 1), span_at(at_ - 1)), std::nullopt};
  }

  /// `use use places`
  [[nodiscard]] std::optional<Explanation> doubled_word() const {
    if (at_ == 0 || !is_keyword(found()) || found() != before()) return std::nullopt;
    return Explanation{
        Diagnostic{.code = Code::unexpected_word,
                   .span = span_at(at_),
                   .message = fmt::format("`{}` stands twice; once is enough", text_at(at_)),
                   .help = "remove it",
                   .fix = FixIt{span_at(at_), "", false}},
        Mend{at_, {}}};
  }

  /// A keyword where a name is declared, or used like the name of a field.
  [[nodiscard]] std::optional<Explanation> reserved_word() const {
    if (!is_keyword(found()) || !mistake_.expected.contains(static_cast<std::size_t>(Grammar::ID)))
      return std::nullopt;
    const std::size_t next = type_at(at_ + 1);
    if (expects_value(mistake_.expected)) {
      const bool reads_as_field =
          next == Grammar::DOT || next == Grammar::IS || next == Grammar::COMMA ||
          next == Grammar::CLOSE_ROUND || next == Grammar::WHERE || next == Grammar::SATISFIES ||
          next == antlr4::Token::EOF || next == Grammar::AND || next == Grammar::OR;
      if (!reads_as_field || found() == Grammar::AND || found() == Grammar::OR ||
          found() == Grammar::IS)
        return std::nullopt;
      const std::string replacement = fmt::format("dossier.{}", text_at(at_));
      return Explanation{
          Diagnostic{
              .code = Code::reserved_word,
              .span = span_at(at_),
              .message = fmt::format("`{}` is a keyword; alone it names nothing", text_at(at_)),
              .help = fmt::format("a field of the dossier with this name is `{}`", replacement),
              .fix = FixIt{span_at(at_), replacement, false}},
          Mend{at_, {Grammar::ID}}};
    }
    // The name may be missing instead, with the keyword in its own right place.
    const bool does_its_work = next == Grammar::ID || next == Grammar::DATE;
    if (passage_.words[at_].starts_line || does_its_work) return std::nullopt;
    return Explanation{
        Diagnostic{.code = Code::reserved_word,
                   .span = span_at(at_),
                   .message = fmt::format("`{}` is a keyword; it can be the name of a field only",
                                          text_at(at_)),
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
      return Explanation{
          Diagnostic{.code = Code::misspelled_keyword,
                     .span = both,
                     .message = fmt::format("`{}` are no keywords; the comparison is `is{}{}`",
                                            passage_.source.text(both),
                                            candidate.meant.empty() ? "" : " ", candidate.meant),
                     .help = candidate.meant.empty() ? std::string("leave them out")
                                                     : fmt::format("write `{}`", candidate.meant),
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
      if (is_keyword(type) || is_case_word(type)) candidates.push_back(type);
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
    const std::string keyword =
        spelling(find_meant_keyword(text_at(at_ - 1), kShapes).value_or(Grammar::LIST));
    return Explanation{
        Diagnostic{
            .code = Code::misspelled_keyword,
            .span = span_at(at_ - 1),
            .message = fmt::format("`{}` stands before `of`; only `list of` and `set of` are types",
                                   text_at(at_ - 1)),
            .help = fmt::format("write `{}`", keyword),
            .fix = FixIt{span_at(at_ - 1), keyword, false}},
        Mend{at_ - 1,
             {keyword == "list" ? std::size_t{Grammar::LIST} : std::size_t{Grammar::SET}}}};
  }

  [[nodiscard]] std::optional<Explanation> stray_percent() const {
    if (found() != Grammar::PERCENT) return std::nullopt;
    return Explanation{
        Diagnostic{
            .code = Code::percentage_literal,
            .span = span_at(at_),
            .message =
                "`%` stands without its number; a percentage is a number and the sign: `35 %`"},
        std::nullopt};
  }

  [[nodiscard]] Explanation unexpected() const {
    Diagnostic diagnostic{.code = Code::unexpected_word, .span = span_at(at_)};
    if (at_ >= passage_.words.size()) {
      diagnostic.message = at_end();
    } else if (found() == Grammar::CASE) {
      diagnostic.message =
          fmt::format("`{}` opens no declaration of a rule file; the word is kept", text_at(at_));
    } else if (passage_.name == "the field" && passage_.words[at_].starts_line) {
      diagnostic.message =
          fmt::format("`{}` opens a line without a field; a field is `name : type`", text_at(at_));
    } else if (follows_without_joint()) {
      diagnostic.message =
          fmt::format("{} follows {} with nothing that joins them", quote(at_), quote(at_ - 1));
      if (is_in_list()) diagnostic.help = "put a comma between two parts of a list";
    } else {
      misplaced(diagnostic);
    }
    return {std::move(diagnostic), std::nullopt};
  }

  [[nodiscard]] std::string at_end() const {
    const std::string expected = describe_expected(mistake_.expected);
    const std::string after =
        passage_.words.empty() ? std::string() : fmt::format(" after {}", quote(at_ - 1));
    return fmt::format("{} ends{}; {} is missing", passage_.name, after,
                       expected.empty() ? "something" : expected);
  }

  void misplaced(Diagnostic& diagnostic) const {
    const bool opens_line = passage_.words[at_].starts_line;
    std::string expected = describe_expected(mistake_.expected);
    const std::size_t opening = type_at(0);
    if (expected.empty() && (opening == Grammar::DEFINE || opening == Grammar::FIGURE))
      expected = "`=`";
    if (passage_.name == "the manifest")
      diagnostic.help =
          "folders lie below the manifest and are named from there: `places`, `acts/safe`";
    if (!expected.empty()) {
      diagnostic.message = fmt::format("{} stands where {} has to stand", quote(at_), expected);
    } else if (opens_line) {
      diagnostic.message =
          fmt::format("{} opens a line; no clause or declaration begins with it", quote(at_));
    } else {
      diagnostic.message = fmt::format("{} stands after {} was complete; nothing can follow there",
                                       quote(at_), passage_.name);
      if (found() == Grammar::COMMA) diagnostic.help = "join conditions with `and`";
    }
  }

  /// Two values side by side.
  [[nodiscard]] bool follows_without_joint() const {
    if (at_ == 0 || !ends_operand(before()) || !can_start_operand(found())) return false;
    if (passage_.words[at_].starts_line && !is_in_bracket()) return false;
    const bool may_close =
        mistake_.expected.contains(static_cast<std::size_t>(Grammar::CLOSE_ROUND)) ||
        mistake_.expected.contains(static_cast<std::size_t>(Grammar::CLOSE_SQUARE)) ||
        mistake_.expected.contains(static_cast<std::size_t>(Grammar::CLOSE_BRACE));
    return may_close || describe_expected(mistake_.expected).empty();
  }

  [[nodiscard]] bool is_in_bracket() const { return open_bracket().has_value(); }
  [[nodiscard]] bool is_in_list() const {
    return open_bracket() == std::size_t{Grammar::OPEN_BRACE} ||
           open_bracket() == std::size_t{Grammar::OPEN_SQUARE};
  }

  [[nodiscard]] static bool can_start_operand(std::size_t type) {
    return type == Grammar::ID || type == Grammar::NUMBER || type == Grammar::TEXT ||
           type == Grammar::DATE || type == Grammar::DURATION || type == Grammar::OPEN_ROUND ||
           type == Grammar::OPEN_SQUARE || type == Grammar::OPEN_BRACE || type == Grammar::TRUE ||
           type == Grammar::FALSE || type == Grammar::UNKNOWN || type == Grammar::COUNT ||
           type == Grammar::SUM;
  }
};

}  // namespace

Explanation explain_mistake(const Passage& passage, const Mistake& mistake) {
  return Explainer(passage, mistake).explain();
}

}  // namespace probity::syntax
