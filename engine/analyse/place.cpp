#include "analyse/place.h"

#include <charconv>
#include <string>

#include "dossier/json_edit.h"

namespace probity {

std::optional<Place> find_place(const Vocabulary& vocabulary, std::string_view pointer) {
  const Result<std::vector<std::string>> tokens = parse_pointer(pointer);
  if (!tokens || !vocabulary.root.is_present()) return std::nullopt;
  Place place;
  RecordId record = vocabulary.root;
  for (const std::string& token : tokens.value()) {
    if (record.is_present()) {
      const std::optional<std::uint32_t> index = vocabulary.find_field(record, token);
      if (!index) return std::nullopt;
      place.field = &vocabulary.record(record).fields[*index];
      place.type = place.field->type;
      place.keys.push_back(*index);
    } else {
      std::uint32_t index = 0;
      const char* end = token.data() + token.size();
      const auto read = std::from_chars(token.data(), end, index);
      const TypeId element = vocabulary.type(place.type).element;
      if (!element.is_present() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
      place.type = element;
      place.keys.push_back(index);
    }
    record = vocabulary.type(place.type).record;
  }
  return place;
}

Fact find_fact(const Vocabulary& vocabulary, const Facts& facts, const Place& place) {
  if (facts.instances.empty()) return {};
  Fact fact{FactKind::kRecord, Facts::root().value};
  for (const std::uint32_t key : place.keys) {
    if (fact.kind == FactKind::kRecord) {
      const InstanceId instance = Facts::record(fact);
      if (key >= vocabulary.record(facts.instance(instance).type).fields.size()) return {};
      fact = facts.field(instance, key);
    } else if (fact.kind == FactKind::kList) {
      if (key >= facts.elements(fact).size()) return {};
      fact = facts.elements(fact)[key];
    } else {
      return {};
    }
  }
  return fact;
}

bool is_within(std::string_view pointer, std::string_view ancestor) {
  return pointer.starts_with(ancestor) &&
         (pointer.size() == ancestor.size() || pointer[ancestor.size()] == '/');
}

}  // namespace probity
