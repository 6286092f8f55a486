#include "cli/assessment.h"

#include <fmt/format.h>

#include "cli/input.h"
#include "support/sha256.h"

namespace probity {

Result<EvaluateOptions> evaluate_options(const Arguments& arguments, const Program& program) {
  EvaluateOptions options;
  Result<std::optional<Date>> as_of = as_of_option(arguments);
  if (!as_of) return as_of.error();
  Result<std::vector<std::string>> instruments = instrument_options(arguments, program);
  if (!instruments) return instruments.error();
  Result<std::vector<ReadingCondition>> readings = reading_options(arguments, program);
  if (!readings) return readings.error();
  options.as_of = as_of.value();
  options.instruments = std::move(instruments).value();
  options.readings = std::move(readings).value();
  return options;
}

Assessor::Assessor(const Program& program, const EvaluateOptions& options)
    : program_(program), options_(options), loader_(program.vocabulary) {}

void Assessor::assess(DossierInput input, const std::function<void(const DossierResult&)>& render) {
  SourceMap sources;
  std::string digest = input.is_too_large ? "" : sha256_hex(input.bytes);
  const SourceId id = sources.add(SourceText(std::move(input.source), std::move(input.bytes)));
  DossierResult result{sources, id, facts_, std::move(digest), std::nullopt, {}};
  Diagnostics diagnostics;
  if (input.is_too_large) {
    facts_.clear();
    diagnostics.add(
        {.code = Code::too_many_bytes,
         .span = {id, 0, 0},
         .message = fmt::format("the dossier has more than {} MiB", kMaxDossierBytes >> 20U)});
  } else if (loader_.load(sources.at(id), id, facts_, diagnostics)) {
    result.decision = evaluate(program_, facts_, options_);
  }
  if (!result.decision) result.refusals = diagnostics.sorted();
  render(result);
}

ExitStatus status_of(const std::optional<Verdict>& verdict) {
  if (!verdict) return ExitStatus::kRejected;
  switch (*verdict) {
    case Verdict::kNotApplicable:
    case Verdict::kCompliant:
      return ExitStatus::kOk;
    case Verdict::kUndetermined:
      return ExitStatus::kUndetermined;
    case Verdict::kNonCompliant:
      return ExitStatus::kNonCompliant;
  }
  return ExitStatus::kDefect;
}

Result<DossierInput> read_single_dossier(const std::string& path) {
  Result<std::optional<std::string>> bytes = read_file(path, kMaxDossierBytes);
  if (!bytes) return bytes.error();
  if (!bytes.value()) return DossierInput{path, "", true};
  return DossierInput{path, std::move(*bytes.value()), false};
}

}  // namespace probity
