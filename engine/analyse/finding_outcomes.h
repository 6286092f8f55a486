// The findings of two decisions side by side, whatever rule sets made them: matched by instrument,
// name of the rule, and subject. Private to analyse/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "analyse/diff_result.h"
#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// Instrument, rule and subject.
using FindingKey = std::tuple<std::string, std::string, std::string>;

struct FindingOutcomes {
  std::vector<FindingKey> order;  ///< of the decision
  std::map<FindingKey, Outcome> outcomes;
};

/// `renamed`: rules that go by another name here.
[[nodiscard]] FindingOutcomes outcomes_of(const Program& program, const Decision& decision,
                                          const std::map<std::string, std::string>& renamed = {});

/// Which side's findings come first, in its order; those that the other has alone follow.
enum class Leading : std::uint8_t { kBefore, kAfter };

/// The findings whose outcomes differ, or that only one side has.
[[nodiscard]] std::vector<FindingDifference> differing_findings(const FindingOutcomes& before,
                                                                const FindingOutcomes& after,
                                                                Leading leading);

}  // namespace probity
