#pragma once

// The smallest amount in which a currency is paid: the minor unit of ISO 4217.

#include <algorithm>
#include <array>
#include <string_view>

#include "values/money.h"

namespace probity {

// Decimals of an amount in this currency: 2 for EUR, 0 for JPY, 3 for KWD.
[[nodiscard]] inline int minor_unit_places(Currency currency) {
  constexpr std::array<std::string_view, 16> kWhole = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                       "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                                       "VUV", "XAF", "XOF", "XPF"};
  constexpr std::array<std::string_view, 7> kThousandths = {"BHD", "IQD", "JOD", "KWD",
                                                            "LYD", "OMR", "TND"};
  constexpr int kUsual = 2;
  const std::string code = currency.code();
  if (std::ranges::find(kWhole, code) != kWhole.end()) return 0;
  return std::ranges::find(kThousandths, code) != kThousandths.end() ? 3 : kUsual;
}

}  // namespace probity
