#include "cli/case_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "cases/check_case.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/rule_files.h"
#include "cli/rule_set.h"
#include "syntax/case_parser.h"
#include "syntax/parser.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

/// The manifest of the rules, or the folder that holds it.
fs::path folder_of_rules(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error) ? fs::path(path) : fs::path(path).parent_path();
}

class CaseReader {
 public:
  CaseReader(const Arguments& arguments, std::string filter, std::string rules, Program program)
      : filter_(std::move(filter)), arguments_(arguments), rules_(std::move(rules)) {
    add_program(std::move(program));
  }

  [[nodiscard]] CaseFiles read() {
    std::vector<std::string> places = arguments_.positionals();
    if (places.empty())
      places.push_back((folder_of_rules(rules_) / ".." / "cases").lexically_normal().string());
    for (const std::string& place : places) read_place(place);
    return std::move(files_);
  }

 private:
  void add_program(Program program) {
    const std::string name = program.identity.name;
    files_.programs.push_back(std::make_unique<const Program>(std::move(program)));
    preparers_.push_back(std::make_unique<CasePreparer>(files_.programs.back()->vocabulary));
    programs_[name] = files_.programs.size() - 1;
  }

  void worsen(ExitStatus status) { files_.status = worse(files_.status, status); }

  // ---- files ----

  void read_place(const std::string& place) {
    std::error_code error;
    if (!fs::is_directory(place, error)) {
      read_file_of_cases(place);
      return;
    }
    constexpr std::array<std::string_view, 1> kEndings{".case"};
    const FoundFiles found = find_files_below(place, kEndings);
    if (found.failure) {
      worsen(fail(*found.failure));
    } else if (found.paths.empty()) {
      complain(fmt::format("the folder `{}` has no *.case", place));
      worsen(ExitStatus::kNotFound);
    }
    for (const std::string& path : found.paths) read_file_of_cases(path);
  }

  void read_file_of_cases(const std::string& path) {
    Result<std::optional<std::string>> bytes = read_file(path, kMaxRuleFileBytes);
    if (!bytes) {
      worsen(fail(bytes.error()));
      return;
    }
    // The parser refuses what is too large in its own words.
    std::string text =
        bytes.value() ? std::move(*bytes.value()) : std::string(kMaxRuleFileBytes + 1, ' ');
    const SourceId source = files_.sources.add(SourceText(path, std::move(text)));
    const SourceText& written = files_.sources.at(source);
    Diagnostics found;
    const ast::CaseFile file = parse_case_file(written, source, found);
    const std::optional<std::size_t> program = program_of(file, found);
    if (program) {
      for (CheckedCase& checked :
           check_case_file(file, written, *files_.programs[*program], found)) {
        add_case(std::move(checked), source, *program, found);
      }
    }
    if (found.has_errors()) worsen(ExitStatus::kRejected);
    for (Diagnostic& diagnostic : found.sorted()) files_.diagnostics.add(std::move(diagnostic));
  }

  // ---- rule sets ----

  /// Of the rule set that the file names, which is read when the first file names it.
  std::optional<std::size_t> program_of(const ast::CaseFile& file, Diagnostics& found) {
    if (!file.rule_set) return 0;
    const std::string& name = file.rule_set->text;
    if (const auto known = programs_.find(name); known != programs_.end()) return known->second;
    if (failed_.contains(name)) return std::nullopt;
    const fs::path manifest = folder_of_rules(rules_) / (name + ".ruleset");
    std::error_code error;
    if (!fs::is_regular_file(manifest, error)) {
      found.add(Diagnostic{
          .code = Code::unknown_rule_set,
          .span = file.rule_set->span,
          .message = fmt::format("there is no `{}.ruleset` beside the rules of this run", name),
          .help = "leave the line out for the rule set of `--rules`"});
      return std::nullopt;
    }
    Result<Program> program = load_rules(manifest.string(), arguments_);
    if (!program) {
      worsen(fail_rules(program.error()));
      failed_.insert(name);
      return std::nullopt;
    }
    add_program(std::move(program).value());
    programs_[name] = files_.programs.size() - 1;
    return programs_[name];
  }

  // ---- cases ----

  void add_case(CheckedCase checked, SourceId source, std::size_t program, Diagnostics& found) {
    const std::string& file = files_.sources.at(source).path();
    const bool is_wanted = filter_.empty() ||
                           checked.content.title.find(filter_) != std::string::npos ||
                           file.find(filter_) != std::string::npos;
    if (!is_wanted) return;
    ReadyCase ready;
    ready.program = files_.programs[program].get();
    ready.source = source;
    ready.title = checked.content.span;
    ready.name = checked.content.title;
    for (const Citation& law : checked.content.laws) {
      ready.laws.push_back((*ready.program)[law.act].name + " " + law.reference);
    }
    if (!checked.has_mistakes) {
      if (const BaseDossier* const base = find_dossier(file, checked.content, found)) {
        ready.prepared = preparers_[program]->prepare(std::move(checked.content), *base, found);
      }
    }
    files_.cases.push_back(std::move(ready));
  }

  /// Null after a diagnostic. A dossier is read once, however many cases start from it.
  const BaseDossier* find_dossier(const std::string& file, const Case& content,
                                  Diagnostics& found) {
    const std::string path =
        (fs::path(file).parent_path() / content.dossier).lexically_normal().string();
    auto known = dossiers_.find(path);
    if (known == dossiers_.end()) {
      Result<std::optional<std::string>> bytes = read_file(path, kMaxDossierBytes);
      std::optional<BaseDossier> base;
      if (bytes && bytes.value()) base = base_dossier(path, std::move(*bytes.value()));
      known = dossiers_.emplace(path, std::move(base)).first;
    }
    if (known->second) return &*known->second;
    worsen(ExitStatus::kNotFound);
    found.add(Diagnostic{.code = Code::case_dossier_not_found,
                         .span = content.dossier_span,
                         .message = fmt::format("`{}` is not there, or cannot be read", path)});
    return nullptr;
  }

  std::string filter_;
  const Arguments& arguments_;
  std::string rules_;
  CaseFiles files_;
  std::vector<std::unique_ptr<CasePreparer>> preparers_;  ///< one for each program
  std::map<std::string, std::size_t> programs_;           ///< by the name of the rule set
  std::set<std::string> failed_;                          ///< rule sets with mistakes, reported
  std::map<std::string, std::optional<BaseDossier>> dossiers_;
};

}  // namespace

Result<CaseFiles> read_case_files(const Arguments& arguments, const std::string& filter) {
  Result<std::string> rules = rules_path(arguments);
  if (!rules) return rules.error();
  Result<Program> program = load_rules(rules.value(), arguments);
  if (!program) return program.error();
  return CaseReader(arguments, filter, std::move(rules).value(), std::move(program).value()).read();
}

}  // namespace probity
