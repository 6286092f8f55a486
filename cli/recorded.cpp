#include "cli/recorded.h"

#include <fmt/format.h>

#include <utility>

#include "check/check.h"

namespace probity {

Result<Program> program_of(const audit::RuleSetRecord& record) {
  std::vector<RuleSetFile> files;
  files.reserve(record.files.size());
  for (const audit::RuleFile& file : record.files) files.push_back({file.path, file.bytes});
  const auto failed = [&](const std::string& why) {
    return Error{ErrorKind::kInput,
                 fmt::format("the recorded rules {} {}: {}", record.name, record.version, why)};
  };
  if (files.empty()) return failed("the log holds none of their files");
  Diagnostics diagnostics;
  const RuleSetText text = parse_rule_set(files, diagnostics);
  if (text.sha256 != record.sha256) return failed("their files have another digest");
  std::optional<Program> program = check_rule_set(text, diagnostics);
  if (program) return std::move(*program);
  for (const Diagnostic& mistake : diagnostics.sorted()) {
    if (mistake.severity() == Severity::kError) return failed(mistake.message);
  }
  return failed("they do not check");
}

Result<const RecordedRuleSet*> RecordedRules::find(const audit::RuleSetReference& reference) {
  std::unique_ptr<const RecordedRuleSet>& rules = rule_sets_[reference.sha256];
  if (!rules) {
    const Result<audit::RuleSetRecord> record = log_.read_rule_set(reference);
    if (!record) return record.error();
    Result<Program> program = program_of(record.value());
    if (!program) return program.error();
    rules = std::make_unique<const RecordedRuleSet>(std::move(program).value());
  }
  return rules.get();
}

Result<std::unique_ptr<Reconstruction>> reconstruct(const audit::StoredDecision& stored,
                                                    const RecordedRuleSet& rules) {
  if (!stored.dossier.body || !stored.trace.body) return std::unique_ptr<Reconstruction>();
  auto made = std::make_unique<Reconstruction>();
  made->id = SourceId(std::size_t{0});
  Result<RecordedDecision> record = rules.reader.read(*stored.trace.body, made->id);
  if (!record) return record.error();
  made->record = std::move(record).value();
  made->id = made->sources.add(SourceText(made->record.source, *stored.dossier.body));
  return made;
}

}  // namespace probity
