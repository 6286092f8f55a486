// probity explain: a diagnostic, a rule, or the reasoning of a rule on a dossier.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analyse/comply.h"
#include "cli/assessment.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "cli/what_if.h"
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
  const Result<std::vector<JsonEdit>> edits = what_if_options(arguments);
  if (!edits) return fail(edits.error());
  Result<DossierInput> input = read_single_dossier(path);
  if (!input) return fail(input.error());

  std::string text;
  ExitStatus status = ExitStatus::kOk;
  const auto render = [&](const DossierResult& plain) {
    DossierResult result = plain;
    if (result.decision && arguments.has(Option::kToComply)) {
      result.compliance = find_compliance({program.value(), options.value(),
                                           result.source().bytes(), result.facts, *result.decision},
                                          rule.value());
    }
    text = is_json(arguments) ? explain_finding_json(program.value(), result, rule.value()) + '\n'
                              : explain_finding_text(program.value(), result, rule.value(),
                                                     colour_of(arguments, Stream::kOutput));
    if (!result.decision) status = ExitStatus::kRejected;
  };
  const std::optional<Error> mistake = assess_what_if(
      program.value(), options.value(), std::move(input).value(), edits.value(), render);
  if (mistake) return fail(*mistake);
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
  for (const Option option : {Option::kWhatIf, Option::kToComply}) {
    if (!arguments.has(option) || (has_word && arguments.has(Option::kRule))) continue;
    return fail({ErrorKind::kUsage,
                 fmt::format("`--{}` is asked of a dossier; name the rule to explain by --rule",
                             option_row(option).name)});
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
