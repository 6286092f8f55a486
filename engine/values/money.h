#pragma once

// Amounts of money: an exact amount in one currency of ISO 4217. Amounts of two currencies are
// never added here; exchange rates belong to the evaluation.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "values/number.h"
#include "values/rounding.h"

namespace probity {

// Invariant: an active code of the table in currency_codes.inc. There is no default currency; use
// find_currency. Ordered as its code is.
class Currency {
 public:
  // The three upper-case letters, "EUR".
  [[nodiscard]] std::string code() const;

  friend auto operator<=>(const Currency&, const Currency&) = default;

 private:
  friend std::optional<Currency> find_currency(std::string_view code);
  friend Currency euro() noexcept;
  explicit constexpr Currency(std::uint32_t packed) noexcept : packed_(packed) {}

  std::uint32_t packed_;  // three ASCII letters, the first in the highest byte
};

// Exact upper-case codes only; nullopt for anything else. A currency that no longer exists (HRK,
// and BGN since Bulgaria took the euro on 2026-01-01) is not found.
[[nodiscard]] std::optional<Currency> find_currency(std::string_view code);

// The currency that sums are brought to where nothing beside them names another (language.md).
[[nodiscard]] Currency euro() noexcept;

struct Money {
  Number amount;
  Currency currency;

  // Same amount in the same currency; amounts of two currencies are never equal here.
  friend bool operator==(const Money&, const Money&) = default;
};

// For people: "EUR 3 840 000.01", "EUR 1 200 000 000", "EUR 1.50", "EUR 1.125". Groups of three
// digits; whole amounts without decimals, others with at least two and in full; where no finite
// decimal exists, half-even to two places with was_rounded.
[[nodiscard]] RoundedText money_text(const Money& money);

// For people, the form of a figure: half-even, always two places, "EUR 1 200 000 000.00".
[[nodiscard]] RoundedText money_figure_text(const Money& money);

// For machines: the amount alone, exact and without groups: "1.10", "1200000000", and "10/3" where
// no finite decimal exists.
[[nodiscard]] std::string money_amount_text(const Money& money);

}  // namespace probity
