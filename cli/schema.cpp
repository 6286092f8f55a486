// probity schema: the JSON Schema of a dossier.

#include "dossier/schema.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"

namespace probity {

ExitStatus run_schema(const Arguments& arguments) {
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  return write_results(arguments,
                       json_schema(program.value().vocabulary, program.value().identity.name,
                                   program.value().identity.version));
}

}  // namespace probity
