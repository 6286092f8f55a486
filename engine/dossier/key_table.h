// KeyTable: the keys that one record knows, for a lookup at the speed of the parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dossier/vocabulary.h"

namespace probity {

/// Views the names of a vocabulary, which must outlive it. Invariant: slots_ is a power of two and
/// at least twice as long as the list of fields, so that every probe meets an empty slot.
class KeyTable {
 public:
  explicit KeyTable(const RecordType& record);

  /// Index of the field with this name. `expected` is tried first: the field after the last one,
  /// because most dossiers keep to the order of the vocabulary.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key,
                                                  std::uint32_t expected) const {
    if (expected < names_.size() && names_[expected] == key) return expected;
    return find_by_hash(key);
  }
  [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }
  [[nodiscard]] const std::vector<std::uint32_t>& required() const { return required_; }

 private:
  [[nodiscard]] std::optional<std::uint32_t> find_by_hash(std::string_view key) const;

  std::vector<std::string_view> names_;  // in the order of the fields
  std::vector<std::uint32_t> slots_;     // field index plus one, 0 where empty
  std::vector<std::uint32_t> required_;  // fields
};

}  // namespace probity
