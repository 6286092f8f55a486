// The case files that a command works with: found, read, checked and prepared, with the rule sets
// that they are about.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cases/prepare.h"
#include "check/program.h"
#include "cli/arguments.h"
#include "cli/exit_status.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "support/result.h"

namespace probity {

/// One case, ready to be run.
struct ReadyCase {
  const Program* program = nullptr;  ///< of the rule set that its file is about
  SourceId source;                   ///< of its file
  Span title;
  std::string name;                      ///< its title
  std::vector<std::string> laws;         ///< "SAFE_REG Art. 16(10)"
  std::optional<PreparedCase> prepared;  ///< absent where it has mistakes
};

/// Owns the programs that its cases point to.
struct CaseFiles {
  std::vector<std::unique_ptr<const Program>> programs;
  std::vector<ReadyCase> cases;  ///< by argument, then by path, then in the order of the file
  SourceMap sources;             ///< of the case files
  Diagnostics diagnostics;       ///< in their text
  ExitStatus status = ExitStatus::kOk;  ///< what could not be found or has mistakes
};

/// The rule set of `--rules`, and all cases of the files and folders that are arguments (`cases`
/// beside the folder of the rules where there are none) whose title or file holds `filter`. What
/// cannot be read is told on standard error. An error where the rules cannot be had.
[[nodiscard]] Result<CaseFiles> read_case_files(const Arguments& arguments,
                                                const std::string& filter);

}  // namespace probity
