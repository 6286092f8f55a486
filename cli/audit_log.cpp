#include "cli/audit_log.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/random.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <utility>

#include "audit/hash.h"
#include "audit/key_file.h"
#include "cli/console.h"
#include "cli/input.h"
#include "support/match.h"

namespace probity {
namespace {

/// Of a checkpoint, a proof or a key: the largest is a leaf in base 64 with its proof.
constexpr std::size_t kMostSmallFileBytes = std::size_t{1} << 20U;

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
  if (words.size() == rest) {
    return Error{ErrorKind::kUsage,
                 "no log is named: give it before the other arguments, by `--audit`, or in "
                 "PROBITY_AUDIT"};
  }
  return Error{ErrorKind::kUsage, fmt::format("`{}` takes {}", arguments.command().name,
                                              arguments.command().arguments)};
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
  if (!key) return key.error();
  audit::WriterOptions options;
  options.sources = machine_sources();
  if (const std::optional<std::string> path = arguments.value(Option::kAtLeast)) {
    Result<std::string> checkpoint = read_small_file(*path);
    if (!checkpoint) return checkpoint.error();
    options.at_least = std::move(checkpoint).value();
  }
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
  return audit::parse_verifier_key(line);
}

Result<std::string> read_small_file(const std::string& path) {
  Result<std::optional<std::string>> bytes = read_file(path, kMostSmallFileBytes);
  if (!bytes) return bytes.error();
  if (bytes.value()) return std::move(*bytes.value());
  return Error{ErrorKind::kInput, fmt::format("`{}` is too large for what it should be", path)};
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
