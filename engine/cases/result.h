// What came of the cases, as plain data for reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"

namespace probity {

/// An expectation that was not met.
struct CaseMismatch {
  Span span;                         ///< of the claim in the case file
  std::string expected;              ///< the expectation as it is written, on one line
  std::string came;                  ///< "SAFE is compliant by derogation"
  std::vector<std::string> because;  ///< messages, missing facts, reasons
  std::optional<Code> code;          ///< where the expectation could not be compared at all
};

enum class CaseStatus : std::uint8_t {
  kPassed,
  kFailed,    ///< something else came out
  kMistaken,  ///< the case has mistakes, which were reported as diagnostics
};
[[nodiscard]] std::string_view case_status_name(CaseStatus status);  ///< "passed"

struct CaseResult {
  std::string file;
  std::uint32_t line = 0;  ///< of its title, from 1
  std::string title;
  std::vector<std::string> laws;  ///< "SAFE_REG Art. 16(10)"
  CaseStatus status = CaseStatus::kPassed;
  std::vector<CaseMismatch> mismatches;
};

}  // namespace probity
