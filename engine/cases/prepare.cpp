#include "cases/prepare.h"

#include <utility>

#include <fmt/format.h>

#include "cases/paths.h"
#include "cases/variation.h"

namespace probity {

namespace {

std::string refusal_text(const Diagnostic& diagnostic) {
  const std::string place = diagnostic.pointer.empty() ? "" : path_text(diagnostic.pointer) + ": ";
  return fmt::format("{}{} [{}]", place, diagnostic.message, entry(diagnostic.code).text);
}

}  // namespace

BaseDossier base_dossier(std::string path, std::string bytes) {
  BaseDossier base{std::move(path), std::move(bytes), std::nullopt};
  base.tree = parse_json(base.bytes);
  return base;
}

std::optional<PreparedCase> CasePreparer::prepare(Case content, const BaseDossier& base,
                                                  Diagnostics& diagnostics) {
  std::string bytes = base.bytes;
  // A base that is no JSON is refused as it stands.
  if (base.tree && !content.changes.empty()) {
    JsonValue dossier = *base.tree;
    if (!apply_changes(content.changes, dossier, diagnostics)) return std::nullopt;
    bytes = json_text(dossier);
  }
  PreparedCase prepared{std::move(content), Facts(), {}};
  const SourceText source(base.path, std::move(bytes));
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
