#include "cli/audit_record.h"

#include <algorithm>
#include <utility>

#include "cli/audit_log.h"
#include "report/json_report.h"

namespace probity {
namespace {

std::optional<std::string> day_text(const std::optional<Date>& date) {
  return date ? std::optional(date_text(*date)) : std::nullopt;
}

/// The reading of every contested point: the one that was asked for, else the declared one.
std::map<std::string, std::string> readings_of(const Program& program,
                                               const EvaluateOptions& options) {
  std::map<std::string, std::string> readings;
  for (const Interpretation& point : program.interpretations) {
    readings[point.name] = point.readings[point.default_reading].name;
  }
  for (const ReadingCondition& chosen : options.readings) {
    const Interpretation& point = program[chosen.interpretation];
    readings[point.name] = point.readings[chosen.reading].name;
  }
  return readings;
}

/// The exception that excused the finding.
std::optional<std::string> excusing(const Program& program, const Finding& finding) {
  const auto found =
      std::ranges::find(finding.exceptions, ExceptionOutcome::kTrue, &ExceptionResult::outcome);
  if (finding.outcome != Outcome::kExcused || found == finding.exceptions.end()) {
    return std::nullopt;
  }
  return program[found->exception].name;
}

}  // namespace

audit::RuleSetRecord rule_set_record(const Program& program) {
  audit::RuleSetRecord record{
      program.identity.name, program.identity.version, program.identity.sha256, {}};
  for (std::size_t i = 0; i < program.sources.size(); ++i) {
    const SourceText& source = program.sources.at(SourceId(i));
    record.files.push_back({source.path(), source.bytes()});
  }
  return record;
}

Result<AuditRecorder> AuditRecorder::open(const Arguments& arguments, const std::string& log,
                                          const Program& program, const EvaluateOptions& options) {
  Result<audit::LogWriter> writer = open_log_writer(arguments, log);
  if (!writer) return writer.error();
  Result<audit::EngineIdentity> engine = engine_identity();
  if (!engine) return engine.error();
  return AuditRecorder(std::move(writer).value(), program, options, std::move(engine).value());
}

AuditRecorder::AuditRecorder(audit::LogWriter writer, const Program& program,
                             const EvaluateOptions& options, audit::EngineIdentity engine)
    : writer_(std::move(writer)),
      options_(options),
      recorder_(program),
      rule_set_(rule_set_record(program)),
      context_{std::move(engine), readings_of(program, options), operator_name()} {}

audit::DecisionRecord AuditRecorder::record(const DossierResult& result) const {
  audit::DecisionRecord record;
  record.kind = audit::DecisionKind::kRejected;
  record.dossier_bytes = result.source().bytes();
  record.trace = recorder_.encode(result, options_);
  record.trace_version = kTraceVersion;
  if (!result.decision) return record;
  const Program& program = recorder_.program();
  record.kind = audit::DecisionKind::kVerdict;
  record.dossier = result.decision->dossier;
  record.as_of = day_text(result.decision->as_of);
  record.verdict = verdict_name(result.decision->verdict);
  for (const InstrumentDecision& instrument : result.decision->instruments) {
    record.instruments.push_back({instrument.instrument,
                                  std::string(verdict_name(instrument.verdict)),
                                  day_text(instrument.as_of)});
    for (const Finding& finding : instrument.findings) {
      record.findings.push_back({instrument.instrument, program[finding.rule].name, finding.subject,
                                 std::string(outcome_name(finding.outcome)),
                                 excusing(program, finding)});
    }
  }
  return record;
}

audit::AppendOutcome AuditRecorder::append(std::span<const audit::DecisionRecord> records) {
  return writer_.append(rule_set_, context_, records);
}

std::string receipt_json(const audit::Receipt& receipt, const std::string& checkpoint) {
  JsonReport writer(JsonLayout::kOneLine);
  writer.begin_object();
  writer.key("number");
  if (receipt.number) {
    writer.number(*receipt.number);
  } else {
    writer.null();
  }
  writer.key("index").number(receipt.index);
  writer.key("leaf").string(audit::to_hex(receipt.leaf));
  writer.key("recorded_at").string(receipt.recorded_at);
  writer.key("checkpoint").string(checkpoint);
  writer.end_object();
  return writer.take();
}

}  // namespace probity
