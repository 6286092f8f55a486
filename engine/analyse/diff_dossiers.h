// Dossiers under two rule sets: which come out otherwise, and by which rule.
#pragma once

#include <map>
#include <string>

#include "analyse/result.h"
#include "check/program.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"

namespace probity {

/// A dossier, or a case: what it is called and what it holds.
struct ComparedDossier {
  std::string source;  ///< file, or file and line of the case
  std::string name;    ///< title of the case; "" for the identifier of the dossier
  std::string bytes;   ///< JSON
  EvaluateOptions before;
  EvaluateOptions after;
};

/// Keeps the memory of one dossier for the next.
class DossierComparer {
 public:
  /// All must outlive it; `diff` tells which rules were renamed.
  DossierComparer(const Program& before, const Program& after, const RuleSetDiff& diff);

  /// Evaluates it by both and adds to `comparison` what differs: the verdict, and the findings of
  /// rules that both have and whose outcomes differ. Of a rule that only one has, a finding counts
  /// where it is violated, excused or undetermined.
  void compare(const ComparedDossier& dossier, DossierComparison& comparison);

 private:
  [[nodiscard]] std::optional<Decision> decide(const Program& program, DossierLoader& loader,
                                               const ComparedDossier& dossier,
                                               EvaluateOptions options);

  const Program& before_;
  const Program& after_;
  std::map<std::string, std::string> renamed_;  ///< rules, old name to new
  DossierLoader old_loader_;
  DossierLoader new_loader_;
  Facts facts_;
};

}  // namespace probity
