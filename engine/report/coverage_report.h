// What the cases cover of a rule set, for people and as JSON. A case is its place in the list of
// results that stands in the same report.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyse/result.h"
#include "cases/result.h"
#include "check/program.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {

struct RuleSetCoverage {
  const Program& program;
  Coverage coverage;
};

/// A table by modules of the rules, then everything that no case covers, each with its place.
void append_coverage(const RuleSetCoverage& covered, Page& page);

/// For everything that is covered, the cases that cover it: places in `results`.
void append_covering_cases(const RuleSetCoverage& covered, std::span<const CaseResult> results,
                           Page& page);

/// `{"rules": {"name", "version", "sha256"}, "totals": {"rules": {"covered": 1, "of": 2}, ...},
/// "modules": [{"module", "rules": {...}, ...}], "items": {"rules": [{"rule", "file", "line",
/// "column", "covered", "cases": {"satisfied": [0], ...}}], "exceptions": [...], "readings":
/// [{"reading", ..., "cases": [0]}], "values": [...], "rows": [...], "conditions": [{"condition",
/// ..., "when_true": [0], "when_false": [0]}], "limits": [{"limit", ..., "nearest": "0.05",
/// "at": [0], "beyond": [0]}]}}`; cases by their place, exact numbers as text.
void write_coverage(const RuleSetCoverage& covered, JsonReport& json);

}  // namespace probity
