// probity lint: every mistake and every warning in a rule set, and the fixes that are safe.

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/check.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "cli/rule_set.h"
#include "diagnostics/fixes.h"
#include "report/diagnostics_report.h"
#include "report/sarif_report.h"
#include "support/text.h"

namespace probity {
namespace {

/// A fix can bring to light what another one mends. More rounds than this go in a circle.
constexpr int kMostRounds = 20;

/// A rule set with what was found in it.
struct Checked {
  RuleSetText text;
  std::optional<Program> program;
  std::vector<Diagnostic> found;
  bool was_cut = false;
};

/// The rule set that is to be checked: the argument, or as everywhere else.
Result<std::string> linted_path(const Arguments& arguments) {
  const bool is_named = arguments.has(Option::kRules);
  if (arguments.positionals().empty()) {
    if (!is_named && arguments.has(Option::kFix)) {
      return Error{ErrorKind::kUsage, "--fix changes rules; name them"};
    }
    return rules_path(arguments);
  }
  if (is_named) {
    return Error{ErrorKind::kUsage, "the rules are named twice: by --rules and as an argument"};
  }
  return arguments.positionals().front();
}

Result<Checked> check(const std::string& path) {
  Diagnostics diagnostics;
  Result<RuleSetText> text = read_rule_set(path, diagnostics);
  if (!text) return text.error();
  std::optional<Program> program = check_rule_set(text.value(), diagnostics);
  return Checked{std::move(text).value(), std::move(program), diagnostics.sorted(),
                 diagnostics.was_cut()};
}

/// What was mended, a line each, for people.
struct Mended {
  std::string lines;
  ExitStatus status = ExitStatus::kOk;  ///< whether all of it could be written
};

void report_mended(const Diagnostic& diagnostic, const SourceMap& sources, Mended& mended) {
  const SourceText& source = sources.at(diagnostic.fix->span.source);
  const Position position = source.position(diagnostic.fix->span.begin);
  mended.lines += fmt::format("mended {}:{}:{}: {}: {}\n", escape_untrusted(source.path()),
                              position.line, position.column, entry(diagnostic.code).text,
                              escape_untrusted(diagnostic.message));
}

/// Writes the chosen fixes, each file at once.
void write_fixes(const Checked& checked, const std::vector<std::size_t>& chosen, Mended& mended) {
  std::map<SourceId, std::vector<std::size_t>> by_source;
  for (const std::size_t index : chosen)
    by_source[checked.found[index].fix->span.source].push_back(index);
  for (const auto& [id, fixes] : by_source) {
    const SourceText& source = checked.text.sources.at(id);
    const ExitStatus status =
        replace_file(source.path(), apply_fixes(source, id, checked.found, fixes));
    mended.status = worse(mended.status, status);
    if (status != ExitStatus::kOk) continue;
    for (const std::size_t index : fixes)
      report_mended(checked.found[index], checked.text.sources, mended);
  }
}

/// Applies safe fixes until there is none left, and leaves `checked` as the rules then are.
Result<Mended> fix(const std::string& path, Checked& checked) {
  Mended mended;
  for (int round = 0; round < kMostRounds; ++round) {
    const std::vector<std::size_t> chosen = choose_safe_fixes(checked.found);
    if (chosen.empty()) break;
    write_fixes(checked, chosen, mended);
    if (mended.status != ExitStatus::kOk) break;
    Result<Checked> again = check(path);
    if (!again) return again.error();
    checked = std::move(again).value();
  }
  return mended;
}

std::string report(const Arguments& arguments, const Checked& checked) {
  const DiagnosticList list{checked.found, checked.text.sources, checked.was_cut,
                            arguments.has(Option::kStrict)};
  if (arguments.format() == "json") return diagnostics_json(list) + '\n';
  if (arguments.format() == "sarif") return diagnostics_sarif(list) + '\n';
  if (!checked.found.empty() || !checked.program)
    return diagnostics_text(list, colour_of(arguments, Stream::kOutput));
  const Program& program = *checked.program;
  return fmt::format("{} {}: {} rules, no mistakes\n", program.identity.name,
                     program.identity.version, program.rules.size());
}

}  // namespace

ExitStatus run_lint(const Arguments& arguments) {
  const Result<std::string> path = linted_path(arguments);
  if (!path) return fail(path.error());
  Result<Checked> checked = check(path.value());
  if (!checked) return fail_rules(checked.error());
  ExitStatus status = ExitStatus::kOk;
  std::string mended_lines;
  if (arguments.has(Option::kFix)) {
    const Result<Mended> mended = fix(path.value(), checked.value());
    if (!mended) return fail_rules(mended.error());
    status = mended.value().status;
    mended_lines = mended.value().lines;
  }
  // The other formats hold the diagnostics that are left and nothing else.
  const bool is_text = arguments.format() == "text";
  if (!is_text) show_on_error(mended_lines);
  const Checked& left = checked.value();
  const bool is_strict = arguments.has(Option::kStrict);
  if (!left.program || (is_strict && !left.found.empty()))
    status = worse(status, ExitStatus::kRules);
  return worse(status,
               write_results(arguments, (is_text ? mended_lines : "") + report(arguments, left)));
}

}  // namespace probity
