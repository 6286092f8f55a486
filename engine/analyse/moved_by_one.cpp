// Values that are moved by one unit.
#include <fmt/format.h>

#include "analyse/mutants.h"
#include "analyse/steps.h"
#include "support/match.h"
#include "values/minor_unit.h"
#include "values/percentage.h"

namespace probity {
namespace {

bool is_share(const Program& program, TypeId type) {
  return program.vocabulary.type(type).kind == TypeKind::kPercentage;
}

Number unit_of(const Program& program, const Number& value, TypeId type) {
  if (is_share(program, type)) return Number::power_of_ten(-kSharePlaces);
  return value.is_integer() ? Number(1) : Number::power_of_ten(-kDecimalPlaces);
}

}  // namespace

std::string measure_text(const Program& program, const Constant& value, TypeId type) {
  return match(
      value,
      [&](const Number& number) {
        return is_share(program, type) ? percentage_text(number).text : number.to_text();
      },
      [](const Money& money) { return money_text(money).text; },
      [](Date day) { return date_text(day); },
      [](const Duration& span) { return duration_text(span); },
      [](const auto&) { return std::string(); });
}

std::vector<Moved> moved_by_one(const Program& program, const Constant& value, TypeId type) {
  std::vector<Moved> moved;
  const auto add = [&](Constant next) {
    std::string text = measure_text(program, next, type);
    moved.push_back({std::move(next), std::move(text)});
  };
  for (const int step : {-1, 1}) {
    match(
        value,
        [&](const Number& number) { add(number + Number(step) * unit_of(program, number, type)); },
        [&](const Money& money) {
          const Number unit = Number::power_of_ten(-minor_unit_places(money.currency));
          add(Money{money.amount + Number(step) * unit, money.currency});
        },
        [&](Date day) {
          if (const std::optional<Date> next = add_days(day, step)) add(*next);
        },
        [&](const Duration& span) { add(Duration{span.unit, span.count + step}); },
        [](const auto&) {});
  }
  return moved;
}

std::string source_line(const Program& program, Span span) {
  std::string line;
  bool is_comment = false;
  for (const char character : program.sources.text(span)) {
    if (character == '#') is_comment = true;
    if (character == '\n') is_comment = false;
    if (is_comment) continue;
    const bool is_blank = character == ' ' || character == '\n' || character == '\r';
    if (!is_blank) {
      line += character;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

}  // namespace probity
