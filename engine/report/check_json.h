// The decision on a dossier for machines: `check --format json` and `ndjson`, to the key and the
// order of cli.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "check/program.h"
#include "report/dossier_result.h"
#include "report/json_report.h"

namespace probity {

enum class JsonDetail : std::uint8_t {
  kFull,
  kBrief,  ///< verdicts, figures, and findings that are violated, undetermined or excused; no
           ///< traces
};

/// One object without a line end.
[[nodiscard]] std::string check_json(const Program& program, const DossierResult& result,
                                     JsonDetail detail, JsonLayout layout);

/// Puts the log's receipt, JSON on one line, in the place of null: what check_json wrote is
/// recorded only after it was written.
void set_receipt(std::string& text, std::string_view receipt);

/// `{"dossier", "source", "rule", "instruments": [{"instrument", "as_of", "findings": [...]}],
/// "rejected"}`: `probity explain DOSSIER --rule ID --format json`.
[[nodiscard]] std::string explain_finding_json(const Program& program, const DossierResult& result,
                                               RuleId rule);

/// The reasoning of one finding, clause by clause, as the array under the key `trace`.
void write_trace(JsonReport& writer, const Program& program, const Finding& finding);

/// `{"name": ..., "version": ..., "sha256": ...}`
void write_rule_set(JsonReport& writer, const Program& program);

/// `[{"act": celex or name, "reference": ..., "eli": text or null}, ...]`
void write_laws(JsonReport& writer, const Program& program, const std::vector<Citation>& laws);

void write_strings(JsonReport& writer, const std::vector<std::string>& strings);

/// `[{"code", "message", "pointer", "line", "column", "advice" where there is one}, ...]`
void write_refusals(JsonReport& writer, const DossierResult& result);

/// A text, or null where it is empty.
void write_optional(JsonReport& writer, const std::string& text);

}  // namespace probity
