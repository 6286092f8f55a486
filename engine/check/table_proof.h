// That a table has a row for every case, and that rows that match the same case agree. Private to
// check/.
#pragma once

#include "check/context.h"

namespace probity {

/// Reports the first case without a row, rows that contradict each other, and rows that never
/// decide. Gives the pairs of rows that one input alone tells apart. Precondition: every row is
/// well-formed.
[[nodiscard]] std::vector<node::Table::Parting> prove_table(DefinitionId table,
                                                            const std::vector<ast::Name>& inputs,
                                                            Context& context);

}  // namespace probity
