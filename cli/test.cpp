// probity test: every case of the files, over several threads, in the order of the files.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

#include "cases/run.h"
#include "cli/case_files.h"
#include "cli/console.h"
#include "cli/output.h"
#include "diagnostics/render.h"
#include "report/test_report.h"

namespace probity {
namespace {

/// A bar on standard error, once the work has taken long enough for somebody to wonder.
class ProgressBar {
 public:
  ProgressBar(const Arguments& arguments, std::size_t total)
      : is_wanted_(!arguments.has(Option::kQuiet) && isatty(STDERR_FILENO) == 1), total_(total) {}
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar() {
    if (is_shown_) show_on_error("\r\x1b[K");
  }

  /// Called by one thread alone.
  void show(std::size_t done) {
    constexpr std::chrono::milliseconds kPatience{300};
    constexpr std::chrono::milliseconds kPause{50};
    const auto now = std::chrono::steady_clock::now();
    if (!is_wanted_ || now - started_ < kPatience || now - shown_ < kPause) return;
    constexpr std::size_t kColumns = 40;
    const std::size_t filled = done * kColumns / std::max<std::size_t>(total_, 1);
    show_on_error(fmt::format("\r\x1b[K[{}{}] {}/{}", std::string(filled, '#'),
                              std::string(kColumns - filled, '.'), done, total_));
    shown_ = now;
    is_shown_ = true;
  }

 private:
  bool is_wanted_;
  bool is_shown_ = false;
  std::size_t total_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_;
};

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
  std::vector<std::exception_ptr> failures(jobs);
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t member) {
    try {
      for (std::size_t at = next++; at < results.size(); at = next++) {
        results[at] = run_one(files.cases[at], files.sources);
        if (member == 0) progress.show(std::min(next.load(), results.size()));
      }
    } catch (...) {
      failures[member] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t member = 1; member < std::min(jobs, results.size()); ++member) {
      threads.emplace_back(work, member);
    }
    work(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return results;
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
  const Result<std::size_t> jobs = jobs_option(arguments);
  if (!jobs) return fail(jobs.error());
  const Result<CaseFiles> files = read_case_files(arguments);
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
  {
    ProgressBar progress(arguments, files.value().cases.size());
    results = run_all(files.value(), jobs.value(), progress);
  }
  const TestReport report{results, files.value().sources};
  const bool has_failures = std::ranges::any_of(
      results, [](const CaseResult& result) { return result.status == CaseStatus::kFailed; });
  if (has_failures) status = worse(status, ExitStatus::kNonCompliant);
  return worse(status, write_results(arguments, render(report, arguments)));
}

}  // namespace probity
