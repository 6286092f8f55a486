// A dossier as a plain tree, for the reference evaluator and the generators: no arena, no ids,
// every fact where one would look for it. Nothing here is fast, and nothing here is shared with
// evaluate/.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "check/program.h"
#include "dossier/facts.h"
#include "dossier/vocabulary.h"

namespace probity::reference {

/// Indices from the root: of a field in its record, of an element in its list.
using Path = std::vector<std::uint32_t>;
/// First step of the path of something that no dossier has.
inline constexpr std::uint32_t kNowhere = 0xFFFF'FFFF;

/// One value of a dossier. The children of a record are its fields, in the order of the vocabulary;
/// those of a list or set its elements. An absent key is a child that is unknown.
struct FactTree {
  enum class Kind : std::uint8_t { kUnknown, kScalar, kRecord, kList, kAnything };

  Kind kind = Kind::kUnknown;
  Constant scalar;  ///< of kScalar; a percentage is a Number
  std::vector<FactTree> children;

  [[nodiscard]] bool is_known() const { return kind != Kind::kUnknown; }
  friend bool operator==(const FactTree&, const FactTree&) = default;
};

[[nodiscard]] FactTree scalar_fact(Constant value);
[[nodiscard]] FactTree list_fact(std::vector<FactTree> elements);
/// A record whose every field is unknown.
[[nodiscard]] FactTree empty_record(const Vocabulary& vocabulary, RecordId record);

/// What the loader understood.
[[nodiscard]] FactTree read_facts(const Vocabulary& vocabulary, const Facts& facts);

/// The fact at `path`; an unknown one where the tree ends before it.
[[nodiscard]] const FactTree& fact_at(const FactTree& root, const Path& path);

/// Puts `value` at `path`. Absent records on the way come into being, with the rest of their fields
/// unknown; precondition: lists on the way have the element.
void set_fact(const Vocabulary& vocabulary, FactTree& root, const Path& path, FactTree value);

/// The type of the place that `path` names.
[[nodiscard]] Type type_at(const Vocabulary& vocabulary, const Path& path);

/// RFC 6901, "" for the root.
[[nodiscard]] std::string pointer_of(const Vocabulary& vocabulary, const Path& path);

/// The inverse of pointer_of; precondition: the pointer names a place of the vocabulary.
[[nodiscard]] Path path_of(const Vocabulary& vocabulary, const std::string& pointer);

/// Puts the keys of one object (indices of its fields) into the order in which they are written.
using KeyOrder = std::function<void(std::vector<std::size_t>& fields)>;

/// Whether a pointer names a place that the vocabulary has.
[[nodiscard]] bool is_pointer(const Vocabulary& vocabulary, const std::string& pointer);

/// The dossier as dossier.md writes it. Unknown fields are left out, unknown elements are `null`.
/// Without `order` the keys stand in the order of the vocabulary.
[[nodiscard]] std::string dossier_json(const Vocabulary& vocabulary, const FactTree& root,
                                       const KeyOrder& order = {});

}  // namespace probity::reference
