// A number and what stands beside it.
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "support/text.h"
#include "syntax/antlr/mistake_view.h"
#include "values/money.h"

namespace probity::syntax {

namespace {

/// `5 EUR`, `35 percent`, `2 yeers`, `EUR 1.5 bn`.
std::optional<Explanation> after_number(const MistakeView& view) {
  if (view.before() != Grammar::NUMBER || view.found() != Grammar::ID ||
      view.passage().words[view.at()].starts_line)
    return std::nullopt;
  const std::string_view number = view.text_at(view.at() - 1);
  const std::string_view word = view.text_at(view.at());
  const Span both = join(view.span_at(view.at() - 1), view.span_at(view.at()));
  const auto written = [&](Code code, std::string message, std::string replacement) {
    return Explanation{Diagnostic{.code = code,
                                  .span = both,
                                  .message = std::move(message),
                                  .help = fmt::format("write `{}`", replacement),
                                  .fix = FixIt{both, replacement, false}},
                       Mend{view.at(), {}}};
  };
  if (find_currency(word)) {
    return written(Code::amount_literal,
                   fmt::format("`{}` has its currency last; the currency stands before the amount",
                               view.passage().source.text(both)),
                   fmt::format("{} {}", word, number));
  }
  if (word == "percent" || word == "pct" || word == "per") {
    return written(Code::percentage_literal,
                   fmt::format("`{}` is written in words; a percentage has the sign `%`",
                               view.passage().source.text(both)),
                   fmt::format("{} %", number));
  }
  const bool follows_currency = view.at() >= 2 && view.type_at(view.at() - 2) == Grammar::ID;
  if (follows_currency) {
    const bool is_billions = word == "bn" || word == "billion" || word == "billions";
    if (is_billions || word == "m" || word == "million" || word == "millions" || word == "mn") {
      return written(
          Code::amount_literal,
          fmt::format("`{}` is set apart from its amount; `m` and `bn` follow the digits directly",
                      word),
          fmt::format("{}{}", number, is_billions ? "bn" : "m"));
    }
  }
  static constexpr std::array<std::string_view, 8> kUnits{"day",   "days",   "week", "weeks",
                                                          "month", "months", "year", "years"};
  const std::optional<std::string_view> unit = find_nearest(word, kUnits);
  if (unit == word) {
    return Explanation{
        Diagnostic{.code = Code::duration_literal,
                   .span = both,
                   .message = fmt::format(
                       "`{}` counts with `{}`; a duration has a whole number in plain digits",
                       view.passage().source.text(both), number)},
        Mend{view.at(), {}}};
  }
  Explanation explanation{
      Diagnostic{
          .code = Code::duration_literal,
          .span = view.span_at(view.at()),
          .message = fmt::format(
              "`{}` is no unit of time; durations count days, weeks, months or years", word)},
      Mend{view.at(), {}}};
  if (unit) {
    explanation.diagnostic.help = fmt::format("write `{}`", *unit);
    explanation.diagnostic.fix = FixIt{view.span_at(view.at()), std::string(*unit), false};
  }
  return explanation;
}

/// `150 000 000`, `150,000,000`, `35,5 %`.
std::optional<Explanation> grouped_digits(const MistakeView& view) {
  const bool has_blank = view.before() == Grammar::NUMBER && view.found() == Grammar::NUMBER;
  const bool has_comma = view.before() == Grammar::NUMBER && view.found() == Grammar::COMMA &&
                         view.type_at(view.at() + 1) == Grammar::NUMBER &&
                         view.touches_next(view.at() - 1) && view.touches_next(view.at());
  if (!has_blank && !has_comma) return std::nullopt;
  std::size_t last = view.at() - 1;
  std::string digits(view.text_at(last));
  bool are_thousands = true;  // groups of three, as digits are grouped
  for (;;) {
    const std::size_t next = has_comma ? last + 2 : last + 1;
    if (view.type_at(next) != Grammar::NUMBER ||
        (has_comma && view.type_at(last + 1) != Grammar::COMMA))
      break;
    are_thousands = are_thousands && view.text_at(next).size() == 3;
    digits += fmt::format("_{}", view.text_at(next));
    last = next;
  }
  const Span whole = join(view.span_at(view.at() - 1), view.span_at(last));
  // Signs that were left out between them make them several numbers, indeed.
  if (view.passage().source.text(whole).find_first_not_of("0123456789_., \t") !=
      std::string_view::npos)
    return std::nullopt;
  const bool is_decimal = has_comma && last == view.at() + 1 && !are_thousands;
  if (!are_thousands && !is_decimal) return std::nullopt;
  if (is_decimal) digits[digits.find('_')] = '.';
  return Explanation{
      Diagnostic{.code = Code::number_literal,
                 .span = whole,
                 .message = fmt::format(
                     "`{}` is several numbers; {}", view.passage().source.text(whole),
                     is_decimal ? "decimals stand after a point" : "digits are grouped with `_`"),
                 .help = fmt::format("write `{}`", digits),
                 .fix = FixIt{whole, digits, false}},
      Mend{view.at(), {}, last - view.at() + 1}};
}

}  // namespace

std::optional<Explanation> explain_beside_number(const MistakeView& view) {
  if (std::optional<Explanation> explanation = after_number(view)) return explanation;
  return grouped_digits(view);
}

}  // namespace probity::syntax
