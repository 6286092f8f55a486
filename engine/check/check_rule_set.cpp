// The order of the passes over a rule set: names before types, types before expressions,
// expressions before what is said of them.
#include "check/check.h"
#include "check/context.h"
#include "check/dated.h"
#include "check/declare.h"
#include "check/definitions.h"
#include "check/dependencies.h"
#include "check/findings.h"
#include "check/instruments.h"
#include "check/modules.h"
#include "check/prevalences.h"
#include "check/rules.h"
#include "check/tables.h"
#include "check/vocabulary.h"

namespace probity {

std::optional<Program> check_rule_set(const RuleSetText& text, Diagnostics& diagnostics) {
  if (!text.is_complete) return std::nullopt;
  // What mistakes of grammar took cannot be used, so nothing is called unused beside them.
  const bool has_whole_text = !diagnostics.has_errors();
  Program program;
  program.identity = {.name = text.manifest.name.text,
                      .title = text.manifest.title.text,
                      .version = text.manifest.version.text,
                      .sha256 = text.sha256};
  program.sources = text.sources;

  Context context(program, diagnostics);
  const Modules modules = check_modules(text, context);
  const Declarations declarations = declare(text, modules, context);
  fill_enums(declarations, context);
  fill_records(declarations, context);
  fill_instrument_windows(declarations, context);
  fill_interpretations(declarations, context);
  fill_groups(declarations, context);
  fill_parameters(declarations, context);
  fill_signatures(declarations, context);
  fill_tables(declarations, context);
  fill_bodies(declarations, context);
  fill_instruments(declarations, context);
  fill_rules(declarations, context);
  fill_prevalences(declarations, context);
  fill_dependencies(context);
  report_missing_values(context);
  report_unreachable_exceptions(context);
  report_idle_prevalences(context);
  report_settled_comparisons(context);
  report_bare_values(context);
  if (has_whole_text) report_unused(declarations, context);

  if (diagnostics.has_errors()) return std::nullopt;
  return program;
}

}  // namespace probity
