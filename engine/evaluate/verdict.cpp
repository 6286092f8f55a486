#include "evaluate/verdict.h"

#include <algorithm>

namespace probity {

namespace {

bool passes(Outcome outcome) {
  return outcome == Outcome::kSatisfied || outcome == Outcome::kExcused;
}

bool can_pass(OutcomeSet set) { return set.has(Outcome::kSatisfied) || set.has(Outcome::kExcused); }

bool can_be_idle(OutcomeSet set) {
  return set.has(Outcome::kNotApplicable) || set.has(Outcome::kNotInForce);
}

bool can_be_violated(OutcomeSet set) { return set.has(Outcome::kViolated); }

bool any_surely_passes(std::span<const OutcomeSet> findings) {
  return std::ranges::any_of(findings, [](OutcomeSet set) { return passes(set.outcome()); });
}

}  // namespace

Verdict verdict_of(std::span<const OutcomeSet> findings, Truth applies) {
  if (applies == Truth::kFalse) return Verdict::kNotApplicable;
  const auto is = [](Outcome outcome) {
    return [outcome](OutcomeSet set) { return set.outcome() == outcome; };
  };
  if (std::ranges::any_of(findings, is(Outcome::kViolated))) return Verdict::kNonCompliant;
  if (std::ranges::any_of(findings, can_be_violated)) return Verdict::kUndetermined;
  if (any_surely_passes(findings)) return Verdict::kCompliant;
  const bool all_idle = std::ranges::all_of(
      findings, [](OutcomeSet set) { return can_be_idle(set) && !can_pass(set); });
  return all_idle && !findings.empty() ? Verdict::kNotApplicable : Verdict::kUndetermined;
}

std::vector<Verdict> possible_verdicts(std::span<const OutcomeSet> findings, Truth applies) {
  const Verdict verdict = verdict_of(findings, applies);
  if (verdict != Verdict::kUndetermined || findings.empty()) return {verdict};
  std::vector<Verdict> result;
  const bool can_be_clean = std::ranges::all_of(
      findings, [](OutcomeSet set) { return can_pass(set) || can_be_idle(set); });
  if (can_be_clean) {
    if (std::ranges::all_of(findings, can_be_idle)) result.push_back(Verdict::kNotApplicable);
    if (std::ranges::any_of(findings, can_pass)) result.push_back(Verdict::kCompliant);
  }
  if (std::ranges::any_of(findings, can_be_violated)) result.push_back(Verdict::kNonCompliant);
  return result;
}

bool can_change_verdict(OutcomeSet finding, std::span<const OutcomeSet> findings) {
  if (finding.outcome() != Outcome::kUndetermined) return false;
  return can_be_violated(finding) || !any_surely_passes(findings);
}

}  // namespace probity
