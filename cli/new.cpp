// probity new: an empty dossier for one instrument.

#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "report/blank_dossier.h"

namespace probity {

ExitStatus run_new(const Arguments& arguments) {
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  const Result<InstrumentId> instrument =
      find_instrument(program.value(), arguments.positionals().front());
  if (!instrument) return fail(instrument.error());
  if (arguments.format() == "text") {
    return write_results(arguments, blank_dossier_text(program.value(), instrument.value(),
                                                       colour_of(arguments, Stream::kOutput)));
  }
  return write_results(arguments, blank_dossier_json(program.value(), instrument.value()) + '\n');
}

}  // namespace probity
