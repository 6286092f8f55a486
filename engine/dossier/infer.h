// A vocabulary from the facts themselves, for expressions without rules (language.md, "Outside
// use"): every value has the type that its written form says.
#pragma once

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "dossier/vocabulary.h"

namespace probity {

/// Types of the keys of the one JSON object in `source`: `true` boolean, `1.5` number, "2026-03-14"
/// date, "35 %" percentage, {"amount", "currency"} money, other texts text, other objects a record,
/// lists a list of their first known element's type (records of one list are taken together), and
/// `null` a type of its own whose only value is unknown. There are no roles, enums or sets. A fault
/// in the form goes to `diagnostics`; the vocabulary then means nothing and nothing is to be loaded
/// with it. A value of another type than the first of its list is left to the loader, which refuses
/// it.
[[nodiscard]] Vocabulary infer_vocabulary(const SourceText& source, SourceId id,
                                          Diagnostics& diagnostics);

}  // namespace probity
