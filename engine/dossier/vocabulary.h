// The Vocabulary: the types of a dossier, as a rule set declares them (language.md, "Types" and
// "Roles of the vocabulary"). The checker builds it, the loader and the evaluator read it. It is
// immutable once built, and the only thing that knows what a dossier looks like.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/ids.h"

namespace probity {

struct TypeTag;
struct EnumTag;
struct RecordTag;
struct SymbolTag;
using TypeId = Id<TypeTag>;
using EnumId = Id<EnumTag>;
using RecordId = Id<RecordTag>;
/// A name that is a value of one or more enums; unions share the symbols of their parts.
using SymbolId = Id<SymbolTag>;

enum class TypeKind : std::uint8_t {
  kBoolean,
  kText,
  kNumber,
  kPercentage,
  kMoney,
  kDate,
  kDuration,
  kCountry,
  kAnything,  ///< of the field marked `as extensions` alone
  kEnum,
  kRecord,
  kList,
  kSet,
  kUnknown,  ///< of the literal `unknown`, before its place gives it a type
};

struct Type {
  TypeKind kind = TypeKind::kUnknown;
  EnumId enumeration;  ///< present for kEnum
  RecordId record;     ///< present for kRecord
  TypeId element;      ///< present for kList and kSet

  friend bool operator==(const Type&, const Type&) = default;
};

struct EnumValue {
  SymbolId symbol;
  std::string label;  ///< empty where the declaration gives none
};

struct EnumType {
  std::string name;    ///< "product_kind"
  std::string module;  ///< "dossier"
  std::string doc;
  std::vector<EnumValue> values;  ///< in the order of the declaration, parts of a union in turn
};

enum class Role : std::uint8_t { kNone, kIdentifier, kInstruments, kRates, kEvidence, kExtensions };

struct Field {
  std::string name;
  TypeId type;
  std::string doc;
  bool required = false;     ///< absence refuses the dossier
  bool nonempty = false;     ///< an empty list refuses the dossier
  bool states_only = false;  ///< marked `state`: a country that is a region of a state is refused
  Role role = Role::kNone;
};

struct RecordType {
  std::string name;
  std::string module;
  std::string doc;
  std::vector<Field> fields;
};

/// Where the root record has the parts that the engine itself reads. Indices into its fields.
struct Roles {
  std::optional<std::uint32_t> identifier;
  std::optional<std::uint32_t> instruments;
  std::optional<std::uint32_t> rates;
  std::optional<std::uint32_t> evidence;
  std::optional<std::uint32_t> extensions;
};

/// The fields of the record behind `as rates`, found by type and order: two texts (from, to: ISO
/// 4217), a number (units of `to` for one of `from`), a date. Present when `roles.rates` is.
struct RateFields {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t rate = 0;
  std::uint32_t on = 0;
};

/// The fields of the record behind `as evidence`: the first text is the document's id, the first
/// list of texts holds the JSON pointers of the facts that it supports.
struct EvidenceFields {
  std::uint32_t id = 0;
  std::uint32_t supports = 0;
};

/// Invariant: types are interned, so equal types have equal ids.
class Vocabulary {
 public:
  Vocabulary();

  [[nodiscard]] TypeId primitive(TypeKind kind) const;  ///< precondition: not enum/record/list/set
  TypeId intern(Type type);
  SymbolId intern_symbol(std::string_view name);

  [[nodiscard]] const Type& type(TypeId id) const { return types_[id.index()]; }
  [[nodiscard]] const std::string& symbol(SymbolId id) const { return symbols_[id.index()]; }
  [[nodiscard]] std::optional<SymbolId> find_symbol(std::string_view name) const;
  [[nodiscard]] const EnumType& enumeration(EnumId id) const { return enums[id.index()]; }
  [[nodiscard]] const RecordType& record(RecordId id) const { return records[id.index()]; }
  [[nodiscard]] std::optional<std::uint32_t> find_field(RecordId id, std::string_view name) const;
  [[nodiscard]] bool has_value(EnumId id, SymbolId symbol) const;
  /// "list of supplier", "product_kind": as the rule language writes it.
  [[nodiscard]] std::string type_text(TypeId id) const;

  std::vector<EnumType> enums;
  std::vector<RecordType> records;
  RecordId root;
  Roles roles;
  RateFields rate_fields;
  EvidenceFields evidence_fields;

 private:
  std::vector<Type> types_;
  std::vector<std::string> symbols_;
};

}  // namespace probity
