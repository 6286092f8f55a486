#include "evaluate/print.h"

#include <fmt/format.h>

#include "support/match.h"
#include "values/percentage.h"
#include "values/rounding.h"

namespace probity {

namespace {

/// Elements of a list that a text names before it only counts the rest.
constexpr std::size_t kMostListed = 20;
/// Decimals that a share may take so that it does not read like the limit that it misses.
constexpr int kMostSharePlaces = 15;

TypeKind kind_of(const Machine& machine, TypeId type) {
  return machine.program().vocabulary.type(type).kind;
}

std::string rounded_suffix(bool was_rounded) { return was_rounded ? " (rounded)" : ""; }

/// 35.0000000065 % must not print as "35.00 %": it gets the decimals that tell it apart.
ValueText share_text(const Number& share) {
  const RoundedText plain = percentage_text(share);
  if (!plain.was_rounded) return {plain.text, share.to_fraction_text(), false};
  const Number percent = share * Number(100);
  const Number near = *rounded(percent, kFigurePlaces, RoundingMode::kHalfEven);
  int places = kFigurePlaces;
  while (near.is_integer() && places < kMostSharePlaces &&
         *rounded(percent, places, RoundingMode::kHalfEven) == near) {
    ++places;
  }
  return {format_fixed(percent, places).text + " %" + rounded_suffix(true),
          share.to_fraction_text(), true};
}

ValueText number_text(const Number& number) {
  if (const std::optional<std::string> decimal = number.to_decimal()) return {*decimal, "", false};
  return {format_fixed(number, kFigurePlaces).text + rounded_suffix(true),
          number.to_fraction_text(), true};
}

/// One amount: the sum's own currency where it has one only, else EUR by the dossier's rates.
std::optional<Money> single_amount(Machine& machine, const MoneySum& sum) {
  if (sum.parts.empty()) return Money{Number(), euro()};
  if (sum.parts.size() == 1) return sum.parts[0];
  const Machine::Converted converted = machine.convert(sum, euro());
  if (!converted.amount) return std::nullopt;
  return Money{*converted.amount, euro()};
}

std::string parts_text(const MoneySum& sum) {
  std::string text;
  for (const Money& part : sum.parts) {
    text += (text.empty() ? "" : " + ") + money_text(part).text;
  }
  return text;
}

ValueText sum_text(Machine& machine, const MoneySum& sum) {
  const std::optional<Money> money = single_amount(machine, sum);
  if (!money) return {parts_text(sum), "", false};
  const RoundedText text = money_text(*money);
  return {text.text + rounded_suffix(text.was_rounded), money_amount_text(*money),
          text.was_rounded};
}

std::string list_text(Machine& machine, ListId id, TypeId type) {
  const TypeId element_type = machine.program().vocabulary.type(type).element;
  const std::size_t size = machine[id].size();
  const bool is_open = machine[id].is_open();
  if (size == 0) return is_open ? "unknown" : "none";
  std::string text;
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < size && i < kMostListed; ++i) {
    const std::string element = value_text(machine, machine.at({id, i}), element_type).text;
    text += (text.empty() ? "" : ", ") + element;
  }
  if (size > kMostListed) text += fmt::format(" and {} more", size - kMostListed);
  if (is_open) text += " and others unknown";
  return text;
}

}  // namespace

ValueText value_text(Machine& machine, const Value& value, TypeId type) {
  const auto plain = [](std::string text) { return ValueText{std::move(text), "", false}; };
  return match(
      value, [&](const Unknown&) { return plain("unknown"); },
      [&](bool known) { return plain(known ? "true" : "false"); },
      [&](const Number& number) {
        return kind_of(machine, type) == TypeKind::kPercentage ? share_text(number)
                                                               : number_text(number);
      },
      [&](const MoneySum& sum) { return sum_text(machine, sum); },
      [&](Date date) { return plain(date_text(date)); },
      [&](const Duration& duration) { return plain(duration_text(duration)); },
      [&](Country country) { return plain(country.text()); },
      [&](SymbolId symbol) { return plain(machine.program().vocabulary.symbol(symbol)); },
      [&](std::string_view text) { return plain(std::string(text)); },
      [&](const RecordValue& record) {
        return plain(record.instance.is_present() ? machine.places().pointer(record.path)
                                                  : "unknown");
      },
      [&](ListId list) { return plain(list_text(machine, list, type)); });
}

ValueText figure_text(Machine& machine, const Value& value, TypeId type) {
  if (const Number* number = std::get_if<Number>(&value)) {
    if (kind_of(machine, type) == TypeKind::kPercentage) {
      const RoundedText text = percentage_figure_text(*number);
      return {text.text, number->to_fraction_text(), text.was_rounded};
    }
    if (number->is_integer()) return {number->to_text(), number->to_text(), false};
    const RoundedText text = format_fixed(*number, kFigurePlaces);
    return {text.text, number->to_fraction_text(), text.was_rounded};
  }
  if (const MoneySum* sum = std::get_if<MoneySum>(&value)) {
    const std::optional<Money> money = single_amount(machine, *sum);
    if (!money) return {parts_text(*sum), "", false};
    const RoundedText text = money_figure_text(*money);
    return {text.text, money->amount.to_fraction_text(), text.was_rounded};
  }
  ValueText text = value_text(machine, value, type);
  text.exact = text.text;
  return text;
}

std::string render(Machine& machine, const Template& text) {
  const Machine::TracePause pause(machine);
  std::string result;
  for (const auto& part : text.parts) {
    result += match(
        part, [](const std::string& words) { return words; },
        [&](NodeId node) {
          return value_text(machine, machine.evaluate(node), machine.program()[node].type).text;
        });
  }
  return result;
}

}  // namespace probity
