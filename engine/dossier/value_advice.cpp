#include "dossier/value_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "support/text.h"
#include "values/country.h"
#include "values/date.h"
#include "values/duration.h"
#include "values/money.h"
#include "values/number.h"
#include "values/percentage.h"

namespace probity {
namespace {

std::string in_case(std::string_view text, char first, char last, int shift) {
  std::string changed(text);
  for (char& character : changed) {
    if (character >= first && character <= last) character = static_cast<char>(character + shift);
  }
  return changed;
}
std::string upper_case(std::string_view text) { return in_case(text, 'a', 'z', 'A' - 'a'); }
std::string lower_case(std::string_view text) { return in_case(text, 'A', 'Z', 'a' - 'A'); }

/// "write `\"x\"`".
std::string write_text(std::string_view text) { return fmt::format("write `\"{}\"`", text); }

/// Three numbers with two equal separators: "2026-2-3", "14.03.2026".
struct ThreeNumbers {
  std::array<std::string_view, 3> parts;
  char separator = '-';
};

std::optional<ThreeNumbers> find_three_numbers(std::string_view text) {
  const std::size_t first = text.find_first_not_of("0123456789");
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const char separator = text[first];
  const std::size_t second = text.find(separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const ThreeNumbers numbers{
      {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)},
      separator};
  for (const std::string_view part : numbers.parts) {
    if (part.empty() || part.size() > 4 || !std::all_of(part.begin(), part.end(), is_digit)) {
      return std::nullopt;
    }
  }
  return numbers;
}

/// The day of the contract's form that a text in another form surely means.
std::optional<std::string> find_date_meant(std::string_view text) {
  const auto existing = [](std::string candidate) -> std::optional<std::string> {
    if (!parse_date(candidate)) return std::nullopt;
    return candidate;
  };
  if (text.size() > 10 &&
      (text[10] == 'T' || text[10] == ' ' || text[10] == '+' || text[10] == 'Z')) {
    return existing(std::string(text.substr(0, 10)));
  }
  if (has_form(text, "dddddddd")) {
    return existing(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
  }
  const std::optional<ThreeNumbers> numbers = find_three_numbers(text);
  if (!numbers) return std::nullopt;
  const auto& [first, second, third] = numbers->parts;
  if (first.size() == 4) return existing(fmt::format("{}-{:0>2}-{:0>2}", first, second, third));
  // With slashes, day and month may stand either way round.
  if (third.size() == 4 && numbers->separator == '.') {
    return existing(fmt::format("{}-{:0>2}-{:0>2}", third, second, first));
  }
  return std::nullopt;
}

/// "P45Y" of ISO 8601 in words.
std::optional<std::string> find_duration_meant(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  const std::string_view digits = text.substr(1, text.size() - 2);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  std::string_view unit;
  switch (text.back()) {
    case 'Y':
      unit = "year";
      break;
    case 'M':
      unit = "month";
      break;
    case 'W':
      unit = "week";
      break;
    case 'D':
      unit = "day";
      break;
    default:
      return std::nullopt;
  }
  std::string words = fmt::format("{} {}{}", digits, unit, digits == "1" ? "" : "s");
  if (!parse_duration(words)) return std::nullopt;
  return words;
}

/// `a`, `b` or `c`.
std::string listed(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
    fmt::format_to(std::back_inserter(list), "`{}`", names[i]);
  }
  return list;
}

/// A list longer than this is no help in a message.
constexpr std::size_t kShortList = 12;

}  // namespace

std::string type_phrase(const Vocabulary& vocabulary, TypeId id) {
  const Type& type = vocabulary.type(id);
  switch (type.kind) {
    case TypeKind::kBoolean:
      return "`true` or `false`";
    case TypeKind::kText:
      return "a text";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kPercentage:
      return "a percentage such as `\"35 %\"`";
    case TypeKind::kMoney:
      return R"(money such as `{"amount": 1.50, "currency": "EUR"}`)";
    case TypeKind::kDate:
      return "a date such as `\"2026-03-14\"`";
    case TypeKind::kDuration:
      return "a duration such as `\"45 years\"`";
    case TypeKind::kCountry:
      return "a country such as `\"PL\"`";
    case TypeKind::kAnything:
      return "anything";
    case TypeKind::kEnum:
      return fmt::format("a value of `{}` in quotation marks", vocabulary.type_text(id));
    case TypeKind::kRecord:
      return "an object in braces, `{...}`";
    case TypeKind::kList:
    case TypeKind::kSet:
      return "a list in brackets, `[...]`";
    case TypeKind::kUnknown:
      break;
  }
  return "`null`";
}

Refusal boolean_refusal(std::string_view token, std::string_view place) {
  const std::string word = lower_case(token);
  std::string help;
  for (const std::string_view yes : {"\"yes\"", "\"true\"", "\"y\"", "1"}) {
    if (word == yes) help = "write `true`";
  }
  for (const std::string_view no : {"\"no\"", "\"false\"", "\"n\"", "0"}) {
    if (word == no) help = "write `false`";
  }
  return {Code::wrong_type,
          fmt::format("found {}, but {} takes `true` or `false`", in_backticks(token), place),
          std::move(help)};
}

Refusal date_refusal(std::string_view text) {
  if (has_form(text, "dddd-dd-dd")) {
    std::string help;
    // The last day of the month, where the month exists.
    for (const std::string_view day : {"31", "30", "29", "28"}) {
      const std::string last = fmt::format("{}{}", text.substr(0, 8), day);
      if (help.empty() && parse_date(last))
        help = fmt::format("the last day of that month is `{}`", last);
    }
    if (help.empty()) help = "a date is year, month and day, in this order";
    return {Code::no_such_day, fmt::format("{} is no day of the calendar", in_backticks(text)),
            std::move(help)};
  }
  const std::optional<std::string> meant = find_date_meant(text);
  return {Code::malformed_date,
          fmt::format("{} is no date, which is written as year, month and day: `\"2026-03-14\"`",
                      in_backticks(text)),
          meant ? write_text(*meant) : ""};
}

Refusal percentage_refusal(std::string_view text) {
  if (find_percentage_error(text) == NumberError::kTooLong) {
    return {Code::number_too_long,
            fmt::format("the percentage {} needs more than {} digits, the most that is read",
                        in_backticks(text), kMaxDigits)};
  }
  std::string with_point(text);
  std::replace(with_point.begin(), with_point.end(), ',', '.');
  std::string help;
  for (const std::string& candidate : {with_point, with_point + " %"}) {
    if (help.empty() && parse_percentage(candidate)) help = write_text(candidate);
  }
  return {Code::malformed_percentage,
          fmt::format("{} is no percentage, which is written `\"35 %\"`", in_backticks(text)),
          std::move(help)};
}

Refusal bare_percentage_refusal(std::string_view token, std::string_view place) {
  const std::optional<Number> number = Number::parse(token);
  std::string help = fmt::format("write `\"{} %\"` if that is meant", token);
  if (number && number->sign() > 0 && *number <= Number(1)) {
    const std::string hundredfold = (*number * Number(100)).to_text();
    help = fmt::format(R"(write `"{} %"` or `"{} %"`, whichever is meant)", hundredfold, token);
  }
  return {Code::bare_percentage,
          fmt::format("found the bare number {}, but {} takes a percentage with its sign",
                      in_backticks(token), place),
          std::move(help)};
}

Refusal country_refusal(std::string_view text) {
  const std::optional<Country> meant = country_advice(text);
  return {Code::malformed_country,
          fmt::format("{} is no country code of ISO 3166-1 alpha-2", in_backticks(text)),
          meant ? fmt::format("write `\"{}\"` for {}", meant->text(), country_name(*meant)) : ""};
}

Refusal duration_refusal(std::string_view text) {
  const std::optional<std::string> meant = find_duration_meant(text);
  return {Code::malformed_duration,
          fmt::format("{} is no duration, which is written `\"45 years\"`", in_backticks(text)),
          meant ? write_text(*meant) : ""};
}

namespace {

/// Currencies that the euro replaced after contracts of today were signed, and the units of them
/// for one euro: Council Regulation (EC) No 2866/98, Art. 1, as amended.
struct Retired {
  std::string_view code;
  std::string_view units;
  std::string_view since;
};
constexpr std::array kRetired{
    Retired{"BGN", "1.95583", "2026-01-01"},
    Retired{"HRK", "7.53450", "2023-01-01"},
};

}  // namespace

Refusal currency_refusal(std::string_view text) {
  const std::string upper = upper_case(text);
  std::string help;
  if (find_currency(upper)) help = write_text(upper);
  if (const auto* retired = std::ranges::find(kRetired, upper, &Retired::code);
      retired != kRetired.end()) {
    help = fmt::format("the euro replaced it on {}: write euros, EUR 1 for each {} {}",
                       retired->since, upper, retired->units);
  }
  if (upper == "EURO" || text == "€") help = write_text("EUR");
  return {Code::malformed_currency,
          fmt::format("{} is no active currency code of ISO 4217", in_backticks(text)),
          std::move(help)};
}

Refusal amount_refusal(std::string_view text) {
  if (Number::find_parse_error(text) == NumberError::kTooLong) {
    return {Code::number_too_long,
            fmt::format("the amount {} needs more than {} digits, the most that is read",
                        in_backticks(text), kMaxDigits)};
  }
  return {Code::malformed_amount,
          fmt::format("{} is no amount, which is a decimal number", in_backticks(text)),
          "write the digits with a point at most: `\"1200000.50\"`"};
}

Refusal value_refusal(const Vocabulary& vocabulary, EnumId enumeration, std::string_view text) {
  const EnumType& type = vocabulary.enumeration(enumeration);
  std::vector<std::string_view> names;
  names.reserve(type.values.size());
  for (const EnumValue& value : type.values) names.push_back(vocabulary.symbol(value.symbol));
  std::optional<std::string_view> nearest = find_nearest(text, names);
  for (const std::string_view name : names) {
    // "SME" and "Mid cap" are near in meaning, if not in letters.
    std::string spelling = lower_case(text);
    std::replace_if(
        spelling.begin(), spelling.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    if (spelling == lower_case(name)) nearest = name;
  }
  std::string help;
  if (nearest) help = fmt::format("did you mean `{}`?", *nearest);
  if (names.size() <= kShortList) {
    help += fmt::format("{}it can be {}", help.empty() ? "" : " ", listed(names));
  }
  return {Code::unknown_value, fmt::format("{} is no value of `{}`", in_backticks(text), type.name),
          std::move(help)};
}

Refusal key_refusal(std::string_view key, std::string_view place,
                    std::span<const std::string_view> known) {
  const std::optional<std::string_view> nearest = find_nearest(key, known);
  std::string help;
  if (nearest) {
    help = fmt::format("did you mean `{}`?", *nearest);
  } else if (known.size() <= kShortList) {
    help = fmt::format("its keys are {}", listed({known.begin(), known.end()}));
  }
  return {Code::unknown_key, fmt::format("{} is no key of {}", in_backticks(key), place),
          std::move(help)};
}

}  // namespace probity
