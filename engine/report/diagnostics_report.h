// Lists of diagnostics, as `probity lint` gives them, and the documentation of a code.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {

/// All of them, in the given order, then how many there are. `strict` counts warnings as errors.
struct DiagnosticList {
  const std::vector<Diagnostic>& diagnostics;
  const SourceMap& sources;
  bool was_cut = false;
  bool strict = false;
};
[[nodiscard]] std::string diagnostics_text(const DiagnosticList& list, Colour colour);

/// `{"errors": 1, "warnings": 0, "cut": false, "diagnostics": [{"code", "name", "severity",
/// "message", "file", "line", "column", "end_line", "end_column", "label", "help", "labels": [...],
/// "fix": {"replacement", "safe", place} or null}]}`
[[nodiscard]] std::string diagnostics_json(const DiagnosticList& list);

/// What `probity explain PR0123` prints.
[[nodiscard]] std::string code_text(const CodeEntry& code, Colour colour);
[[nodiscard]] std::string code_json(const CodeEntry& code);

/// All codes: a line each, their pages one after the other, or an array of what `code_json` gives.
[[nodiscard]] std::string codes_text(Colour colour);
[[nodiscard]] std::string codes_in_full_text(Colour colour);
[[nodiscard]] std::string codes_json();

}  // namespace probity
