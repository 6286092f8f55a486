// The clauses of a declaration against its form: which may stand, in which order, how often.
#pragma once

#include <vector>

#include "syntax/antlr/clauses.h"
#include "syntax/antlr/workbench.h"

namespace probity::syntax {

/// Reports clauses that do not belong, stand twice or stand out of their order. `pieces` begin with
/// the head.
void check_clauses(Workbench& bench, const std::vector<ClausePiece>& pieces, const Form& form);

/// Reports the first clause that is missing, where the pieces hold no other mistake: that one may
/// have taken the clause with it. To be called when all pieces have been parsed.
void report_missing(Workbench& bench, const std::vector<ClausePiece>& pieces, const Form& form);

}  // namespace probity::syntax
