// One line of `probity eval --ndjson`: {"expr": "...", "facts": {...}}.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "dossier/load.h"
#include "report/value_report.h"

namespace probity {

struct EvalRequest {
  std::string expression;
  std::string facts = "{}";
  std::uint32_t facts_column = 1;  ///< of the facts in their line, in code points
};

/// Reads requests as strictly as dossiers are read.
class EvalRequestReader {
 public:
  EvalRequestReader();

  [[nodiscard]] std::variant<EvalRequest, ExpressionError> read(const std::string& line);

 private:
  std::unique_ptr<Vocabulary> vocabulary_;  ///< {"expr": text, "facts": anything}
  DossierLoader loader_;
  Facts facts_;
};

}  // namespace probity
