// Decisions in a log, with the rules, the dossier and the reasoning as they were recorded.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/log_reader.h"
#include "check/program.h"
#include "diagnostics/source_text.h"
#include "report/trace_record.h"
#include "support/result.h"

namespace probity {

/// The program that recorded rule files make. kInput: they do not check with this version.
[[nodiscard]] Result<Program> program_of(const audit::RuleSetRecord& record);

/// A recorded rule set, with what reads and writes the records of its decisions.
struct RecordedRuleSet {
  explicit RecordedRuleSet(Program made)
      : program(std::move(made)), reader(program), recorder(program) {}
  RecordedRuleSet(const RecordedRuleSet&) = delete;
  RecordedRuleSet& operator=(const RecordedRuleSet&) = delete;

  const Program program;
  const TraceReader reader;
  const TraceRecorder recorder;
};

/// The rule sets of one log, each made once.
class RecordedRules {
 public:
  /// `log` must outlive it.
  explicit RecordedRules(audit::LogReader& log) : log_(log) {}
  /// Valid as long as this is.
  [[nodiscard]] Result<const RecordedRuleSet*> find(const audit::RuleSetReference& reference);

 private:
  audit::LogReader& log_;
  std::map<std::string, std::unique_ptr<const RecordedRuleSet>> rule_sets_;  ///< by digest
};

/// One decision as `check` had it in its hands, but for the facts of the dossier.
struct Reconstruction {
  SourceMap sources;
  SourceId id;
  RecordedDecision record;

  [[nodiscard]] const std::string& dossier() const { return sources.at(id).bytes(); }
};

/// Null where dossier or trace were erased.
[[nodiscard]] Result<std::unique_ptr<Reconstruction>> reconstruct(
    const audit::StoredDecision& stored, const RecordedRuleSet& rules);

}  // namespace probity
