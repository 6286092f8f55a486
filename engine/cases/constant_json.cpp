#include "cases/constant_json.h"

#include <fmt/format.h>

#include "support/json_string.h"
#include "support/match.h"
#include "values/percentage.h"

namespace probity {

std::optional<std::string> json_of_constant(const Vocabulary& vocabulary, const Constant& value,
                                            TypeId type) {
  return match(
      value, [](bool known) { return std::optional<std::string>(known ? "true" : "false"); },
      [&](const Number& number) -> std::optional<std::string> {
        if (vocabulary.type(type).kind != TypeKind::kPercentage) return number.to_decimal();
        const RoundedText text = percentage_text(number);
        if (text.was_rounded) return std::nullopt;
        return json_string(text.text);
      },
      [](const Money& money) -> std::optional<std::string> {
        const std::optional<std::string> amount = money.amount.to_decimal();
        if (!amount) return std::nullopt;
        return fmt::format(R"({{"amount": {}, "currency": "{}"}})", *amount, money.currency.code());
      },
      [](Date date) { return std::optional(json_string(date_text(date))); },
      [](Duration duration) { return std::optional(json_string(duration_text(duration))); },
      [](Country country) { return std::optional(json_string(country.text())); },
      [&](SymbolId symbol) { return std::optional(json_string(vocabulary.symbol(symbol))); },
      [](const std::string& text) { return std::optional(json_string(text)); });
}

}  // namespace probity
