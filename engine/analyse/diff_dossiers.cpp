#include "analyse/diff_dossiers.h"

#include <tuple>
#include <utility>

namespace probity {
namespace {

/// Instrument, rule and subject.
using FindingKey = std::tuple<std::string, std::string, std::string>;

struct NamedOutcomes {
  std::vector<FindingKey> order;
  std::map<FindingKey, Outcome> outcomes;
};

NamedOutcomes outcomes_of(const Program& program, const Decision& decision,
                          const std::map<std::string, std::string>& renamed) {
  NamedOutcomes found;
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

/// Whether a finding that only one rule set has says anything.
bool counts_alone(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotInForce:
    case Outcome::kNotApplicable:
    case Outcome::kSatisfied:
      return false;
    case Outcome::kExcused:
    case Outcome::kViolated:
    case Outcome::kUndetermined:
      return true;
  }
  return true;
}

std::optional<Outcome> outcome_in(const NamedOutcomes& findings, const FindingKey& key) {
  const auto found = findings.outcomes.find(key);
  if (found == findings.outcomes.end()) return std::nullopt;
  return found->second;
}

std::vector<FindingDifference> differences(const NamedOutcomes& before,
                                           const NamedOutcomes& after) {
  std::vector<FindingDifference> found;
  const auto add = [&](const FindingKey& key) {
    const std::optional<Outcome> was = outcome_in(before, key);
    const std::optional<Outcome> is = outcome_in(after, key);
    const bool differs = was && is ? *was != *is : counts_alone(was ? *was : is.value());
    const auto& [instrument, rule, subject] = key;
    if (differs) found.push_back({instrument, rule, subject, was, is});
  };
  for (const FindingKey& key : after.order) add(key);
  for (const FindingKey& key : before.order) {
    if (!after.outcomes.contains(key)) add(key);
  }
  return found;
}

}  // namespace

DossierComparer::DossierComparer(const Program& before, const Program& after,
                                 const RuleSetDiff& diff)
    : before_(before),
      after_(after),
      old_loader_(before.vocabulary),
      new_loader_(after.vocabulary) {
  for (const DeclarationChange& change : diff.changes) {
    if (change.kind == DeclarationKind::kRule && !change.old_name.empty()) {
      renamed_.emplace(change.old_name, change.name);
    }
  }
}

std::optional<Decision> DossierComparer::decide(const Program& program, DossierLoader& loader,
                                                const ComparedDossier& dossier,
                                                EvaluateOptions options) {
  const SourceText source(dossier.source, dossier.bytes);
  Diagnostics refusals;
  if (!loader.load(source, SourceId(std::size_t{0}), facts_, refusals)) return std::nullopt;
  options.with_trace = false;
  return evaluate(program, facts_, options);
}

void DossierComparer::compare(const ComparedDossier& dossier, DossierComparison& comparison) {
  const std::optional<Decision> before = decide(before_, old_loader_, dossier, dossier.before);
  const std::optional<Decision> after = decide(after_, new_loader_, dossier, dossier.after);
  if (!before && !after) {
    ++comparison.unfit;
    return;
  }
  ++comparison.compared;
  DossierDifference difference;
  difference.source = dossier.source;
  difference.name = dossier.name.empty() ? (after ? *after : *before).dossier : dossier.name;
  if (before) difference.before = before->verdict;
  if (after) difference.after = after->verdict;
  if (before && after) {
    difference.findings =
        differences(outcomes_of(before_, *before, renamed_), outcomes_of(after_, *after, {}));
  }
  if (difference.before != difference.after || !difference.findings.empty()) {
    comparison.differences.push_back(std::move(difference));
  }
}

}  // namespace probity
