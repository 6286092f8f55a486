// From the bytes of a record back to the decision, for those who show or compare it. The record is
// given up at the first thing that is not as TRACE.md says.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/json_fields.h"
#include "report/trace_record.h"
#include "report/trace_record_names.h"
#include "support/sha256.h"

namespace probity {
/// Reads one record.
class RecordReader {
 public:
  RecordReader(const TraceReader& index, SourceId dossier)
      : index_(index), program_(index.program_), dossier_(dossier) {}

  Result<RecordedDecision> read(const JsonValue& root) {
    const std::uint32_t version = fields_.number(root, "trace_version");
    if (version != kTraceVersion) {
      fields_.fail(fmt::format("it is of version {}, and {} is read", version, kTraceVersion));
    }
    for (const JsonValue& file : fields_.list(root, "files")) read_file(file);
    RecordedDecision record;
    record.source = fields_.text(root, "source");
    if (const JsonValue* asked = fields_.find(root, "asked")) record.asked = read_asked(*asked);
    if (const JsonValue* decision = fields_.find(root, "decision")) {
      record.decision = read_decision(*decision);
      record.decision->readings = record.asked.readings;
    }
    for (const JsonValue& refusal : fields_.list(root, "refusals")) {
      record.refusals.push_back(read_refusal(refusal));
    }
    if (fields_.mistake().empty()) return record;
    return Error{ErrorKind::kInput, fmt::format("the trace cannot be read: {}", fields_.mistake())};
  }

 private:
  /// The index of the declaration with this name.
  template <typename Declarations>
  std::size_t named(const Declarations& declarations, const std::string& name) {
    const auto found = std::ranges::find_if(
        declarations, [&](const auto& declared) { return declared.name == name; });
    if (found != declarations.end()) return static_cast<std::size_t>(found - declarations.begin());
    fields_.fail(fmt::format("the rules do not have `{}`", name));
    return 0;
  }

  /// The enumerator that `name_of` calls `name`; they are numbered from 0 to `last`.
  template <typename Enum>
  Enum enumerator(const std::string& name, std::string_view (*name_of)(Enum), Enum last) {
    for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
      if (name_of(static_cast<Enum>(value)) == name) return static_cast<Enum>(value);
    }
    fields_.fail(fmt::format("`{}` is none of the words that stand there", name));
    return last;
  }
  Outcome outcome(const std::string& name) {
    return enumerator(name, outcome_name, Outcome::kUndetermined);
  }
  Verdict verdict(const std::string& name) {
    return enumerator(name, verdict_name, Verdict::kNonCompliant);
  }

  void read_file(const JsonValue& value) {
    const std::string sha256 = fields_.text(value, "sha256");
    const auto file = index_.files_.find(sha256);
    const bool is_known = file != index_.files_.end();
    if (!is_known) {
      fields_.fail(fmt::format("the rules do not have the file with SHA-256 {}", sha256));
    }
    files_.push_back(is_known ? file->second : SourceId());
  }

  Span place(const JsonValue& object, std::string_view key) {
    constexpr std::size_t kPlaceNumbers = 3;
    const std::vector<std::uint32_t> numbers = fields_.numbers(object, key, kPlaceNumbers);
    if (numbers[0] < files_.size()) return {files_[numbers[0]], numbers[1], numbers[2]};
    fields_.fail("a place is in a file that is not listed");
    return {};
  }
  Span dossier_place(const JsonValue& object) {
    const std::vector<std::uint32_t> numbers = fields_.numbers(object, "at", 2);
    return {dossier_, numbers[0], numbers[1]};
  }

  EvaluateOptions read_asked(const JsonValue& asked) {
    EvaluateOptions options;
    options.as_of = fields_.date(asked, "as_of");
    options.instruments = fields_.texts(asked, "instruments");
    for (const JsonMember& member : fields_.object(asked, "readings")) {
      const InterpretationId point(named(program_.interpretations, member.key));
      if (!fields_.mistake().empty()) break;
      const std::size_t reading = named(program_[point].readings, fields_.text_of(member.value));
      options.readings.push_back({point, static_cast<std::uint32_t>(reading)});
    }
    return options;
  }

  Diagnostic read_refusal(const JsonValue& refusal) {
    const std::string name = fields_.text(refusal, "code");
    const std::optional<Code> code = find_code(name);
    if (!code) fields_.fail(fmt::format("`{}` is no code", name));
    Diagnostic diagnostic{.code = code.value_or(Code{}),
                          .span = dossier_place(refusal),
                          .message = fields_.text(refusal, "message"),
                          .label = fields_.text(refusal, "label"),
                          .help = fields_.text(refusal, "help"),
                          .pointer = fields_.text(refusal, "pointer")};
    for (const JsonValue& label : fields_.list(refusal, "labels")) {
      diagnostic.labels.push_back({dossier_place(label), fields_.text(label, "text")});
    }
    return diagnostic;
  }

  Decision read_decision(const JsonValue& value) {
    Decision decision;
    decision.dossier = fields_.text(value, "dossier");
    decision.as_of = fields_.date(value, "as_of");
    decision.verdict = verdict(fields_.text(value, "verdict"));
    for (const JsonValue& instrument : fields_.list(value, "instruments")) {
      decision.instruments.push_back(read_instrument(instrument));
    }
    return decision;
  }

  InstrumentDecision read_instrument(const JsonValue& value) {
    InstrumentDecision instrument;
    instrument.instrument = fields_.text(value, "instrument");
    const auto found =
        std::ranges::find(program_.instruments, instrument.instrument, &Instrument::name);
    if (found != program_.instruments.end()) {
      instrument.id = InstrumentId(static_cast<std::size_t>(found - program_.instruments.begin()));
    }
    instrument.verdict = verdict(fields_.text(value, "verdict"));
    instrument.as_of = fields_.date(value, "as_of");
    instrument.by_derogation = fields_.flag(value, "by_derogation");
    for (const std::string& name : fields_.texts(value, "possible")) {
      instrument.possible.push_back(verdict(name));
    }
    instrument.missing = fields_.texts(value, "missing");
    instrument.settled_by = fields_.texts(value, "settled_by");
    instrument.readings = read_readings(value);
    instrument.reason = fields_.text(value, "reason");
    for (const JsonValue& figure : fields_.list(value, "figures")) {
      instrument.figures.push_back(
          {DefinitionId(named(program_.definitions, fields_.text(figure, "figure"))),
           {fields_.text(figure, "text"), fields_.text(figure, "exact"),
            fields_.flag(figure, "was_rounded")},
           fields_.texts(figure, "unknown")});
    }
    for (const JsonValue& finding : fields_.list(value, "findings")) {
      instrument.findings.push_back(read_finding(finding));
    }
    return instrument;
  }

  ReadingOutcomes read_readings(const JsonValue& value) {
    ReadingOutcomes readings;
    const JsonObject& points = fields_.object(value, "readings");
    for (const JsonMember& point : points) {
      for (const JsonMember& outcome :
           fields_.object(*fields_.find(value, "readings"), point.key)) {
        readings[point.key][outcome.key] = fields_.text_of(outcome.value);
      }
    }
    return readings;
  }

  ExceptionId read_exception(const JsonValue& value) {
    return ExceptionId(named(program_.exceptions, fields_.text(value, "exception")));
  }

  PrevalenceId read_prevalence(const JsonValue& value, std::string_view key) {
    if (fields_.find(value, key) == nullptr) return {};
    const Span span = place(value, key);
    const auto found = std::ranges::find(program_.prevalences, span, &Prevalence::span);
    if (found != program_.prevalences.end()) {
      return PrevalenceId(static_cast<std::size_t>(found - program_.prevalences.begin()));
    }
    fields_.fail(fmt::format("the rules have no precedence at byte {}", span.begin));
    return {};
  }

  Finding read_finding(const JsonValue& value) {
    Finding finding;
    finding.rule = RuleId(named(program_.rules, fields_.text(value, "rule")));
    finding.subject = fields_.text(value, "subject");
    finding.outcome = outcome(fields_.text(value, "outcome"));
    for (const std::string& name : fields_.texts(value, "possible")) {
      finding.possible.push_back(outcome(name));
    }
    finding.message = fields_.text(value, "message");
    for (const JsonValue& result : fields_.list(value, "exceptions")) {
      finding.exceptions.push_back({read_exception(result),
                                    enumerator(fields_.text(result, "outcome"),
                                               exception_outcome_name, ExceptionOutcome::kNotAsked),
                                    fields_.text(result, "note")});
    }
    finding.missing = fields_.texts(value, "missing");
    finding.settled_by = fields_.texts(value, "settled_by");
    finding.reasons = fields_.texts(value, "reasons");
    finding.readings = read_readings(value);
    for (const JsonValue& evidence : fields_.list(value, "evidence")) {
      finding.evidence.push_back(
          {fields_.text(evidence, "fact"), fields_.texts(evidence, "documents")});
    }
    finding.prevailing = read_prevalence(value, "prevailing");
    for (const JsonValue& clause : fields_.list(value, "trace")) {
      finding.trace.push_back(read_clause(clause));
    }
    return finding;
  }

  TraceClause read_clause(const JsonValue& value) {
    TraceClause clause;
    const std::string name = fields_.text(value, "clause");
    const auto* kind = std::ranges::find(kClauseNames, name);
    if (kind == kClauseNames.end()) {
      fields_.fail(fmt::format("`{}` is no clause", name));
      return clause;
    }
    clause.kind = static_cast<TraceClause::Kind>(kind - kClauseNames.begin());
    if (fields_.find(value, "exception") != nullptr) clause.exception = read_exception(value);
    clause.prevalence = read_prevalence(value, "prevalence");
    clause.truth = enumerator(fields_.text(value, "truth"), truth_name, Truth::kUnknown);
    const JsonList& steps = fields_.list(value, "steps");
    std::size_t next = 0;
    if (!steps.empty()) clause.root = read_step(steps, next);
    if (steps.empty() || next != steps.size()) fields_.fail("a clause has not one root");
    return clause;
  }

  /// The step at `next` and those below it; `next` is then the one after them.
  TraceNode read_step(const JsonList& steps, std::size_t& next) {
    const JsonValue& value = steps[next++];
    TraceNode step;
    const Span span = place(value, "at");
    const std::string form = fields_.text(value, "form");
    const auto node = index_.steps_.find({span.source, span.begin, span.end, form});
    if (node != index_.steps_.end()) {
      step.node = node->second;
    } else {
      fields_.fail(fmt::format("the rules have no `{}` at byte {}", form, span.begin));
    }
    step.value = fields_.text(value, "value");
    for (const JsonValue& fact : fields_.list(value, "facts")) {
      step.facts.push_back({fields_.text(fact, "pointer"), fields_.text(fact, "value")});
    }
    step.reason = fields_.text(value, "reason");
    step.row = fields_.number(value, "row");
    const std::uint32_t level = fields_.number(value, "level");
    while (next < steps.size() && fields_.number(steps[next], "level") == level + 1) {
      step.children.push_back(read_step(steps, next));
    }
    return step;
  }

  const TraceReader& index_;
  const Program& program_;
  SourceId dossier_;
  JsonFields fields_;
  std::vector<SourceId> files_;  ///< by their number in the record
};

TraceReader::TraceReader(const Program& program) : program_(program) {
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const Node& node = program.nodes[i];
    steps_.try_emplace({node.span.source, node.span.begin, node.span.end, step_form(node)},
                       NodeId(i));
  }
  for (std::size_t i = 0; i < program.sources.size(); ++i) {
    files_.emplace(sha256_hex(program.sources.at(SourceId(i)).bytes()), SourceId(i));
  }
}

Result<RecordedDecision> TraceReader::read(std::string_view bytes, SourceId dossier) const {
  const std::optional<JsonValue> root = parse_json(bytes);
  if (!root) return Error{ErrorKind::kInput, "the trace cannot be read: it is no JSON"};
  return RecordReader(*this, dossier).read(*root);
}

}  // namespace probity
