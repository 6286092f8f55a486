#include "values/percentage.h"

#include <string>

namespace probity {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";  // U+00A0 in UTF-8

// The number before the sign; an empty text, which is no number, where the form is another one.
std::string_view number_part(std::string_view text) {
  if (!text.ends_with('%')) return {};
  text.remove_suffix(1);
  if (text.ends_with(' ')) {
    text.remove_suffix(1);
  } else if (text.ends_with(kNoBreakSpace)) {
    text.remove_suffix(kNoBreakSpace.size());
  }
  return text;
}

Number hundredfold(const Number& share) { return share * Number(100); }

}  // namespace

std::optional<Number> parse_percentage(std::string_view text) {
  const auto hundredths = Number::parse(number_part(text));
  if (!hundredths) return std::nullopt;
  return *hundredths * Number::power_of_ten(-2);
}

std::optional<NumberError> find_percentage_error(std::string_view text) {
  return Number::find_parse_error(number_part(text));
}

RoundedText percentage_text(const Number& share) {
  const auto decimal = hundredfold(share).to_decimal();
  if (!decimal) return percentage_figure_text(share);
  return {*decimal + " %", false};
}

RoundedText percentage_figure_text(const Number& share) {
  RoundedText result = format_fixed(hundredfold(share), kFigurePlaces);
  result.text += " %";
  return result;
}

}  // namespace probity
