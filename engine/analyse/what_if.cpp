#include "analyse/what_if.h"

#include <algorithm>

namespace probity {
namespace {

const InstrumentDecision* find_instrument(const Decision& decision, const std::string& name) {
  const auto found = std::ranges::find(decision.instruments, name, &InstrumentDecision::instrument);
  return found == decision.instruments.end() ? nullptr : &*found;
}

std::optional<Outcome> outcome_in(const InstrumentDecision* instrument, const Finding& like) {
  if (instrument == nullptr) return std::nullopt;
  for (const Finding& finding : instrument->findings) {
    if (finding.rule == like.rule && finding.subject == like.subject) return finding.outcome;
  }
  return std::nullopt;
}

/// What the findings of one instrument became, and then those that are new.
void compare_findings(const std::string& name, const InstrumentDecision* before,
                      const InstrumentDecision* after, std::vector<OutcomeChange>& changes) {
  const std::size_t first = changes.size();
  if (before != nullptr) {
    for (const Finding& finding : before->findings) {
      const std::optional<Outcome> now = outcome_in(after, finding);
      if (now == finding.outcome) continue;
      changes.push_back({name, finding.rule, finding.subject, finding.outcome, now});
    }
  }
  if (after != nullptr) {
    for (const Finding& finding : after->findings) {
      if (outcome_in(before, finding)) continue;
      changes.push_back({name, finding.rule, finding.subject, std::nullopt, finding.outcome});
    }
  }
  std::ranges::stable_sort(changes.begin() + static_cast<std::ptrdiff_t>(first), changes.end(), {},
                           &OutcomeChange::rule);
}

}  // namespace

Result<ChangedText> change_text(std::string_view text, std::span<const JsonEdit> edits) {
  ChangedText changed{std::string(text), {}};
  for (const JsonEdit& edit : edits) {
    const std::optional<std::string_view> before = find_json(changed.text, edit.pointer);
    changed.facts.push_back(
        {edit.pointer, std::string(before.value_or("")), edit.value.value_or("")});
    Result<std::string> next = edit_json(changed.text, edit);
    if (!next) return next.error();
    changed.text = std::move(next).value();
  }
  return changed;
}

Hypothesis compare_decisions(const Decision& before, const Decision& after,
                             std::vector<FactChange> facts) {
  Hypothesis hypothesis{std::move(facts), before.verdict, after.verdict, {}, {}};
  const auto compare = [&](const std::string& name) {
    const InstrumentDecision* was = find_instrument(before, name);
    const InstrumentDecision* is = find_instrument(after, name);
    hypothesis.verdicts.push_back({name,
                                   was == nullptr ? std::nullopt : std::optional(was->verdict),
                                   is == nullptr ? std::nullopt : std::optional(is->verdict)});
    compare_findings(name, was, is, hypothesis.findings);
  };
  for (const InstrumentDecision& instrument : before.instruments) compare(instrument.instrument);
  for (const InstrumentDecision& instrument : after.instruments) {
    if (find_instrument(before, instrument.instrument) == nullptr) compare(instrument.instrument);
  }
  return hypothesis;
}

}  // namespace probity
