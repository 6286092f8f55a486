// probity diff: what changed between two rule sets.

#include "analyse/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyse/diff_instruments.h"
#include "cli/console.h"
#include "cli/diff_cases.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "dossier/json_text.h"
#include "report/diff_report.h"

namespace probity {
namespace {

std::vector<std::string> instrument_names(const Program& program) {
  std::vector<std::string> names;
  names.reserve(program.instruments.size());
  for (const Instrument& instrument : program.instruments) names.push_back(instrument.name);
  return names;
}

bool has_instrument(const Program& program, const std::string& name) {
  return std::ranges::find(program.instruments, name, &Instrument::name) !=
         program.instruments.end();
}

Error unknown_instrument(const std::string& name, const Program& before, const Program& after) {
  std::vector<std::string> names = instrument_names(before);
  const std::vector<std::string> more = instrument_names(after);
  names.insert(names.end(), more.begin(), more.end());
  return {ErrorKind::kUsage, fmt::format("neither rule set has an instrument {}{}",
                                         in_backticks(name), suggestion(name, names))};
}

}  // namespace

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

  RuleSetDiff diff = compare_rule_sets(before.value(), after.value());
  const std::vector<std::string> instruments = arguments.values(Option::kInstrument);
  for (const std::string& instrument : instruments) {
    const bool is_known =
        has_instrument(before.value(), instrument) || has_instrument(after.value(), instrument);
    if (!is_known) return fail(unknown_instrument(instrument, before.value(), after.value()));
  }
  if (!instruments.empty()) {
    keep_instruments(diff, before.value(), after.value(), instruments);
  }
  if (const std::optional<std::string> folder = arguments.value(Option::kCases)) {
    Result<FolderComparison> compared =
        compare_folder(*folder, before.value(), after.value(), diff, arguments);
    if (!compared) return fail(compared.error());
    diff.dossiers = std::move(compared.value().dossiers);
    status = compared.value().status;
  }
  const RuleSetComparison comparison{before.value(), after.value(), diff};
  const DiffDetail detail = arguments.has(Option::kVerbose) ? DiffDetail::kAll : DiffDetail::kSome;
  const std::string report =
      arguments.format() == "json"
          ? diff_json(comparison) + '\n'
          : diff_text(comparison, detail, colour_of(arguments, Stream::kOutput));
  if (is_changed(diff)) status = worse(status, ExitStatus::kNonCompliant);
  return worse(status, write_results(arguments, report));
}

}  // namespace probity
