// One summand of a linear form: what a single element of a list, or a single fact, contributes,
// with all the places in which it stands.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "check/program.h"
#include "evaluate/causes.h"
#include "evaluate/value.h"
#include "values/number.h"

namespace probity {

/// Equal keys within one summand are the same condition or the same value.
struct PartKey {
  ShapeId shape;
  std::uint32_t frame = 0;
  std::uint32_t slot = 0;

  friend auto operator<=>(const PartKey&, const PartKey&) = default;
};

/// factor * [where] * value, of which condition or value (or both) are unknown.
struct SummandPart {
  Number factor;
  PartKey where;
  CauseId where_cause;  ///< absent: it holds
  PartKey value_key;
  std::optional<Number> value;  ///< absent: unknown
  CauseId value_cause;
  std::optional<Number> least;  ///< of an unknown value; absent: unbounded. None has a greatest
  bool is_weighted = false;
};

struct Summand {
  std::vector<SummandPart> parts;
};

/// The range of a summand over every completion of its facts: each different condition is taken
/// both ways, each different value is any number from its least.
[[nodiscard]] BoundTerm term_of(const Summand& summand, Causes& causes);

/// The first currency in a sum that is not the target.
[[nodiscard]] std::optional<Currency> foreign_currency(const MoneySum& sum, Currency target);

}  // namespace probity
