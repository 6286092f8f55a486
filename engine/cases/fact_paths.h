// Places in a dossier, as a case names them, against the vocabulary. Private to cases/.
#pragma once

#include <optional>

#include "cases/case.h"
#include "cases/case_context.h"
#include "syntax/case_ast.h"

namespace probity {

struct PlacedFact {
  CasePath path;
  TypeId type;                   ///< of what stands there
  const Field* field = nullptr;  ///< the last field of the path; owned by the vocabulary
};

/// Absent after a diagnostic. Whether a list has so many elements only its dossier can tell.
[[nodiscard]] std::optional<PlacedFact> place_fact(CaseContext& context, const ast::FactPath& path);

/// The field of a record; absent after a diagnostic.
[[nodiscard]] std::optional<std::uint32_t> find_case_field(CaseContext& context, RecordId record,
                                                           const ast::Name& name);

}  // namespace probity
