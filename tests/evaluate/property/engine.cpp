#include "tests/evaluate/property/engine.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/check.h"
#include "diagnostics/diagnostic.h"
#include "syntax/parser.h"

namespace probity::property {
namespace {

std::string lines_of(const Diagnostics& diagnostics, const SourceMap* sources) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    std::string found;
    if (sources != nullptr && diagnostic.span.source.is_present()) {
      found = fmt::format(" at `{}`", sources->text(diagnostic.span));
    }
    lines += fmt::format("{} {}{}{}\n", entry(diagnostic.code).text, diagnostic.pointer,
                         diagnostic.message, found);
  }
  return lines;
}

std::string text_of(const TraceNode& node) {
  std::string text = fmt::format("({} {} {}", node.node.value, node.value, node.reason);
  for (const FactRead& fact : node.facts) text += fmt::format(" {}={}", fact.pointer, fact.value);
  for (const TraceNode& child : node.children) text += text_of(child);
  return text + ")";
}

template <class Enum>
std::string numbers(const std::vector<Enum>& values) {
  std::string text;
  for (const Enum value : values) text += fmt::format("{} ", static_cast<int>(value));
  return text;
}

std::string text_of(const Finding& finding, bool with_trace) {
  std::string text = fmt::format(
      "  rule {} {} `{}` possible {} `{}` missing {} settled by {} because {}\n",
      finding.rule.value, outcome_name(finding.outcome), finding.subject, numbers(finding.possible),
      finding.message, finding.missing, finding.settled_by, finding.reasons);
  for (const ExceptionResult& exception : finding.exceptions) {
    text += fmt::format("    exception {} {} `{}`\n", exception.exception.value,
                        exception_outcome_name(exception.outcome), exception.note);
  }
  for (const auto& [point, outcomes] : finding.readings) {
    for (const auto& [reading, outcome] : outcomes) {
      text += fmt::format("    {} {} {}\n", point, reading, outcome);
    }
  }
  for (const EvidenceResult& evidence : finding.evidence) {
    text += fmt::format("    evidence {} {}\n", evidence.fact, evidence.documents);
  }
  if (!with_trace) return text;
  for (const TraceClause& clause : finding.trace) {
    text += fmt::format("    {} {} {} {}\n", static_cast<int>(clause.kind), clause.exception.value,
                        static_cast<int>(clause.truth), text_of(clause.root));
  }
  return text;
}

}  // namespace

CheckedRules check_files(const RuleFiles& files) {
  CheckedRules checked;
  Diagnostics diagnostics;
  RuleSetText text;
  std::string manifest =
      "ruleset generated \"Generated rules\" version \"1\"\n\nincludes vocabulary, main, later\n";
  const SourceId manifest_id =
      text.sources.add(SourceText("generated.ruleset", std::move(manifest)));
  if (auto read = parse_manifest(text.sources.at(manifest_id), manifest_id, diagnostics)) {
    text.manifest = *read;
  }
  for (const RuleFile& file : files) {
    const SourceId id = text.sources.add(SourceText(file.path, text_of(file)));
    text.files.push_back(parse_rule_file(text.sources.at(id), id, diagnostics));
  }
  checked.program = check_rule_set(text, diagnostics);
  checked.diagnostics = lines_of(diagnostics, &text.sources);
  return checked;
}

void Engine::load_facts(const std::string& json) {
  Diagnostics diagnostics;
  const SourceText source("generated.json", json);
  if (!loader_.load(source, SourceId(std::uint32_t{0}), facts_, diagnostics)) {
    throw DossierRefused(lines_of(diagnostics, nullptr));
  }
}

reference::FactTree Engine::load(const std::string& json) {
  load_facts(json);
  return reference::read_facts(program_.vocabulary, facts_);
}

Decision Engine::decide(const std::string& json, bool with_trace) {
  load_facts(json);
  EvaluateOptions options;
  options.with_trace = with_trace;
  return evaluate(program_, facts_, options);
}

std::string text_of(const Decision& decision, bool with_trace) {
  std::string text = fmt::format("{} {} {}\n", decision.dossier, verdict_name(decision.verdict),
                                 decision.as_of ? date_text(*decision.as_of) : "");
  for (const InstrumentDecision& instrument : decision.instruments) {
    text += fmt::format("{} {} {} derogation {} possible {} missing {} settled by {} `{}`\n",
                        instrument.instrument, verdict_name(instrument.verdict),
                        instrument.as_of ? date_text(*instrument.as_of) : "",
                        instrument.by_derogation, numbers(instrument.possible), instrument.missing,
                        instrument.settled_by, instrument.reason);
    for (const auto& [point, outcomes] : instrument.readings) {
      for (const auto& [reading, outcome] : outcomes) {
        text += fmt::format("  {} {} {}\n", point, reading, outcome);
      }
    }
    for (const FigureResult& figure : instrument.figures) {
      text += fmt::format("  figure {} {} {} {}\n", figure.figure.value, figure.value.text,
                          figure.value.exact, figure.unknown);
    }
    for (const Finding& finding : instrument.findings) text += text_of(finding, with_trace);
  }
  return text;
}

}  // namespace probity::property
