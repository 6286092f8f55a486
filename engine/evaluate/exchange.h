// Exchange rates of one dossier (dossier.md): the entry for the pair, direct or inverted exactly,
// with the latest day not after the reference date; no cross rates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dossier/facts.h"
#include "dossier/vocabulary.h"
#include "values/date.h"
#include "values/money.h"
#include "values/number.h"

namespace probity {

/// An entry; what is unknown of it is absent.
struct ExchangeRate {
  std::uint32_t index = 0;  ///< in its list
  std::optional<Currency> from;
  std::optional<Currency> to;
  std::optional<Number> units;  ///< of `to` for one of `from`; above zero
  std::optional<Date> on;

  [[nodiscard]] bool is_complete() const { return from && to && units && on; }
};

class Exchange {
 public:
  Exchange(const Vocabulary& vocabulary, const Facts& facts);

  /// Amount in `target`; absent without a rate, and where an entry that lacks a part may turn out
  /// to be the one that counts. Zero needs none.
  [[nodiscard]] std::optional<Number> convert(const Money& money, Currency target, Date day) const;
  /// Those entries.
  [[nodiscard]] std::vector<ExchangeRate> open_entries(Currency from, Currency target,
                                                       Date day) const;

 private:
  /// Of the entries that lack nothing; null where there is none.
  [[nodiscard]] const ExchangeRate* find_latest(Currency from, Currency target, Date day) const;

  std::vector<ExchangeRate> rates_;
};

}  // namespace probity
