// The steps in which values are moved and searched where the law gives none. Private to analyse/.
#pragma once

namespace probity {

inline constexpr int kSharePlaces = 4;    ///< a hundredth of a percentage point
inline constexpr int kDecimalPlaces = 2;  ///< of a number that is not whole

}  // namespace probity
