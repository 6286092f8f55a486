// probity help: the program, one command, the manual page, shell completion.

#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/manual.h"
#include "cli/output.h"

namespace probity {

ExitStatus run_help(const Arguments& arguments) {
  if (arguments.has(Option::kMan)) return write_results(arguments, manual_page());
  if (const std::optional<std::string> shell = arguments.value(Option::kCompletion)) {
    if (*shell == "bash") return write_results(arguments, bash_completion());
    return fail(
        {ErrorKind::kUsage, fmt::format("there is completion for bash, not for `{}`", *shell)});
  }
  const Colour colour = colour_of(arguments, Stream::kOutput);
  if (arguments.positionals().empty()) return write_results(arguments, help_text(colour));
  const std::string name = fmt::format("{}", fmt::join(arguments.positionals(), " "));
  if (is_family(name)) return write_results(arguments, family_help_text(name, colour));
  const CommandRow* command = find_command(name);
  if (command == nullptr) return fail(unknown_command(name));
  return write_results(arguments, command_help_text(*command, colour));
}

}  // namespace probity
