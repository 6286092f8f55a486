#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/text.h"

namespace probity {

void show_on_error(std::string_view lines) {
  // There is nobody left to tell when standard error fails.
  (void)std::fwrite(lines.data(), 1, lines.size(), stderr);
  (void)std::fflush(stderr);
}

void complain(std::string_view message) {
  show_on_error(fmt::format("probity: {}\n", escape_untrusted(message)));
}

ExitStatus fail(const Error& error) {
  if (!error.message.empty()) complain(error.message);
  return status_of(error.kind);
}

ExitStatus fail_rules(const Error& error) {
  const ExitStatus status = fail(error);
  return error.kind == ErrorKind::kInput ? ExitStatus::kRules : status;
}

Colour automatic_colour(Stream stream) {
  const char* no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0') return Colour::kOff;
  const char* terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return Colour::kOff;
  const int descriptor = stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO;
  return isatty(descriptor) == 1 ? Colour::kOn : Colour::kOff;
}

Colour colour_of(const Arguments& arguments, Stream stream) {
  const std::string when = arguments.value(Option::kColor).value_or("auto");
  if (when == "always") return Colour::kOn;
  if (when == "never") return Colour::kOff;
  if (stream == Stream::kOutput && arguments.has(Option::kOutput)) return Colour::kOff;
  return automatic_colour(stream);
}

}  // namespace probity
