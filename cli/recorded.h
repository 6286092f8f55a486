// Decisions in a log, with the rules, the dossier and the reasoning as they were recorded.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/log_reader.h"
#include "check/program.h"
#include "diagnostics/source_text.h"
#include "dossier/facts.h"
#include "report/dossier_result.h"
#include "report/trace_record.h"
#include "support/result.h"

namespace probity {

/// The program that recorded rule files make. kInput: they do not check with this version.
[[nodiscard]] Result<Program> program_of(const audit::RuleSetRecord& record);

/// The rule sets of one log, each made once.
class RecordedRules {
 public:
  /// `reader` must outlive it.
  explicit RecordedRules(audit::LogReader& reader) : reader_(reader) {}
  /// Valid as long as this is.
  [[nodiscard]] Result<const Program*> find(const audit::RuleSetReference& reference);

 private:
  audit::LogReader& reader_;
  std::map<std::string, std::unique_ptr<const Program>> programs_;  ///< by digest
};

/// One decision as `check` had it in its hands.
struct Reconstruction {
  SourceMap sources;
  SourceId id;
  Facts facts;
  RecordedDecision record;
  std::string sha256;  ///< of the dossier

  [[nodiscard]] DossierResult result() const {
    return {sources, id, facts, sha256, record.decision, record.refusals};
  }
};

/// Null where dossier or trace were erased.
[[nodiscard]] Result<std::unique_ptr<Reconstruction>> reconstruct(
    const audit::StoredDecision& stored, const Program& program);

}  // namespace probity
