// What has force on the machine's reference date, under its readings.
#pragma once

#include <vector>

#include "evaluate/machine.h"

namespace probity {

[[nodiscard]] bool have_values(const Machine& machine, const std::vector<ParameterId>& parameters);

/// The rule, its instrument and every parameter that it needs.
[[nodiscard]] bool is_in_force(Machine& machine, const Rule& rule, InstrumentId instrument);

/// The declaration that one rule prevails over another; of the rules themselves nothing is asked.
[[nodiscard]] bool is_in_force(Machine& machine, const Prevalence& prevalence);

}  // namespace probity
