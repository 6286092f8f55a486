// evaluate(Program, Facts, options) -> Decision: total, pure, no clock, no input or output
// (language.md, "Three values" to "The verdict of an instrument").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/program.h"
#include "dossier/facts.h"
#include "evaluate/decision.h"

namespace probity {

struct EvaluateOptions {
  std::optional<Date> as_of;               ///< replaces every reference date
  std::vector<std::string> instruments;    ///< empty: all that concern the dossier
  std::vector<ReadingCondition> readings;  ///< other defaults than the declared ones
  bool with_trace = true;
};

[[nodiscard]] Decision evaluate(const Program& program, const Facts& facts,
                                const EvaluateOptions& options);

/// One expression over facts, for `probity eval`, figures and the cases.
struct ExpressionValue {
  /// The value as the contract of `eval --ndjson` writes it, in JSON: `true`, `"0.1"`,
  /// `{"amount": "1.10", "currency": "EUR"}`; "" when unknown.
  std::string json;
  ValueText text;
  bool is_known = false;
  std::vector<std::string> missing;  ///< pointers, when unknown
  std::vector<std::string> reasons;  ///< "division by zero"
};
[[nodiscard]] ExpressionValue evaluate_expression(const Program& program, const Facts& facts,
                                                  NodeId node, std::optional<Date> as_of);

}  // namespace probity
