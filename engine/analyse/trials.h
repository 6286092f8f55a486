// Trials: the dossier with some facts changed, loaded and evaluated, and whether that settles one
// finding in its favour.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "analyse/comply.h"
#include "dossier/json_edit.h"
#include "dossier/load.h"

namespace probity {

/// Keeps the memory of one trial for the next.
class Trials {
 public:
  /// All three must outlive it; the finding is one of the instrument.
  Trials(const ComplyRequest& request, const InstrumentDecision& instrument,
         const Finding& finding);

  /// Absent where no more changes are tried, where the loader refuses the changed dossier, where a
  /// value is what it was before, and where the finding stays violated, open or out of force.
  [[nodiscard]] std::optional<Cure> cure(std::span<const JsonEdit> edits);
  /// Whether some changes were not tried, because there were too many.
  [[nodiscard]] bool was_cut() const { return was_cut_; }
  /// Evaluations so far.
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  /// What the finding became; absent where it is not settled.
  [[nodiscard]] std::optional<Outcome> settled(const InstrumentDecision& decision) const;

  const ComplyRequest& request_;
  const InstrumentDecision& before_;
  const Finding& finding_;
  EvaluateOptions options_;
  DossierLoader loader_;
  Facts facts_;
  std::size_t most_;
  std::size_t count_ = 0;
  bool was_cut_ = false;
};

}  // namespace probity
