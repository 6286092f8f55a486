// The tables of sub-commands and options. Parsing, help, the manual page and shell completion are
// made from them; a command is one row and one file.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cli/exit_status.h"

namespace probity {

class Arguments;

enum class Option : std::uint8_t {
  kRules,
  kAsOf,
  kInstrument,
  kReading,
  kRule,
  kWhatIf,
  kToComply,
  kFacts,
  kType,
  kNdjson,
  kFilter,
  kCoverage,
  kCases,
  kFormat,
  kBrief,
  kVerbose,
  kQuiet,
  kStrict,
  kCheck,
  kFix,
  kAll,
  kOutput,
  kFolder,
  kJobs,
  kProgress,
  kColor,
  kAudit,
  kKey,
  kOrigin,
  kContinues,
  kAtLeast,
  kDossier,
  kVerdict,
  kOutcome,
  kSince,
  kUntil,
  kNewest,
  kBy,
  kReason,
  kExpected,
  kMan,
  kCompletion,
  kHelp,
};

enum class Repeat : std::uint8_t { kOnce, kMany };
enum class Listing : std::uint8_t { kShown, kHidden };

struct OptionRow {
  Option id;
  std::string_view name;     ///< without the dashes
  std::string_view value;    ///< "DATE"; "" for one that takes none
  std::string_view summary;  ///< a sentence without its full stop
  Repeat repeat = Repeat::kOnce;
  Listing listing = Listing::kShown;
};

struct CommandRow {
  std::string_view name;         ///< "check"; of a family two words, "audit show"
  std::string_view arguments;    ///< "DOSSIER..."
  std::string_view summary;      ///< "evaluate dossiers"
  std::string_view description;  ///< paragraphs, parted by an empty line
  std::span<const Option> options;
  std::span<const std::string_view> formats;  ///< of `--format`, the first by default
  std::size_t fewest = 0;
  std::size_t most = 0;
  ExitStatus (*run)(const Arguments& arguments);

  [[nodiscard]] bool takes(Option option) const {
    return std::ranges::find(options, option) != options.end();
  }
};

inline constexpr std::size_t kAnyNumber = SIZE_MAX;

[[nodiscard]] std::span<const CommandRow> all_commands();
/// Absent where there is no such command.
[[nodiscard]] const CommandRow* find_command(std::string_view name);
/// Whether commands of two words begin with this one.
[[nodiscard]] bool is_family(std::string_view word);
[[nodiscard]] const OptionRow& option_row(Option option);

ExitStatus run_check(const Arguments& arguments);
ExitStatus run_missing(const Arguments& arguments);
ExitStatus run_new(const Arguments& arguments);
ExitStatus run_explain(const Arguments& arguments);
ExitStatus run_test(const Arguments& arguments);
ExitStatus run_mutate(const Arguments& arguments);
ExitStatus run_rules(const Arguments& arguments);
ExitStatus run_lint(const Arguments& arguments);
ExitStatus run_fmt(const Arguments& arguments);
ExitStatus run_diff(const Arguments& arguments);
ExitStatus run_doc(const Arguments& arguments);
ExitStatus run_schema(const Arguments& arguments);
ExitStatus run_eval(const Arguments& arguments);
ExitStatus run_audit_init(const Arguments& arguments);
ExitStatus run_audit_keygen(const Arguments& arguments);
ExitStatus run_audit_rotate(const Arguments& arguments);
ExitStatus run_audit_log(const Arguments& arguments);
ExitStatus run_audit_show(const Arguments& arguments);
ExitStatus run_audit_verify(const Arguments& arguments);
ExitStatus run_audit_checkpoint(const Arguments& arguments);
ExitStatus run_audit_prove(const Arguments& arguments);
ExitStatus run_audit_verify_proof(const Arguments& arguments);
ExitStatus run_audit_export(const Arguments& arguments);
ExitStatus run_audit_backup(const Arguments& arguments);
ExitStatus run_audit_erase(const Arguments& arguments);
ExitStatus run_audit_override(const Arguments& arguments);
ExitStatus run_audit_vector(const Arguments& arguments);
ExitStatus run_replay(const Arguments& arguments);
ExitStatus run_help(const Arguments& arguments);
ExitStatus run_version(const Arguments& arguments);

/// What is wrong with a word that names no command, with the nearest one that does.
[[nodiscard]] Error unknown_command(const std::string& name);

/// The whole program behind main(): `words` are the arguments without the program's name. Nothing
/// below it ends the process.
ExitStatus run_probity(std::span<const char* const> words);

}  // namespace probity
