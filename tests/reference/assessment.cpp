#include "tests/reference/assessment.h"

#include <algorithm>
#include <set>
#include <utility>

namespace probity::reference {
namespace {

std::vector<bool> both_ways(Truth truth) {
  switch (truth) {
    case Truth::kFalse:
      return {false};
    case Truth::kTrue:
      return {true};
    case Truth::kUnknown:
      return {false, true};
  }
  return {};
}

bool has_values(const Program& program, const std::vector<ParameterId>& parameters,
                std::optional<Date> day) {
  return std::ranges::all_of(parameters, [&](ParameterId parameter) {
    return !day || std::ranges::any_of(program[parameter].values, [&](const DatedConstant& dated) {
      return dated.window.contains(*day);
    });
  });
}

bool is_read_so(const std::optional<ReadingCondition>& under,
                const std::vector<std::uint32_t>& readings) {
  return !under || readings.at(under->interpretation.index()) == under->reading;
}

Setting setting_of(const Case& assessed, std::optional<Date> day) {
  return Setting{assessed.program,  assessed.filed, assessed.current, day,
                 assessed.readings, assessed.bounds};
}

Truth conjunction(const std::vector<NodeId>& conjuncts, Expressions& expressions, Frame& frame) {
  Truth all = Truth::kTrue;
  for (const NodeId conjunct : conjuncts) all = kleene_and(all, expressions.truth(conjunct, frame));
  return all;
}

std::optional<Date> reference_date_of(const Case& assessed, const Instrument& instrument,
                                      Reads& reads) {
  if (assessed.as_of) return assessed.as_of;
  const Setting setting = setting_of(assessed, std::nullopt);
  Frame frame(assessed.program->frame_size);
  const Value value = Expressions(setting, reads).value(instrument.reference_date, frame);
  if (const Date* day = std::get_if<Date>(&value)) return *day;
  return std::nullopt;
}

/// Requirement and exceptions, all of them asked; `applies` is what was decided before.
ReferenceFinding finding_for(const Case& assessed, RuleId rule_id, std::optional<Date> day,
                             Truth applies_once, Frame frame) {
  const Program& program = *assessed.program;
  const Rule& rule = program[rule_id];
  const Setting setting = setting_of(assessed, day);
  ReferenceFinding finding;
  finding.rule = rule_id;
  Expressions expressions(setting, finding.reads);
  finding.clauses.applies =
      kleene_and(applies_once, conjunction(rule.applies_element, expressions, frame));
  finding.clauses.requirement = expressions.truth(rule.requirement, frame);
  for (const ExceptionId id : rule.exceptions) {
    const Exception& exception = program[id];
    ExceptionTruth result{id, false, Truth::kFalse};
    result.in_force = (!day || exception.effective.contains(*day)) &&
                      is_read_so(exception.under, assessed.readings) &&
                      has_values(program, exception.parameters_needed, day);
    if (result.in_force) result.truth = expressions.truth(exception.when, frame);
    if (result.in_force && !day && exception.effective != Window{}) {
      result.truth = kleene_and(result.truth, Truth::kUnknown);
    }
    finding.clauses.exceptions.push_back(result);
  }
  finding.state = outcome_of(finding.clauses);
  return finding;
}

ReferenceFinding plain_finding(RuleId rule, Outcome outcome) {
  ReferenceFinding finding;
  finding.rule = rule;
  finding.clauses.in_force = outcome != Outcome::kNotInForce;
  finding.clauses.applies = Truth::kFalse;
  finding.is_about_the_rule = true;
  finding.state = state_of({outcome});
  return finding;
}

}  // namespace

std::vector<std::uint32_t> default_readings(const Program& program) {
  std::vector<std::uint32_t> readings;
  readings.reserve(program.interpretations.size());
  for (const Interpretation& interpretation : program.interpretations) {
    readings.push_back(interpretation.default_reading);
  }
  return readings;
}

FindingState state_of(std::vector<Outcome> possible) {
  std::ranges::sort(possible);
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  FindingState state;
  if (possible.size() == 1) state.outcome = possible.front();
  // Either way the rule does not stand against the dossier.
  if (possible == std::vector{Outcome::kSatisfied, Outcome::kExcused}) {
    state.outcome = Outcome::kExcused;
  }
  state.possible = std::move(possible);
  return state;
}

FindingState outcome_of(const ClauseTruths& clauses) {
  if (!clauses.in_force) return state_of({Outcome::kNotInForce});
  Truth any_exception = Truth::kFalse;
  for (const ExceptionTruth& exception : clauses.exceptions) {
    if (exception.in_force) any_exception = kleene_or(any_exception, exception.truth);
  }
  std::vector<Outcome> possible;
  for (const bool applies : both_ways(clauses.applies)) {
    for (const bool is_met : both_ways(clauses.requirement)) {
      for (const bool is_excepted : both_ways(any_exception)) {
        if (!applies) {
          possible.push_back(Outcome::kNotApplicable);
        } else if (is_met) {
          possible.push_back(Outcome::kSatisfied);
        } else {
          possible.push_back(is_excepted ? Outcome::kExcused : Outcome::kViolated);
        }
      }
    }
  }
  return state_of(std::move(possible));
}

std::vector<ReferenceFinding> assess_rule(const Case& assessed, RuleId rule_id,
                                          InstrumentId instrument_id) {
  const Program& program = *assessed.program;
  const Rule& rule = program[rule_id];
  const Instrument& instrument = program[instrument_id];
  Reads reads;
  const std::optional<Date> day = reference_date_of(assessed, instrument, reads);
  const bool in_force =
      (!day || (rule.effective.contains(*day) && instrument.effective.contains(*day))) &&
      is_read_so(rule.under, assessed.readings) && has_values(program, rule.parameters_needed, day);
  if (!in_force) return {plain_finding(rule_id, Outcome::kNotInForce)};

  const Setting setting = setting_of(assessed, day);
  Expressions expressions(setting, reads);
  Frame frame(program.frame_size);
  Truth once = expressions.truth(instrument.applies, frame);
  once = kleene_and(once, conjunction(rule.applies_once, expressions, frame));
  if (once == Truth::kFalse) {
    ReferenceFinding finding = plain_finding(rule_id, Outcome::kNotApplicable);
    finding.reads = reads;
    return {finding};
  }
  const auto with_reads = [&](ReferenceFinding finding) {
    finding.reads.unknown.insert(reads.unknown.begin(), reads.unknown.end());
    finding.reads.asked_as_filed.insert(reads.asked_as_filed.begin(), reads.asked_as_filed.end());
    for (const auto& [path, uses] : reads.uses) finding.reads.uses[path] += uses;
    finding.reads.wanted_rate |= reads.wanted_rate;
    finding.reads.wanted_ratio_bound |= reads.wanted_ratio_bound;
    finding.reads.wanted_one_number |= reads.wanted_one_number;
    finding.reads.landmarks.insert(finding.reads.landmarks.end(), reads.landmarks.begin(),
                                   reads.landmarks.end());
    return finding;
  };
  if (!rule.for_each) return {with_reads(finding_for(assessed, rule_id, day, once, frame))};

  const Value over = expressions.value(rule.for_each->list, frame);
  const auto& list = std::get<ListValue>(over);
  std::vector<ReferenceFinding> findings;
  for (const Element& element : list.elements) {
    frame.at(rule.for_each->slot) = Slot{element.value, element.place};
    findings.push_back(
        with_reads(finding_for(assessed, rule_id, day, kleene_and(once, element.is_there), frame)));
    findings.back().subject = element.place.value_or(Path{});
  }
  for (const Path& part : list.unknown_parts) {
    frame.at(rule.for_each->slot) = Slot{RecordAt{Path{kNowhere}}, Path{kNowhere}};
    ReferenceFinding finding =
        with_reads(finding_for(assessed, rule_id, day, kleene_and(once, Truth::kUnknown), frame));
    finding.is_about_a_list = true;
    finding.subject = part;
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) {
    findings.push_back(with_reads(plain_finding(rule_id, Outcome::kNotApplicable)));
    findings.back().subject = expressions.place_of(rule.for_each->list, frame).value_or(Path{});
  }
  return findings;
}

ReferenceInstrument assess(const Case& assessed, InstrumentId id) {
  const Program& program = *assessed.program;
  const Instrument& instrument = program[id];
  ReferenceInstrument result;
  result.id = id;
  result.as_of = reference_date_of(assessed, instrument, result.reads);
  const Setting setting = setting_of(assessed, result.as_of);
  Frame frame(program.frame_size);
  result.applies = Expressions(setting, result.reads).truth(instrument.applies, frame);
  std::vector<FindingState> states;
  for (std::size_t index = 0; index < program.rules.size(); ++index) {
    const RuleId rule(index);
    if (std::ranges::find(program[rule].instruments, id) == program[rule].instruments.end())
      continue;
    for (ReferenceFinding& finding : assess_rule(assessed, rule, id)) {
      states.push_back(finding.state);
      result.findings.push_back(std::move(finding));
    }
  }
  const VerdictState verdict = verdict_of(states);
  result.verdict = verdict.verdict;
  result.possible = verdict.possible;
  return result;
}

VerdictState verdict_of(const std::vector<FindingState>& findings) {
  const auto can_be = [](const FindingState& finding, Outcome outcome) {
    return std::ranges::find(finding.possible, outcome) != finding.possible.end();
  };
  const auto is = [](Outcome outcome) {
    return [outcome](const FindingState& finding) { return finding.outcome == outcome; };
  };
  const auto stands_aside = [](const FindingState& finding) {
    return finding.outcome == Outcome::kNotApplicable || finding.outcome == Outcome::kNotInForce;
  };
  const auto can_stand_aside = [&](const FindingState& finding) {
    return can_be(finding, Outcome::kNotApplicable) || can_be(finding, Outcome::kNotInForce);
  };
  const auto can_be_met = [&](const FindingState& finding) {
    return can_be(finding, Outcome::kSatisfied) || can_be(finding, Outcome::kExcused);
  };
  const bool is_violated = std::ranges::any_of(findings, is(Outcome::kViolated));
  const bool can_be_violated = std::ranges::any_of(
      findings, [&](const FindingState& finding) { return can_be(finding, Outcome::kViolated); });
  const bool is_met = std::ranges::any_of(findings, is(Outcome::kSatisfied)) ||
                      std::ranges::any_of(findings, is(Outcome::kExcused));

  std::set<Verdict> possible;
  if (can_be_violated) possible.insert(Verdict::kNonCompliant);
  if (!is_violated) {
    if (std::ranges::any_of(findings, can_be_met)) possible.insert(Verdict::kCompliant);
    if (std::ranges::all_of(findings, can_stand_aside)) possible.insert(Verdict::kNotApplicable);
  }
  VerdictState state;
  if (is_violated) {
    state.verdict = Verdict::kNonCompliant;
  } else if (can_be_violated) {
    state.verdict = Verdict::kUndetermined;
  } else if (is_met) {
    state.verdict = Verdict::kCompliant;
  } else if (std::ranges::all_of(findings, stands_aside)) {
    state.verdict = Verdict::kNotApplicable;
  }
  state.possible.assign(possible.begin(), possible.end());
  return state;
}

Verdict overall_verdict(const std::vector<Verdict>& verdicts) {
  return verdicts.empty() ? Verdict::kNotApplicable : *std::ranges::max_element(verdicts);
}

}  // namespace probity::reference
