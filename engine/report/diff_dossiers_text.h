// The dossiers that come out otherwise under another rule set, in the report on what changed.
// Private to report/.
#pragma once

#include "analyse/result.h"
#include "report/diff_report.h"
#include "report/page.h"

namespace probity {

/// How many, which verdicts and which rules; then one by one, the first of them or all.
void write_dossiers(Page& page, const DossierComparison& comparison, DiffDetail detail);

}  // namespace probity
