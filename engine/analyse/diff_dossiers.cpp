#include "analyse/diff_dossiers.h"

#include <utility>
#include <vector>

#include "analyse/finding_outcomes.h"

namespace probity {
namespace {

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

bool says_nothing(const FindingDifference& difference) {
  if (difference.before && difference.after) return false;
  return !counts_alone(difference.before ? *difference.before : difference.after.value());
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
    difference.findings = differing_findings(outcomes_of(before_, *before, renamed_),
                                             outcomes_of(after_, *after), Leading::kAfter);
    std::erase_if(difference.findings, says_nothing);
  }
  if (difference.before != difference.after || !difference.findings.empty()) {
    comparison.differences.push_back(std::move(difference));
  }
}

}  // namespace probity
