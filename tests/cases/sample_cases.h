// Cases in memory against the small rule set of tests/golden/cases/rules.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cases/check_case.h"
#include "cases/prepare.h"
#include "cases/run.h"
#include "check/check.h"
#include "diagnostics/render.h"
#include "report/test_report.h"
#include "syntax/case_parser.h"
#include "tests/golden_support.h"

namespace probity::test {

/// What came of one case file.
struct SampleRun {
  SourceMap sources;
  Diagnostics diagnostics;
  std::vector<CaseResult> results;

  [[nodiscard]] std::string diagnostics_text() const {
    return render_diagnostics(diagnostics, sources, Colour::kOff);
  }
  [[nodiscard]] std::string report_text() const {
    return test_text({results, sources}, TestDetail::kAll, Colour::kOff);
  }
  [[nodiscard]] bool all_pass() const {
    return !diagnostics.has_errors() && !results.empty() &&
           std::ranges::all_of(results, [](const CaseResult& result) {
             return result.status == CaseStatus::kPassed;
           });
  }
};

class SampleRules {
 public:
  SampleRules() {
    Diagnostics diagnostics;
    const Result<RuleSetText> text =
        read_rule_set((golden_folder("cases") / "rules").string(), diagnostics);
    REQUIRE(text);
    program_ = check_rule_set(text.value(), diagnostics);
    REQUIRE(program_);
  }

  [[nodiscard]] const Program& program() const { return *program_; }

  [[nodiscard]] SampleRun run(std::string name, std::string text) const {
    SampleRun run;
    const SourceId id = run.sources.add(SourceText(std::move(name), std::move(text)));
    const SourceText& source = run.sources.at(id);
    const ast::CaseFile file = parse_case_file(source, id, run.diagnostics);
    CasePreparer preparer(program_->vocabulary);
    for (CheckedCase& checked : check_case_file(file, source, *program_, run.diagnostics)) {
      CaseResult result;
      result.file = source.path();
      result.line = source.position(checked.content.span.begin).line;
      result.title = checked.content.title;
      for (const Citation& law : checked.content.laws) {
        result.laws.push_back((*program_)[law.act].name + " " + law.reference);
      }
      result.status = CaseStatus::kMistaken;
      std::optional<PreparedCase> prepared;
      if (!checked.has_mistakes) {
        const BaseDossier base = base_dossier(
            checked.content.dossier, read_golden(golden_folder("cases") / checked.content.dossier));
        prepared = preparer.prepare(std::move(checked.content), base, run.diagnostics);
      }
      if (prepared) {
        result.mismatches = run_case(*program_, *prepared);
        result.status = result.mismatches.empty() ? CaseStatus::kPassed : CaseStatus::kFailed;
      }
      run.results.push_back(std::move(result));
    }
    return run;
  }

 private:
  std::optional<Program> program_;
};

}  // namespace probity::test
