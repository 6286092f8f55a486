#include "evaluate/force.h"

#include <algorithm>

namespace probity {

bool have_values(const Machine& machine, const std::vector<ParameterId>& parameters) {
  return std::ranges::all_of(
      parameters, [&](ParameterId parameter) { return machine.find_value(parameter) != nullptr; });
}

bool is_in_force(Machine& machine, const Rule& rule, InstrumentId instrument) {
  const std::optional<Date> day = machine.reference_date();
  return day && machine.program()[instrument].effective.contains(*day) &&
         rule.effective.contains(*day) && (!rule.under || machine.is_current(*rule.under)) &&
         have_values(machine, rule.parameters_needed);
}

bool is_in_force(Machine& machine, const Prevalence& prevalence) {
  const std::optional<Date> day = machine.reference_date();
  return day && prevalence.effective.contains(*day) &&
         (!prevalence.under || machine.is_current(*prevalence.under)) &&
         have_values(machine, prevalence.parameters_needed);
}

}  // namespace probity
