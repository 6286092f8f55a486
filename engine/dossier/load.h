// Dossier JSON (RFC 8259, dossier.md) into Facts, straight from the parser's events. Every refusal
// is a Diagnostic with pointer, line and column; as many of them as the text allows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "dossier/facts.h"
#include "dossier/vocabulary.h"

namespace probity {

inline constexpr std::size_t kMaxDossierBytes = std::size_t{256} << 20;  ///< 256 MiB
inline constexpr std::uint32_t kMaxDossierDepth = 64;                    ///< open objects and lists
inline constexpr std::size_t kMaxListElements = 10'000'000;              ///< in one dossier

/// What must be there: a dossier has every `required` field; facts for one expression need not.
enum class Completeness : std::uint8_t { kDossier, kFactsOnly };

/// Keeps the parser's buffers from one dossier to the next.
class DossierLoader {
 public:
  /// `vocabulary` must outlive the loader.
  explicit DossierLoader(const Vocabulary& vocabulary,
                         Completeness completeness = Completeness::kDossier);
  ~DossierLoader();
  DossierLoader(const DossierLoader&) = delete;
  DossierLoader& operator=(const DossierLoader&) = delete;

  /// Loads the dossier that `source` holds into `facts`, which is cleared first. Returns true when
  /// nothing was refused; otherwise `diagnostics` has the reasons and `facts` must not be
  /// evaluated.
  [[nodiscard]] bool load(const SourceText& source, SourceId id, Facts& facts,
                          Diagnostics& diagnostics);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace probity
