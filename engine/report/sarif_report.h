// Diagnostics in SARIF 2.1.0 (OASIS, 27 March 2020), the form in which editors and code hosts take
// them: every code of codes.def is a rule of the driver, every diagnostic a result.
#pragma once

#include <string>
#include <string_view>

#include "report/diagnostics_report.h"

namespace probity {

/// The value of `$schema` in every report of ours.
inline constexpr std::string_view kSarifSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run, without a line end. Columns count UTF-16 code units, as the run says; an end is the
/// place behind the last character. A fix stands in `fixes` with the property `safe`, which says
/// whether `lint --fix` applies it.
[[nodiscard]] std::string diagnostics_sarif(const DiagnosticList& list);

/// A path as a URI reference (RFC 3986): relative where the path is, else `file:///...`.
[[nodiscard]] std::string path_uri(std::string_view path);

}  // namespace probity
