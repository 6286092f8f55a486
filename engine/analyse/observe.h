// What one case shows of the rules when it is evaluated: under its own readings, and under each
// other reading that its expectations speak of.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "analyse/effects.h"
#include "analyse/limits.h"
#include "cases/prepare.h"
#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

struct Observation {
  std::set<std::pair<RuleId, Outcome>> rules;
  std::set<std::pair<ExceptionId, ExceptionOutcome>> exceptions;
  std::set<std::pair<InterpretationId, std::uint32_t>> readings;  ///< that changed something
  std::set<std::pair<ParameterId, std::uint32_t>> values;         ///< by their place
  std::set<std::pair<NodeId, std::uint32_t>> rows;                ///< of tables; rows from 1
  std::set<Effect> effects;
  std::map<NodeId, Approach> limits;   ///< by comparison
  std::vector<bool> evaluated;         ///< by NodeId
  std::set<InstrumentId> instruments;  ///< that concern the dossier
  std::set<Date> days;                 ///< on which they were asked
};

/// Nothing for a case whose dossier is refused.
[[nodiscard]] Observation observe_case(const Program& program, const PreparedCase& prepared);

}  // namespace probity
