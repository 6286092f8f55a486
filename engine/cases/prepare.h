// A case and its dossier become facts: the changes are made in the text of the dossier, and the
// result goes through the loader like any other, so that a variation is refused for all that a
// dossier is refused for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "diagnostics/diagnostic.h"
#include "dossier/facts.h"
#include "dossier/load.h"

namespace probity {

/// A dossier that cases start from, read once.
struct BaseDossier {
  std::string path;
  std::string bytes;
  bool is_json = false;
};
[[nodiscard]] BaseDossier base_dossier(std::string path, std::string bytes);

/// The JSON of the dossier with the changes made; as it stands where there are none, or where it is
/// no JSON. Absent after a diagnostic, in the text of the case.
[[nodiscard]] std::optional<std::string> changed_dossier(const std::vector<CaseChange>& changes,
                                                         const BaseDossier& base,
                                                         Diagnostics& diagnostics);

/// All that evaluation and comparison need; neither files nor the AST.
struct PreparedCase {
  Case content;
  std::optional<Facts> facts;         ///< absent where the loader refused the dossier
  std::vector<std::string> refusals;  ///< why it did
};

/// Keeps the loader's buffers from one case to the next.
class CasePreparer {
 public:
  /// `vocabulary` must outlive it.
  explicit CasePreparer(const Vocabulary& vocabulary) : loader_(vocabulary) {}

  /// Absent after a diagnostic, in the text of the case: an element that is not there, a fact that
  /// is unknown already.
  [[nodiscard]] std::optional<PreparedCase> prepare(Case content, const BaseDossier& base,
                                                    Diagnostics& diagnostics);

 private:
  DossierLoader loader_;
};

}  // namespace probity
