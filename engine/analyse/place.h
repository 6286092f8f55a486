// Places of facts: what the vocabulary says of a pointer, and the order in which facts are listed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dossier/facts.h"
#include "dossier/vocabulary.h"

namespace probity {

struct Place {
  /// Index of the field in its record or of the element in its list, from the root on. Places
  /// compare in the order of the vocabulary and the document, a parent before what is in it.
  std::vector<std::uint32_t> keys;
  TypeId type;
  const Field* field = nullptr;  ///< the last one on the way; of an element, that of its list
};

/// Absent for the root, for free data, and where the vocabulary has no such place.
[[nodiscard]] std::optional<Place> find_place(const Vocabulary& vocabulary,
                                              std::string_view pointer);

/// The fact at a place; unknown where the dossier does not give it.
[[nodiscard]] Fact find_fact(const Vocabulary& vocabulary, const Facts& facts, const Place& place);

/// Is `pointer` the same as `ancestor`, or inside it?
[[nodiscard]] bool is_within(std::string_view pointer, std::string_view ancestor);

}  // namespace probity
