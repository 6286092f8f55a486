#include "evaluate/exchange.h"

namespace probity {

Exchange::Exchange(const Vocabulary& vocabulary, const Facts& facts) {
  if (!vocabulary.roles.rates || facts.instances.empty()) return;
  const Fact& list = facts.field(Facts::root(), *vocabulary.roles.rates);
  if (!list.is_known()) return;
  const RateFields& fields = vocabulary.rate_fields;
  for (const Fact& element : facts.elements(list)) {
    if (!element.is_known()) continue;
    const InstanceId entry = Facts::record(element);
    const Fact& from = facts.field(entry, fields.from);
    const Fact& to = facts.field(entry, fields.to);
    const Fact& rate = facts.field(entry, fields.rate);
    const Fact& on = facts.field(entry, fields.on);
    if (!from.is_known() || !to.is_known() || !rate.is_known() || !on.is_known()) continue;
    const std::optional<Currency> source = find_currency(facts.text(from));
    const std::optional<Currency> target = find_currency(facts.text(to));
    if (!source || !target || facts.number(rate).sign() <= 0) continue;
    rates_.push_back({*source, *target, facts.number(rate), Facts::date(on)});
  }
}

std::optional<Number> Exchange::convert(const Money& money, Currency target, Date day) const {
  if (money.currency == target || money.amount.is_zero()) return money.amount;
  const Rate* latest = nullptr;
  for (const Rate& rate : rates_) {
    const bool is_direct = rate.from == money.currency && rate.to == target;
    const bool is_inverse = rate.to == money.currency && rate.from == target;
    if ((!is_direct && !is_inverse) || rate.on > day) continue;
    if (latest == nullptr || rate.on > latest->on) latest = &rate;
  }
  if (latest == nullptr) return std::nullopt;
  if (latest->from == money.currency) return money.amount * latest->units;
  return Number::divide(money.amount, latest->units);
}

}  // namespace probity
