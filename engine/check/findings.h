// What is said of a Program that is complete: days without a value, exceptions that cannot stand,
// comparisons that are settled, values that nobody cites, names that nobody uses. Private to
// check/.
#pragma once

#include "check/context.h"
#include "check/declare.h"

namespace probity {

/// Parameters without a value on a day on which a rule that needs them is in force, and rules that
/// never are.
void report_missing_values(Context& context);

/// Exceptions that nothing reaches, and those that say what an earlier one says.
void report_unreachable_exceptions(Context& context);

/// Comparisons that come out the same for every dossier, and bounds of shares above the whole.
void report_settled_comparisons(Context& context);

/// Percentages, amounts, dates and durations that stand in a rule itself.
void report_bare_values(Context& context);

/// Defines, parameters, interpretations and groups that nothing names, and required facts that
/// nothing reads.
void report_unused(const Declarations& declarations, Context& context);

/// The windows in which a rule is in force, one for each of its instruments that shares a day with
/// it; absent where a mistake of grammar took the window of one.
[[nodiscard]] std::optional<std::vector<Window>> windows_of(const Context& context,
                                                            const Rule& rule);

}  // namespace probity
