// probity audit log, show, checkpoint, prove, verify-proof, export: reading the log.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "audit/base64.h"
#include "audit/bodies.h"
#include "audit/proof_file.h"
#include "cli/audit_log.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/recorded.h"
#include "dossier/load.h"
#include "report/check_json.h"
#include "report/check_text.h"
#include "report/page.h"
#include "support/match.h"
#include "support/sha256.h"
#include "support/text.h"

namespace probity {
namespace {

using audit::DecisionRow;
using audit::LogReader;
using audit::StoredDecision;

Result<audit::DecisionFilter> filter_of(const Arguments& arguments) {
  audit::DecisionFilter filter;
  filter.dossier = arguments.value(Option::kDossier);
  filter.verdict = arguments.value(Option::kVerdict);
  filter.instrument = arguments.values(Option::kInstrument).empty()
                          ? std::nullopt
                          : std::optional(arguments.values(Option::kInstrument).front());
  filter.rule = arguments.value(Option::kRule);
  filter.outcome = arguments.value(Option::kOutcome);
  filter.recorded_from = arguments.value(Option::kSince);
  filter.recorded_until = arguments.value(Option::kUntil);
  if (const std::optional<std::string> newest = arguments.value(Option::kNewest)) {
    const Result<std::uint64_t> number = decision_number(*newest);
    if (!number) return Error{ErrorKind::kUsage, fmt::format("`--newest {}` is no count", *newest)};
    filter.newest = number.value();
  }
  return filter;
}

std::string verdict_text(const DecisionRow& row) {
  std::string text = row.verdict ? *row.verdict : std::string(audit::decision_kind_name(row.kind));
  std::ranges::replace(text, '_', ' ');
  return text;
}

/// One decision a line: number, moment, verdict, dossier.
std::string text_line(const DecisionRow& row) {
  std::string line = fmt::format("{:>6}  {}  {:<14}  {}", row.number, row.recorded_at,
                                 verdict_text(row), row.dossier.value_or("(no identifier)"));
  if (row.overridden) line += fmt::format("  (overridden: {})", *row.overridden);
  return line;
}

/// A field of RFC 4180. What a spreadsheet would take for a formula is made a text.
std::string csv_field(const std::string& text) {
  std::string field = escape_untrusted(text);
  constexpr std::string_view kFormula = "=+-@";
  if (!field.empty() && kFormula.find(field.front()) != std::string_view::npos) {
    field.insert(field.begin(), '\'');
  }
  if (field.find_first_of(",\"") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char character : field) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

constexpr std::string_view kCsvHeader =
    "number,leaf,recorded_at,kind,verdict,overridden,as_of,dossier,rules,version,rules_sha256\r\n";

std::string csv_line(const DecisionRow& row) {
  const std::vector<std::string> fields{std::to_string(row.number),
                                        std::to_string(row.index),
                                        row.recorded_at,
                                        std::string(audit::decision_kind_name(row.kind)),
                                        row.verdict.value_or(""),
                                        row.overridden.value_or(""),
                                        row.as_of.value_or(""),
                                        row.dossier.value_or(""),
                                        row.rule_set_name,
                                        row.rule_set_version,
                                        row.rule_set_sha256};
  std::string line;
  for (const std::string& field : fields) {
    if (!line.empty()) line += ',';
    line += csv_field(field);
  }
  return line + "\r\n";
}

void write_row(JsonReport& writer, const DecisionRow& row) {
  writer.begin_object();
  writer.key("number").number(row.number);
  writer.key("index").number(row.index);
  writer.key("recorded_at").string(row.recorded_at);
  writer.key("kind").string(audit::decision_kind_name(row.kind));
  writer.key("dossier");
  write_optional(writer, row.dossier.value_or(""));
  writer.key("verdict");
  write_optional(writer, row.verdict.value_or(""));
  writer.key("overridden");
  write_optional(writer, row.overridden.value_or(""));
  writer.key("as_of");
  write_optional(writer, row.as_of.value_or(""));
  writer.key("rules").begin_object();
  writer.key("name").string(row.rule_set_name);
  writer.key("version").string(row.rule_set_version);
  writer.key("sha256").string(row.rule_set_sha256);
  writer.end_object();
  writer.end_object();
}

std::string object_text(const audit::StoredObject& object) {
  return object.body ? escape_untrusted(*object.body) : "(erased)";
}

/// What the log says of a decision beside the decision itself.
void add_record(Page& page, const StoredDecision& stored,
                const std::vector<audit::StoredOverride>& overrides) {
  const auto entry = [&](const std::string& label, const std::string& text) {
    page.entry({.indent = 2,
                .label = label,
                .label_columns = 12,
                .text = text,
                .label_tone = Tone::kNote});
  };
  page.heading("Record");
  page.blank();
  entry("decision", std::to_string(stored.leaf.number));
  entry("leaf",
        fmt::format("{}, {}", stored.index, audit::to_hex(audit::leaf_hash(stored.leaf_bytes))));
  entry("recorded", stored.leaf.recorded_at);
  entry("by", object_text(stored.operator_name));
  entry("engine", fmt::format("{} (sha256 {})", stored.leaf.engine.version,
                              stored.leaf.engine.sha256.substr(0, 12)));
  entry("rules", fmt::format("{} (sha256 {})", stored.leaf.rule_set.name,
                             stored.leaf.rule_set.sha256.substr(0, 12)));
  if (!stored.dossier.body) entry("erased", "dossier and reasoning; the leaf still stands");
  for (const audit::StoredOverride& override : overrides) {
    std::string text = fmt::format("{} at {}", override.leaf.verdict, override.leaf.recorded_at);
    if (override.statement.body) {
      const auto statement = audit::parse_statement(*override.statement.body);
      if (statement) {
        text += fmt::format(", by {}: {}", escape_untrusted(statement.value().by),
                            escape_untrusted(statement.value().reason));
      }
    }
    entry("override", text + ". The name is a statement; the log's key signs it");
  }
}

void write_overrides(JsonReport& writer, const std::vector<audit::StoredOverride>& overrides) {
  writer.begin_array();
  for (const audit::StoredOverride& override : overrides) {
    writer.begin_object();
    writer.key("index").number(override.index);
    writer.key("recorded_at").string(override.leaf.recorded_at);
    writer.key("verdict").string(override.leaf.verdict);
    const auto statement = override.statement.body
                               ? audit::parse_statement(*override.statement.body)
                               : Result<audit::StatementBody>(audit::StatementBody{});
    writer.key("by");
    write_optional(writer, statement ? statement.value().by : "");
    writer.key("reason");
    write_optional(writer, statement ? statement.value().reason : "");
    writer.end_object();
  }
  writer.end_array();
}

void write_base64(JsonReport& writer, const std::optional<std::string_view>& bytes) {
  if (bytes) {
    writer.string(audit::to_base64(*bytes));
  } else {
    writer.null();
  }
}

void write_stored(JsonReport& line, const audit::EntryRow& entry) {
  line.begin_object();
  line.key("entry").number(entry.index);
  line.key("hash").string(audit::to_hex(audit::leaf_hash(entry.leaf)));
  line.key("leaf").string(entry.leaf);
  line.end_object();
}

void write_stored(JsonReport& line, const audit::ObjectRow& object) {
  line.begin_object();
  line.key("object").string(audit::to_hex(object.hash));
  line.key("kind").string(object.kind);
  line.key("size").number(object.size);
  line.key("salt");
  write_base64(line, object.salt);
  line.key("body");
  write_base64(line, object.body);
  line.end_object();
}

void write_stored(JsonReport& line, const audit::CheckpointRow& checkpoint) {
  line.begin_object();
  line.key("checkpoint").number(checkpoint.size);
  line.key("note").string(checkpoint.note);
  line.end_object();
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

ExitStatus run_audit_log(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 0);
  if (!where) return fail(where.error());
  const Result<audit::DecisionFilter> filter = filter_of(arguments);
  if (!filter) return fail(filter.error());
  Result<LogReader> reader = LogReader::open(where.value().log);
  if (!reader) return fail(reader.error());

  const std::string format = arguments.format();
  Page page(colour_of(arguments, Stream::kOutput));
  JsonReport json(JsonLayout::kIndented);
  std::string csv(kCsvHeader);
  json.begin_array();
  const std::optional<Error> error =
      reader.value().visit_decisions(filter.value(), [&](const DecisionRow& row) {
        if (format == "csv") {
          csv += csv_line(row);
        } else if (format == "json") {
          write_row(json, row);
        } else {
          page.verbatim(0, text_line(row));
        }
        return true;
      });
  json.end_array();
  if (error) return fail(*error);
  if (format == "csv") return write_results(arguments, csv);
  return write_results(arguments, format == "json" ? json.take() + '\n' : page.take());
}

ExitStatus run_audit_show(const Arguments& arguments) {
  const Result<DecisionArguments> asked = decision_arguments(arguments);
  if (!asked) return fail(asked.error());
  const std::uint64_t number = asked.value().number;
  Result<LogReader> reader = LogReader::open(asked.value().log);
  if (!reader) return fail(reader.error());
  const Result<StoredDecision> stored = reader.value().read_decision(number);
  if (!stored) return fail(stored.error());
  const auto overrides = reader.value().read_overrides(number);
  if (!overrides) return fail(overrides.error());
  RecordedRules rules(reader.value());
  const Result<const RecordedRuleSet*> found = rules.find(stored.value().leaf.rule_set);
  if (!found) return fail(found.error());
  const Program& program = found.value()->program;
  const auto made = reconstruct(stored.value(), *found.value());
  if (!made) return fail(made.error());
  Facts facts;
  const std::optional<DossierResult> result =
      made.value() ? std::optional(recorded_result(*made.value(), program, facts)) : std::nullopt;

  if (arguments.format() == "json") {
    JsonReport writer(JsonLayout::kIndented);
    writer.begin_object();
    writer.key("number").number(number);
    writer.key("index").number(stored.value().index);
    writer.key("leaf_hash").string(audit::to_hex(audit::leaf_hash(stored.value().leaf_bytes)));
    writer.key("leaf").json(stored.value().leaf_bytes);
    writer.key("operator");
    write_optional(writer, stored.value().operator_name.body.value_or(""));
    writer.key("overrides");
    write_overrides(writer, overrides.value());
    writer.key("decision");
    if (result) {
      writer.json(check_json(program, *result, JsonDetail::kFull, JsonLayout::kOneLine));
    } else {
      writer.null();
    }
    writer.end_object();
    return write_results(arguments, writer.take() + '\n');
  }
  const Colour colour = colour_of(arguments, Stream::kOutput);
  std::string text;
  if (result) {
    text = check_text(program, *result, {.colour = colour, .detail = TextDetail::kAll}) + '\n';
  }
  Page page(colour);
  add_record(page, stored.value(), overrides.value());
  return write_results(arguments, text + page.take());
}

ExitStatus run_audit_checkpoint(const Arguments& arguments) {
  Result<LogReader> reader = open_log_reader(arguments);
  if (!reader) return fail(reader.error());
  const Result<audit::LogSummary> summary = reader.value().summary();
  if (!summary) return fail(summary.error());
  return write_results(arguments, summary.value().checkpoint);
}

ExitStatus run_audit_prove(const Arguments& arguments) {
  const Result<DecisionArguments> asked = decision_arguments(arguments);
  if (!asked) return fail(asked.error());
  const std::uint64_t number = asked.value().number;
  Result<LogReader> reader = LogReader::open(asked.value().log);
  if (!reader) return fail(reader.error());
  const Result<std::string> proof = reader.value().prove(number);
  if (!proof) return fail(proof.error());
  return write_results(arguments, proof.value());
}

ExitStatus run_audit_export(const Arguments& arguments) {
  Result<LogReader> reader = open_log_reader(arguments);
  if (!reader) return fail(reader.error());
  Result<Output> output = Output::open(arguments);
  if (!output) return fail(output.error());
  JsonReport line(JsonLayout::kOneLine);
  const std::optional<Error> error = reader.value().visit_rows([&](const audit::StoredRow& row) {
    match(row, [&](const auto& stored) { write_stored(line, stored); });
    output.value().write(line.take() + '\n');
    return output.value().is_good();
  });
  if (error) return fail(*error);
  return output.value().finish();
}

ExitStatus run_audit_verify_proof(const Arguments& arguments) {
  const std::optional<std::string> key_file = arguments.value(Option::kKey);
  if (!key_file) {
    return fail({ErrorKind::kUsage,
                 "`--key FILE` is missing: the verifier key of the log, learnt from elsewhere"});
  }
  const Result<std::string> proof = read_small_file(arguments.positionals().front());
  if (!proof) return fail(proof.error());
  const Result<audit::ProofFile> parsed = audit::parse_proof(proof.value());
  if (!parsed) return fail(parsed.error());
  const Result<audit::SignedCheckpoint> named = audit::parse_checkpoint(parsed.value().checkpoint);
  if (!named) return fail(named.error());
  const Result<audit::VerifierKey> key =
      read_verifier_key(*key_file, named.value().checkpoint.origin);
  if (!key) return fail(key.error());
  const Result<audit::ProvenLeaf> proven =
      audit::verify_proof(proof.value(), key.value(), std::nullopt);
  if (!proven) {
    complain(fmt::format("not proven: {}", proven.error().message));
    return ExitStatus::kNonCompliant;
  }
  const audit::Checkpoint& checkpoint = proven.value().checkpoint;
  return write_results(arguments,
                       fmt::format("proven: leaf {} is in the log {} of {} leaves\n{}\n",
                                   proven.value().index, escape_untrusted(checkpoint.origin),
                                   checkpoint.head.size, escape_untrusted(proven.value().leaf)));
}

}  // namespace probity
