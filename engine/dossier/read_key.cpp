#include "dossier/read_key.h"

#include "dossier/json_text.h"
#include "dossier/repeated.h"
#include "dossier/value_advice.h"

namespace probity {

KeyReader::KeyReader(const Vocabulary& vocabulary) {
  tables_.reserve(vocabulary.records.size());
  for (const RecordType& record : vocabulary.records) tables_.emplace_back(record);
}

std::optional<std::string_view> KeyReader::read(DossierReading& reading, std::string_view raw) {
  if (raw.find('\\') == std::string_view::npos) return raw;
  unescaped_.clear();
  if (auto fault = unescape(raw, unescaped_)) {
    reading.refuse_fault(raw, *fault);
    return std::nullopt;
  }
  return unescaped_;
}

std::uint32_t KeyReader::find(DossierReading& reading, RecordId record, std::string_view raw) {
  const std::optional<std::string_view> key = read(reading, raw);
  if (!key) return KeyTable::kNone;
  const KeyTable& keys = table(record);
  const std::uint32_t index = keys.find(*key);
  if (index == KeyTable::kNone) {
    const std::string place = in_backticks(reading.vocabulary.record(record).name);
    refuse_unknown(reading, raw, *key, place, keys.names());
  }
  return index;
}

void KeyReader::note(DossierReading& reading, std::uint32_t& place, std::string_view raw) {
  if (place == 0) {
    place = static_cast<std::uint32_t>(raw.data() - reading.text().data());
    return;
  }
  refuse_repeated_key(reading, raw_key(reading.text().data() + place), raw);
}

void KeyReader::refuse_unknown(DossierReading& reading, std::string_view raw, std::string_view key,
                               std::string_view place, std::span<const std::string_view> known) {
  if (reading.is_hopeless()) return;
  const std::string_view with_quotes(raw.data() - 1, raw.size() + 2);
  reading.refuse(with_quotes, key_refusal(key, place, known));
}

}  // namespace probity
