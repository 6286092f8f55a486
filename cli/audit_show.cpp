// probity audit show: one decision as it was recorded, and what the log says of it.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "audit/bodies.h"
#include "cli/audit_log.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/recorded.h"
#include "dossier/load.h"
#include "report/check_json.h"
#include "report/check_text.h"
#include "report/page.h"
#include "report/wording.h"
#include "support/sha256.h"

namespace probity {
namespace {

using audit::LogReader;
using audit::StoredDecision;

/// One decision with everything that came after it.
struct Shown {
  StoredDecision stored;
  std::vector<audit::StoredOverride> overrides;
  std::vector<audit::StoredErasure> erasures;
};

Result<Shown> read_shown(LogReader& reader, std::uint64_t number) {
  Result<StoredDecision> stored = reader.read_decision(number);
  if (!stored) return stored.error();
  auto overrides = reader.read_overrides(number);
  if (!overrides) return overrides.error();
  auto erasures = reader.read_erasures(number);
  if (!erasures) return erasures.error();
  return Shown{std::move(stored).value(), std::move(overrides).value(),
               std::move(erasures).value()};
}

/// Who said so and why; both empty where they were erased, or cannot be read.
audit::StatementBody statement_of(const audit::StoredOverride& override) {
  if (!override.statement.body) return {};
  Result<audit::StatementBody> statement = audit::parse_statement(*override.statement.body);
  return statement ? std::move(statement).value() : audit::StatementBody{};
}

void add_entry(Page& page, const std::string& label, const std::string& text) {
  page.entry(
      {.indent = 2, .label = label, .label_columns = 14, .text = text, .label_tone = Tone::kNote});
}

void add_rules(Page& page, const std::string& label, const audit::RuleIds& rules) {
  std::string text = fmt::format("{}", fmt::join(rules.listed, ", "));
  if (rules.omitted > 0) text += fmt::format(" and {} more", rules.omitted);
  if (!rules.listed.empty()) add_entry(page, label, text);
}

/// What is left of a decision whose dossier and reasoning were erased: what its leaf says.
void add_leaf(Page& page, const audit::DecisionLeaf& leaf) {
  page.line(0, upper_case(recorded_verdict_words(leaf.verdict, leaf.kind)), Tone::kStrong);
  page.line(2, "The dossier and the reasoning were erased. The leaf still says:");
  page.blank();
  for (const audit::InstrumentVerdict& instrument : leaf.instruments) {
    add_entry(page, instrument.instrument,
              recorded_verdict_words(instrument.verdict) +
                  (instrument.as_of ? " on " + *instrument.as_of : ""));
  }
  add_rules(page, "violated", leaf.violated);
  add_rules(page, "excused", leaf.excused);
  add_rules(page, "undetermined", leaf.undetermined);
  page.blank();
}

/// What the log says of a decision beside the decision itself.
void add_record(Page& page, const Shown& shown, const RuleSetIdentity& rules) {
  const StoredDecision& stored = shown.stored;
  page.heading("Record");
  page.blank();
  add_entry(page, "decision", std::to_string(stored.leaf.number));
  add_entry(page, "leaf", std::to_string(stored.index));
  add_entry(page, "hash", audit::to_hex(audit::leaf_hash(stored.leaf_bytes)));
  add_entry(page, "recorded", stored.leaf.recorded_at);
  add_entry(page, "by", stored.operator_name.body.value_or("(erased)"));
  add_entry(page, "engine",
            fmt::format("{} (sha256 {})", stored.leaf.engine.version,
                        stored.leaf.engine.sha256.substr(0, 12)));
  add_entry(
      page, "rules",
      fmt::format("{} {} (sha256 {})", rules.name, rules.version, rules.sha256.substr(0, 12)));
  for (const audit::StoredOverride& override : shown.overrides) {
    std::string text = fmt::format("{} at {}", recorded_verdict_words(override.leaf.verdict),
                                   override.leaf.recorded_at);
    const audit::StatementBody statement = statement_of(override);
    if (statement.by.empty()) {
      text += "; who decided so, and why, was erased";
    } else {
      text += fmt::format(", by {}: {}. The name is a statement; the log's key signs it",
                          statement.by, statement.reason);
    }
    add_entry(page, "override", text);
  }
  for (const audit::StoredErasure& erasure : shown.erasures) {
    add_entry(page, "erased",
              fmt::format("at {}, by {}: {}", erasure.leaf.recorded_at,
                          erasure.operator_name.body.value_or("(erased)"),
                          erasure.reason.body.value_or("(erased)")));
  }
}

std::string shown_text(const Shown& shown, const Program& program,
                       const std::optional<DossierResult>& result, Colour colour) {
  std::string text;
  if (result) {
    text = check_text(program, *result, {.colour = colour, .detail = TextDetail::kAll}) + '\n';
  }
  Page page(colour);
  if (!result) add_leaf(page, shown.stored.leaf);
  add_record(page, shown, program.identity);
  return text + page.take();
}

void write_overrides(JsonReport& writer, const std::vector<audit::StoredOverride>& overrides) {
  writer.begin_array();
  for (const audit::StoredOverride& override : overrides) {
    const audit::StatementBody statement = statement_of(override);
    writer.begin_object();
    writer.key("index").number(override.index);
    writer.key("recorded_at").string(override.leaf.recorded_at);
    writer.key("verdict").string(override.leaf.verdict);
    writer.key("by");
    write_optional(writer, statement.by);
    writer.key("reason");
    write_optional(writer, statement.reason);
    writer.end_object();
  }
  writer.end_array();
}

void write_erasures(JsonReport& writer, const std::vector<audit::StoredErasure>& erasures) {
  writer.begin_array();
  for (const audit::StoredErasure& erasure : erasures) {
    writer.begin_object();
    writer.key("index").number(erasure.index);
    writer.key("recorded_at").string(erasure.leaf.recorded_at);
    writer.key("operator");
    write_optional(writer, erasure.operator_name.body.value_or(""));
    writer.key("reason");
    write_optional(writer, erasure.reason.body.value_or(""));
    writer.end_object();
  }
  writer.end_array();
}

std::string shown_json(const Shown& shown, const Program& program,
                       const std::optional<DossierResult>& result) {
  const StoredDecision& stored = shown.stored;
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  writer.key("number").number(stored.leaf.number);
  writer.key("index").number(stored.index);
  writer.key("leaf_hash").string(audit::to_hex(audit::leaf_hash(stored.leaf_bytes)));
  writer.key("leaf").json(stored.leaf_bytes);
  writer.key("operator");
  write_optional(writer, stored.operator_name.body.value_or(""));
  writer.key("overrides");
  write_overrides(writer, shown.overrides);
  writer.key("erasures");
  write_erasures(writer, shown.erasures);
  writer.key("decision");
  if (result) {
    writer.json(check_json(program, *result, JsonDetail::kFull, JsonLayout::kOneLine));
  } else {
    writer.null();
  }
  writer.end_object();
  return writer.take() + '\n';
}

/// What `check` rendered. `facts` gives the records their titles; of a dossier that was refused
/// none is shown, and its refusals are those on record.
DossierResult recorded_result(const Reconstruction& made, const Program& program, Facts& facts) {
  Diagnostics refusals;
  DossierLoader loader(program.vocabulary);
  static_cast<void>(loader.load(made.sources.at(made.id), made.id, facts, refusals));
  return {made.sources,        made.id, facts, sha256_hex(made.dossier()), made.record.decision,
          made.record.refusals};
}

}  // namespace

ExitStatus run_audit_show(const Arguments& arguments) {
  const Result<DecisionArguments> asked = decision_arguments(arguments);
  if (!asked) return fail(asked.error());
  Result<LogReader> reader = LogReader::open(asked.value().log);
  if (!reader) return fail(reader.error());
  const Result<Shown> shown = read_shown(reader.value(), asked.value().number);
  if (!shown) return fail(shown.error());
  const StoredDecision& stored = shown.value().stored;
  RecordedRules rules(reader.value());
  const Result<const RecordedRuleSet*> found = rules.find(stored.leaf.rule_set);
  if (!found) return fail(found.error());
  const Program& program = found.value()->program;
  const auto made = reconstruct(stored, *found.value());
  if (!made) return fail(made.error());
  Facts facts;
  const std::optional<DossierResult> result =
      made.value() ? std::optional(recorded_result(*made.value(), program, facts)) : std::nullopt;
  return write_results(arguments, arguments.format() == "json"
                                      ? shown_json(shown.value(), program, result)
                                      : shown_text(shown.value(), program, result,
                                                   colour_of(arguments, Stream::kOutput)));
}

}  // namespace probity
