// probity mutate: one small change of the rules after the other, each against the cases that it
// could touch, over several threads.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "analyse/mutate.h"
#include "cases/run.h"
#include "cli/case_files.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/work.h"
#include "diagnostics/render.h"
#include "report/mutation_report.h"

namespace probity {
namespace {

/// The cases of one rule set that can notice something, and the mutants that they are asked about.
struct Ground {
  const Program* program = nullptr;
  std::vector<WitnessCase> witnesses;
  std::vector<std::uint32_t> numbers;  ///< of the witnesses, in the list of all cases
  std::vector<Mutant> mutants;
};

bool is_wanted(const Program& program, const Mutant& mutant, const std::string& filter) {
  const auto has = [&](const std::string& text) { return text.find(filter) != std::string::npos; };
  return filter.empty() || has(program.sources.at(mutant.span.source).path()) || has(mutant.part) ||
         has(mutant.before) || has(mutant.after);
}

/// Absent for a case that has mistakes or fails: it notices nothing.
std::vector<std::optional<Observation>> observe_all(const CaseFiles& files, std::size_t jobs,
                                                    ProgressBar& progress) {
  std::vector<std::optional<Observation>> seen(files.cases.size());
  share_work(seen.size(), jobs, progress, [&] {
    return [&](std::size_t at) {
      const ReadyCase& ready = files.cases[at];
      if (!ready.prepared || !run_case(*ready.program, *ready.prepared).empty()) return;
      seen[at] = observe_case(*ready.program, *ready.prepared);
    };
  });
  return seen;
}

std::vector<Ground> make_grounds(const CaseFiles& files,
                                 const std::vector<std::optional<Observation>>& seen,
                                 const std::string& filter) {
  std::vector<Ground> grounds;
  for (const std::unique_ptr<const Program>& program : files.programs) {
    Ground ground;
    ground.program = program.get();
    for (std::uint32_t i = 0; i < seen.size(); ++i) {
      const ReadyCase& ready = files.cases[i];
      // A dossier that is refused is never evaluated.
      if (ready.program != program.get() || !seen[i] || !ready.prepared->facts) continue;
      ground.witnesses.push_back({&*ready.prepared, &*seen[i]});
      ground.numbers.push_back(i);
    }
    ground.mutants = find_mutants(*program);
    std::erase_if(ground.mutants,
                  [&](const Mutant& mutant) { return !is_wanted(*program, mutant, filter); });
    grounds.push_back(std::move(ground));
  }
  return grounds;
}

/// The same results for every number of threads.
std::vector<MutantResult> try_all(const std::vector<Ground>& grounds, std::size_t jobs,
                                  const Arguments& arguments) {
  std::vector<std::pair<std::size_t, std::size_t>> work;  // a ground and one of its mutants
  for (std::size_t i = 0; i < grounds.size(); ++i) {
    for (std::size_t k = 0; k < grounds[i].mutants.size(); ++k) work.emplace_back(i, k);
  }
  std::vector<MutantResult> results(work.size());
  ProgressBar progress(arguments, work.size());
  share_work(work.size(), jobs, progress, [&] {
    auto trials = std::make_shared<std::vector<std::unique_ptr<MutantTrial>>>(grounds.size());
    return [&, trials](std::size_t at) {
      const auto [place, number] = work[at];
      const Ground& ground = grounds[place];
      std::unique_ptr<MutantTrial>& trial = (*trials)[place];
      if (!trial) trial = std::make_unique<MutantTrial>(*ground.program, ground.witnesses);
      const Mutant& mutant = ground.mutants[number];
      results[at] = describe(*ground.program, mutant);
      if (const std::optional<std::uint32_t> noticing = trial->find_noticing(mutant)) {
        results[at].noticed_by = ground.numbers[*noticing];
      }
    };
  });
  return merge_mutants(std::move(results));
}

std::vector<CaseResult> titles_of(const CaseFiles& files) {
  std::vector<CaseResult> results;
  for (const ReadyCase& ready : files.cases) {
    const SourceText& source = files.sources.at(ready.source);
    CaseResult& result = results.emplace_back();
    result.file = source.path();
    result.line = source.position(ready.title.begin).line;
    result.title = ready.name;
    result.laws = ready.laws;
  }
  return results;
}

}  // namespace

ExitStatus run_mutate(const Arguments& arguments) {
  if (arguments.has(Option::kVerbose) && arguments.format() != "text") {
    return fail({ErrorKind::kUsage, "`--verbose` is for text; json lists every change"});
  }
  const Result<std::size_t> jobs = jobs_option(arguments);
  if (!jobs) return fail(jobs.error());
  const Result<CaseFiles> read = read_case_files(arguments, "");
  if (!read) return fail_rules(read.error());
  const CaseFiles& files = read.value();
  if (!files.diagnostics.empty()) {
    show_on_error(
        render_diagnostics(files.diagnostics, files.sources, colour_of(arguments, Stream::kError)));
  }
  ExitStatus status = files.status;
  std::vector<std::optional<Observation>> seen;
  {
    ProgressBar progress(arguments, files.cases.size());
    seen = observe_all(files, jobs.value(), progress);
  }
  const auto silent = std::ranges::count_if(seen, [](const auto& one) { return !one; });
  if (silent > 0) {
    complain(fmt::format("{} of {} cases do not pass and are not asked; `probity test` tells why",
                         silent, seen.size()));
    status = worse(status, ExitStatus::kNonCompliant);
  }
  const std::string filter = arguments.value(Option::kFilter).value_or("");
  const std::vector<MutantResult> mutants =
      try_all(make_grounds(files, seen, filter), jobs.value(), arguments);
  if (mutants.empty()) {
    complain(fmt::format("no change of the rules has `{}` in its words or in its file", filter));
    return worse(status, ExitStatus::kNotFound);
  }
  const std::vector<CaseResult> cases = titles_of(files);
  const MutationReport report{mutants, cases};
  if (report.survived() > 0) status = worse(status, ExitStatus::kNonCompliant);
  const MutationDetail detail =
      arguments.has(Option::kVerbose) ? MutationDetail::kAll : MutationDetail::kSurvivors;
  return worse(
      status, write_results(arguments, arguments.format() == "json"
                                           ? mutation_json(report)
                                           : mutation_text(report, detail,
                                                           colour_of(arguments, Stream::kOutput))));
}

}  // namespace probity
