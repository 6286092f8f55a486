// probity replay: the decisions of a log, decided again.

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "analyse/replay.h"
#include "cli/audit_log.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/recorded.h"
#include "cli/rule_set.h"
#include "cli/work.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"
#include "report/replay_report.h"
#include "report/wording.h"

namespace probity {
namespace {

/// The options of a record in the terms of other rules.
Result<EvaluateOptions> asked_of(const EvaluateOptions& asked, const Program& before,
                                 const Program& after) {
  EvaluateOptions options = asked;
  options.readings.clear();
  for (const ReadingCondition& chosen : asked.readings) {
    const Interpretation& old_point = before[chosen.interpretation];
    const std::string& reading = old_point.readings[chosen.reading].name;
    const auto point =
        std::ranges::find(after.interpretations, old_point.name, &Interpretation::name);
    const auto missing = [&] {
      return Error{ErrorKind::kInput,
                   fmt::format("the rules have no reading {} of {}", reading, old_point.name)};
    };
    if (point == after.interpretations.end()) return missing();
    const auto found = std::ranges::find(point->readings, reading, &Reading::name);
    if (found == point->readings.end()) return missing();
    options.readings.push_back(
        {InterpretationId(static_cast<std::size_t>(point - after.interpretations.begin())),
         static_cast<std::uint32_t>(found - point->readings.begin())});
  }
  return options;
}

/// Of a rule that the edited rules may lack.
std::string law_of(const std::string& rule, const Program& after, const Program& before) {
  for (const Program* program : {&after, &before}) {
    const auto found = std::ranges::find(program->rules, rule, &Rule::name);
    if (found != program->rules.end()) return short_law_text(*program, found->laws);
  }
  return "";
}

/// What the program says of a dossier now.
struct Again {
  SourceMap sources;
  SourceId id;
  Facts facts;
  std::optional<Decision> decision;
  std::vector<Diagnostic> refusals;

  Again(const Program& program, const Reconstruction& made, const EvaluateOptions& options)
      : id(sources.add(SourceText(made.record.source, made.dossier()))) {
    DossierLoader loader(program.vocabulary);
    Diagnostics diagnostics;
    if (loader.load(sources.at(id), id, facts, diagnostics)) {
      decision = evaluate(program, facts, options);
    } else {
      refusals = diagnostics.sorted();
    }
  }
};

bool was_too_large(const RecordedDecision& record) {
  return std::ranges::any_of(record.refusals, [](const Diagnostic& refusal) {
    return refusal.code == Code::too_many_bytes;
  });
}

class Replayer {
 public:
  /// `edited` is absent where the recorded rules decide.
  Replayer(audit::LogReader& reader, const Program* edited,
           const std::vector<ExpectedChange>& expected)
      : reader_(reader), rules_(reader), edited_(edited), expected_(expected) {}

  ReplayedDecision replay(const audit::DecisionRow& row) {
    ReplayedDecision result;
    result.number = row.number;
    result.dossier = row.dossier.value_or("");
    result.error = decide(result);
    if (result.error) result.outcome = ReplayOutcome::kFailed;
    return result;
  }

 private:
  std::optional<Error> decide(ReplayedDecision& result) {
    // The log and its rules are read by one thread at a time; all the rest goes on beside it.
    std::unique_lock lock(reading_);
    const Result<audit::StoredDecision> stored = reader_.read_decision(result.number);
    if (!stored) return stored.error();
    const Result<const RecordedRuleSet*> rules = rules_.find(stored.value().leaf.rule_set);
    if (!rules) return rules.error();
    lock.unlock();
    const auto made = reconstruct(stored.value(), *rules.value());
    if (!made) return made.error();
    if (!made.value()) {
      result.outcome = ReplayOutcome::kErased;
      return std::nullopt;
    }
    if (result.dossier.empty()) result.dossier = made.value()->record.source;
    if (was_too_large(made.value()->record)) {
      result.outcome = ReplayOutcome::kNotKept;
      return std::nullopt;
    }
    if (edited_ == nullptr) {
      reproduce(result, *rules.value(), *made.value(), *stored.value().trace.body);
      return std::nullopt;
    }
    return compare(result, rules.value()->program, *made.value());
  }

  static void reproduce(ReplayedDecision& result, const RecordedRuleSet& rules,
                        const Reconstruction& made, const std::string& trace) {
    const Again again(rules.program, made, made.record.asked);
    // The dossier's digest is not part of a record.
    const DossierResult now{again.sources,  again.id,      again.facts, "",
                            again.decision, again.refusals};
    const std::string encoded = rules.recorder.encode(now, made.record.asked);
    result.difference = first_difference(trace, encoded);
    if (result.difference) result.outcome = ReplayOutcome::kChanged;
  }

  std::optional<Error> compare(ReplayedDecision& result, const Program& program,
                               const Reconstruction& made) {
    const Result<EvaluateOptions> asked = asked_of(made.record.asked, program, *edited_);
    if (!asked) return asked.error();
    const Again again(*edited_, made, asked.value());
    const auto verdict = [](const std::optional<Decision>& decision) {
      return decision ? std::optional(decision->verdict) : std::nullopt;
    };
    result.before = verdict(made.record.decision);
    result.after = verdict(again.decision);
    bool is_meant = true;
    for (FindingDifference& finding :
         differing_findings({program, made.record.decision}, {*edited_, again.decision})) {
      std::string reason = expected_reason(expected_, result.number, finding);
      is_meant = is_meant && !reason.empty();
      std::string law = law_of(finding.rule, *edited_, program);
      result.changes.push_back({std::move(finding), std::move(law), std::move(reason)});
    }
    if (result.changes.empty() && result.before == result.after) return std::nullopt;
    const bool is_explained = is_meant && !result.changes.empty();
    result.outcome = is_explained ? ReplayOutcome::kExpected : ReplayOutcome::kChanged;
    return std::nullopt;
  }

  std::mutex reading_;
  audit::LogReader& reader_;
  RecordedRules rules_;
  const Program* edited_;
  const std::vector<ExpectedChange>& expected_;
};

Result<std::vector<ExpectedChange>> expected_option(const Arguments& arguments) {
  const std::optional<std::string> path = arguments.value(Option::kExpected);
  if (!path) return std::vector<ExpectedChange>{};
  if (!arguments.has(Option::kRules)) {
    return Error{ErrorKind::kUsage,
                 "`--expected` goes with `--rules`: by the recorded rules "
                 "nothing may change"};
  }
  const Result<std::string> text = read_small_file(*path);
  if (!text) return text.error();
  Result<std::vector<ExpectedChange>> changes = parse_expected_changes(text.value());
  if (changes) return changes;
  return Error{changes.error().kind, fmt::format("`{}`: {}", *path, changes.error().message)};
}

std::string rendered(const Replay& replay, const Arguments& arguments) {
  if (arguments.format() == "json") return replay_json(replay);
  if (arguments.format() == "junit") return replay_junit(replay);
  if (arguments.format() == "sarif") return replay_sarif(replay);
  return replay_text(replay, colour_of(arguments, Stream::kOutput));
}

}  // namespace

ExitStatus run_replay(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 0);
  if (!where) return fail(where.error());
  const Result<std::size_t> jobs = jobs_option(arguments);
  if (!jobs) return fail(jobs.error());
  const Result<std::optional<std::string>> since = moment_option(arguments, Option::kSince);
  if (!since) return fail(since.error());
  const Result<std::vector<ExpectedChange>> expected = expected_option(arguments);
  if (!expected) return fail(expected.error());
  std::optional<Program> edited;
  Replay replay;
  if (arguments.has(Option::kRules)) {
    Result<Program> program = load_rules(arguments);
    if (!program) return fail_rules(program.error());
    edited.emplace(std::move(program).value());
    replay.rules = fmt::format("{} {}", edited->identity.name, edited->identity.version);
  }
  Result<audit::LogReader> reader = audit::LogReader::open(where.value().log);
  if (!reader) return fail(reader.error());

  audit::DecisionFilter filter;
  filter.recorded_from = since.value();
  std::vector<audit::DecisionRow> rows;
  const std::optional<Error> error =
      reader.value().visit_decisions(filter, [&](const audit::DecisionRow& row) {
        rows.push_back(row);
        return true;
      });
  if (error) return fail(*error);
  Replayer replayer(reader.value(), edited ? &*edited : nullptr, expected.value());
  replay.decisions.resize(rows.size());
  {
    ProgressBar progress(arguments, rows.size());
    share_work(rows.size(), jobs.value(), progress, [&] {
      return [&](std::size_t at) { replay.decisions[at] = replayer.replay(rows[at]); };
    });
  }

  replay.unmet = unmet_changes(expected.value(), replay.decisions);

  ExitStatus status = write_results(arguments, rendered(replay, arguments));
  if (replay.count(ReplayOutcome::kChanged) > 0) status = worse(status, ExitStatus::kNonCompliant);
  for (const ReplayedDecision& decision : replay.decisions) {
    if (!decision.error) continue;
    const bool is_unreadable = decision.error->kind == ErrorKind::kInputOutput;
    status = worse(status, is_unreadable ? ExitStatus::kInputOutput : ExitStatus::kRejected);
  }
  return status;
}

}  // namespace probity
