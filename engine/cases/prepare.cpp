#include "cases/prepare.h"

#include <utility>

#include <fmt/format.h>

#include "cases/paths.h"
#include "cases/variation.h"
#include "dossier/json_scanner.h"

namespace probity {

namespace {

std::string refusal_text(const Diagnostic& diagnostic) {
  const std::string place = diagnostic.pointer.empty() ? "" : path_text(diagnostic.pointer) + ": ";
  return fmt::format("{}{} [{}]", place, diagnostic.message, entry(diagnostic.code).text);
}

}  // namespace

BaseDossier base_dossier(std::string path, std::string bytes) {
  const bool is_json = !find_form_fault(bytes, SourceId(std::size_t{0}));
  return {std::move(path), std::move(bytes), is_json};
}

std::optional<std::string> changed_dossier(const std::vector<CaseChange>& changes,
                                           const BaseDossier& base, Diagnostics& diagnostics) {
  // A base that is no JSON is refused as it stands.
  if (!base.is_json) return base.bytes;
  return with_changes(base.bytes, changes, diagnostics);
}

std::optional<PreparedCase> CasePreparer::prepare(Case content, const BaseDossier& base,
                                                  Diagnostics& diagnostics) {
  std::optional<std::string> bytes = changed_dossier(content.changes, base, diagnostics);
  if (!bytes) return std::nullopt;
  PreparedCase prepared{std::move(content), Facts(), {}};
  const SourceText source(base.path, std::move(*bytes));
  Diagnostics refusals;
  if (!loader_.load(source, SourceId(std::size_t{0}), *prepared.facts, refusals)) {
    prepared.facts.reset();
    for (const Diagnostic& refusal : refusals.sorted()) {
      prepared.refusals.push_back(refusal_text(refusal));
    }
  }
  return prepared;
}

}  // namespace probity
