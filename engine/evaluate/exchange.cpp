#include "evaluate/exchange.h"

#include <algorithm>
#include <iterator>

namespace probity {
namespace {

std::optional<Currency> currency_of(const Facts& facts, InstanceId entry, std::uint32_t field) {
  const Fact& fact = facts.field(entry, field);
  return fact.is_known() ? find_currency(facts.text(fact)) : std::nullopt;
}

/// Whether it is, or may be, an entry for this pair.
bool is_for(const ExchangeRate& rate, Currency one, Currency other) {
  const auto is_open_or = [](const std::optional<Currency>& end, Currency wanted) {
    return !end || *end == wanted;
  };
  return (is_open_or(rate.from, one) && is_open_or(rate.to, other)) ||
         (is_open_or(rate.from, other) && is_open_or(rate.to, one));
}

/// Whether it lacks a part and may turn out to be later than `latest`, which is null where there is
/// none. Two entries of one day agree, or the dossier is refused.
bool may_replace(const ExchangeRate& rate, const ExchangeRate* latest, Date day) {
  if (rate.is_complete()) return false;
  return !rate.on || (*rate.on <= day && (latest == nullptr || *rate.on > *latest->on));
}

}  // namespace

Exchange::Exchange(const Vocabulary& vocabulary, const Facts& facts) {
  if (!vocabulary.roles.rates || facts.instances.empty()) return;
  const Fact& list = facts.field(Facts::root(), *vocabulary.roles.rates);
  if (!list.is_known()) return;
  const RateFields& fields = vocabulary.rate_fields;
  for (const Fact& element : facts.elements(list)) {
    ExchangeRate& entry = rates_.emplace_back();
    entry.index = static_cast<std::uint32_t>(rates_.size() - 1);
    if (!element.is_known()) continue;
    const InstanceId record = Facts::record(element);
    entry.from = currency_of(facts, record, fields.from);
    entry.to = currency_of(facts, record, fields.to);
    const Fact& rate = facts.field(record, fields.rate);
    if (rate.is_known()) entry.units = facts.number(rate);
    const Fact& on = facts.field(record, fields.on);
    if (on.is_known()) entry.on = Facts::date(on);
  }
}

std::optional<Number> Exchange::convert(const Money& money, Currency target, Date day) const {
  if (money.currency == target || money.amount.is_zero()) return money.amount;
  const ExchangeRate* const latest = find_latest(money.currency, target, day);
  if (latest == nullptr) return std::nullopt;
  const bool is_open = std::ranges::any_of(rates_, [&](const ExchangeRate& rate) {
    return is_for(rate, money.currency, target) && may_replace(rate, latest, day);
  });
  if (is_open) return std::nullopt;
  if (latest->from == money.currency) return money.amount * *latest->units;
  return Number::divide(money.amount, *latest->units);
}

std::vector<ExchangeRate> Exchange::open_entries(Currency from, Currency target, Date day) const {
  const ExchangeRate* const latest = find_latest(from, target, day);
  std::vector<ExchangeRate> open;
  std::ranges::copy_if(rates_, std::back_inserter(open), [&](const ExchangeRate& rate) {
    return is_for(rate, from, target) && may_replace(rate, latest, day);
  });
  return open;
}

const ExchangeRate* Exchange::find_latest(Currency from, Currency target, Date day) const {
  const ExchangeRate* latest = nullptr;
  for (const ExchangeRate& rate : rates_) {
    if (!rate.is_complete() || !is_for(rate, from, target) || *rate.on > day) continue;
    if (latest == nullptr || *rate.on > *latest->on) latest = &rate;
  }
  return latest;
}

}  // namespace probity
