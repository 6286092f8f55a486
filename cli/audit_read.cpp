// probity audit log, checkpoint, prove, verify-proof, export: reading the log.

#include <fmt/format.h>

#include <array>
#include <utility>

#include "audit/base64.h"
#include "audit/proof_file.h"
#include "cli/audit_log.h"
#include "cli/console.h"
#include "cli/output.h"
#include "evaluate/decision.h"
#include "report/check_json.h"
#include "support/match.h"
#include "support/text.h"

namespace probity {
namespace {

using audit::DecisionRow;
using audit::LogReader;

std::vector<std::string> outcome_names() {
  constexpr std::array kOfferedOutcomes{Outcome::kSatisfied,     Outcome::kViolated,
                                        Outcome::kExcused,       Outcome::kUndetermined,
                                        Outcome::kNotApplicable, Outcome::kNotInForce};
  std::vector<std::string> names;
  names.reserve(kOfferedOutcomes.size());
  for (const Outcome outcome : kOfferedOutcomes) names.emplace_back(outcome_name(outcome));
  return names;
}

/// `--verdict`: a verdict, or what stands in its place in the list.
std::optional<Error> ask_verdict(const Arguments& arguments, audit::DecisionFilter& filter) {
  std::vector<std::string> names = verdict_names();
  names.emplace_back(audit::decision_kind_name(audit::DecisionKind::kRejected));
  Result<std::optional<std::string>> name = name_option(arguments, Option::kVerdict, names);
  if (!name) return name.error();
  if (name.value() == names.back()) {
    filter.kind = audit::DecisionKind::kRejected;
  } else {
    filter.verdict = std::move(name).value();
  }
  return std::nullopt;
}

Result<audit::DecisionFilter> filter_of(const Arguments& arguments) {
  audit::DecisionFilter filter;
  filter.dossier = arguments.value(Option::kDossier);
  if (const auto mistake = ask_verdict(arguments, filter)) return *mistake;
  const std::vector<std::string> instruments = arguments.values(Option::kInstrument);
  if (instruments.size() > 1) {
    return Error{ErrorKind::kUsage, "`audit log` takes one `--instrument`"};
  }
  if (!instruments.empty()) filter.instrument = instruments.front();
  filter.rule = arguments.value(Option::kRule);
  Result<std::optional<std::string>> outcome =
      name_option(arguments, Option::kOutcome, outcome_names());
  if (!outcome) return outcome.error();
  filter.outcome = std::move(outcome).value();
  Result<std::optional<std::string>> since = moment_option(arguments, Option::kSince);
  if (!since) return since.error();
  filter.recorded_from = std::move(since).value();
  Result<std::optional<std::string>> until = moment_option(arguments, Option::kUntil);
  if (!until) return until.error();
  filter.recorded_until = std::move(until).value();
  if (const std::optional<std::string> newest = arguments.value(Option::kNewest)) {
    const Result<std::uint64_t> number = decision_number(*newest);
    if (!number) return Error{ErrorKind::kUsage, fmt::format("`--newest {}` is no count", *newest)};
    filter.newest = number.value();
  }
  return filter;
}

/// A dossier that was refused has no identifier on record; one that has a verdict is without only
/// where it was erased.
std::string dossier_text(const DecisionRow& row) {
  if (row.dossier) return *row.dossier;
  return row.kind == audit::DecisionKind::kVerdict ? "(erased)" : "(no identifier)";
}

/// One decision on one line, whatever is in it: number, moment, verdict, dossier.
std::string text_line(const DecisionRow& row) {
  std::string line = fmt::format("{:>6}  {}  {:<14}  {}", row.number, row.recorded_at,
                                 recorded_verdict_words(row.verdict, row.kind), dossier_text(row));
  if (row.overridden) {
    line += fmt::format("  (overridden: {})", recorded_verdict_words(*row.overridden));
  }
  return escape_untrusted(line) + '\n';
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

/// A line that says what is proven, before the leaf that says all of it; "" of a leaf that is no
/// decision.
std::string leaf_words(const std::string& bytes) {
  const Result<audit::Leaf> leaf = audit::parse_leaf(bytes);
  const auto* const decision = leaf ? std::get_if<audit::DecisionLeaf>(&leaf.value()) : nullptr;
  if (decision == nullptr) return "";
  return fmt::format("decision {}: {}, recorded at {}\n", decision->number,
                     escape_untrusted(recorded_verdict_words(decision->verdict, decision->kind)),
                     decision->recorded_at);
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
  bool is_empty = true;
  std::string text;
  JsonReport json(JsonLayout::kIndented);
  std::string csv(kCsvHeader);
  json.begin_array();
  std::optional<Error> mismatch;
  const std::optional<Error> error =
      reader.value().visit_decisions(filter.value(), [&](const DecisionRow& row) {
        mismatch = reader.value().check_row(row);
        if (mismatch) return false;
        if (format == "csv") {
          csv += csv_line(row);
        } else if (format == "json") {
          write_row(json, row);
        } else {
          text += text_line(row);
        }
        is_empty = false;
        return true;
      });
  json.end_array();
  if (mismatch) return fail(*mismatch);
  if (error) return fail(*error);
  if (format == "csv") return write_results(arguments, csv);
  if (format == "json") return write_results(arguments, json.take() + '\n');
  if (is_empty) complain("the log has no such decision");
  return write_results(arguments, text);
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
  return write_results(
      arguments,
      fmt::format("proven: leaf {} is in the log {} of {} leaves\n{}{}\n", proven.value().index,
                  escape_untrusted(checkpoint.origin), checkpoint.head.size,
                  leaf_words(proven.value().leaf), escape_untrusted(proven.value().leaf)));
}

}  // namespace probity
