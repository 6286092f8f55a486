#include "dossier/key_table.h"

#include <bit>

namespace probity {
namespace {

/// FNV-1a, 32 bits.
std::uint32_t hash_of(std::string_view key) {
  std::uint32_t hash = 2166136261U;
  for (const char character : key) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
  }
  return hash;
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
