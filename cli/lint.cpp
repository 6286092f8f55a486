// probity lint: every mistake and every warning in a rule set.

#include <fmt/format.h>

#include "check/check.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "report/diagnostics_report.h"

namespace probity {
namespace {

/// The rule set that is to be checked: the argument, or as everywhere else.
Result<std::string> linted_path(const Arguments& arguments) {
  if (arguments.positionals().empty()) return rules_path(arguments);
  if (arguments.has(Option::kRules)) {
    return Error{ErrorKind::kUsage, "the rules are named twice: by --rules and as an argument"};
  }
  return arguments.positionals().front();
}

}  // namespace

ExitStatus run_lint(const Arguments& arguments) {
  const Result<std::string> path = linted_path(arguments);
  if (!path) return fail(path.error());
  Diagnostics diagnostics;
  const Result<RuleSetText> text = read_rule_set(path.value(), diagnostics);
  if (!text) return fail_rules(text.error());
  const std::optional<Program> program = check_rule_set(text.value(), diagnostics);
  const std::vector<Diagnostic> found = diagnostics.sorted();
  const DiagnosticList list{found, text.value().sources, diagnostics.was_cut(),
                            arguments.has(Option::kStrict)};
  std::string report;
  if (arguments.format() == "json") {
    report = diagnostics_json(list) + '\n';
  } else if (found.empty() && program) {
    report = fmt::format("{} {}: {} rules, no mistakes\n", program->identity.name,
                         program->identity.version, program->rules.size());
  } else {
    report = diagnostics_text(list, colour_of(arguments, Stream::kOutput));
  }
  const bool is_wrong = !program || (list.strict && !found.empty());
  return worse(is_wrong ? ExitStatus::kRules : ExitStatus::kOk, write_results(arguments, report));
}

}  // namespace probity
