// Decision tables and precedences in the list of the rules and in the explanation of one of them.
// Private to report/.
#pragma once

#include <vector>

#include "check/program.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {

/// The tables that the rule names, itself or through definitions; those of its exceptions and of
/// the declarations by which others prevail over it too. In rule-set order.
[[nodiscard]] std::vector<DefinitionId> tables_of(const Program& program, RuleId rule);

/// Name, law and rows, each with its number.
void add_table(Page& page, const Program& program, const Definition& table);
/// `{"table", "type", "doc", "law", "rows": [{"row", "when", "then", "law"}]}`
void write_table(JsonReport& writer, const Program& program, const Definition& table);

/// A line for each declaration by which the rule gives way to another, and for each by which it
/// prevails over another.
void add_precedences(Page& page, std::size_t indent, const Program& program, RuleId rule);
/// `"gives_way_to": [...], "prevails_over": [{"rule", "when", "law"}]`, in an object that is open.
void write_precedences(JsonReport& writer, const Program& program, RuleId rule);

}  // namespace probity
