// probity missing: what one dossier lacks.

#include "cli/assessment.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "report/missing_report.h"

namespace probity {

ExitStatus run_missing(const Arguments& arguments) {
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  Result<EvaluateOptions> options = evaluate_options(arguments, program.value());
  if (!options) return fail(options.error());
  options.value().with_trace = false;
  Result<DossierInput> input = read_single_dossier(arguments.positionals().front());
  if (!input) return fail(input.error());

  std::string text;
  ExitStatus status = ExitStatus::kOk;
  Assessor assessor(program.value(), options.value());
  assessor.assess(std::move(input).value(), [&](const DossierResult& result) {
    text = arguments.format() == "json"
               ? missing_json(program.value(), result) + '\n'
               : missing_text(program.value(), result, colour_of(arguments, Stream::kOutput));
    if (!result.decision) status = ExitStatus::kRejected;
  });
  return worse(status, write_results(arguments, text));
}

}  // namespace probity
