// Numbers, dates, durations, amounts and placeholders that cannot be read as such.
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "support/text.h"
#include "syntax/antlr/explain.h"
#include "values/date.h"
#include "values/money.h"
#include "values/number.h"

namespace probity::syntax {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

/// Year, month and day of three numbers between hyphens; absent for any other form.
std::optional<CalendarDay> three_numbers(std::string_view written) {
  CalendarDay day;
  std::array<std::int32_t*, 3> parts{&day.year, &day.month, &day.day};
  const char* at = written.data();
  const char* const end = at + written.size();
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const auto [after, error] = std::from_chars(at, end, *parts[index]);
    if (error != std::errc{}) return std::nullopt;
    at = after;
    if (index + 1 == parts.size()) return at == end ? std::optional(day) : std::nullopt;
    if (at == end || *at++ != '-') return std::nullopt;
  }
  return std::nullopt;
}

std::int32_t last_day_of(const CalendarDay& month) {
  std::int32_t day = 31;
  while (day > 28 && !make_date({month.year, month.month, day})) --day;
  return day;
}

/// `is greater than`, `is atleast`: words that others write for a comparison.
std::optional<std::string_view> comparison_advice(std::string_view word) {
  struct Advice {
    std::string_view word;
    std::string_view meant;
  };
  static constexpr std::array<Advice, 13> kAdvice{{{"atleast", "at least"},
                                                   {"atmost", "at most"},
                                                   {"above", "more than"},
                                                   {"over", "more than"},
                                                   {"exceeds", "more than"},
                                                   {"greater", "more than"},
                                                   {"larger", "more than"},
                                                   {"higher", "more than"},
                                                   {"below", "less than"},
                                                   {"smaller", "less than"},
                                                   {"lower", "less than"},
                                                   {"fewer", "less than"},
                                                   {"morethan", "more than"}}};
  for (const Advice& advice : kAdvice) {
    if (advice.word == word) return advice.meant;
  }
  return std::nullopt;
}

}  // namespace

Diagnostic explain_malformed_date(std::string_view written, Span span) {
  Diagnostic diagnostic{.code = Code::date_literal, .span = span};
  const std::optional<CalendarDay> day = three_numbers(written);
  if (!day) {
    diagnostic.message = fmt::format(
        "`{}` begins like a day and goes on; a day is year, month and day: `2026-01-31`", written);
    diagnostic.help = "leave out times and zones; put blanks round a minus sign";
    return diagnostic;
  }
  if (day->month < 1 || day->month > 12) {
    diagnostic.message =
        fmt::format("`{}` has the month {}; a year has months 01 to 12", written, day->month);
    if (day->day >= 1 && day->day <= 12) diagnostic.help = "the month stands before the day";
    return diagnostic;
  }
  if (day->day < 1 || day->day > last_day_of(*day)) {
    diagnostic.message = fmt::format("`{}` is not a day; {} {} has {} days", written,
                                     kMonths.at(static_cast<std::size_t>(day->month - 1)),
                                     day->year, last_day_of(*day));
    return diagnostic;
  }
  if (day->year < 1) {
    diagnostic.message = fmt::format(
        "`{}` lies before the calendar; it runs from 0001-01-01 to 9999-12-31", written);
    return diagnostic;
  }
  const std::string full = fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day);
  diagnostic.message =
      fmt::format("`{}` has too few digits for a day; month and day have two each", written);
  diagnostic.help =
      fmt::format("write `{}`, or put blanks round the minus signs of a subtraction", full);
  diagnostic.fix = FixIt{span, full, false};
  return diagnostic;
}

Diagnostic explain_malformed_number(std::string_view written, Span span) {
  Diagnostic diagnostic{.code = Code::number_literal, .span = span};
  const std::size_t letter = written.find_first_not_of("0123456789_.");
  if (Number::find_literal_error(written) == NumberError::kTooLong) {
    diagnostic.message =
        fmt::format("the number needs more than {} digits; no longer one can be read", kMaxDigits);
  } else if (letter != std::string_view::npos && written[letter] != 'e' && written[letter] != 'E') {
    diagnostic.message = fmt::format(
        "`{}` goes on after its digits; a number ends with a digit, and only an amount of money "
        "may end in `m` or `bn`",
        written);
    diagnostic.help = "put a blank between a number and a word";
  } else if (written.find('.') != written.rfind('.')) {
    diagnostic.message =
        fmt::format("`{}` has two points; a point stands before the decimals only", written);
    diagnostic.help = "group digits with `_`: `1_000_000`";
  } else if (written.ends_with('.')) {
    diagnostic.message = fmt::format("`{}` ends with a point; decimals follow a point", written);
    diagnostic.fix = FixIt{span, std::string(written.substr(0, written.size() - 1)), false};
  } else if (written.size() > 1 && written.front() == '0' && written[1] != '.') {
    diagnostic.message =
        fmt::format("`{}` begins with a zero; a number has no leading zeros", written);
  } else {
    diagnostic.message = fmt::format(
        "`{}` is no number; `_` stands between two digits, a point before decimals, `e` before an "
        "exponent",
        written);
  }
  return diagnostic;
}

Diagnostic explain_malformed_duration(std::string_view written, Span span) {
  return Diagnostic{.code = Code::duration_literal,
                    .span = span,
                    .message = fmt::format("`{}` is no duration; its number is whole, has no "
                                           "leading zero, and reaches over 9999 years at most",
                                           written)};
}

Diagnostic explain_malformed_amount(std::string_view written, Span span) {
  return Diagnostic{
      .code = Code::amount_literal,
      .span = span,
      .message = fmt::format("`{}` goes on after its digits; an amount ends with a digit, with `m` "
                             "for millions or with `bn` for thousand millions",
                             written)};
}

Diagnostic explain_number_after_word(const SourceText& source, Span word, Span number) {
  const std::string_view written = source.text(word);
  if (const std::optional<std::string_view> meant = comparison_advice(written)) {
    return Diagnostic{
        .code = Code::misspelled_keyword,
        .span = word,
        .message = fmt::format("`{}` is no keyword; the comparison is `is {}`", written, *meant),
        .help = fmt::format("write `{}`", *meant),
        .fix = FixIt{word, std::string(*meant), false}};
  }
  return Diagnostic{.code = Code::unexpected_word,
                    .span = number,
                    .message = fmt::format("`{}` follows `{}` with no operator between them; only "
                                           "a currency such as `EUR` stands before a number",
                                           source.text(number), written)};
}

Diagnostic explain_bare_currency(std::string_view currency, Span span) {
  return Diagnostic{
      .code = Code::amount_literal,
      .span = span,
      .message = fmt::format("`{}` stands without an amount; an amount of money is `{} 150_000`",
                             currency, currency),
      .help = fmt::format(
          "the amount follows its currency directly, a minus sign stands before both: `-{} 5`",
          currency)};
}

Diagnostic explain_lone_brace(Span brace) {
  return Diagnostic{.code = Code::malformed_placeholder,
                    .span = brace,
                    .message = "a brace stands alone; a placeholder is `{name}` or `{name.field}`",
                    .help = "write `{{` or `}}` for a brace that is text"};
}

Diagnostic explain_placeholder(const Passage& passage, const Mistake& mistake) {
  Diagnostic diagnostic = explain_mistake(passage, mistake).diagnostic;
  if (passage.words.empty()) {
    diagnostic.span.begin -= 1;
    diagnostic.span.end += 1;
    diagnostic.message = "a placeholder is empty; it holds the name of what is printed";
    diagnostic.help = "write `{{` and `}}` for braces that are text";
  }
  diagnostic.code = Code::malformed_placeholder;
  diagnostic.fix.reset();
  return diagnostic;
}

}  // namespace probity::syntax
