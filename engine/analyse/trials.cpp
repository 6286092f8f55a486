#include "analyse/trials.h"

#include <algorithm>

#include "analyse/what_if.h"
#include "diagnostics/source_text.h"

namespace probity {
namespace {

bool is_settled(Outcome outcome) {
  switch (outcome) {
    case Outcome::kSatisfied:
    case Outcome::kExcused:
    case Outcome::kNotApplicable:
      return true;
    case Outcome::kNotInForce:
    case Outcome::kViolated:
    case Outcome::kUndetermined:
      break;
  }
  return false;
}

/// Findings that were not violated before and are now.
std::vector<OutcomeChange> newly_violated(const InstrumentDecision& before,
                                          const InstrumentDecision& after) {
  std::vector<OutcomeChange> result;
  for (const Finding& finding : after.findings) {
    if (finding.outcome != Outcome::kViolated) continue;
    const auto was = std::ranges::find_if(before.findings, [&](const Finding& other) {
      return other.rule == finding.rule && other.subject == finding.subject;
    });
    if (was != before.findings.end() && was->outcome == Outcome::kViolated) continue;
    result.push_back({after.instrument, finding.rule, finding.subject,
                      was == before.findings.end() ? std::nullopt : std::optional(was->outcome),
                      finding.outcome});
  }
  return result;
}

}  // namespace

Trials::Trials(const ComplyRequest& request, const InstrumentDecision& instrument,
               const Finding& finding)
    : request_(request),
      before_(instrument),
      finding_(finding),
      options_(request.options),
      loader_(request.program.vocabulary),
      most_(std::clamp(kMostTrialBytes / (request.text.size() + 1), kFewestTrials, kMostTrials)) {
  options_.instruments = {instrument.instrument};
  options_.with_trace = false;
}

/// Of a list that nobody knew, every element that there is now has to be in order.
std::optional<Outcome> Trials::settled(const InstrumentDecision& decision) const {
  std::optional<Outcome> inside;
  for (const Finding& finding : decision.findings) {
    if (finding.rule != finding_.rule) continue;
    if (finding.subject == finding_.subject) {
      return is_settled(finding.outcome) ? std::optional(finding.outcome) : std::nullopt;
    }
    const bool is_inside =
        !finding_.subject.empty() && finding.subject.starts_with(finding_.subject + "/");
    if (!is_inside) continue;
    if (!is_settled(finding.outcome)) return std::nullopt;
    inside = finding.outcome;
  }
  return inside;
}

std::optional<Cure> Trials::cure(std::span<const JsonEdit> edits) {
  if (count_ >= most_) {
    was_cut_ = true;
    return std::nullopt;
  }
  Result<ChangedText> changed = change_text(request_.text, edits);
  if (!changed) return std::nullopt;
  for (const FactChange& fact : changed.value().facts) {
    if (fact.before == fact.after) return std::nullopt;
  }
  ++count_;
  Diagnostics diagnostics;
  const SourceText source("", std::move(changed.value().text));
  if (!loader_.load(source, SourceId(std::uint32_t{0}), facts_, diagnostics)) return std::nullopt;
  const Decision decision = evaluate(request_.program, facts_, options_);
  const auto after =
      std::ranges::find(decision.instruments, before_.instrument, &InstrumentDecision::instrument);
  if (after == decision.instruments.end()) return std::nullopt;
  const std::optional<Outcome> outcome = settled(*after);
  if (!outcome) return std::nullopt;
  return Cure{std::move(changed.value().facts), "", *outcome, after->verdict,
              newly_violated(before_, *after)};
}

}  // namespace probity
