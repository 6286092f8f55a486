// What would have to be other for a rule to be kept: a search over changes of single facts, and of
// pairs of them where no single one is enough. Each change that is reported was made in the text of
// the dossier, loaded and evaluated; the search itself only proposes.
#pragma once

#include <string_view>
#include <vector>

#include "analyse/result.h"
#include "check/program.h"
#include "dossier/facts.h"
#include "evaluate/evaluate.h"

namespace probity {

/// Evaluations for one finding, and the bytes of dossiers that they read in all, with at least a
/// few of the largest: a dossier of thousands of elements is not searched to its end.
inline constexpr std::size_t kMostTrials = 4000;
inline constexpr std::size_t kMostTrialBytes = std::size_t{64} << 20;
inline constexpr std::size_t kFewestTrials = 20;
/// Of them, those with two facts changed.
inline constexpr std::size_t kMostPairTrials = 1500;

struct ComplyRequest {
  const Program& program;
  const EvaluateOptions& options;  ///< of the decision
  std::string_view text;           ///< of the dossier
  const Facts& facts;              ///< loaded from it
  const Decision& decision;        ///< on them, with traces
};

/// One for each finding of the rule that is violated or undetermined, in the order of the decision.
/// Only facts that the finding read or lacks are changed, never what the dossier is about: its
/// identifier, its instruments, and the list in which the finding's own subject stands.
[[nodiscard]] std::vector<Compliance> find_compliance(const ComplyRequest& request, RuleId rule);

}  // namespace probity
