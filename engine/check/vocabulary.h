// Enums and records become the Vocabulary of a dossier. Private to check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// The type that is written; absent after a diagnostic.
[[nodiscard]] TypeId resolve_type(Context& context, const ast::TypeName& written,
                                  const Visible& visible);

/// The values of every enum, unions after their parts.
void fill_enums(const Declarations& declarations, Context& context);

/// The fields of every record, the root and its roles.
void fill_records(const Declarations& declarations, Context& context);

}  // namespace probity
