#include "report/check_json.h"

#include "report/comply_report.h"
#include "report/what_if_report.h"
#include "report/wording.h"

namespace probity {
namespace {

void write_date(JsonReport& writer, const std::optional<Date>& date) {
  if (date) {
    writer.string(date_text(*date));
  } else {
    writer.null();
  }
}

template <class Names, class NameOf>
void write_names(JsonReport& writer, const Names& names, NameOf name_of) {
  writer.begin_array();
  for (const auto& name : names) writer.string(name_of(name));
  writer.end_array();
}

void write_readings(JsonReport& writer, const ReadingOutcomes& readings) {
  writer.begin_object();
  for (const auto& [interpretation, outcomes] : readings) {
    writer.key(interpretation).begin_object();
    for (const auto& [reading, outcome] : outcomes) writer.key(reading).string(outcome);
    writer.end_object();
  }
  writer.end_object();
}

void write_figures(JsonReport& writer, const Program& program,
                   const std::vector<FigureResult>& figures) {
  writer.begin_object();
  for (const FigureResult& figure : figures) {
    writer.key(program[figure.figure].name).begin_object();
    const bool is_known = figure.unknown.empty() && figure.value.text != "unknown";
    writer.key("value");
    write_optional(writer, is_known ? figure.value.text : "");
    writer.key("exact");
    write_optional(writer, is_known ? figure.value.exact : "");
    writer.key("unknown");
    write_strings(writer, figure.unknown);
    writer.end_object();
  }
  writer.end_object();
}

void write_exceptions(JsonReport& writer, const Program& program,
                      const std::vector<ExceptionResult>& exceptions) {
  writer.begin_array();
  for (const ExceptionResult& result : exceptions) {
    const Exception& exception = program[result.exception];
    writer.begin_object();
    writer.key("name").string(exception.name);
    writer.key("title").string(exception.title);
    writer.key("law");
    write_laws(writer, program, exception.laws);
    writer.key("until");
    write_date(writer, exception.effective.until);
    writer.key("outcome").string(exception_outcome_name(result.outcome));
    writer.end_object();
  }
  writer.end_array();
}

void write_evidence(JsonReport& writer, const std::vector<EvidenceResult>& evidence) {
  writer.begin_array();
  for (const EvidenceResult& item : evidence) {
    writer.begin_object();
    writer.key("fact").string(item.fact);
    writer.key("documents");
    write_strings(writer, item.documents);
    writer.end_object();
  }
  writer.end_array();
}

void write_step(JsonReport& writer, const Program& program, const TraceNode& step) {
  const Span span = program[step.node].span;
  writer.begin_object();
  writer.key("text").string(node_text(program, step.node));
  const SourceText& source = program.sources.at(span.source);
  const Position position = source.position(span.begin);
  writer.key("span").begin_object();
  writer.key("file").string(source.path());
  writer.key("line").number(position.line);
  writer.key("column").number(position.column);
  writer.end_object();
  writer.key("value").string(step.value);
  writer.key("facts").begin_array();
  for (const FactRead& fact : step.facts) {
    writer.begin_object();
    writer.key("pointer").string(fact.pointer);
    writer.key("value").string(fact.value);
    writer.end_object();
  }
  writer.end_array();
  if (!step.reason.empty()) writer.key("reason").string(step.reason);
  if (step.row != 0) writer.key("row").number(step.row);
  writer.key("children").begin_array();
  for (const TraceNode& child : step.children) write_step(writer, program, child);
  writer.end_array();
  writer.end_object();
}

std::string clause_name(const Program& program, const TraceClause& clause) {
  switch (clause.kind) {
    case TraceClause::Kind::kApplies:
      return "applies when";
    case TraceClause::Kind::kRequires:
      return "requires";
    case TraceClause::Kind::kException:
      return exception_words(program, program[clause.exception]);
    case TraceClause::Kind::kWinnerApplies:
    case TraceClause::Kind::kPrevails:
      return prevalence_words(program, clause);
  }
  return "";
}

void write_finding(JsonReport& writer, const Program& program, const Finding& finding,
                   JsonDetail detail) {
  const Rule& rule = program[finding.rule];
  writer.begin_object();
  writer.key("rule").string(rule.name);
  writer.key("outcome").string(outcome_name(finding.outcome));
  writer.key("subject").string(finding.subject);
  writer.key("title").string(rule.title);
  writer.key("law");
  write_laws(writer, program, rule.laws);
  writer.key("message").string(finding.message);
  writer.key("exceptions");
  write_exceptions(writer, program, finding.exceptions);
  writer.key("possible");
  write_names(writer, finding.possible, outcome_name);
  writer.key("missing");
  write_strings(writer, finding.missing);
  writer.key("settled_by");
  write_strings(writer, finding.settled_by);
  if (!finding.reasons.empty()) {
    writer.key("reasons");
    write_strings(writer, finding.reasons);
  }
  if (!finding.readings.empty()) {
    writer.key("readings");
    write_readings(writer, finding.readings);
  }
  writer.key("evidence");
  write_evidence(writer, finding.evidence);
  if (detail == JsonDetail::kFull) {
    writer.key("trace");
    write_trace(writer, program, finding);
  }
  writer.end_object();
}

/// What an officer must look at.
bool is_brief_finding(const Finding& finding) {
  return finding.outcome == Outcome::kViolated || finding.outcome == Outcome::kUndetermined ||
         finding.outcome == Outcome::kExcused;
}

void write_instrument(JsonReport& writer, const Program& program,
                      const InstrumentDecision& instrument, JsonDetail detail) {
  writer.begin_object();
  writer.key("instrument").string(instrument.instrument);
  writer.key("verdict").string(verdict_name(instrument.verdict));
  writer.key("as_of");
  write_date(writer, instrument.as_of);
  writer.key("by_derogation").boolean(instrument.by_derogation);
  writer.key("possible");
  write_names(writer, instrument.possible, verdict_name);
  writer.key("missing");
  write_strings(writer, instrument.missing);
  writer.key("settled_by");
  write_strings(writer, instrument.settled_by);
  writer.key("readings");
  write_readings(writer, instrument.readings);
  if (!instrument.reason.empty()) writer.key("reason").string(instrument.reason);
  writer.key("figures");
  write_figures(writer, program, instrument.figures);
  writer.key("findings").begin_array();
  for (const Finding& finding : instrument.findings) {
    if (detail == JsonDetail::kFull || is_brief_finding(finding)) {
      write_finding(writer, program, finding, detail);
    }
  }
  writer.end_array();
  writer.end_object();
}

/// The key `what_if` of a dossier that was evaluated with other facts than those on file.
void write_what_if(JsonReport& writer, const Program& program, const DossierResult& result) {
  if (!result.hypothesis) return;
  writer.key("what_if");
  write_hypothesis(writer, program, *result.hypothesis,
                   result.decision ? HypothesisState::kEvaluated : HypothesisState::kRefused);
}

}  // namespace

void write_trace(JsonReport& writer, const Program& program, const Finding& finding) {
  writer.begin_array();
  for (const TraceClause& clause : finding.trace) {
    writer.begin_object();
    writer.key("clause").string(clause_name(program, clause));
    writer.key("truth").string(truth_name(clause.truth));
    writer.key("root");
    write_step(writer, program, clause.root);
    writer.end_object();
  }
  writer.end_array();
}

void write_rule_set(JsonReport& writer, const Program& program) {
  writer.begin_object();
  writer.key("name").string(program.identity.name);
  writer.key("version").string(program.identity.version);
  writer.key("sha256").string(program.identity.sha256);
  writer.end_object();
}

void write_laws(JsonReport& writer, const Program& program, const std::vector<Citation>& laws) {
  writer.begin_array();
  for (const Citation& citation : laws) {
    const Act& act = program[citation.act];
    writer.begin_object();
    writer.key("act").string(act.celex.empty() ? act.name : act.celex);
    writer.key("reference").string(citation.reference);
    writer.key("eli");
    write_optional(writer, act.eli);
    writer.end_object();
  }
  writer.end_array();
}

void write_strings(JsonReport& writer, const std::vector<std::string>& strings) {
  write_names(writer, strings, [](const std::string& text) { return std::string_view(text); });
}

void write_refusals(JsonReport& writer, const DossierResult& result) {
  writer.begin_array();
  for (const Diagnostic& refusal : result.refusals) {
    const Position position = result.source().position(refusal.span.begin);
    writer.begin_object();
    writer.key("code").string(entry(refusal.code).text);
    writer.key("message").string(refusal.message);
    writer.key("pointer").string(refusal.pointer);
    writer.key("line").number(position.line);
    writer.key("column").number(position.column);
    if (!refusal.help.empty()) writer.key("advice").string(refusal.help);
    writer.end_object();
  }
  writer.end_array();
}

void write_optional(JsonReport& writer, const std::string& text) {
  if (text.empty()) {
    writer.null();
  } else {
    writer.string(text);
  }
}

std::string check_json(const Program& program, const DossierResult& result, JsonDetail detail,
                       JsonLayout layout) {
  JsonReport writer(layout);
  const Decision* decision = result.decision ? &*result.decision : nullptr;
  writer.begin_object();
  writer.key("dossier");
  if (decision == nullptr) {
    writer.null();
  } else {
    writer.string(decision->dossier);
  }
  writer.key("source").string(result.source().path());
  writer.key("sha256");
  write_optional(writer, result.sha256);
  write_what_if(writer, program, result);
  writer.key("rules");
  write_rule_set(writer, program);
  writer.key("engine").string(PROBITY_VERSION);
  writer.key("as_of");
  write_date(writer, decision == nullptr ? std::nullopt : decision->as_of);
  if (decision != nullptr && !decision->readings.empty()) {
    writer.key("chosen_readings").begin_object();
    for (const ReadingCondition& chosen : decision->readings) {
      const Interpretation& point = program[chosen.interpretation];
      writer.key(point.name).string(point.readings[chosen.reading].name);
    }
    writer.end_object();
  }
  writer.key("verdict");
  write_optional(writer, decision == nullptr ? "" : std::string(verdict_name(decision->verdict)));
  writer.key("instruments").begin_array();
  if (decision != nullptr) {
    for (const InstrumentDecision& instrument : decision->instruments) {
      write_instrument(writer, program, instrument, detail);
    }
  }
  writer.end_array();
  writer.key("receipt").null();
  writer.key("rejected");
  if (decision == nullptr) {
    write_refusals(writer, result);
  } else {
    writer.null();
  }
  writer.end_object();
  return writer.take();
}

void set_receipt(std::string& text, std::string_view receipt) {
  // Inside a text a quotation mark is escaped, so that this is the key and nothing else.
  constexpr std::string_view kKey = "\"receipt\":";
  constexpr std::string_view kNull = "null";
  const std::size_t place = text.find(kNull, text.rfind(kKey) + kKey.size());
  text.replace(place, kNull.size(), receipt);
}

std::string explain_finding_json(const Program& program, const DossierResult& result, RuleId rule) {
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  writer.key("dossier");
  if (result.decision) {
    writer.string(result.decision->dossier);
  } else {
    writer.null();
  }
  writer.key("source").string(result.source().path());
  write_what_if(writer, program, result);
  writer.key("rule").string(program[rule].name);
  writer.key("instruments").begin_array();
  if (result.decision) {
    for (const InstrumentDecision& instrument : result.decision->instruments) {
      writer.begin_object();
      writer.key("instrument").string(instrument.instrument);
      writer.key("as_of");
      write_date(writer, instrument.as_of);
      writer.key("findings").begin_array();
      for (const Finding& finding : instrument.findings) {
        if (finding.rule == rule) write_finding(writer, program, finding, JsonDetail::kFull);
      }
      writer.end_array();
      writer.end_object();
    }
  }
  writer.end_array();
  if (result.decision && result.compliance) {
    writer.key("to_comply");
    write_compliance(writer, program, *result.decision, *result.compliance);
  }
  writer.key("rejected");
  if (result.decision) {
    writer.null();
  } else {
    write_refusals(writer, result);
  }
  writer.end_object();
  return writer.take();
}

}  // namespace probity
