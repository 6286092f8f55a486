// The five fields of the root record that the engine itself must find (language.md, "Roles of the
// vocabulary"), and the shapes that they must have. Private to check/.
#pragma once

#include <string_view>

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// The record that a dossier is.
inline constexpr std::string_view kRootRecord = "dossier";

/// Gives the root's fields their roles and finds the parts of rates and evidence. Precondition: the
/// fields of every record are filled in, and the root is known.
void assign_roles(const ast::Record& root, Context& context);

/// Of a record that is not the root: no role stands in it, but a country field may be marked
/// `as state`, so that a region with a code of its own is refused (dossier.md).
void mark_states(const ast::Record& record, RecordId id, Context& context);

/// Says that the rule set has no record `dossier`.
void report_no_root(const Declarations& declarations, Context& context);

}  // namespace probity
