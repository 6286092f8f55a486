// The value of one expression: what `probity eval` answers (language.md, "Outside use").
#pragma once

#include <string>
#include <string_view>

#include "evaluate/evaluate.h"
#include "report/json_report.h"

namespace probity {

/// The value, or `unknown` and one line for each missing fact and each reason.
[[nodiscard]] std::string value_text(const ExpressionValue& value);

/// `{"type": "boolean", "value": true}` or `{"type": "boolean", "unknown": ["/x"]}`; a `reasons`
/// key where something other than a missing fact makes it unknown.
[[nodiscard]] std::string value_json(std::string_view type, const ExpressionValue& value);

struct ExpressionError {
  std::string_view code;
  std::string message;
  std::uint32_t column = 1;  ///< in code points, from 1
};

/// `{"error": {"code": "PR0301", "message": "...", "column": 7}}`
[[nodiscard]] std::string expression_error_json(const ExpressionError& error);

}  // namespace probity
