// Values while an expression is evaluated: known, or unknown with the cause of it.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "dossier/facts.h"
#include "support/ids.h"
#include "values/country.h"
#include "values/date.h"
#include "values/duration.h"
#include "values/money.h"
#include "values/number.h"
#include "values/truth.h"

namespace probity {

struct CauseTag;
struct ListTag;
/// Why a value is unknown; see causes.h.
using CauseId = Id<CauseTag>;
/// A list of the machine; see lists.h.
using ListId = Id<ListTag>;

struct Unknown {
  CauseId cause;
  bool is_imagined = false;  ///< read of an element of a list that nobody knows
};

/// Totals by currency, ascending by code; of several, none is zero. No part at all is zero money.
struct MoneySum {
  std::vector<Money> parts;
};

/// A record of the dossier, or the place where an absent one would be.
struct RecordValue {
  RecordId type;
  InstanceId instance;  ///< absent: the dossier does not give this record
  PathId path;
  bool is_imagined = false;  ///< it stands for the elements of a list that nobody knows
};

/// Percentages are Numbers; sets are lists. A list is never `Unknown`: it is open instead. Text is
/// the program's or the dossier's.
using Value = std::variant<Unknown, bool, Number, MoneySum, Date, Duration, Country, SymbolId,
                           std::string_view, RecordValue, ListId>;

/// A truth value, with its cause where it is unknown.
struct Tested {
  Truth truth = Truth::kUnknown;
  CauseId cause;
};

[[nodiscard]] inline bool is_unknown(const Value& value) {
  return std::holds_alternative<Unknown>(value);
}

}  // namespace probity
