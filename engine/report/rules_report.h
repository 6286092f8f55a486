// The rules themselves: the list of `probity rules`, and the explanation of one of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/program.h"
#include "report/page.h"

namespace probity {

/// Which rules are listed; nothing given means all of them.
struct RuleSelection {
  std::optional<Date> in_force_on;
  std::vector<InstrumentId> instruments;
};

[[nodiscard]] std::string rules_text(const Program& program, const RuleSelection& selection,
                                     Colour colour);
/// `{"rules": {name, version, sha256}, "as_of", "instruments": [{"instrument", "title",
/// "effective", "rules": [{"rule", "title", "law", "effective", "exceptions", "gives_way_to",
/// "prevails_over"}], "figures": [...]}],
/// "parameters": [{"name", "type", "law", "doc", "values": [{"from", "until", "value"}]}],
/// "tables": [{"table", "type", "doc", "law", "rows": [{"row", "when", "then", "law"}]}]}`
[[nodiscard]] std::string rules_json(const Program& program, const RuleSelection& selection);

/// Law, dates, clauses as written, exceptions, precedences, readings, the parameters with their
/// values, and the tables with their rows.
[[nodiscard]] std::string explain_rule_text(const Program& program, RuleId id, Colour colour);
[[nodiscard]] std::string explain_rule_json(const Program& program, RuleId id);

}  // namespace probity
