// Facts: one dossier in typed slots, as the loader leaves it and the evaluator reads it. Unknown,
// empty and absent-record are three different things. The arena is reused from dossier to dossier.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/vocabulary.h"
#include "support/ids.h"
#include "values/country.h"
#include "values/date.h"
#include "values/duration.h"
#include "values/money.h"
#include "values/number.h"

namespace probity {

struct PathTag;
struct InstanceTag;
/// A place in the dossier; the pointer of RFC 6901 is made from it only when somebody reads it.
using PathId = Id<PathTag>;
/// One record of the dossier (the root, a participant, a component).
using InstanceId = Id<InstanceTag>;

/// One step of a path: a field of a record type, or an element of a list.
struct PathStep {
  PathId parent;          ///< absent for the root
  RecordId record;        ///< present for a field step: whose field
  std::uint32_t key = 0;  ///< index of the field in `record`, or of the element in its list

  [[nodiscard]] bool is_element() const { return !record.is_present(); }
  friend bool operator==(const PathStep&, const PathStep&) = default;
};

enum class FactKind : std::uint8_t {
  kUnknown,
  kBoolean,   ///< first: 0 or 1
  kText,      ///< first, second: offset and length in the text pool
  kNumber,    ///< first: index in the number pool (percentages too)
  kMoney,     ///< first: index in the money pool
  kDate,      ///< first: bit pattern of Date::days
  kDuration,  ///< first: index in the duration pool
  kCountry,   ///< first: index in the country pool
  kSymbol,    ///< first: SymbolId of an enum value
  kRecord,    ///< first: InstanceId
  kList,      ///< first, second: start and count in the element pool; third: PathId (sets too)
  kAnything,  ///< present, not read
};

struct Fact {
  FactKind kind = FactKind::kUnknown;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::uint32_t third = 0;

  [[nodiscard]] bool is_known() const { return kind != FactKind::kUnknown; }
};

/// Where one record's slots are, and its own place.
struct Instance {
  RecordId type;
  std::uint32_t first_slot = 0;
  PathId path;
};

/// Invariant: once loaded, every id in it refers into its own pools, and instance 0 is the root.
class Facts {
 public:
  [[nodiscard]] static constexpr InstanceId root() { return InstanceId(std::uint32_t{0}); }

  [[nodiscard]] const Instance& instance(InstanceId id) const { return instances[id.index()]; }
  [[nodiscard]] const Fact& field(InstanceId id, std::uint32_t index) const {
    return slots[instances[id.index()].first_slot + index];
  }
  [[nodiscard]] std::span<const Fact> elements(const Fact& list) const {
    return {element_pool.data() + list.first, list.second};
  }
  [[nodiscard]] std::string_view text(const Fact& fact) const {
    return std::string_view(text_pool).substr(fact.first, fact.second);
  }
  [[nodiscard]] const Number& number(const Fact& fact) const { return numbers[fact.first]; }
  [[nodiscard]] const Money& money(const Fact& fact) const { return monies[fact.first]; }
  [[nodiscard]] Duration duration(const Fact& fact) const { return durations[fact.first]; }
  [[nodiscard]] Country country(const Fact& fact) const { return countries[fact.first]; }
  [[nodiscard]] static Date date(const Fact& fact) {
    return Date{static_cast<std::int32_t>(fact.first)};
  }
  [[nodiscard]] static SymbolId symbol(const Fact& fact) { return SymbolId(fact.first); }
  [[nodiscard]] static InstanceId record(const Fact& fact) { return InstanceId(fact.first); }
  [[nodiscard]] static bool boolean(const Fact& fact) { return fact.first != 0; }

  /// Empties every pool and keeps its memory.
  void clear();

  std::vector<Fact> slots;         ///< one per field of every instance
  std::vector<Fact> element_pool;  ///< the elements of lists and sets
  std::vector<Instance> instances;
  std::vector<PathStep> paths;  ///< path 0 is the root; instances and lists have paths of their own
  std::string text_pool;
  std::vector<Number> numbers;
  std::vector<Money> monies;
  std::vector<Duration> durations;
  std::vector<Country> countries;
};

/// RFC 6901 pointer of a path; "" for the root.
[[nodiscard]] std::string pointer_text(const Vocabulary& vocabulary,
                                       std::span<const PathStep> paths, PathId path);

/// Appends one key to a pointer, with `~` and `/` written as RFC 6901 writes them; no slash before.
void append_pointer_token(std::string_view key, std::string& pointer);

}  // namespace probity
