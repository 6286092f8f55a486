// What a change of facts would do to the decision on a dossier (`--what-if`), for people and
// machines. It always says that it is a hypothesis: nothing here is a verdict on a dossier.
#pragma once

#include <string>
#include <string_view>

#include "analyse/result.h"
#include "check/program.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {

/// The facts that are other than on file, each verdict before and after, and the findings that
/// change. `is_refused`: the changed dossier was not evaluated, so that only the facts are told.
enum class HypothesisState : bool { kEvaluated, kRefused };
void add_hypothesis(Page& page, const Program& program, const Hypothesis& hypothesis,
                    HypothesisState state);

/// `{"facts": [{"pointer", "before", "after"}], "verdict": {"before", "after"}, "instruments":
/// [{"instrument", "before", "after"}], "findings": [{"instrument", "rule", "subject", "before",
/// "after"}]}`. Values of facts are JSON, null where the dossier does not give them; verdicts and
/// outcomes are null where the changed dossier was refused or has no such thing.
void write_hypothesis(JsonReport& writer, const Program& program, const Hypothesis& hypothesis,
                      HypothesisState state);

/// `[{"pointer", "before", "after"}, ...]`
void write_fact_changes(JsonReport& writer, const std::vector<FactChange>& facts);

/// "`2026-05-30` instead of `2026-07-15`": JSON text cut where it is long; a text without its
/// quotation marks.
[[nodiscard]] std::string fact_value_text(std::string_view json);

/// "/procurement/signed", "a new element of /participants"
[[nodiscard]] std::string changed_place_text(const std::string& pointer);

}  // namespace probity
