// Who names whom in a rule set, and which rules rest on what.
#pragma once

#include <vector>

#include "analyse/result.h"
#include "check/program.h"

namespace probity {

[[nodiscard]] CrossReferences find_references(const Program& program);

/// References and members of all groups.
[[nodiscard]] BookMaterial gather_book(const Program& program,
                                       std::vector<BookMaterial::Module> modules);

/// All that names `declared`, directly or through others, in the order of Declared. What names a
/// rule or an exception does not rest on it.
[[nodiscard]] std::vector<Declared> all_resting_on(const CrossReferences& references,
                                                   const Declared& declared);

/// The rules whose outcome can depend on `declared`, itself left out: those that name it, directly
/// or through others, in their own clauses, in their exceptions, or in the condition on which
/// another rule prevails over them.
[[nodiscard]] std::vector<RuleId> rules_resting_on(const Program& program,
                                                   const CrossReferences& references,
                                                   const Declared& declared);

}  // namespace probity
