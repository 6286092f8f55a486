// probity check: many dossiers over several threads, in input order.

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <utility>

#include "cli/assessment.h"
#include "cli/audit_log.h"
#include "cli/audit_record.h"
#include "cli/console.h"
#include "cli/dossiers.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "cli/what_if.h"
#include "cli/work.h"
#include "report/check_json.h"
#include "report/check_text.h"

namespace probity {
namespace {

/// Dossiers that one thread is given at a time; enough that the threads seldom wait for each other.
constexpr std::size_t kBatchPerJob = 64;

/// What comes of one dossier.
struct Rendered {
  std::string source;
  std::string text;
  std::optional<Verdict> verdict;  ///< absent where it was refused
  audit::DecisionRecord record;    ///< for the log, where there is one
};

enum class Format : std::uint8_t { kText, kJson, kNdjson };

Format format_of(const Arguments& arguments) {
  const std::string name = arguments.format();
  if (name == "json") return Format::kJson;
  return name == "ndjson" ? Format::kNdjson : Format::kText;
}

struct RenderOptions {
  Format format = Format::kText;
  JsonDetail json = JsonDetail::kFull;
  TextOptions text;
};

std::string render(const Program& program, const DossierResult& result,
                   const RenderOptions& options) {
  switch (options.format) {
    case Format::kText:
      return check_text(program, result, options.text);
    case Format::kJson:
      return check_json(program, result, options.json, JsonLayout::kIndented);
    case Format::kNdjson:
      return check_json(program, result, options.json, JsonLayout::kOneLine) + '\n';
  }
  return "";
}

/// How every dossier of a run is handled.
struct Handling {
  const Program& program;
  const EvaluateOptions& evaluation;
  const RenderOptions& rendering;
  const std::optional<AuditRecorder>& recorder;  ///< absent where nothing is recorded
};

/// The same results for every number of threads.
std::vector<Rendered> work_on(std::vector<DossierInput> batch, const Handling& handling,
                              std::size_t jobs) {
  std::vector<Rendered> results(batch.size());
  share_work(batch.size(), jobs, NoProgress(), [&] {
    auto assessor = std::make_shared<Assessor>(handling.program, handling.evaluation);
    return [&, assessor](std::size_t at) {
      assessor->assess(std::move(batch[at]), [&](const DossierResult& result) {
        results[at].source = result.source().path();
        results[at].text = render(handling.program, result, handling.rendering);
        if (result.decision) results[at].verdict = result.decision->verdict;
        if (handling.recorder) results[at].record = handling.recorder->record(result);
      });
    };
  });
  return results;
}

/// A count on standard error that is overwritten, once the work has taken a second.
class Progress {
 public:
  explicit Progress(const Arguments& arguments)
      : is_wanted_(arguments.has(Option::kProgress) && !arguments.has(Option::kQuiet) &&
                   isatty(STDERR_FILENO) == 1) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void advance(std::size_t dossiers) {
    done_ += dossiers;
    const auto now = std::chrono::steady_clock::now();
    if (!is_wanted_ || now - started_ < std::chrono::seconds(1)) return;
    show_on_error(fmt::format("\r\x1b[K{} dossiers", done_));
    is_shown_ = true;
  }
  /// Before results are written, which may go to the same terminal.
  void clear() {
    if (is_shown_) show_on_error("\r\x1b[K");
    is_shown_ = false;
  }

 private:
  bool is_wanted_;
  bool is_shown_ = false;
  std::size_t done_ = 0;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

/// Writes results as they come: an array in json, one after the other otherwise.
class ResultWriter {
 public:
  ResultWriter(Output& output, Format format) : output_(output), format_(format) {}

  void write(const Rendered& result) {
    if (format_ == Format::kJson) {
      output_.write(count_ == 0 ? "[\n" : ",\n");
    } else if (format_ == Format::kText && count_ > 0) {
      output_.write("\n");
    }
    output_.write(result.text);
    ++count_;
  }
  void finish() {
    if (format_ == Format::kJson) output_.write(count_ == 0 ? "[]\n" : "\n]\n");
  }

 private:
  Output& output_;
  Format format_;
  std::size_t count_ = 0;
};

/// Records a group, and puts the receipts into its results. Anything but kOk: none of them may be
/// shown.
ExitStatus record_group(AuditRecorder& recorder, Format format, std::vector<Rendered>& results,
                        RecordNote& note) {
  std::vector<audit::DecisionRecord> records;
  records.reserve(results.size());
  for (Rendered& result : results) records.push_back(std::move(result.record));
  const audit::AppendOutcome outcome = recorder.append(records);
  const auto* recorded = std::get_if<audit::Recorded>(&outcome);
  if (recorded == nullptr) {
    for (const Rendered& result : results) {
      complain(fmt::format("{}: evaluated, but its verdict is withheld", result.source));
    }
    return fail_append(outcome);
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    const audit::Receipt& receipt = recorded->receipts[i];
    if (format != Format::kText) {
      set_receipt(results[i].text, receipt_json(receipt, recorded->checkpoint));
    }
    note.add(receipt.number.value_or(0));
  }
  note.checkpoint = recorded->checkpoint;
  return ExitStatus::kOk;
}

std::optional<Error> mistake_in_options(const Arguments& arguments) {
  const Format format = format_of(arguments);
  if (arguments.has(Option::kBrief) && format == Format::kText) {
    return Error{ErrorKind::kUsage, "`--brief` is for json and ndjson; text is brief by itself"};
  }
  if (arguments.has(Option::kVerbose) && format != Format::kText) {
    return Error{ErrorKind::kUsage,
                 "`--verbose` is for text; json and ndjson are full by themselves"};
  }
  if (arguments.has(Option::kWhatIf) && arguments.positionals().size() != 1) {
    return Error{ErrorKind::kUsage, "`--what-if` is asked of one dossier at a time"};
  }
  if (arguments.has(Option::kWhatIf) && arguments.has(Option::kAudit)) {
    return Error{ErrorKind::kUsage,
                 "a hypothesis is no verdict, and is not recorded: leave out "
                 "`--what-if` or `--audit`"};
  }
  return std::nullopt;
}

RenderOptions render_options(const Arguments& arguments) {
  RenderOptions options;
  options.format = format_of(arguments);
  if (arguments.has(Option::kBrief)) options.json = JsonDetail::kBrief;
  options.text.colour = colour_of(arguments, Stream::kOutput);
  if (arguments.has(Option::kVerbose)) options.text.detail = TextDetail::kAll;
  return options;
}

void write_footer(Output& output, const Program& program, const CheckTotals& totals,
                  const std::optional<RecordNote>& record, const Arguments& arguments,
                  const RenderOptions& rendering) {
  const bool is_wanted = rendering.format == Format::kText && !arguments.has(Option::kQuiet);
  if (!is_wanted || totals.dossiers() == 0) return;
  output.write("\n");
  output.write(check_footer_text(program, totals, record, rendering.text.colour));
}

/// One dossier with some facts changed; the status is that of the changed one.
ExitStatus check_what_if(const Arguments& arguments, const Program& program,
                         const EvaluateOptions& evaluation, const RenderOptions& rendering) {
  const Result<std::vector<JsonEdit>> edits = what_if_options(arguments);
  if (!edits) return fail(edits.error());
  Result<DossierInput> input = read_single_dossier(arguments.positionals().front());
  if (!input) return fail(input.error());
  Rendered rendered;
  const std::optional<Error> mistake =
      assess_what_if(program, evaluation, std::move(input).value(), edits.value(),
                     [&](const DossierResult& result) {
                       rendered.text = render(program, result, rendering);
                       if (result.decision) rendered.verdict = result.decision->verdict;
                     });
  if (mistake) return fail(*mistake);
  Result<Output> output = Output::open(arguments);
  if (!output) return fail(output.error());
  ResultWriter writer(output.value(), rendering.format);
  writer.write(rendered);
  writer.finish();
  CheckTotals totals;
  totals.add(rendered.verdict);
  std::optional<RecordNote> nothing;
  if (const auto log = chosen_log(arguments)) nothing.emplace(RecordNote{.log = *log});
  write_footer(output.value(), program, totals, nothing, arguments, rendering);
  return worse(status_of(rendered.verdict), output.value().finish());
}

}  // namespace

ExitStatus run_check(const Arguments& arguments) {
  if (const std::optional<Error> mistake = mistake_in_options(arguments)) return fail(*mistake);
  const Result<std::size_t> jobs = jobs_option(arguments);
  if (!jobs) return fail(jobs.error());
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  Result<EvaluateOptions> evaluation = evaluate_options(arguments, program.value());
  if (!evaluation) return fail(evaluation.error());
  const RenderOptions rendering = render_options(arguments);
  const std::optional<std::string> log = chosen_log(arguments);
  evaluation.value().with_trace = log || !arguments.has(Option::kBrief);
  if (arguments.has(Option::kWhatIf)) {
    return check_what_if(arguments, program.value(), evaluation.value(), rendering);
  }
  Result<Output> output = Output::open(arguments);
  if (!output) return fail(output.error());
  std::optional<AuditRecorder> recorder;
  std::optional<RecordNote> note;
  if (log) {
    Result<AuditRecorder> opened =
        AuditRecorder::open(arguments, *log, program.value(), evaluation.value());
    // Whatever is wrong with the log, the verdicts could not be recorded.
    if (!opened) return fail({ErrorKind::kInputOutput, opened.error().message});
    recorder.emplace(std::move(opened).value());
    note.emplace(RecordNote{.log = *log});
  }

  const Handling handling{program.value(), evaluation.value(), rendering, recorder};
  DossierStream dossiers(arguments.positionals());
  ResultWriter writer(output.value(), rendering.format);
  Progress progress(arguments);
  CheckTotals totals;
  ExitStatus status = ExitStatus::kOk;
  while (output.value().is_good()) {
    std::vector<DossierInput> batch = dossiers.next_batch(kBatchPerJob * jobs.value());
    if (batch.empty()) break;
    std::vector<Rendered> results = work_on(std::move(batch), handling, jobs.value());
    progress.clear();
    if (recorder) {
      const ExitStatus recorded = record_group(*recorder, rendering.format, results, *note);
      status = worse(status, recorded);
      if (recorded != ExitStatus::kOk) {
        complain("nothing after these was evaluated, since it could not be recorded");
        break;
      }
    }
    for (const Rendered& result : results) {
      writer.write(result);
      totals.add(result.verdict);
      status = worse(status, status_of(result.verdict));
    }
    output.value().flush();
    progress.advance(results.size());
  }
  progress.clear();
  writer.finish();
  write_footer(output.value(), program.value(), totals, note, arguments, rendering);
  return worse(worse(status, dossiers.status()), output.value().finish());
}

}  // namespace probity
