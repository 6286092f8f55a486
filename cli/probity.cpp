// The program behind main(): finds the command, parses its arguments, runs it.

#include <fmt/format.h>

#include <utility>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "report/wording.h"

namespace probity {
namespace {

/// The help of a command: `probity COMMAND --help`.
ExitStatus show_help(const Arguments& arguments) {
  return write_results(
      arguments, command_help_text(arguments.command(), colour_of(arguments, Stream::kOutput)));
}

bool asks_for_help(std::string_view word) { return word == "--help" || word == "-h"; }

/// The command's name and its arguments. `--help` and `--version` stand for commands where there is
/// none; a command of a family has two words, and `audit --help` is `help audit`.
struct Line {
  std::string name;
  std::vector<std::string> rest;
};

Line parse_line(std::span<const char* const> words) {
  Line line{words.front(), {words.begin() + 1, words.end()}};
  if (asks_for_help(line.name)) return {"help", std::move(line.rest)};
  if (line.name == "--version") return {"version", std::move(line.rest)};
  if (!is_family(line.name) || line.rest.empty()) return line;
  if (asks_for_help(line.rest.front())) return {"help", {line.name}};
  line.name += ' ' + line.rest.front();
  line.rest.erase(line.rest.begin());
  return line;
}

}  // namespace

Error unknown_command(const std::string& name) {
  std::vector<std::string> known;
  for (const CommandRow& command : all_commands()) known.emplace_back(command.name);
  if (is_family(name)) {
    std::erase_if(known, [&](const std::string& other) { return !other.starts_with(name + ' '); });
    return {ErrorKind::kUsage,
            fmt::format("`{}` is followed by what to do: {}", name, join_words(known, "or"))};
  }
  return {ErrorKind::kUsage, fmt::format("unknown command `{}`{}", name, suggestion(name, known))};
}

ExitStatus run_probity(std::span<const char* const> words) {
  if (words.empty()) {
    show_on_error(usage_text());
    return ExitStatus::kUsage;
  }
  const Line line = parse_line(words);
  const CommandRow* command = find_command(line.name);
  if (command == nullptr) {
    const ExitStatus status = fail(unknown_command(line.name));
    show_on_error(usage_text());
    return status;
  }
  const Result<Arguments> arguments = Arguments::parse(*command, line.rest);
  if (!arguments) {
    const ExitStatus status = fail(arguments.error());
    show_on_error(fmt::format("`probity {} --help` says how to use it\n", command->name));
    return status;
  }
  if (arguments.value().has(Option::kHelp)) return show_help(arguments.value());
  if (const std::optional<Error> mistake = output_mistake(arguments.value())) return fail(*mistake);
  return command->run(arguments.value());
}

}  // namespace probity
