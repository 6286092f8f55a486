// The few values that generated rules and dossiers share, so that they meet at their boundaries.
#pragma once

#include <string>
#include <vector>

namespace probity::property {

inline const std::vector<std::string> kNumbers = {"0", "1", "2", "3", "2.5"};
inline const std::vector<std::string> kPercentages = {"0 %", "20 %", "35 %", "50 %", "100 %"};
inline const std::vector<std::string> kAmounts = {"0", "10", "50", "100", "12.5"};
inline const std::vector<std::string> kDates = {"2024-01-01", "2025-05-29", "2025-05-30",
                                                "2026-01-31", "2026-02-28", "2026-03-31"};
inline const std::vector<std::string> kDurations = {"30 days", "1 month", "2 months", "1 year"};
inline const std::vector<std::string> kCountries = {"PL", "FR", "GB", "UA", "US"};
inline const std::vector<std::string> kTexts = {"one", "two"};
inline const std::vector<std::string> kRates = {"0.8", "2.5", "0.00001", "100000"};

}  // namespace probity::property
