// One dossier through loading, evaluation and rendering; and what a command asks of all of them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "check/program.h"
#include "cli/arguments.h"
#include "cli/dossiers.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"
#include "report/dossier_result.h"
#include "support/result.h"

namespace probity {

/// `--as-of`, `--instrument` and `--reading`.
[[nodiscard]] Result<EvaluateOptions> evaluate_options(const Arguments& arguments,
                                                       const Program& program);

/// Keeps the memory of one dossier for the next; one for each thread.
class Assessor {
 public:
  /// `program` and `options` must outlive it.
  Assessor(const Program& program, const EvaluateOptions& options);

  /// Loads and evaluates; the result is valid inside `render` only.
  void assess(DossierInput input, const std::function<void(const DossierResult&)>& render);

 private:
  const Program& program_;
  const EvaluateOptions& options_;
  DossierLoader loader_;
  Facts facts_;
};

/// The status that the verdict on one dossier stands for; absent: it was refused.
[[nodiscard]] ExitStatus status_of(const std::optional<Verdict>& verdict);

/// The single dossier of `missing` and `explain`: a file, not a stream.
[[nodiscard]] Result<DossierInput> read_single_dossier(const std::string& path);

}  // namespace probity
