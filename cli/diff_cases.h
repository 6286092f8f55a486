// The dossiers and cases of a folder under two rule sets: `probity diff --cases`.
#pragma once

#include <string>

#include "analyse/result.h"
#include "check/program.h"
#include "cli/arguments.h"
#include "cli/exit_status.h"
#include "support/result.h"

namespace probity {

struct FolderComparison {
  DossierComparison dossiers;
  ExitStatus status = ExitStatus::kOk;  ///< what could not be read, after a complaint
};

/// Every *.json and *.case in the folder and below it, by path. Of a case its variation and its day
/// count, not what it expects. An error where there is no such folder.
[[nodiscard]] Result<FolderComparison> compare_folder(const std::string& folder,
                                                      const Program& before, const Program& after,
                                                      const RuleSetDiff& diff,
                                                      const Arguments& arguments);

}  // namespace probity
