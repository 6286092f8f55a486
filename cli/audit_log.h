// The audit log as the command line names it: its file, its key, and what the log cannot know by
// itself (clock, random numbers, who runs the program).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/log_reader.h"
#include "audit/log_writer.h"
#include "cli/arguments.h"
#include "support/result.h"

namespace probity {

/// `--audit`, else PROBITY_AUDIT where it is not empty.
[[nodiscard]] std::optional<std::string> chosen_log(const Arguments& arguments);

/// The log of an `audit` command, and the arguments behind it: the log is the first argument, or
/// left out where `chosen_log` names it. `rest` is how many others the command takes.
struct LogArguments {
  std::string log;
  std::vector<std::string> rest;
};
[[nodiscard]] Result<LogArguments> log_arguments(const Arguments& arguments, std::size_t rest);

/// A decision's number; kUsage where `word` is none.
[[nodiscard]] Result<std::uint64_t> decision_number(const std::string& word);
/// Of a command that is asked about one decision of a log.
struct DecisionArguments {
  std::string log;
  std::uint64_t number = 0;
};
[[nodiscard]] Result<DecisionArguments> decision_arguments(const Arguments& arguments);

/// `--since` or `--until`: a day that exists, or a moment, `2026-03-14T09:26:53Z`; kUsage
/// otherwise.
[[nodiscard]] Result<std::optional<std::string>> moment_option(const Arguments& arguments,
                                                               Option option);
/// The option, which has to be one of these names; kUsage otherwise, with the nearest.
[[nodiscard]] Result<std::optional<std::string>> name_option(const Arguments& arguments,
                                                             Option option,
                                                             const std::vector<std::string>& names);
/// Of all verdicts, as the log and options have them: "non_compliant".
[[nodiscard]] std::vector<std::string> verdict_names();
/// A verdict of a log as reports write it, "non-compliant"; another text as it stands.
[[nodiscard]] std::string recorded_verdict_words(const std::string& name);
/// What a decision came to, in the same words: its verdict, else its kind, "rejected".
[[nodiscard]] std::string recorded_verdict_words(const std::optional<std::string>& verdict,
                                                 audit::DecisionKind kind);

/// The log of a command that takes nothing else, opened for reading.
[[nodiscard]] Result<audit::LogReader> open_log_reader(const Arguments& arguments);
/// The name of a log, which is that of its key.
[[nodiscard]] Result<std::string> log_origin(const std::string& log);

/// The clock and the random numbers of this machine.
[[nodiscard]] audit::Sources machine_sources();
/// The login name of the user who runs the program, else the user's number.
[[nodiscard]] std::string operator_name();
/// Version and SHA-256 of the running program.
[[nodiscard]] Result<audit::EngineIdentity> engine_identity();
/// PROBITY_AUDIT_PASSPHRASE: what the key file is encrypted with; "" where it is not.
[[nodiscard]] std::string key_passphrase();

/// `--key`, else the name of the log with `.key` behind it.
[[nodiscard]] std::string key_path(const Arguments& arguments, const std::string& log);
/// Opens a log for appending, with its key.
[[nodiscard]] Result<audit::LogWriter> open_log_writer(const Arguments& arguments,
                                                       const std::string& log);

/// The verifier key in a file: its text, or that of a private key by the name of the log.
[[nodiscard]] Result<audit::VerifierKey> read_verifier_key(const std::string& path,
                                                           const std::string& name);

/// A small file (a checkpoint, a proof, a key), whole.
[[nodiscard]] Result<std::string> read_small_file(const std::string& path);
/// The checkpoint in the file that the option names; absent where it is not given, kInput where the
/// file holds none.
[[nodiscard]] Result<std::optional<std::string>> checkpoint_option(const Arguments& arguments,
                                                                   Option option);

/// The status of an append that did not come through, after the complaint: 74.
[[nodiscard]] ExitStatus fail_append(const audit::AppendOutcome& outcome);

}  // namespace probity
