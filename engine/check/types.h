// What the types of the language can do. Private to check/.
#pragma once

#include <string>

#include "check/program.h"
#include "dossier/vocabulary.h"

namespace probity {

[[nodiscard]] inline TypeKind kind_of(const Vocabulary& vocabulary, TypeId type) {
  return vocabulary.type(type).kind;
}
[[nodiscard]] bool is_list_like(const Vocabulary& vocabulary, TypeId type);  ///< list or set
/// Neither a record, nor a list or set, nor `anything`.
[[nodiscard]] bool is_scalar(const Vocabulary& vocabulary, TypeId type);
/// A text can be made of it: scalars and lists of scalars.
[[nodiscard]] bool is_printable(const Vocabulary& vocabulary, TypeId type);
/// `is at most` and its kin take it.
[[nodiscard]] bool has_size(const Vocabulary& vocabulary, TypeId type);

[[nodiscard]] TypeId list_of(Vocabulary& vocabulary, TypeId element);
[[nodiscard]] TypeId set_of(Vocabulary& vocabulary, TypeId element);

/// Whether a value of type `actual` may stand where `wanted` is asked for: the same type, or one
/// that the literal `unknown` has left open.
[[nodiscard]] bool fits(const Vocabulary& vocabulary, TypeId actual, TypeId wanted);
/// Of two types that fit, the one that says more.
[[nodiscard]] TypeId more_precise(const Vocabulary& vocabulary, TypeId first, TypeId second);

/// "a percentage", "an amount of money", "a list of country": as a sentence says it.
[[nodiscard]] std::string describe(const Vocabulary& vocabulary, TypeId type);

}  // namespace probity
