// probity test: every case of the files, over several threads, in the order of the files.

#include <fmt/format.h>

#include <algorithm>

#include "analyse/coverage.h"
#include "cases/run.h"
#include "cli/case_files.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/work.h"
#include "diagnostics/render.h"
#include "report/test_report.h"

namespace probity {
namespace {

CaseResult run_one(const ReadyCase& ready, const SourceMap& sources) {
  const SourceText& source = sources.at(ready.source);
  CaseResult result{source.path(),
                    source.position(ready.title.begin).line,
                    ready.name,
                    ready.laws,
                    CaseStatus::kMistaken,
                    {}};
  if (!ready.prepared) return result;
  result.mismatches = run_case(*ready.program, *ready.prepared);
  result.status = result.mismatches.empty() ? CaseStatus::kPassed : CaseStatus::kFailed;
  return result;
}

/// The same results for every number of threads.
std::vector<CaseResult> run_all(const CaseFiles& files, std::size_t jobs, ProgressBar& progress) {
  std::vector<CaseResult> results(files.cases.size());
  share_work(results.size(), jobs, progress, [&] {
    return [&](std::size_t at) { results[at] = run_one(files.cases[at], files.sources); };
  });
  return results;
}

/// Of every rule set of which there are cases.
std::vector<RuleSetCoverage> cover_all(const CaseFiles& files, std::size_t jobs,
                                       ProgressBar& progress) {
  std::vector<Observation> seen(files.cases.size());
  share_work(seen.size(), jobs, progress, [&] {
    return [&](std::size_t at) {
      const ReadyCase& ready = files.cases[at];
      if (ready.prepared) seen[at] = observe_case(*ready.program, *ready.prepared);
    };
  });
  std::vector<RuleSetCoverage> result;
  for (const std::unique_ptr<const Program>& program : files.programs) {
    std::vector<Observation> own(seen.size());
    bool has_cases = false;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (files.cases[i].program != program.get()) continue;
      own[i] = std::move(seen[i]);
      has_cases = true;
    }
    if (has_cases) result.push_back({*program, cover(*program, own)});
  }
  return result;
}

std::string render(const TestReport& report, const Arguments& arguments) {
  const std::string format = arguments.format();
  if (format == "json") return test_json(report);
  if (format == "junit") return test_junit(report);
  if (format == "ndjson") {
    std::string lines;
    for (const CaseResult& result : report.results) {
      lines += case_json(result, report.sources, JsonLayout::kOneLine) + '\n';
    }
    return lines;
  }
  const TestDetail detail =
      arguments.has(Option::kVerbose) ? TestDetail::kAll : TestDetail::kFailures;
  return test_text(report, detail, colour_of(arguments, Stream::kOutput));
}

}  // namespace

ExitStatus run_test(const Arguments& arguments) {
  if (arguments.has(Option::kVerbose) && arguments.format() != "text") {
    return fail({ErrorKind::kUsage, "`--verbose` is for text; the other formats list every case"});
  }
  const bool with_coverage = arguments.has(Option::kCoverage);
  if (with_coverage && (arguments.format() == "ndjson" || arguments.format() == "junit")) {
    return fail({ErrorKind::kUsage, "`--coverage` is told in text and json"});
  }
  const Result<std::size_t> jobs = jobs_option(arguments);
  if (!jobs) return fail(jobs.error());
  const Result<CaseFiles> files =
      read_case_files(arguments, arguments.value(Option::kFilter).value_or(""));
  if (!files) return fail_rules(files.error());
  if (!files.value().diagnostics.empty()) {
    show_on_error(render_diagnostics(files.value().diagnostics, files.value().sources,
                                     colour_of(arguments, Stream::kError)));
  }
  ExitStatus status = files.value().status;
  if (files.value().cases.empty() && status == ExitStatus::kOk) {
    complain(fmt::format("no case has `{}` in its title or in the name of its file",
                         arguments.value(Option::kFilter).value_or("")));
    status = ExitStatus::kNotFound;
  }
  std::vector<CaseResult> results;
  std::vector<RuleSetCoverage> coverage;
  {
    ProgressBar progress(arguments, files.value().cases.size());
    results = run_all(files.value(), jobs.value(), progress);
    if (with_coverage) coverage = cover_all(files.value(), jobs.value(), progress);
  }
  const TestReport report{results, files.value().sources, coverage};
  const bool has_failures = std::ranges::any_of(
      results, [](const CaseResult& result) { return result.status == CaseStatus::kFailed; });
  if (has_failures) status = worse(status, ExitStatus::kNonCompliant);
  return worse(status, write_results(arguments, render(report, arguments)));
}

}  // namespace probity
