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
  friend bool operator==(const Glimpse&, const Glimpse&) = default;
};

/// What a rule came to under one choice, and which interpretations were asked for on the way.
struct Look {
  std::vector<Glimpse> findings;
  std::vector<bool> asked;
};

/// The findings of one rule under every choice of readings, as a tree that branches on the
/// interpretations that matter to them.
class RuleReadings {
 public:
  /// `usual` is what `defaults` give; evaluates the other choices. The machine's readings are
  /// restored.
  RuleReadings(Machine& machine, RuleId rule, const Scene& scene, const Readings& defaults,
               Look usual);

  [[nodiscard]] const std::vector<Glimpse>& under(const Readings& readings) const;
  /// Those on which some finding depends, ascending.
  [[nodiscard]] const std::vector<InterpretationId>& varied() const { return varied_; }
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
  std::vector<InterpretationId> varied_;
  std::vector<Branch> branches_;  ///< the last is the root
};

/// `readings` of an instrument's verdict, from those of its rules.
[[nodiscard]] ReadingOutcomes verdict_by_reading(const Program& program,
                                                 const std::vector<RuleReadings>& rules,
                                                 const Readings& defaults, Truth applies);

}  // namespace probity
