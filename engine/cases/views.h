// The parts of a decision that an expectation is about. Private to cases/.
#pragma once

#include <string>
#include <vector>

#include "cases/case.h"
#include "cases/result.h"
#include "evaluate/decision.h"

namespace probity {

/// One finding, and the instrument that it belongs to.
struct FindingView {
  const InstrumentDecision* instrument = nullptr;
  const Finding* finding = nullptr;
};
struct FigureView {
  const InstrumentDecision* instrument = nullptr;
  const FigureResult* figure = nullptr;
};

/// Null where the instrument is not reported.
[[nodiscard]] const InstrumentDecision* find_instrument(const Decision& decision,
                                                        std::string_view name);

/// The findings of a rule on `element` (absent: on all) in `instrument` (absent: in all).
[[nodiscard]] std::vector<FindingView> findings_of(const Decision& decision, RuleId rule,
                                                   const std::optional<CasePath>& element,
                                                   const std::optional<std::string>& instrument);
[[nodiscard]] std::vector<FigureView> figures_of(const Decision& decision, DefinitionId figure,
                                                 const std::optional<std::string>& instrument);

/// Why there are none: the instrument is not concerned, or the rule has findings on other elements.
struct Absence {
  std::string text;
  std::optional<Code> code;
};
[[nodiscard]] Absence why_no_finding(const Program& program, const Decision& decision, RuleId rule,
                                     const std::optional<CasePath>& element,
                                     const std::optional<std::string>& instrument);
[[nodiscard]] Absence why_no_instrument(std::string_view name);

/// "`a`, `b` and `c`" of pointers, as paths; "nothing" where there are none.
[[nodiscard]] std::string list_paths(const std::vector<std::string>& pointers);

}  // namespace probity
