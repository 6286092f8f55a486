#include "cli/rule_set.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/console.h"
#include "diagnostics/render.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultManifest = "eu_defence.ruleset";

/// The manifest in this folder, or "".
std::string manifest_in(const fs::path& folder) {
  std::error_code error;
  const fs::path manifest = folder / kDefaultManifest;
  return fs::is_regular_file(manifest, error) ? manifest.string() : "";
}

/// The texts of a rule set by their paths below its own folder: a verdict says the same wherever
/// the rules lie. The manifest is the first of them.
SourceMap relative_sources(const SourceMap& sources) {
  SourceMap relative;
  if (sources.size() == 0) return relative;
  const std::string& manifest = sources.at(SourceId(std::size_t{0})).path();
  const std::string folder = manifest.substr(0, manifest.rfind('/') + 1);
  for (std::size_t index = 0; index < sources.size(); ++index) {
    const SourceText& source = sources.at(SourceId(index));
    const bool is_below = source.path().starts_with(folder);
    relative.add(SourceText(source.path().substr(is_below ? folder.size() : 0), source.bytes()));
  }
  return relative;
}

}  // namespace

Result<std::string> rules_path(const Arguments& arguments) {
  if (std::optional<std::string> chosen = arguments.value(Option::kRules)) return *chosen;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    std::string found = manifest_in(program.parent_path().parent_path() / "share/probity/rules");
    for (fs::path folder = program.parent_path(); found.empty() && folder.has_relative_path();
         folder = folder.parent_path()) {
      found = manifest_in(folder / "rules");
    }
    if (!found.empty()) return found;
  }
  return Error{ErrorKind::kNotFound,
               fmt::format("there is no rule set beside the program; name one by --rules")};
}

Result<Program> load_rules(const Arguments& arguments) {
  const Result<std::string> path = rules_path(arguments);
  if (!path) return path.error();
  return load_rules(path.value(), arguments);
}

Result<Program> load_rules(const std::string& path, const Arguments& arguments) {
  Result<CheckedRules> rules = load_rules_with_text(path, arguments);
  if (!rules) return rules.error();
  return std::move(rules).value().program;
}

Result<CheckedRules> load_rules_with_text(const std::string& path, const Arguments& arguments) {
  Diagnostics diagnostics;
  Result<RuleSetText> text = read_rule_set(path, diagnostics);
  if (!text) return text.error();
  std::optional<Program> program = check_rule_set(text.value(), diagnostics);
  if (program) {
    program->sources = relative_sources(program->sources);
    return CheckedRules{std::move(text).value(), std::move(*program)};
  }
  show_on_error(
      render_diagnostics(diagnostics, text.value().sources, colour_of(arguments, Stream::kError)));
  return Error{ErrorKind::kInput, fmt::format("the rules in `{}` do not check", path)};
}

}  // namespace probity
