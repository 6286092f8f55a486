// KeyReader: the keys of objects, as the parser finds them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/key_table.h"
#include "dossier/reading.h"
#include "dossier/vocabulary.h"

namespace probity {

/// The bytes of a key between its quotation marks; `begin` is the first of them. Precondition: the
/// closing one is there.
[[nodiscard]] inline std::string_view raw_key(const char* begin) {
  const char* end = begin;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// Views the names of a vocabulary, which must outlive it.
class KeyReader {
 public:
  explicit KeyReader(const Vocabulary& vocabulary);

  [[nodiscard]] const KeyTable& table(RecordId record) const { return tables_[record.index()]; }

  /// True where the key that begins here is the expected one of its record: compared rather than
  /// looked for, because most dossiers keep to the order of the vocabulary.
  [[nodiscard]] static bool is_key(const DossierReading& reading, const char* begin,
                                   const KeyTable& table, std::uint32_t expected) {
    if (expected >= table.names().size()) return false;
    const std::string_view name = table.names()[expected];
    const char* end = reading.text().data() + reading.text().size();
    return static_cast<std::size_t>(end - begin) > name.size() && begin[name.size()] == '"' &&
           std::string_view(begin, name.size()) == name;
  }

  /// What a key says, valid until the next call; absent where an escape in it was refused.
  std::optional<std::string_view> read(DossierReading& reading, std::string_view raw);
  /// The field of the record that a key names, or kNone after refusing it.
  std::uint32_t find(DossierReading& reading, RecordId record, std::string_view raw);

  /// Remembers where the first of a key stands, in `place` (0 before), and refuses the others.
  static void note(DossierReading& reading, std::uint32_t& place, std::string_view raw);
  /// Refuses `key`, written `raw`, because `place` knows others.
  static void refuse_unknown(DossierReading& reading, std::string_view raw, std::string_view key,
                             std::string_view place, std::span<const std::string_view> known);

 private:
  std::vector<KeyTable> tables_;  // by RecordId
  std::string unescaped_;
};

}  // namespace probity
