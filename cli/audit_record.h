// Decisions of `check` on their way into the audit log.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/log_writer.h"
#include "audit/record.h"
#include "check/program.h"
#include "cli/arguments.h"
#include "evaluate/evaluate.h"
#include "report/dossier_result.h"
#include "report/trace_record.h"
#include "support/result.h"

namespace probity {

/// Rule files with their bytes, as the log keeps them and `program_of` reads them back.
[[nodiscard]] audit::RuleSetRecord rule_set_record(const Program& program);

/// Makes records on any thread and appends them in groups on one. The program and the options must
/// outlive it.
class AuditRecorder {
 public:
  /// Errors are those of the log and its key.
  [[nodiscard]] static Result<AuditRecorder> open(const Arguments& arguments,
                                                  const std::string& log, const Program& program,
                                                  const EvaluateOptions& options);

  [[nodiscard]] audit::DecisionRecord record(const DossierResult& result) const;
  /// All of them become durable, or none is acknowledged.
  [[nodiscard]] audit::AppendOutcome append(std::span<const audit::DecisionRecord> records);

 private:
  AuditRecorder(audit::LogWriter writer, const Program& program, const EvaluateOptions& options,
                audit::EngineIdentity engine);

  audit::LogWriter writer_;
  const EvaluateOptions& options_;
  TraceRecorder recorder_;
  audit::RuleSetRecord rule_set_;
  audit::DecisionContext context_;
};

/// The receipt of a decision in JSON: `number`, `index`, `leaf`, `recorded_at`, `checkpoint`.
[[nodiscard]] std::string receipt_json(const audit::Receipt& receipt,
                                       const std::string& checkpoint);

}  // namespace probity
