// The record of a decision, as bytes: what `check` said of one dossier, how it was asked, and every
// step of the reasoning (audit.md, "The trace has a documented canonical encoding with its own
// version"). TRACE.md describes the encoding. A record refers to rule text by the file's digest and
// a span, and to declarations by name, so that it can be read with any program that was made of the
// same rule files.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "check/program.h"
#include "diagnostics/diagnostic.h"
#include "evaluate/decision.h"
#include "evaluate/evaluate.h"
#include "report/dossier_result.h"
#include "support/result.h"

namespace probity {

/// Of the encoding that `encode` writes and of the newest that `read_trace_record` reads. It
/// changes with the meaning of the reasoning too: a trace is reproduced within one version.
inline constexpr std::uint64_t kTraceVersion = 1;

/// Encodes decisions on one program. `program` must outlive it.
class TraceRecorder {
 public:
  explicit TraceRecorder(const Program& program);

  /// The same bytes for the same result and options. Of a dossier that was refused, the refusals.
  /// Precondition: `result` holds no hypothesis.
  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] std::string encode(const DossierResult& result,
                                   const EvaluateOptions& options) const;

 private:
  const Program& program_;
  std::vector<std::string> digests_;  ///< of the program's sources, by id
};

/// A record as it was read back.
struct RecordedDecision {
  std::string source;  ///< the dossier's name for the user who recorded it
  EvaluateOptions asked;
  std::optional<Decision> decision;  ///< absent where the dossier was refused
  std::vector<Diagnostic> refusals;  ///< with spans in `dossier`
};

/// Reads records of decisions on one program, made of the rule files that were in force then.
/// `program` must outlive it. Read by several threads at once.
class TraceReader {
 public:
  explicit TraceReader(const Program& program);

  /// `dossier` is the id that the dossier's text has in the caller's sources. kInput: the bytes are
  /// no record, of a later version, or speak of rules that the program does not have.
  [[nodiscard]] Result<RecordedDecision> read(std::string_view bytes, SourceId dossier) const;

 private:
  friend class RecordReader;
  using Place = std::tuple<SourceId, std::uint32_t, std::uint32_t, std::string_view>;

  const Program& program_;
  std::map<Place, NodeId> steps_;          ///< by place and form
  std::map<std::string, SourceId> files_;  ///< by digest
};

}  // namespace probity
