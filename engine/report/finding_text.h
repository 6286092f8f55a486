// The findings of one rule as a block of the text report.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "check/program.h"
#include "dossier/facts.h"
#include "evaluate/decision.h"
#include "report/check_text.h"
#include "report/page.h"

namespace probity {

/// Elements of one rule that are shown one by one where not all is asked for.
inline constexpr std::size_t kMaxElements = 10;

/// Undetermined, and no completion of the dossier makes it a breach.
[[nodiscard]] bool is_harmless(const Finding& finding);

/// "satisfied or violated"
[[nodiscard]] std::string possible_text(const Finding& finding);

/// "/a, /b and 3 more"
[[nodiscard]] std::string pointers_text(const std::vector<std::string>& pointers);

/// Findings of one rule and one outcome, one for each element; precondition: at least one.
void add_findings(Page& page, const Program& program, const Facts& facts,
                  std::span<const Finding> findings, TextDetail detail);

/// What other readings of contested points would give instead of `own`, the outcome or verdict that
/// was found.
void add_readings(Page& page, std::size_t indent, const Program& program, std::string_view own,
                  const ReadingOutcomes& readings);

}  // namespace probity
