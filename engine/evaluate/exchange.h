// Exchange rates of one dossier (dossier.md): the entry for the pair, direct or inverted exactly,
// with the latest day not after the reference date; no cross rates.
#pragma once

#include <optional>
#include <vector>

#include "dossier/facts.h"
#include "dossier/vocabulary.h"
#include "values/date.h"
#include "values/money.h"
#include "values/number.h"

namespace probity {

class Exchange {
 public:
  /// Entries that lack a part are not usable and are left out.
  Exchange(const Vocabulary& vocabulary, const Facts& facts);

  /// Amount in `target`; absent without a rate. Zero needs none.
  [[nodiscard]] std::optional<Number> convert(const Money& money, Currency target, Date day) const;

 private:
  struct Rate {
    Currency from;
    Currency to;
    Number units;  ///< of `to` for one of `from`; above zero
    Date on;
  };
  std::vector<Rate> rates_;
};

}  // namespace probity
