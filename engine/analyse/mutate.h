// Whether the cases notice a mutant. A case notices it where it passed before and does not pass any
// more; a mutant that no case notices stands for words of the law that nobody tested.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analyse/mutant.h"
#include "analyse/observe.h"
#include "cases/prepare.h"
#include "check/program.h"

namespace probity {

/// A case that passes, and what it shows; both owned by the caller.
struct WitnessCase {
  const PreparedCase* prepared = nullptr;
  const Observation* observation = nullptr;
};

/// Tries mutants of one rule set, one after the other, on a copy of its Program of its own. Several
/// of them may work side by side.
class MutantTrial {
 public:
  /// Both must outlive it. The witnesses are cases of this program.
  MutantTrial(const Program& program, std::span<const WitnessCase> witnesses);

  /// The place of a witness that notices: those that are most likely to are asked first, so that it
  /// need not be the first in the list, but is always the same. Absent where none does.
  [[nodiscard]] std::optional<std::uint32_t> find_noticing(const Mutant& mutant);

 private:
  [[nodiscard]] std::vector<std::uint32_t> likely_first(const Mutant& mutant) const;
  [[nodiscard]] int likelihood(const Mutant& mutant, const WitnessCase& witness,
                               const std::vector<NodeId>& conditions) const;
  [[nodiscard]] std::vector<NodeId> conditions_near(const Mutant& mutant) const;

  const Program& program_;
  std::span<const WitnessCase> witnesses_;
  Reach reach_;
  Program copy_;
};

/// The mutant as it is told, without the case that noticed it.
[[nodiscard]] MutantResult describe(const Program& program, const Mutant& mutant);

/// In the order of the files. What several rule sets share is one change of the text: it is told
/// once, and noticed where the cases of one of them notice it.
[[nodiscard]] std::vector<MutantResult> merge_mutants(std::vector<MutantResult> results);

}  // namespace probity
