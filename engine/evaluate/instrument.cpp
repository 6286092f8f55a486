#include "evaluate/instrument.h"

#include <algorithm>
#include <utility>

#include "evaluate/findings.h"
#include "evaluate/force.h"
#include "evaluate/print.h"
#include "evaluate/verdict.h"

namespace probity {

namespace {

bool belongs_to(const std::vector<InstrumentId>& instruments, InstrumentId instrument) {
  return std::ranges::find(instruments, instrument) != instruments.end();
}

bool is_idle(Outcome outcome) {
  return outcome == Outcome::kNotApplicable || outcome == Outcome::kNotInForce;
}

/// What is open in the instrument, from what is open in its findings.
class OpenVerdict {
 public:
  explicit OpenVerdict(const std::vector<OutcomeSet>& findings) : findings_(findings) {}

  void add(OutcomeSet finding, const OpenFacts& open) {
    // One that surely applies has no way out, and closes that of the instrument.
    if (!is_idle(finding.outcome())) idling_.push_back(open.idling);
    if (!can_change_verdict(finding, findings_)) return;
    for (const MissingFact& fact : open.missing) {
      const auto same = std::ranges::find(missing_, fact.path, &MissingFact::path);
      if (same == missing_.end()) missing_.push_back(fact);
    }
    violating_.insert(violating_.end(), open.violating.begin(), open.violating.end());
    if (finding.has(Outcome::kViolated)) clearing_.push_back(open.clearing);
    passing_.insert(passing_.end(), open.passing.begin(), open.passing.end());
  }

  void finish(Machine& machine, InstrumentDecision& decision) {
    const Places& places = machine.places();
    sort_missing(places, missing_);
    for (const MissingFact& fact : missing_) decision.missing.push_back(places.pointer(fact.path));
    std::vector<FactSet> settling = violating_;
    const bool surely_passes = std::ranges::any_of(findings_, [](OutcomeSet set) {
      return set.outcome() == Outcome::kSatisfied || set.outcome() == Outcome::kExcused;
    });
    std::vector<std::vector<FactSet>> to_compliance = clearing_;
    if (!surely_passes) to_compliance.push_back(passing_);
    const std::vector<FactSet> compliant = cross(to_compliance);
    settling.insert(settling.end(), compliant.begin(), compliant.end());
    const std::vector<FactSet> not_applicable = cross(idling_);
    settling.insert(settling.end(), not_applicable.begin(), not_applicable.end());
    decision.settled_by = smallest_set(places, missing_, settling);
  }

 private:
  const std::vector<OutcomeSet>& findings_;
  std::vector<MissingFact> missing_;
  std::vector<FactSet> violating_;
  std::vector<std::vector<FactSet>> clearing_;
  std::vector<FactSet> passing_;
  std::vector<std::vector<FactSet>> idling_;
};

std::vector<FigureResult> figures(Machine& machine, InstrumentId instrument) {
  std::vector<FigureResult> results;
  const Program& program = machine.program();
  machine.set_frame_serial(0);
  for (std::size_t i = 0; i < program.definitions.size(); ++i) {
    const Definition& definition = program.definitions[i];
    if (!definition.is_figure || !belongs_to(definition.instruments, instrument) ||
        !have_values(machine, definition.parameters_needed)) {
      continue;
    }
    const Value value = machine.brought_to_one(machine.evaluate(definition.body));
    FigureResult result{DefinitionId(i), figure_text(machine, value, definition.type), {}};
    std::vector<MissingFact> missing;
    const CauseId cause = cause_of(machine, value);
    if (cause.is_present()) machine.causes().collect(cause, missing);
    sort_missing(machine.places(), missing);
    for (const MissingFact& fact : missing) {
      result.unknown.push_back(machine.places().pointer(fact.path));
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace

CauseId set_reference_date(Machine& machine, InstrumentId instrument,
                           const EvaluateOptions& options) {
  machine.set_reference_date(options.as_of);
  if (options.as_of) return {};
  machine.set_frame_serial(0);
  const Value day = machine.evaluate(machine.program()[instrument].reference_date);
  if (const Date* known = std::get_if<Date>(&day)) {
    machine.set_reference_date(*known);
    return {};
  }
  return cause_of(machine, day);
}

InstrumentDecision decide(Machine& machine, InstrumentId instrument, const Tested& applies,
                          const Readings& defaults, const EvaluateOptions& options,
                          const Evidence& evidence) {
  const Program& program = machine.program();
  InstrumentDecision decision;
  decision.instrument = program[instrument].name;
  decision.id = instrument;
  decision.as_of = machine.reference_date();
  if (applies.truth == Truth::kFalse) {
    decision.verdict = Verdict::kNotApplicable;
    decision.possible = {decision.verdict};
    return decision;
  }
  const Scene scene{instrument, applies, options.with_trace, options.as_of};
  std::vector<RuleId> rules;
  std::vector<std::vector<Assessment>> assessments;
  std::vector<OutcomeSet> outcomes;
  std::vector<Look> looks;
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    if (!belongs_to(program.rules[i].instruments, instrument)) continue;
    rules.emplace_back(i);
    machine.forget_asked();
    assessments.push_back(assess(machine, RuleId(i), scene));
    Look& look = looks.emplace_back();
    look.asked = machine.asked();
    for (const Assessment& assessment : assessments.back()) {
      outcomes.push_back(assessment.possible);
      look.findings.push_back({assessment.subject, assessment.possible});
    }
  }
  decision.verdict = verdict_of(outcomes, applies.truth);
  decision.possible = possible_verdicts(outcomes, applies.truth);
  if (rules.empty()) decision.reason = "the rule set has no rules for this instrument";

  OpenVerdict open_verdict(outcomes);
  std::vector<RuleReadings> readings;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    readings.emplace_back(machine, rules[i], scene, defaults, std::move(looks[i]));
    for (std::size_t k = 0; k < assessments[i].size(); ++k) {
      const Assessment& assessment = assessments[i][k];
      const OpenFacts open = open_facts(machine, assessment);
      open_verdict.add(assessment.possible, open);
      Finding finding = describe(machine, rules[i], assessment, open, evidence);
      finding.readings = readings.back().of_finding(program, assessment.subject, k);
      decision.by_derogation = decision.by_derogation || finding.outcome == Outcome::kExcused;
      decision.findings.push_back(std::move(finding));
    }
  }
  if (decision.verdict == Verdict::kUndetermined) open_verdict.finish(machine, decision);
  decision.by_derogation = decision.by_derogation && decision.verdict == Verdict::kCompliant;
  decision.readings = verdict_by_reading(program, readings, defaults, applies.truth);
  decision.figures = figures(machine, instrument);
  return decision;
}

}  // namespace probity
