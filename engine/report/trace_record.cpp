#include "report/trace_record.h"

#include <algorithm>

#include "report/check_json.h"
#include "report/json_report.h"
#include "report/trace_record_names.h"
#include "support/sha256.h"

namespace probity {
namespace {

/// Writes one record. What is empty is left out; the reader takes it for empty.
class RecordWriter {
 public:
  RecordWriter(const Program& program, const std::vector<std::string>& digests)
      : program_(program), digests_(digests), numbers_(digests.size(), kUnnumbered) {}

  std::string write(const DossierResult& result, const EvaluateOptions& options) {
    json_.begin_object();
    json_.key("trace_version").number(kTraceVersion);
    json_.key("source").string(result.source().path());
    write_asked(options);
    if (result.decision) {
      json_.key("decision");
      write_decision(*result.decision);
    } else {
      json_.key("refusals").begin_array();
      for (const Diagnostic& refusal : result.refusals) write_refusal(refusal);
      json_.end_array();
    }
    write_files();
    json_.end_object();
    return json_.take();
  }

 private:
  static constexpr std::size_t kUnnumbered = static_cast<std::size_t>(-1);

  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) json_.key(key).string(value);
  }
  void flag(std::string_view key, bool value) {
    if (value) json_.key(key).boolean(true);
  }
  void date(std::string_view key, const std::optional<Date>& value) {
    if (value) json_.key(key).string(date_text(*value));
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    json_.key(key);
    write_strings(json_, values);
  }
  /// A list of objects, each written by `write`.
  template <typename Values, typename Write>
  void list(std::string_view key, const Values& values, Write write) {
    if (values.empty()) return;
    json_.key(key).begin_array();
    for (const auto& value : values) write(value);
    json_.end_array();
  }
  void place(std::string_view key, Span span) {
    std::size_t& number = numbers_[span.source.index()];
    if (number == kUnnumbered) {
      number = files_.size();
      files_.push_back(span.source);
    }
    json_.key(key).begin_array();
    json_.number(number).number(span.begin).number(span.end);
    json_.end_array();
  }

  void write_asked(const EvaluateOptions& options) {
    json_.key("asked").begin_object();
    date("as_of", options.as_of);
    texts("instruments", options.instruments);
    if (!options.readings.empty()) {
      json_.key("readings").begin_object();
      for (const ReadingCondition& reading : options.readings) {
        const Interpretation& point = program_[reading.interpretation];
        json_.key(point.name).string(point.readings[reading.reading].name);
      }
      json_.end_object();
    }
    json_.end_object();
  }

  void write_refusal(const Diagnostic& refusal) {
    json_.begin_object();
    text("code", entry(refusal.code).text);
    text("message", refusal.message);
    text("pointer", refusal.pointer);
    text("help", refusal.help);
    text("label", refusal.label);
    json_.key("at").begin_array();
    json_.number(refusal.span.begin).number(refusal.span.end).end_array();
    list("labels", refusal.labels, [&](const Label& label) {
      json_.begin_object();
      text("text", label.text);
      json_.key("at").begin_array();
      json_.number(label.span.begin).number(label.span.end).end_array();
      json_.end_object();
    });
    json_.end_object();
  }

  void write_decision(const Decision& decision) {
    json_.begin_object();
    text("dossier", decision.dossier);
    date("as_of", decision.as_of);
    text("verdict", verdict_name(decision.verdict));
    list("instruments", decision.instruments,
         [&](const InstrumentDecision& instrument) { write_instrument(instrument); });
    json_.end_object();
  }

  void write_instrument(const InstrumentDecision& instrument) {
    json_.begin_object();
    text("instrument", instrument.instrument);
    text("verdict", verdict_name(instrument.verdict));
    date("as_of", instrument.as_of);
    flag("by_derogation", instrument.by_derogation);
    list("possible", instrument.possible,
         [&](Verdict verdict) { json_.string(verdict_name(verdict)); });
    texts("missing", instrument.missing);
    texts("settled_by", instrument.settled_by);
    readings(instrument.readings);
    text("reason", instrument.reason);
    list("figures", instrument.figures, [&](const FigureResult& figure) { write_figure(figure); });
    list("findings", instrument.findings, [&](const Finding& finding) { write_finding(finding); });
    json_.end_object();
  }

  void readings(const ReadingOutcomes& readings) {
    if (readings.empty()) return;
    json_.key("readings").begin_object();
    for (const auto& [interpretation, outcomes] : readings) {
      json_.key(interpretation).begin_object();
      for (const auto& [reading, outcome] : outcomes) json_.key(reading).string(outcome);
      json_.end_object();
    }
    json_.end_object();
  }

  void write_figure(const FigureResult& figure) {
    json_.begin_object();
    text("figure", program_[figure.figure].name);
    text("text", figure.value.text);
    text("exact", figure.value.exact);
    flag("was_rounded", figure.value.was_rounded);
    texts("unknown", figure.unknown);
    json_.end_object();
  }

  void write_finding(const Finding& finding) {
    json_.begin_object();
    text("rule", program_[finding.rule].name);
    text("subject", finding.subject);
    text("outcome", outcome_name(finding.outcome));
    list("possible", finding.possible,
         [&](Outcome outcome) { json_.string(outcome_name(outcome)); });
    text("message", finding.message);
    list("exceptions", finding.exceptions, [&](const ExceptionResult& result) {
      json_.begin_object();
      text("exception", program_[result.exception].name);
      text("outcome", exception_outcome_name(result.outcome));
      text("note", result.note);
      json_.end_object();
    });
    texts("missing", finding.missing);
    texts("settled_by", finding.settled_by);
    texts("reasons", finding.reasons);
    readings(finding.readings);
    list("evidence", finding.evidence, [&](const EvidenceResult& evidence) {
      json_.begin_object();
      text("fact", evidence.fact);
      texts("documents", evidence.documents);
      json_.end_object();
    });
    if (finding.prevailing.is_present()) place("prevailing", program_[finding.prevailing].span);
    list("trace", finding.trace, [&](const TraceClause& clause) { write_clause(clause); });
    json_.end_object();
  }

  void write_clause(const TraceClause& clause) {
    json_.begin_object();
    text("clause", kClauseNames[static_cast<std::size_t>(clause.kind)]);
    if (clause.exception.is_present()) text("exception", program_[clause.exception].name);
    if (clause.prevalence.is_present()) place("prevalence", program_[clause.prevalence].span);
    text("truth", truth_name(clause.truth));
    json_.key("steps").begin_array();
    write_steps(clause.root, 0);
    json_.end_array();
    json_.end_object();
  }

  /// A step before those below it, so that the depth of a reasoning is no depth of the JSON.
  void write_steps(const TraceNode& step, std::uint64_t level) {
    json_.begin_object();
    json_.key("level").number(level);
    place("at", program_[step.node].span);
    text("form", step_form(program_[step.node]));
    text("value", step.value);
    list("facts", step.facts, [&](const FactRead& fact) {
      json_.begin_object();
      text("pointer", fact.pointer);
      text("value", fact.value);
      json_.end_object();
    });
    text("reason", step.reason);
    if (step.row != 0) json_.key("row").number(step.row);
    json_.end_object();
    for (const TraceNode& child : step.children) write_steps(child, level + 1);
  }

  /// Those that places refer to, by their number.
  void write_files() {
    list("files", files_, [&](SourceId file) {
      json_.begin_object();
      text("path", program_.sources.at(file).path());
      text("sha256", digests_[file.index()]);
      json_.end_object();
    });
  }

  const Program& program_;
  const std::vector<std::string>& digests_;
  JsonReport json_{JsonLayout::kOneLine};
  std::vector<std::size_t> numbers_;  ///< by source
  std::vector<SourceId> files_;       ///< by number
};

}  // namespace

TraceRecorder::TraceRecorder(const Program& program) : program_(program) {
  for (std::size_t i = 0; i < program.sources.size(); ++i) {
    digests_.push_back(sha256_hex(program.sources.at(SourceId(i)).bytes()));
  }
}

std::string TraceRecorder::encode(const DossierResult& result,
                                  const EvaluateOptions& options) const {
  return RecordWriter(program_, digests_).write(result, options);
}

}  // namespace probity
