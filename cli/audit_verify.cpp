// probity audit verify, vector: whether a log, or a proof of a public test, holds.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "audit/verify.h"
#include "cli/audit_log.h"
#include "cli/audit_vector.h"
#include "cli/console.h"
#include "cli/output.h"
#include "report/json_report.h"
#include "report/page.h"

namespace probity {
namespace {

using audit::Damage;
using audit::VerifyReport;

Result<audit::VerifyOptions> verify_options(const Arguments& arguments, const std::string& log) {
  audit::VerifyOptions options;
  Result<std::optional<std::string>> at_least = checkpoint_option(arguments, Option::kAtLeast);
  if (!at_least) return at_least.error();
  options.at_least = std::move(at_least).value();
  if (const std::optional<std::string> path = arguments.value(Option::kKey)) {
    // Of a log that is too damaged to name itself, the key still says something.
    const Result<std::string> origin = log_origin(log);
    Result<audit::VerifierKey> key = read_verifier_key(*path, origin ? origin.value() : "");
    if (!key && !origin && key.error().kind == ErrorKind::kUsage) {
      return Error{ErrorKind::kUsage,
                   fmt::format("the log does not say its name, which a private key does not hold: "
                               "give `--key` the verifier key, or leave it out ({})",
                               origin.error().message)};
    }
    if (!key) return key.error();
    options.key = std::move(key).value();
  }
  return options;
}

void add_counts(Page& page, const VerifyReport& report, bool is_key_given) {
  const auto entry = [&](const std::string& label, const std::string& text) {
    page.entry({.indent = 2,
                .label = label,
                .label_columns = 16,
                .text = text,
                .label_tone = Tone::kNote});
  };
  entry("origin", report.origin);
  if (report.continues) {
    entry("continues", fmt::format("{}, of {}", report.continues->origin,
                                   count_text(report.continues->head.size, "leaf", "leaves")));
  }
  entry("leaves", std::to_string(report.head.size));
  entry("decisions", std::to_string(report.decisions));
  entry("checkpoints", std::to_string(report.checkpoints));
  if (report.erased_objects > 0) entry("erased objects", std::to_string(report.erased_objects));
  if (!report.last_recorded_at.empty()) entry("last recorded", report.last_recorded_at);
  if (is_key_given) {
    const bool is_its_key = std::ranges::find(report.damages, audit::DamageKind::kKey,
                                              &Damage::kind) == report.damages.end();
    if (is_its_key) entry("key", "the one that was given");
  } else if (report.is_intact()) {
    entry("key",
          "the one that the log itself names: this shows that the log is whole, not whose it is "
          "(--key, --at-least)");
  } else {
    entry("key", "the one that the log itself names (--key gives one that was learnt elsewhere)");
  }
}

std::string report_text(const VerifyReport& report, bool is_key_given, Colour colour) {
  Page page(colour);
  if (report.is_intact()) {
    page.line(0, "INTACT", Tone::kGood);
  } else {
    page.line(0, fmt::format("DAMAGED: {}", count_text(report.damage_count, "place", "places")),
              Tone::kBad);
  }
  // Of a file that could not be read as a log there is nothing to count.
  if (!report.origin.empty()) add_counts(page, report, is_key_given);
  page.blank();
  for (const Damage& damage : report.damages) {
    page.entry({.indent = 2,
                .label = std::string(audit::damage_name(damage.kind)),
                .label_columns = 22,
                .text = damage.message,
                .label_tone = Tone::kBad,
                .escaping = Escaping::kDone});
  }
  if (report.damage_count > report.damages.size()) {
    page.line(2, fmt::format("and {} more", report.damage_count - report.damages.size()));
  }
  if (!report.is_intact()) {
    page.blank();
    page.line(0,
              "Keep the file as it is. A backup that verifies, with --at-least and the newest "
              "checkpoint that was kept, takes its place; where there is none, `probity audit init "
              "--continues` begins a log that goes on from that checkpoint.");
  }
  return page.take();
}

std::string report_json(const VerifyReport& report) {
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  writer.key("intact").boolean(report.is_intact());
  writer.key("origin").string(report.origin);
  writer.key("verifier_key").string(report.verifier_key);
  writer.key("size").number(report.head.size);
  writer.key("root").string(audit::to_hex(report.head.root));
  writer.key("decisions").number(report.decisions);
  writer.key("checkpoints").number(report.checkpoints);
  writer.key("erased_objects").number(report.erased_objects);
  writer.key("continues");
  if (report.continues) {
    writer.begin_object();
    writer.key("origin").string(report.continues->origin);
    writer.key("size").number(report.continues->head.size);
    writer.key("root").string(audit::to_hex(report.continues->head.root));
    writer.end_object();
  } else {
    writer.null();
  }
  writer.key("damage_count").number(report.damage_count);
  writer.key("damages").begin_array();
  for (const Damage& damage : report.damages) {
    writer.begin_object();
    writer.key("kind").string(audit::damage_name(damage.kind));
    writer.key("message").string(damage.message);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return writer.take() + '\n';
}

}  // namespace

ExitStatus run_audit_verify(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 0);
  if (!where) return fail(where.error());
  const Result<audit::VerifyOptions> options = verify_options(arguments, where.value().log);
  if (!options) return fail(options.error());
  const Result<VerifyReport> report = audit::verify_log(where.value().log, options.value());
  if (!report) return fail(report.error());
  const ExitStatus written =
      write_results(arguments, arguments.format() == "json"
                                   ? report_json(report.value())
                                   : report_text(report.value(), options.value().key.has_value(),
                                                 colour_of(arguments, Stream::kOutput)));
  return worse(report.value().is_intact() ? ExitStatus::kOk : ExitStatus::kNonCompliant, written);
}

ExitStatus run_audit_vector(const Arguments& arguments) {
  const Result<std::string> text = read_small_file(arguments.positionals().front());
  if (!text) return fail(text.error());
  const Result<bool> holds = check_proof_vector(text.value());
  if (!holds) return fail(holds.error());
  return worse(holds.value() ? ExitStatus::kOk : ExitStatus::kNonCompliant,
               write_results(arguments, holds.value() ? "valid\n" : "invalid\n"));
}

}  // namespace probity
