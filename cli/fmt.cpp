// probity fmt: rule and case files in the one layout that they have.

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "diagnostics/render.h"
#include "report/line_diff.h"
#include "support/text.h"
#include "syntax/format.h"
#include "syntax/parser.h"

namespace probity {
namespace {

constexpr const char* kStandardInput = "standard input";

std::optional<std::string> format_source(const SourceText& source, SourceId id,
                                         Diagnostics& diagnostics) {
  switch (source_file_kind(source.path())) {
    case SourceFileKind::kManifest:
      return format_manifest(source, id, diagnostics);
    case SourceFileKind::kCases:
      return format_case_file(source, id, diagnostics);
    case SourceFileKind::kRules:
    case SourceFileKind::kOther:  // standard input
      return format_rule_file(source, id, diagnostics);
  }
  return std::nullopt;
}

/// The text as it should be; absent after its mistakes were shown.
std::optional<std::string> formatted(const Arguments& arguments, const std::string& path,
                                     std::string bytes) {
  SourceMap sources;
  const SourceId id = sources.add(SourceText(path, std::move(bytes)));
  Diagnostics diagnostics;
  std::optional<std::string> text = format_source(sources.at(id), id, diagnostics);
  if (!text) {
    show_on_error(render_diagnostics(diagnostics, sources, colour_of(arguments, Stream::kError)));
    complain(fmt::format("`{}` has mistakes and is not formatted", path));
  }
  return text;
}

/// What is to be told of a file that is not as it should be, in --check.
std::string difference(const Arguments& arguments, const std::string& path,
                       const std::string& before, const std::string& after) {
  std::string result = escape_untrusted(path) + '\n';
  if (arguments.has(Option::kVerbose)) result += unified_diff(path, before, after);
  return result;
}

ExitStatus format_file(const Arguments& arguments, const std::string& path, std::string& report) {
  if (source_file_kind(path) == SourceFileKind::kOther) {
    return fail({ErrorKind::kUsage,
                 fmt::format("`{}` is neither a rule file nor a case file: their names end in "
                             ".rules, .ruleset or .case",
                             path)});
  }
  const Result<std::optional<std::string>> bytes = read_file(path, kMaxRuleFileBytes);
  if (!bytes) return fail(bytes.error());
  if (!bytes.value()) {
    complain(fmt::format("`{}` has more than {} MiB and is not formatted", path,
                         kMaxRuleFileBytes >> 20));
    return ExitStatus::kRules;
  }
  const std::string& before = *bytes.value();
  const std::optional<std::string> after = formatted(arguments, path, before);
  if (!after) return ExitStatus::kRules;
  if (*after == before) return ExitStatus::kOk;
  if (arguments.has(Option::kCheck)) {
    report += difference(arguments, path, before, *after);
    return ExitStatus::kNonCompliant;
  }
  const ExitStatus status = replace_file(path, *after);
  if (status == ExitStatus::kOk && !arguments.has(Option::kQuiet))
    report += fmt::format("formatted {}\n", escape_untrusted(path));
  return status;
}

/// Standard input to standard output.
ExitStatus format_stream(const Arguments& arguments, std::string& report) {
  const Result<std::string> bytes = read_standard_input(kMaxRuleFileBytes);
  if (!bytes) return fail(bytes.error());
  const std::optional<std::string> after = formatted(arguments, kStandardInput, bytes.value());
  if (!after) return ExitStatus::kRules;
  if (!arguments.has(Option::kCheck)) {
    report += *after;
    return ExitStatus::kOk;
  }
  if (*after == bytes.value()) return ExitStatus::kOk;
  report += difference(arguments, kStandardInput, bytes.value(), *after);
  return ExitStatus::kNonCompliant;
}

}  // namespace

ExitStatus run_fmt(const Arguments& arguments) {
  ExitStatus status = ExitStatus::kOk;
  std::string report;
  std::vector<std::string> paths = arguments.positionals();
  if (paths.empty()) paths.emplace_back(".");
  for (const std::string& path : paths) {
    if (path == "-") {
      status = worse(status, format_stream(arguments, report));
      continue;
    }
    const Result<std::vector<std::string>> files = find_source_files(path);
    if (!files) {
      status = worse(status, fail(files.error()));
      continue;
    }
    for (const std::string& file : files.value())
      status = worse(status, format_file(arguments, file, report));
  }
  return worse(status, write_results(arguments, report));
}

}  // namespace probity
