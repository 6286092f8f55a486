#include "cli/audit_log.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/random.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <new>
#include <utility>

#include "audit/checkpoint.h"
#include "audit/hash.h"
#include "audit/key_file.h"
#include "audit/timestamp.h"
#include "cli/console.h"
#include "cli/input.h"
#include "evaluate/decision.h"
#include "report/wording.h"
#include "support/match.h"

namespace probity {
namespace {

/// Of a checkpoint, a proof or a key: the largest is a leaf in base 64 with its proof.
constexpr std::size_t kMostSmallFileBytes = std::size_t{1} << 20U;

/// In the order in which a message offers them.
constexpr std::array kOfferedVerdicts{Verdict::kCompliant, Verdict::kNonCompliant,
                                      Verdict::kUndetermined, Verdict::kNotApplicable};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<audit::Salt> random_salt() {
  audit::Salt salt{};
  std::size_t filled = 0;
  while (filled < salt.size()) {
    const ssize_t count = getrandom(salt.data() + filled, salt.size() - filled, 0);
    if (count <= 0) return Error{ErrorKind::kInputOutput, "the system gives no random numbers"};
    filled += static_cast<std::size_t>(count);
  }
  return salt;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// By the machine's own list of users. The C library's search through all lists ends the process
/// where it finds no memory.
std::optional<std::string> local_name(uid_t user) {
  errno = 0;
  const std::unique_ptr<std::FILE, CloseFile> list(std::fopen("/etc/passwd", "re"));
  while (const passwd* entry = list == nullptr ? nullptr : fgetpwent(list.get())) {
    if (entry->pw_uid == user) return entry->pw_name;
  }
  if (errno == ENOMEM) throw std::bad_alloc();
  return std::nullopt;
}

}  // namespace

std::optional<std::string> chosen_log(const Arguments& arguments) {
  if (std::optional<std::string> option = arguments.value(Option::kAudit)) return option;
  std::string variable = environment("PROBITY_AUDIT");
  return variable.empty() ? std::nullopt : std::optional(std::move(variable));
}

Result<LogArguments> log_arguments(const Arguments& arguments, std::size_t rest) {
  const std::vector<std::string>& words = arguments.positionals();
  const std::optional<std::string> chosen = chosen_log(arguments);
  const auto tail = [&](std::size_t from) {
    return std::vector<std::string>(words.begin() + static_cast<std::ptrdiff_t>(from), words.end());
  };
  if (words.size() == rest + 1) return LogArguments{words.front(), tail(1)};
  if (words.size() == rest && chosen) return LogArguments{*chosen, tail(0)};
  const CommandRow& command = arguments.command();
  if (words.size() == rest && rest > 0) {
    return Error{ErrorKind::kUsage,
                 fmt::format("`{}` needs {}; the log can be left out where `--audit` or "
                             "PROBITY_AUDIT names it",
                             command.name, command.arguments)};
  }
  if (words.size() == rest) {
    return Error{ErrorKind::kUsage,
                 "no log is named: give it as an argument, by `--audit`, or in PROBITY_AUDIT"};
  }
  return Error{ErrorKind::kUsage, fmt::format("`{}` takes {}", command.name, command.arguments)};
}

Result<std::uint64_t> decision_number(const std::string& word) {
  std::uint64_t number = 0;
  const char* end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, number);
  if (error != std::errc() || rest != end || number == 0) {
    return Error{ErrorKind::kUsage,
                 fmt::format("`{}` is no number of a decision; they count from 1", word)};
  }
  return number;
}

Result<DecisionArguments> decision_arguments(const Arguments& arguments) {
  Result<LogArguments> where = log_arguments(arguments, 1);
  if (!where) return where.error();
  const Result<std::uint64_t> number = decision_number(where.value().rest.front());
  if (!number) return number.error();
  return DecisionArguments{std::move(where.value().log), number.value()};
}

Result<std::optional<std::string>> moment_option(const Arguments& arguments, Option option) {
  std::optional<std::string> moment = arguments.value(option);
  if (!moment || audit::is_date(*moment) || audit::is_time(*moment)) return moment;
  return Error{ErrorKind::kUsage,
               fmt::format("`--{}` takes a day that exists, as YYYY-MM-DD, or a moment in UTC, as "
                           "YYYY-MM-DDTHH:MM:SSZ, not `{}`",
                           option_row(option).name, *moment)};
}

Result<std::optional<std::string>> name_option(const Arguments& arguments, Option option,
                                               const std::vector<std::string>& names) {
  std::optional<std::string> name = arguments.value(option);
  if (!name || std::ranges::find(names, *name) != names.end()) return name;
  return Error{ErrorKind::kUsage,
               fmt::format("`--{}` takes {}, not `{}`{}", option_row(option).name,
                           join_words(names, "or"), *name, suggestion(*name, names))};
}

std::vector<std::string> verdict_names() {
  std::vector<std::string> names;
  names.reserve(kOfferedVerdicts.size());
  for (const Verdict verdict : kOfferedVerdicts) names.emplace_back(verdict_name(verdict));
  return names;
}

std::string recorded_verdict_words(const std::string& name) {
  const auto* const found = std::ranges::find(kVerdicts, name, verdict_name);
  return found == kVerdicts.end() ? name : std::string(verdict_words(*found));
}

std::string recorded_verdict_words(const std::optional<std::string>& verdict,
                                   audit::DecisionKind kind) {
  return recorded_verdict_words(verdict.value_or(std::string(audit::decision_kind_name(kind))));
}

Result<audit::LogReader> open_log_reader(const Arguments& arguments) {
  const Result<LogArguments> where = log_arguments(arguments, 0);
  if (!where) return where.error();
  return audit::LogReader::open(where.value().log);
}

Result<std::string> log_origin(const std::string& log) {
  Result<audit::LogReader> reader = audit::LogReader::open(log);
  if (!reader) return reader.error();
  Result<audit::LogSummary> summary = reader.value().summary();
  if (!summary) return summary.error();
  return std::move(summary.value().origin);
}

audit::Sources machine_sources() {
  return {[] {
            const auto now = std::chrono::system_clock::now().time_since_epoch();
            return std::int64_t{std::chrono::duration_cast<std::chrono::seconds>(now).count()};
          },
          random_salt};
}

std::string operator_name() {
  const uid_t user = geteuid();
  if (std::optional<std::string> name = local_name(user)) return *std::move(name);
  const passwd* entry = getpwuid(user);
  return entry == nullptr ? fmt::format("user {}", user) : entry->pw_name;
}

Result<audit::EngineIdentity> engine_identity() {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  audit::Hasher hasher;
  std::array<char, 65536> buffer{};
  while (program.read(buffer.data(), buffer.size()).gcount() > 0) {
    hasher.add({buffer.data(), static_cast<std::size_t>(program.gcount())});
  }
  if (!program.eof()) {
    return Error{ErrorKind::kInputOutput, "the running program cannot be read"};
  }
  return audit::EngineIdentity{PROBITY_VERSION, audit::to_hex(hasher.finish())};
}

std::string key_passphrase() { return environment("PROBITY_AUDIT_PASSPHRASE"); }

std::string key_path(const Arguments& arguments, const std::string& log) {
  return arguments.value(Option::kKey).value_or(log + ".key");
}

Result<audit::LogWriter> open_log_writer(const Arguments& arguments, const std::string& log) {
  const Result<std::string> origin = log_origin(log);
  if (!origin) {
    if (origin.error().kind != ErrorKind::kNotFound) return origin.error();
    return Error{ErrorKind::kNotFound,
                 fmt::format("there is no log `{}`; `probity audit init {}` makes one", log, log)};
  }
  Result<audit::SigningKey> key =
      audit::read_key_file(key_path(arguments, log), origin.value(), key_passphrase());
  if (!key && key.error().kind == ErrorKind::kNotFound && !arguments.has(Option::kKey)) {
    return Error{ErrorKind::kNotFound,
                 fmt::format("{}; it is the key that signs the log, unless `--key` names another",
                             key.error().message)};
  }
  if (!key) return key.error();
  audit::WriterOptions options;
  options.sources = machine_sources();
  Result<std::optional<std::string>> at_least = checkpoint_option(arguments, Option::kAtLeast);
  if (!at_least) return at_least.error();
  options.at_least = std::move(at_least).value();
  return audit::LogWriter::open(log, std::move(key).value(), std::move(options));
}

Result<audit::VerifierKey> read_verifier_key(const std::string& path, const std::string& name) {
  Result<std::string> text = read_small_file(path);
  if (!text) return text.error();
  if (text.value().starts_with("-----BEGIN")) {
    const Result<audit::SigningKey> key = audit::read_key_file(path, name, key_passphrase());
    if (!key) return key.error();
    return key.value().verifier();
  }
  std::string line = std::move(text).value();
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  Result<audit::VerifierKey> key = audit::parse_verifier_key(line);
  if (key) return key;
  return Error{key.error().kind, fmt::format("`{}` holds no key: {}", path, key.error().message)};
}

Result<std::string> read_small_file(const std::string& path) {
  Result<std::optional<std::string>> bytes = read_file(path, kMostSmallFileBytes);
  if (!bytes) return bytes.error();
  if (bytes.value()) return std::move(*bytes.value());
  return Error{ErrorKind::kInput, fmt::format("`{}` is too large for what it should be", path)};
}

Result<std::optional<std::string>> checkpoint_option(const Arguments& arguments, Option option) {
  const std::optional<std::string> path = arguments.value(option);
  if (!path) return std::optional<std::string>();
  Result<std::string> text = read_small_file(*path);
  if (!text) return text.error();
  const Result<audit::SignedCheckpoint> checkpoint = audit::parse_checkpoint(text.value());
  if (checkpoint) return std::optional(std::move(text).value());
  return Error{ErrorKind::kInput,
               fmt::format("`{}` is no checkpoint, such as `probity audit checkpoint` prints: {}",
                           *path, checkpoint.error().message)};
}

ExitStatus fail_append(const audit::AppendOutcome& outcome) {
  match(
      outcome, [](const audit::Recorded&) {},
      [](const audit::NotRecorded& failure) {
        complain(fmt::format("not recorded: {}", failure.reason.message));
      },
      [](const audit::InDoubt& failure) {
        complain(fmt::format("in doubt, recorded or not: {}; the next opening of the log decides",
                             failure.reason.message));
      });
  return ExitStatus::kInputOutput;
}

}  // namespace probity
