// probity rules: the list of rules.

#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "report/rules_report.h"

namespace probity {

ExitStatus run_rules(const Arguments& arguments) {
  const Result<std::optional<Date>> as_of = as_of_option(arguments);
  if (!as_of) return fail(as_of.error());
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  RuleSelection selection{as_of.value(), {}};
  for (const std::string& name : arguments.values(Option::kInstrument)) {
    const Result<InstrumentId> instrument = find_instrument(program.value(), name);
    if (!instrument) return fail(instrument.error());
    selection.instruments.push_back(instrument.value());
  }
  return write_results(arguments, arguments.format() == "json"
                                      ? rules_json(program.value(), selection) + '\n'
                                      : rules_text(program.value(), selection,
                                                   colour_of(arguments, Stream::kOutput)));
}

}  // namespace probity
