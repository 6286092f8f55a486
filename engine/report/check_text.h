// The decision on a dossier for people: 80 columns, the verdict first, then what is violated or
// undetermined, each with its law, the figures, and what would settle it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "check/program.h"
#include "report/dossier_result.h"
#include "report/page.h"

namespace probity {

enum class TextDetail : std::uint8_t {
  kOpenOnly,  ///< what is violated, undetermined or excused; the rest is counted
  kAll,       ///< every finding, with its reasoning
};

struct TextOptions {
  Colour colour = Colour::kOff;
  TextDetail detail = TextDetail::kOpenOnly;
};

[[nodiscard]] std::string check_text(const Program& program, const DossierResult& result,
                                     const TextOptions& options);

/// How the dossiers of one run came out.
struct CheckTotals {
  std::array<std::size_t, 4> verdicts{};  ///< by Verdict
  std::size_t rejected = 0;

  void add(const std::optional<Verdict>& verdict);  ///< absent: the dossier was refused
  [[nodiscard]] std::size_t dossiers() const;
};

/// Where the verdicts of one run were recorded.
struct RecordNote {
  std::string log;          ///< its file, as the user named it
  std::uint64_t first = 0;  ///< number of the first decision
  std::uint64_t last = 0;
  std::size_t count = 0;   ///< others may have recorded between them
  std::string checkpoint;  ///< a signed note: lines

  void add(std::uint64_t number);
};

/// The end of the report: the totals where there are several dossiers, the rules that were applied,
/// and where the verdicts were recorded, if anywhere.
[[nodiscard]] std::string check_footer_text(const Program& program, const CheckTotals& totals,
                                            const std::optional<RecordNote>& record, Colour colour);

/// The reasoning on one rule, in full: `probity explain DOSSIER --rule ID`.
[[nodiscard]] std::string explain_finding_text(const Program& program, const DossierResult& result,
                                               RuleId rule, Colour colour);

}  // namespace probity
