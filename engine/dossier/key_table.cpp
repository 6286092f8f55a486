#include "dossier/key_table.h"

#include <bit>

namespace probity {
namespace {

/// Names of one record differ in length or in one of three characters nearly always.
std::uint32_t hash_of(std::string_view key) {
  if (key.empty()) return 0;
  const auto at = [key](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(key[i]));
  };
  const auto size = static_cast<std::uint32_t>(key.size());
  return (size * 31U + at(0)) * 31U + at(key.size() / 2) * 7U + at(key.size() - 1);
}

}  // namespace

KeyTable::KeyTable(const RecordType& record) {
  slots_.resize(std::bit_ceil(2 * record.fields.size() + 1));
  for (const Field& field : record.fields) {
    const auto index = static_cast<std::uint32_t>(names_.size());
    names_.push_back(field.name);
    if (field.required) required_.push_back(index);
    std::size_t slot = hash_of(field.name) & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = index + 1;
  }
}

std::uint32_t KeyTable::find(std::string_view key) const {
  std::size_t slot = hash_of(key) & (slots_.size() - 1);
  while (slots_[slot] != 0) {
    const std::uint32_t index = slots_[slot] - 1;
    if (names_[index] == key) return index;
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return kNone;
}

}  // namespace probity
