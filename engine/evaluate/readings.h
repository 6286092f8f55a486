// What would be found under other readings of contested points: one interpretation at a time, the
// others at their default, and the combinations that alone change something.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evaluate/assess.h"
#include "evaluate/decision.h"
#include "evaluate/machine.h"

namespace probity {

/// Combinations of readings that are tried for one rule or one instrument; beyond them, readings
/// are only varied one at a time.
inline constexpr std::size_t kMostCombinations = 4096;

/// The choice of a reading for each interpretation of the program.
using Readings = std::vector<std::uint32_t>;

/// What a rule's findings come to under one choice.
struct Glimpse {
  PathId subject;
  OutcomeSet possible;
};

/// The findings of one rule under every combination of the readings that it depends on.
class RuleReadings {
 public:
  /// Evaluates; the machine's readings are restored.
  RuleReadings(Machine& machine, RuleId rule, const Scene& scene, const Readings& defaults);

  [[nodiscard]] const std::vector<InterpretationId>& interpretations() const {
    return interpretations_;
  }
  /// Precondition: differs from the defaults in one reading only, or `is_complete()`.
  [[nodiscard]] const std::vector<Glimpse>& under(const Readings& readings) const;
  [[nodiscard]] bool is_complete() const { return is_complete_; }
  /// Does any choice of this interpretation change any finding?
  [[nodiscard]] bool depends_on(InterpretationId interpretation) const;
  /// `readings` of the finding about `subject`.
  [[nodiscard]] ReadingOutcomes of_subject(const Program& program, PathId subject) const;

 private:
  [[nodiscard]] Readings key_of(const Readings& readings) const;

  std::vector<InterpretationId> interpretations_;
  Readings defaults_;
  std::map<Readings, std::vector<Glimpse>> findings_;
  bool is_complete_ = true;
};

/// `readings` of an instrument's verdict, from those of its rules.
[[nodiscard]] ReadingOutcomes verdict_by_reading(const Program& program,
                                                 const std::vector<RuleReadings>& rules,
                                                 const Readings& defaults, Truth applies);

}  // namespace probity
