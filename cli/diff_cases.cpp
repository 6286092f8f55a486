#include "cli/diff_cases.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analyse/diff_dossiers.h"
#include "cases/check_case.h"
#include "cases/prepare.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/rule_files.h"
#include "diagnostics/render.h"
#include "syntax/case_parser.h"
#include "syntax/parser.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

/// The files in question, by path; what begins with a dot is passed over.
Result<std::vector<std::string>> find_dossiers(const std::string& folder) {
  constexpr std::array<std::string_view, 2> kEndings{".case", ".json"};
  FoundFiles found = find_files_below(folder, kEndings);
  if (found.failure) return *std::move(found.failure);
  if (found.paths.empty()) {
    return Error{ErrorKind::kNotFound,
                 fmt::format("the folder `{}` has no *.json and no *.case", folder)};
  }
  return std::move(found.paths);
}

class FolderReader {
 public:
  FolderReader(const Program& before, const Program& after, const RuleSetDiff& diff,
               const Arguments& arguments)
      : before_(before),
        after_(after),
        arguments_(arguments),
        instruments_(arguments.values(Option::kInstrument)),
        comparer_(before, after, diff) {}

  void read(const std::string& path) {
    if (path.ends_with(".case")) {
      read_cases(path);
    } else if (const BaseDossier* const dossier = find_dossier(path)) {
      EvaluateOptions options;
      options.instruments = instruments_;
      comparer_.compare({path, "", dossier->bytes, options, options}, result_.dossiers);
    }
  }

  [[nodiscard]] FolderComparison take() { return std::move(result_); }

 private:
  void read_cases(const std::string& path) {
    Result<std::optional<std::string>> bytes = read_file(path, kMaxRuleFileBytes);
    if (!bytes || !bytes.value()) {
      result_.status = worse(result_.status, bytes ? ExitStatus::kRejected : fail(bytes.error()));
      return;
    }
    SourceMap sources;
    const SourceId id = sources.add(SourceText(path, std::move(*bytes.value())));
    const SourceText& source = sources.at(id);
    Diagnostics mistakes;
    const ast::CaseFile file = parse_case_file(source, id, mistakes);
    if (mistakes.has_errors()) {
      show_on_error(render_diagnostics(mistakes, sources, colour_of(arguments_, Stream::kError)));
      result_.status = worse(result_.status, ExitStatus::kRejected);
    }
    for (const ast::Case& written : file.cases) {
      if (written.is_complete) compare_case(file, written, source);
    }
  }

  /// The variation of a case under one rule set; absent where that has not the facts or readings.
  static std::optional<Case> variation(const ast::CaseFile& file, const ast::Case& written,
                                       const SourceText& source, const Program& program) {
    ast::CaseFile alone{file.source, file.rule_set, {}, {written}};
    ast::Case& copy = alone.cases.front();
    copy.laws.clear();
    copy.expectations.clear();
    // Readings alone are named by their modules.
    if (!copy.readings.empty()) alone.uses = file.uses;
    Diagnostics mistakes;
    std::vector<CheckedCase> checked = check_case_file(alone, source, program, mistakes);
    if (checked.empty() || checked.front().has_mistakes) return std::nullopt;
    return std::move(checked.front().content);
  }

  void compare_case(const ast::CaseFile& file, const ast::Case& written, const SourceText& source) {
    const std::optional<Case> before = variation(file, written, source, before_);
    const std::optional<Case> after = variation(file, written, source, after_);
    const std::optional<Case>& varied = after ? after : before;
    if (!varied) {
      ++result_.dossiers.unfit;
      return;
    }
    const BaseDossier* const base = find_dossier(
        (fs::path(source.path()).parent_path() / varied->dossier).lexically_normal().string());
    if (base == nullptr) return;
    Diagnostics mistakes;
    std::optional<std::string> bytes = changed_dossier(varied->changes, *base, mistakes);
    if (!bytes) {
      ++result_.dossiers.unfit;
      return;
    }
    // What one of the two does not know is left at its default there.
    EvaluateOptions unread;
    unread.as_of = varied->options.as_of;
    ComparedDossier compared{
        fmt::format("{}:{}", source.path(), source.position(written.title.span.begin).line),
        written.title.text, std::move(*bytes), before ? before->options : unread,
        after ? after->options : unread};
    compared.before.instruments = instruments_;
    compared.after.instruments = instruments_;
    comparer_.compare(compared, result_.dossiers);
  }

  /// Null after a complaint. A dossier is read once, however many cases start from it.
  const BaseDossier* find_dossier(const std::string& path) {
    auto known = dossiers_.find(path);
    if (known == dossiers_.end()) {
      Result<std::optional<std::string>> bytes = read_file(path, kMaxDossierBytes);
      std::optional<BaseDossier> base;
      if (!bytes) {
        result_.status = worse(result_.status, fail(bytes.error()));
      } else if (bytes.value()) {
        base = base_dossier(path, std::move(*bytes.value()));
      }
      known = dossiers_.emplace(path, std::move(base)).first;
    }
    return known->second ? &*known->second : nullptr;
  }

  const Program& before_;
  const Program& after_;
  const Arguments& arguments_;
  std::vector<std::string> instruments_;  ///< those that are asked; empty for all
  DossierComparer comparer_;
  std::map<std::string, std::optional<BaseDossier>> dossiers_;
  FolderComparison result_;
};

}  // namespace

Result<FolderComparison> compare_folder(const std::string& folder, const Program& before,
                                        const Program& after, const RuleSetDiff& diff,
                                        const Arguments& arguments) {
  const Result<std::vector<std::string>> files = find_dossiers(folder);
  if (!files) return files.error();
  FolderReader reader(before, after, diff, arguments);
  for (const std::string& path : files.value()) reader.read(path);
  return reader.take();
}

}  // namespace probity
