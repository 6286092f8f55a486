#include "evaluate/findings.h"

#include <algorithm>

#include "evaluate/print.h"

namespace probity {

namespace {

std::string join(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? std::string(last) : ", ";
    text += words[i];
  }
  return text;
}

/// "satisfied or violated, depending on /components/3/cost"
std::string open_message(const Finding& finding) {
  std::vector<std::string> outcomes;
  for (const Outcome outcome : finding.possible) {
    std::string name(outcome_name(outcome));
    std::ranges::replace(name, '_', ' ');
    outcomes.push_back(std::move(name));
  }
  std::string text = join(outcomes, " or ");
  if (!finding.missing.empty()) {
    constexpr std::size_t kMostNamed = 3;
    std::vector<std::string> named = finding.missing;
    if (named.size() > kMostNamed) {
      const std::size_t rest = named.size() - kMostNamed;
      named.resize(kMostNamed);
      named.push_back(std::to_string(rest) + " more");
    }
    text += ", depending on " + join(named, " and ");
  }
  for (const std::string& reason : finding.reasons) text += "; " + reason;
  return text;
}

void describe_exceptions(Machine& machine, const Assessment& assessment, Finding& finding) {
  for (const AskedException& asked : assessment.exceptions) {
    const Exception& exception = machine.program()[asked.exception];
    ExceptionResult result{asked.exception, asked.outcome, {}};
    if (asked.outcome == ExceptionOutcome::kTrue && exception.note) {
      result.note = render(machine, *exception.note);
    }
    finding.exceptions.push_back(std::move(result));
  }
}

std::string excuse(const Machine& machine, const Finding& finding) {
  for (const ExceptionResult& result : finding.exceptions) {
    if (result.outcome != ExceptionOutcome::kTrue) continue;
    return result.note.empty() ? machine.program()[result.exception].title : result.note;
  }
  return {};
}

/// "safe.control prevails (An act, Art. 5)"
std::string precedence(const Program& program, const Prevalence& prevalence) {
  std::vector<std::string> laws;
  laws.reserve(prevalence.laws.size());
  for (const Citation& citation : prevalence.laws) {
    laws.push_back(program[citation.act].title + ", " + citation.reference);
  }
  return program[prevalence.winner].name + " prevails (" + join(laws, " and ") + ")";
}

std::string message(Machine& machine, const Rule& rule, const Finding& finding) {
  if (finding.prevailing.is_present()) {
    return precedence(machine.program(), machine.program()[finding.prevailing]);
  }
  switch (finding.outcome) {
    case Outcome::kViolated:
      return render(machine, rule.failing);
    case Outcome::kUndetermined:
      return open_message(finding);
    case Outcome::kExcused:
      return excuse(machine, finding);
    case Outcome::kSatisfied:
    case Outcome::kNotApplicable:
      return rule.note ? render(machine, *rule.note) : std::string();
    case Outcome::kNotInForce:
      break;
  }
  return {};
}

void collect_reasons(const Causes& causes, const Assessment& assessment, Finding& finding) {
  if (finding.outcome != Outcome::kUndetermined) return;
  causes.collect_reasons(assessment.applies.cause, finding.reasons);
  causes.collect_reasons(assessment.requirement.cause, finding.reasons);
  for (const AskedException& asked : assessment.exceptions) {
    causes.collect_reasons(asked.cause, finding.reasons);
  }
}

}  // namespace

Finding describe(Machine& machine, RuleId rule, const Assessment& assessment, const OpenFacts& open,
                 const Evidence& evidence) {
  const Rule& declared = machine.program()[rule];
  enter_element(machine, declared, assessment);
  Finding finding;
  finding.rule = rule;
  finding.outcome = assessment.outcome();
  if (assessment.subject.is_present()) {
    finding.subject = machine.places().pointer(assessment.subject);
  }
  finding.possible = assessment.possible.list();
  finding.prevailing = assessment.prevailing;
  for (const MissingFact& fact : open.missing) {
    finding.missing.push_back(machine.places().pointer(fact.path));
  }
  finding.settled_by = smallest_set(machine.places(), open.missing, open.settling);
  collect_reasons(machine.causes(), assessment, finding);
  describe_exceptions(machine, assessment, finding);
  finding.message = message(machine, declared, finding);
  const bool is_asked =
      finding.outcome != Outcome::kNotInForce && finding.outcome != Outcome::kNotApplicable;
  if (is_asked) {
    std::vector<NodeId> facts = declared.evidence;
    for (const AskedException& asked : assessment.exceptions) {
      if (asked.outcome != ExceptionOutcome::kTrue) continue;
      const std::vector<NodeId>& more = machine.program()[asked.exception].evidence;
      facts.insert(facts.end(), more.begin(), more.end());
    }
    finding.evidence = evidence.find(machine, facts);
  }
  finding.trace = assessment.trace;
  return finding;
}

}  // namespace probity
