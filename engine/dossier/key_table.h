// KeyTable: the keys that one record knows, for a lookup at the speed of the parser.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "dossier/vocabulary.h"

namespace probity {

/// Views the names of a vocabulary, which must outlive it. Invariant: slots_ is a power of two and
/// at least twice as long as the list of fields, so that every probe meets an empty slot.
class KeyTable {
 public:
  explicit KeyTable(const RecordType& record);

  /// No field: larger than any index. (An optional would cost the loader a tenth of its time.)
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  /// Index of the field with this name, or kNone.
  [[nodiscard]] std::uint32_t find(std::string_view key) const;
  [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }
  [[nodiscard]] const std::vector<std::uint32_t>& required() const { return required_; }

 private:
  std::vector<std::string_view> names_;  // in the order of the fields
  std::vector<std::uint32_t> slots_;     // field index plus one, 0 where empty
  std::vector<std::uint32_t> required_;  // fields
};

}  // namespace probity
