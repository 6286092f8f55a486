// The program behind main(): finds the command, parses its arguments, runs it.

#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/manual.h"
#include "cli/output.h"

namespace probity {
namespace {

/// The help of a command: `probity COMMAND --help`.
ExitStatus show_help(const Arguments& arguments) {
  return write_results(
      arguments, command_help_text(arguments.command(), colour_of(arguments, Stream::kOutput)));
}

/// `--help`, `-h` and `--version` stand for commands where there is none.
std::string_view command_name(std::string_view word) {
  if (word == "--help" || word == "-h") return "help";
  if (word == "--version") return "version";
  return word;
}

}  // namespace

Error unknown_command(const std::string& name) {
  std::vector<std::string> known;
  for (const CommandRow& command : all_commands()) known.emplace_back(command.name);
  return {ErrorKind::kUsage, fmt::format("unknown command `{}`{}", name, suggestion(name, known))};
}

ExitStatus run_probity(std::span<const char* const> words) {
  if (words.empty()) {
    show_on_error(usage_text());
    return ExitStatus::kUsage;
  }
  const CommandRow* command = find_command(command_name(words.front()));
  if (command == nullptr) {
    const ExitStatus status = fail(unknown_command(words.front()));
    show_on_error(usage_text());
    return status;
  }
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const Result<Arguments> arguments = Arguments::parse(*command, rest);
  if (!arguments) {
    const ExitStatus status = fail(arguments.error());
    show_on_error(fmt::format("`probity {} --help` says how to use it\n", command->name));
    return status;
  }
  if (arguments.value().has(Option::kHelp)) return show_help(arguments.value());
  return command->run(arguments.value());
}

}  // namespace probity
