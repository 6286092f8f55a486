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

/// Reports roles on a record that is not the root.
void refuse_roles(const ast::Record& record, Context& context);

/// `as state` is written like a role and is none: it marks a country of any record, whose value is
/// then a state and no region with a code of its own (dossier.md).
[[nodiscard]] bool is_state_mark(const ast::RecordField& field);

/// Says that the rule set has no record `dossier`.
void report_no_root(const Declarations& declarations, Context& context);

}  // namespace probity
