// probity explain: a diagnostic, a rule, or the reasoning of a rule on a dossier.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/assessment.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "diagnostics/diagnostic.h"
#include "report/check_json.h"
#include "report/check_text.h"
#include "report/diagnostics_report.h"
#include "report/rules_report.h"
#include "report/wording.h"

namespace probity {
namespace {

bool is_json(const Arguments& arguments) { return arguments.format() == "json"; }

/// "PR" and digits, in any case.
bool looks_like_code(const std::string& word) {
  const std::string upper = upper_case(word);
  return upper.size() > 2 && upper.starts_with("PR") &&
         upper.find_first_not_of("0123456789", 2) == std::string::npos;
}

ExitStatus explain_code(const Arguments& arguments, const std::string& word) {
  const std::optional<Code> code = find_code(upper_case(word));
  if (!code) {
    std::vector<std::string> known;
    for (const CodeEntry& row : all_codes()) known.emplace_back(row.text);
    return fail({ErrorKind::kUsage, fmt::format("there is no diagnostic `{}`{}", word,
                                                suggestion(upper_case(word), known))});
  }
  return write_results(arguments,
                       is_json(arguments)
                           ? code_json(entry(*code)) + '\n'
                           : code_text(entry(*code), colour_of(arguments, Stream::kOutput)));
}

/// All codes: what each stands for in a line, or with --all its whole page.
ExitStatus explain_codes(const Arguments& arguments) {
  const bool in_full = arguments.has(Option::kAll);
  if (is_json(arguments)) return write_results(arguments, codes_json() + '\n');
  const Colour colour = colour_of(arguments, Stream::kOutput);
  return write_results(arguments, in_full ? codes_in_full_text(colour) : codes_text(colour));
}

ExitStatus explain_rule(const Arguments& arguments, const std::string& name) {
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  const Result<RuleId> rule = find_rule(program.value(), name);
  if (!rule) return fail(rule.error());
  return write_results(arguments, is_json(arguments)
                                      ? explain_rule_json(program.value(), rule.value()) + '\n'
                                      : explain_rule_text(program.value(), rule.value(),
                                                          colour_of(arguments, Stream::kOutput)));
}

ExitStatus explain_dossier(const Arguments& arguments, const std::string& path) {
  const Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  const Result<RuleId> rule = find_rule(program.value(), *arguments.value(Option::kRule));
  if (!rule) return fail(rule.error());
  const Result<EvaluateOptions> options = evaluate_options(arguments, program.value());
  if (!options) return fail(options.error());
  Result<DossierInput> input = read_single_dossier(path);
  if (!input) return fail(input.error());

  std::string text;
  ExitStatus status = ExitStatus::kOk;
  Assessor assessor(program.value(), options.value());
  assessor.assess(std::move(input).value(), [&](const DossierResult& result) {
    text = is_json(arguments) ? explain_finding_json(program.value(), result, rule.value()) + '\n'
                              : explain_finding_text(program.value(), result, rule.value(),
                                                     colour_of(arguments, Stream::kOutput));
    if (!result.decision) status = ExitStatus::kRejected;
  });
  return worse(status, write_results(arguments, text));
}

}  // namespace

ExitStatus run_explain(const Arguments& arguments) {
  const bool has_word = !arguments.positionals().empty();
  if (has_word && arguments.has(Option::kAll)) {
    return fail({ErrorKind::kUsage, "--all documents every code; it takes no name"});
  }
  if (!has_word && arguments.has(Option::kRule)) {
    return fail({ErrorKind::kUsage, "--rule asks about a dossier; name it"});
  }
  if (!has_word) return explain_codes(arguments);
  const std::string& word = arguments.positionals().front();
  if (arguments.has(Option::kRule)) return explain_dossier(arguments, word);
  if (looks_like_code(word)) return explain_code(arguments, word);
  std::error_code error;
  if (word.ends_with(".json") || std::filesystem::exists(word, error)) {
    return fail({ErrorKind::kUsage,
                 fmt::format("`{}` is a dossier; name the rule to explain by --rule", word)});
  }
  return explain_rule(arguments, word);
}

}  // namespace probity
