#include "dossier/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace probity {
namespace {

/// The types that need no declaration; their ids are their places in this list.
constexpr std::array kPrimitives = {TypeKind::kBoolean,    TypeKind::kText,    TypeKind::kNumber,
                                    TypeKind::kPercentage, TypeKind::kMoney,   TypeKind::kDate,
                                    TypeKind::kDuration,   TypeKind::kCountry, TypeKind::kAnything,
                                    TypeKind::kUnknown};

std::string_view primitive_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::kBoolean:
      return "boolean";
    case TypeKind::kText:
      return "text";
    case TypeKind::kNumber:
      return "number";
    case TypeKind::kPercentage:
      return "percentage";
    case TypeKind::kMoney:
      return "money";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kDuration:
      return "duration";
    case TypeKind::kCountry:
      return "country";
    case TypeKind::kAnything:
      return "anything";
    case TypeKind::kUnknown:
      return "unknown";
    case TypeKind::kEnum:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
      break;
  }
  return "";
}

template <class Item>
std::optional<std::uint32_t> position_of(const std::vector<Item>& items, auto is_it) {
  const auto found = std::find_if(items.begin(), items.end(), is_it);
  if (found == items.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - items.begin());
}

}  // namespace

Vocabulary::Vocabulary() {
  for (const TypeKind kind : kPrimitives) types_.push_back(Type{.kind = kind});
}

TypeId Vocabulary::primitive(TypeKind kind) const {
  const auto* found = std::find(kPrimitives.begin(), kPrimitives.end(), kind);
  return TypeId(static_cast<std::size_t>(found - kPrimitives.begin()));
}

TypeId Vocabulary::intern(Type type) {
  const auto known = position_of(types_, [&](const Type& other) { return other == type; });
  if (known) return TypeId(*known);
  types_.push_back(type);
  return TypeId(types_.size() - 1);
}

SymbolId Vocabulary::intern_symbol(std::string_view name) {
  if (const auto known = find_symbol(name)) return *known;
  symbols_.emplace_back(name);
  return SymbolId(symbols_.size() - 1);
}

std::optional<SymbolId> Vocabulary::find_symbol(std::string_view name) const {
  const auto known = position_of(symbols_, [&](const std::string& other) { return other == name; });
  if (!known) return std::nullopt;
  return SymbolId(*known);
}

std::optional<std::uint32_t> Vocabulary::find_field(RecordId id, std::string_view name) const {
  return position_of(record(id).fields, [&](const Field& field) { return field.name == name; });
}

bool Vocabulary::has_value(EnumId id, SymbolId symbol) const {
  const std::vector<EnumValue>& values = enumeration(id).values;
  return std::any_of(values.begin(), values.end(),
                     [&](const EnumValue& value) { return value.symbol == symbol; });
}

std::string Vocabulary::type_text(TypeId id) const {
  const Type& shape = type(id);
  switch (shape.kind) {
    case TypeKind::kEnum:
      return enumeration(shape.enumeration).name;
    case TypeKind::kRecord:
      return record(shape.record).name;
    case TypeKind::kList:
      return fmt::format("list of {}", type_text(shape.element));
    case TypeKind::kSet:
      return fmt::format("set of {}", type_text(shape.element));
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
    case TypeKind::kDate:
    case TypeKind::kDuration:
    case TypeKind::kCountry:
    case TypeKind::kAnything:
    case TypeKind::kUnknown:
      return std::string(primitive_name(shape.kind));
  }
  return "";
}

}  // namespace probity
