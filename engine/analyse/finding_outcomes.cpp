#include "analyse/finding_outcomes.h"

#include <utility>

namespace probity {
namespace {

std::optional<Outcome> outcome_in(const FindingOutcomes& findings, const FindingKey& key) {
  const auto found = findings.outcomes.find(key);
  if (found == findings.outcomes.end()) return std::nullopt;
  return found->second;
}

}  // namespace

FindingOutcomes outcomes_of(const Program& program, const Decision& decision,
                            const std::map<std::string, std::string>& renamed) {
  FindingOutcomes found;
  for (const InstrumentDecision& instrument : decision.instruments) {
    for (const Finding& finding : instrument.findings) {
      std::string rule = program[finding.rule].name;
      if (const auto other = renamed.find(rule); other != renamed.end()) rule = other->second;
      FindingKey key{instrument.instrument, std::move(rule), finding.subject};
      found.outcomes.emplace(key, finding.outcome);
      found.order.push_back(std::move(key));
    }
  }
  return found;
}

std::vector<FindingDifference> differing_findings(const FindingOutcomes& before,
                                                  const FindingOutcomes& after, Leading leading) {
  std::vector<FindingDifference> differences;
  const auto add = [&](const FindingKey& key) {
    const std::optional<Outcome> was = outcome_in(before, key);
    const std::optional<Outcome> is = outcome_in(after, key);
    const auto& [instrument, rule, subject] = key;
    if (was != is) differences.push_back({instrument, rule, subject, was, is});
  };
  const FindingOutcomes& first = leading == Leading::kBefore ? before : after;
  const FindingOutcomes& second = leading == Leading::kBefore ? after : before;
  for (const FindingKey& key : first.order) add(key);
  for (const FindingKey& key : second.order) {
    if (!first.outcomes.contains(key)) add(key);
  }
  return differences;
}

}  // namespace probity
