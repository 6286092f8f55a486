// probity diff: what changed between two rule sets.

#include "analyse/diff.h"

#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "report/diff_report.h"

namespace probity {

ExitStatus run_diff(const Arguments& arguments) {
  const std::string& old_path = arguments.positionals()[0];
  const std::string& new_path = arguments.positionals()[1];
  // The mistakes of both are shown before the command gives up.
  const Result<Program> before = load_rules(old_path, arguments);
  const Result<Program> after = load_rules(new_path, arguments);
  ExitStatus status = ExitStatus::kOk;
  if (!before) status = worse(status, fail_rules(before.error()));
  if (!after) status = worse(status, fail_rules(after.error()));
  if (status != ExitStatus::kOk) return status;

  const RuleSetDiff diff = compare_rule_sets(before.value(), after.value());
  const RuleSetComparison comparison{before.value(), after.value(), diff};
  const DiffDetail detail = arguments.has(Option::kVerbose) ? DiffDetail::kAll : DiffDetail::kSome;
  const std::string report =
      arguments.format() == "json"
          ? diff_json(comparison) + '\n'
          : diff_text(comparison, detail, colour_of(arguments, Stream::kOutput));
  if (is_changed(diff)) status = ExitStatus::kNonCompliant;
  return worse(status, write_results(arguments, report));
}

}  // namespace probity
