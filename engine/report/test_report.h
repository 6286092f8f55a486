// The results of `probity test`: for people, as JSON, and as JUnit XML for build servers.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cases/result.h"
#include "diagnostics/source_text.h"
#include "report/coverage_report.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {

struct TestReport {
  const std::vector<CaseResult>& results;     ///< by file, then in the order of the file
  const SourceMap& sources;                   ///< of the case files
  std::span<const RuleSetCoverage> coverage;  ///< none where it was not asked for

  [[nodiscard]] std::size_t passed() const;
  /// Those with mistakes included.
  [[nodiscard]] std::size_t failed() const;
};

enum class TestDetail : bool { kFailures, kAll };

/// What failed, each with what was expected and what came; the last line is `N passed, N failed`,
/// and before the coverage.
[[nodiscard]] std::string test_text(const TestReport& report, TestDetail detail, Colour colour);

/// `{"passed": 1, "failed": 0, "cases": [...]}`, and `"coverage": [...]` (coverage_report.h) with
/// one object for each rule set, where it was asked for.
[[nodiscard]] std::string test_json(const TestReport& report);
/// `{"file", "line", "title", "law": [...], "status": "passed"|"failed"|"mistaken",
/// "mismatches": [{"line", "column", "expected", "came", "because": [...], "code": null}]}`
[[nodiscard]] std::string case_json(const CaseResult& result, const SourceMap& sources,
                                    JsonLayout layout);

/// One test suite for each file; a mismatch is a failure, a mistake an error.
[[nodiscard]] std::string test_junit(const TestReport& report);

}  // namespace probity
