// Values in the JSON of `probity eval` (language.md, "Outside use").
#include <fmt/format.h>

#include "evaluate/print.h"
#include "support/json_string.h"
#include "support/match.h"
#include "values/percentage.h"

namespace probity {

namespace {

/// "35 %" exactly, and "1/3" of a hundred as "100/3 %" where no decimal is.
std::string exact_share(const Number& share) { return (share * Number(100)).to_text() + " %"; }

std::string money_json(const Money& money) {
  return fmt::format(R"({{"amount": {}, "currency": {}}})", json_string(money_amount_text(money)),
                     json_string(money.currency.code()));
}

std::string sum_json(const MoneySum& sum) {
  if (sum.parts.empty()) return money_json({Number(), euro()});
  if (sum.parts.size() == 1) return money_json(sum.parts[0]);
  std::string text;
  for (const Money& part : sum.parts) text += (text.empty() ? "" : ", ") + money_json(part);
  return "[" + text + "]";
}

std::string list_json(Machine& machine, ListId id, TypeId type) {
  const TypeId element_type = machine.program().vocabulary.type(type).element;
  std::string text;
  for (std::size_t i = 0; i < machine[id].size(); ++i) {
    const Value element = machine.at({id, i});
    text += i == 0 ? "" : ", ";
    text += is_unknown(element) ? "null" : value_json(machine, element, element_type);
  }
  return "[" + text + "]";
}

}  // namespace

std::string value_json(Machine& machine, const Value& value, TypeId type) {
  const Vocabulary& vocabulary = machine.program().vocabulary;
  return match(
      value, [](const Unknown&) { return std::string("null"); },
      [](bool known) { return std::string(known ? "true" : "false"); },
      [&](const Number& number) {
        const bool is_share = vocabulary.type(type).kind == TypeKind::kPercentage;
        return json_string(is_share ? exact_share(number) : number.to_text());
      },
      [](const MoneySum& sum) { return sum_json(sum); },
      [](Date date) { return json_string(date_text(date)); },
      [](const Duration& duration) { return json_string(duration_text(duration)); },
      [](Country country) { return json_string(country.text()); },
      [&](SymbolId symbol) { return json_string(vocabulary.symbol(symbol)); },
      [](std::string_view text) { return json_string(text); },
      [&](const RecordValue& record) { return json_string(machine.places().pointer(record.path)); },
      [&](ListId list) { return list_json(machine, list, type); });
}

}  // namespace probity
