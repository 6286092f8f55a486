#include "check/types.h"

namespace probity {

bool is_list_like(const Vocabulary& vocabulary, TypeId type) {
  const TypeKind kind = kind_of(vocabulary, type);
  return kind == TypeKind::kList || kind == TypeKind::kSet;
}

bool is_scalar(const Vocabulary& vocabulary, TypeId type) {
  switch (kind_of(vocabulary, type)) {
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
    case TypeKind::kDate:
    case TypeKind::kDuration:
    case TypeKind::kCountry:
    case TypeKind::kEnum:
    case TypeKind::kUnknown:
      return true;
    case TypeKind::kAnything:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
      return false;
  }
  return false;
}

bool is_printable(const Vocabulary& vocabulary, TypeId type) {
  return is_list_like(vocabulary, type) ? is_scalar(vocabulary, vocabulary.type(type).element)
                                        : is_scalar(vocabulary, type);
}

bool has_size(const Vocabulary& vocabulary, TypeId type) {
  switch (kind_of(vocabulary, type)) {
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
    case TypeKind::kDuration:
    case TypeKind::kUnknown:
      return true;
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kDate:
    case TypeKind::kCountry:
    case TypeKind::kEnum:
    case TypeKind::kAnything:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
      return false;
  }
  return false;
}

TypeId list_of(Vocabulary& vocabulary, TypeId element) {
  return vocabulary.intern(Type{.kind = TypeKind::kList, .element = element});
}

TypeId set_of(Vocabulary& vocabulary, TypeId element) {
  return vocabulary.intern(Type{.kind = TypeKind::kSet, .element = element});
}

bool fits(const Vocabulary& vocabulary, TypeId actual, TypeId wanted) {
  if (actual == wanted) return true;
  const Type& first = vocabulary.type(actual);
  const Type& second = vocabulary.type(wanted);
  if (first.kind == TypeKind::kUnknown || second.kind == TypeKind::kUnknown) return true;
  return first.kind == second.kind && is_list_like(vocabulary, actual) &&
         fits(vocabulary, first.element, second.element);
}

TypeId more_precise(const Vocabulary& vocabulary, TypeId first, TypeId second) {
  const Type& type = vocabulary.type(first);
  if (type.kind == TypeKind::kUnknown) return second;
  if (type.element.is_present() && kind_of(vocabulary, type.element) == TypeKind::kUnknown) {
    return second;
  }
  return first;
}

std::string describe(const Vocabulary& vocabulary, TypeId type) {
  switch (kind_of(vocabulary, type)) {
    case TypeKind::kBoolean:
      return "a boolean";
    case TypeKind::kText:
      return "a text";
    case TypeKind::kNumber:
      return "a number";
    case TypeKind::kPercentage:
      return "a percentage";
    case TypeKind::kMoney:
      return "an amount of money";
    case TypeKind::kDate:
      return "a date";
    case TypeKind::kDuration:
      return "a duration";
    case TypeKind::kCountry:
      return "a country";
    case TypeKind::kAnything:
      return "anything";
    case TypeKind::kUnknown:
      return "unknown";
    case TypeKind::kEnum:
      return "a value of `" + vocabulary.type_text(type) + "`";
    case TypeKind::kRecord:
      return "a record `" + vocabulary.type_text(type) + "`";
    case TypeKind::kList:
    case TypeKind::kSet:
      return "a " + vocabulary.type_text(type);
  }
  return "";
}

}  // namespace probity
