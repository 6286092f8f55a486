// probity audit init, keygen, rotate, backup, erase, override: what changes a log or makes one.

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "audit/backup.h"
#include "audit/key_file.h"
#include "cli/audit_log.h"
#include "cli/console.h"
#include "cli/output.h"
#include "report/page.h"
#include "support/match.h"
#include "support/text.h"

namespace probity {
namespace {

/// A new private key from the machine's random numbers.
Result<audit::SigningKey> new_key(const std::string& name) {
  const Result<audit::Salt> seed = machine_sources().salt();
  if (!seed) return seed.error();
  return audit::SigningKey::from_seed(name, seed.value());
}

/// A key file that was there before, or one that has just been made.
enum class KeyFile : std::uint8_t { kFound, kMade };

/// A key file that goes away again unless its log is made; `path` is empty where none does.
struct NewKeyFile {
  std::filesystem::path path;

  NewKeyFile() = default;
  NewKeyFile(const NewKeyFile&) = delete;
  NewKeyFile& operator=(const NewKeyFile&) = delete;
  ~NewKeyFile() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
};

std::string key_words(const audit::SigningKey& key, const std::string& path, KeyFile file) {
  std::string how;
  if (file == KeyFile::kMade) {
    how = key_passphrase().empty() ? ", readable for its owner alone" : ", encrypted";
  }
  return fmt::format("The private key is in {}{}.\nThe verifier key, to be kept elsewhere:\n{}\n",
                     escape_untrusted(path), how, audit::encode_verifier_key(key.verifier()));
}

/// Sentences in lines of a page.
std::string paragraph(const std::string& text) {
  Page page(Colour::kOff);
  page.line(0, text);
  return page.take();
}

/// The option's text; kUsage where it is missing, empty or not UTF-8.
Result<std::string> needed(const Arguments& arguments, Option option, const std::string& why) {
  const std::string text = arguments.value(option).value_or("");
  if (find_invalid_utf8(text)) {
    return Error{ErrorKind::kUsage, fmt::format("`--{}` is not UTF-8", option_row(option).name)};
  }
  if (!text.empty()) return text;
  return Error{ErrorKind::kUsage,
               fmt::format("`--{}` is missing: {}", option_row(option).name, why)};
}

}  // namespace

ExitStatus run_audit_init(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 0);
  if (!where) return fail(where.error());
  const std::string& log = where.value().log;
  const std::string origin =
      arguments.value(Option::kOrigin).value_or(std::filesystem::path(log).stem().string());
  const Result<std::optional<std::string>> continues =
      checkpoint_option(arguments, Option::kContinues);
  if (!continues) return fail(continues.error());
  const std::string key_file = key_path(arguments, log);
  const bool has_key = arguments.has(Option::kKey);
  Result<audit::SigningKey> key =
      has_key ? audit::read_key_file(key_file, origin, key_passphrase()) : new_key(origin);
  if (!key && key.error().kind == ErrorKind::kUsage && !has_key &&
      !arguments.has(Option::kOrigin)) {
    return fail({ErrorKind::kUsage,
                 fmt::format("{}; the log is named after its file unless `--origin` names it",
                             key.error().message)});
  }
  if (!key) return fail(key.error());
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(log, ignored))) {
    return fail({ErrorKind::kUsage, fmt::format("`{}` is there already", log)});
  }
  NewKeyFile made;
  if (!has_key) {
    if (const auto error = audit::write_key_file(key_file, key.value(), key_passphrase())) {
      return fail(*error);
    }
    made.path = key_file;
  }
  if (const auto error =
          audit::create_log(log, key.value(), machine_sources(), continues.value())) {
    return fail(*error);
  }
  made.path.clear();
  return write_results(
      arguments,
      fmt::format("Made the log {} with the origin {}.\n{}", escape_untrusted(log),
                  escape_untrusted(origin),
                  key_words(key.value(), key_file, has_key ? KeyFile::kFound : KeyFile::kMade)));
}

ExitStatus run_audit_keygen(const Arguments& arguments) {
  const std::string& path = arguments.positionals().front();
  const Result<std::string> origin =
      needed(arguments, Option::kOrigin, "the name of the log that the key is for");
  if (!origin) return fail(origin.error());
  const Result<audit::SigningKey> key = new_key(origin.value());
  if (!key) return fail(key.error());
  if (const auto error = audit::write_key_file(path, key.value(), key_passphrase())) {
    return fail(*error);
  }
  return write_results(arguments, key_words(key.value(), path, KeyFile::kMade));
}

ExitStatus run_audit_rotate(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 1);
  if (!where) return fail(where.error());
  Result<audit::LogWriter> writer = open_log_writer(arguments, where.value().log);
  if (!writer) return fail(writer.error());
  const std::string& path = where.value().rest.front();
  const Result<std::string> origin = log_origin(where.value().log);
  if (!origin) return fail(origin.error());
  Result<audit::SigningKey> key = audit::read_key_file(path, origin.value(), key_passphrase());
  if (!key) return fail(key.error());
  const std::string words = key_words(key.value(), path, KeyFile::kFound);
  const audit::AppendOutcome outcome = writer.value().replace_key(std::move(key).value());
  if (const auto* refused = std::get_if<audit::NotRecorded>(&outcome)) return fail(refused->reason);
  if (!std::holds_alternative<audit::Recorded>(outcome)) return fail_append(outcome);
  return write_results(
      arguments, paragraph(fmt::format("From here on the log is signed with another key: name it "
                                       "by --key, or put it in the place of {}.",
                                       key_path(arguments, where.value().log))) +
                     words);
}

ExitStatus run_audit_backup(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 1);
  if (!where) return fail(where.error());
  const std::string& target = where.value().rest.front();
  const Result<audit::VerifyReport> report = audit::backup_log(where.value().log, target, {});
  if (!report) return fail(report.error());
  if (!report.value().is_intact()) {
    for (const audit::Damage& damage : report.value().damages) {
      complain(fmt::format("{}: {}", audit::damage_name(damage.kind), damage.message));
    }
    complain(fmt::format("the copy {} was made, and is damaged; so may be the log", target));
    return ExitStatus::kNonCompliant;
  }
  return write_results(arguments,
                       fmt::format("ok: {} leaves, {} decisions; copied, synced, verified\n",
                                   report.value().head.size, report.value().decisions));
}

ExitStatus run_audit_erase(const Arguments& arguments) {
  const Result<DecisionArguments> asked = decision_arguments(arguments);
  if (!asked) return fail(asked.error());
  const Result<std::string> reason =
      needed(arguments, Option::kReason, "why the data may not be kept");
  if (!reason) return fail(reason.error());
  Result<audit::LogWriter> writer = open_log_writer(arguments, asked.value().log);
  if (!writer) return fail(writer.error());
  const audit::EraseOutcome outcome =
      writer.value().erase(asked.value().number, reason.value(), operator_name());
  return match(
      outcome,
      [&](const audit::Erased& erased) {
        if (erased.remainder) {
          complain(
              fmt::format("erased, but bytes of it may lie in unused places of the file: {}; the "
                          "same command writes it anew once that is mended",
                          erased.remainder->message));
          return ExitStatus::kInputOutput;
        }
        return write_results(
            arguments,
            paragraph(fmt::format("Erased the dossier, the reasoning and the names of decision {}; "
                                  "its leaf and all proofs still stand. Copies that were made "
                                  "before keep them.",
                                  asked.value().number)));
      },
      [](const audit::NotRecorded& failure) { return fail(failure.reason); },
      [](const audit::InDoubt& failure) { return fail_append(failure); });
}

ExitStatus run_audit_override(const Arguments& arguments) {
  const Result<DecisionArguments> asked = decision_arguments(arguments);
  if (!asked) return fail(asked.error());
  const Result<std::string> verdict =
      needed(arguments, Option::kVerdict, "what is decided instead");
  if (!verdict) return fail(verdict.error());
  const auto known = name_option(arguments, Option::kVerdict, verdict_names());
  if (!known) return fail(known.error());
  const Result<std::string> by = needed(arguments, Option::kBy, "who decides");
  if (!by) return fail(by.error());
  const Result<std::string> reason =
      needed(arguments, Option::kReason, "why it is decided otherwise");
  if (!reason) return fail(reason.error());
  Result<audit::LogWriter> writer = open_log_writer(arguments, asked.value().log);
  if (!writer) return fail(writer.error());
  const audit::AppendOutcome outcome = writer.value().append_override(
      {asked.value().number, verdict.value(), by.value(), reason.value()}, operator_name());
  if (const auto* refused = std::get_if<audit::NotRecorded>(&outcome)) return fail(refused->reason);
  const auto* recorded = std::get_if<audit::Recorded>(&outcome);
  if (recorded == nullptr) return fail_append(outcome);
  return write_results(
      arguments, paragraph(fmt::format("Decision {} is overridden: {}. That {} decided so is a "
                                       "statement; the log's key signs it.",
                                       asked.value().number,
                                       recorded_verdict_words(verdict.value()), by.value())));
}

}  // namespace probity
