// The reasoning of a finding as trees: each clause, each expression with what it came to, and the
// facts that it read.
#pragma once

#include <cstddef>

#include "check/program.h"
#include "evaluate/decision.h"
#include "report/page.h"

namespace probity {

/// Steps below one step that are drawn; the rest are counted. A dossier may have a million
/// elements.
inline constexpr std::size_t kMaxBranches = 40;

void add_trace(Page& page, std::size_t indent, const Program& program, const Finding& finding);

}  // namespace probity
