// What `check` knows of one dossier, for the renderers. A view: all of it outlives the call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyse/result.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "dossier/facts.h"
#include "evaluate/decision.h"

namespace probity {

struct DossierResult {
  const SourceMap& sources;          ///< holds the dossier's text
  SourceId id;                       ///< of it; its path is the dossier's name for the user
  const Facts& facts;                ///< not read where the dossier was refused
  std::string sha256;                ///< of the bytes; "" where they were not all read
  std::optional<Decision> decision;  ///< absent where the dossier was refused
  std::vector<Diagnostic> refusals;  ///< in source order
  /// Present where the text is not the one on file, but changed; `sha256` is that on file.
  std::optional<Hypothesis> hypothesis = std::nullopt;
  /// Present where it was asked what would settle the findings of a rule.
  std::optional<std::vector<Compliance>> compliance = std::nullopt;

  [[nodiscard]] const SourceText& source() const { return sources.at(id); }
};

}  // namespace probity
