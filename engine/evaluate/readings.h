// What would be found under other readings of contested points: one interpretation at a time, the
// others at their default, and the combinations that alone change something.
#pragma once

#include <vector>

#include "evaluate/assess.h"
#include "evaluate/decision.h"
#include "evaluate/machine.h"

namespace probity {

/// Combinations of readings that are compared for one finding or one verdict; beyond them, readings
/// are only varied one at a time.
inline constexpr std::size_t kMostCombinations = 4096;

/// The choice of a reading for each interpretation of the program.
using Readings = std::vector<std::uint32_t>;

/// What a rule's findings come to under one choice.
struct Glimpse {
  PathId subject;
  OutcomeSet possible;
};

/// The findings of one rule under every choice of readings, as a tree that branches on the
/// interpretations that were asked for on the way.
class RuleReadings {
 public:
  /// Evaluates; the machine's readings are restored.
  RuleReadings(Machine& machine, RuleId rule, const Scene& scene, const Readings& defaults);

  [[nodiscard]] const std::vector<Glimpse>& under(const Readings& readings) const;
  /// Those that any choice was asked for, ascending.
  [[nodiscard]] const std::vector<InterpretationId>& asked() const { return asked_; }
  /// `readings` of the finding about `subject`, the one at `index` under the defaults.
  [[nodiscard]] ReadingOutcomes of_finding(const Program& program, PathId subject,
                                           std::size_t index) const;

 private:
  struct Branch {
    InterpretationId interpretation;  ///< absent: a leaf
    std::vector<std::size_t> next;    ///< one for each reading
    std::vector<Glimpse> findings;    ///< of a leaf
  };
  class Explorer;

  Readings defaults_;
  std::vector<InterpretationId> asked_;
  std::vector<Branch> branches_;  ///< the first is the root
};

/// `readings` of an instrument's verdict, from those of its rules.
[[nodiscard]] ReadingOutcomes verdict_by_reading(const Program& program,
                                                 const std::vector<RuleReadings>& rules,
                                                 const Readings& defaults, Truth applies);

}  // namespace probity
