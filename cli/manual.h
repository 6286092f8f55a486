// What the tables of commands and options say, in four forms.
#pragma once

#include <string>

#include "cli/command.h"
#include "diagnostics/render.h"

namespace probity {

[[nodiscard]] std::string usage_text();  ///< one screen: what to write, and how to learn more
[[nodiscard]] std::string help_text(Colour colour);
/// The commands of a family: "audit".
[[nodiscard]] std::string family_help_text(std::string_view family, Colour colour);
[[nodiscard]] std::string command_help_text(const CommandRow& command, Colour colour);
/// The page probity(1) in roff (man-pages(7)).
[[nodiscard]] std::string manual_page();
/// A completion script for bash.
[[nodiscard]] std::string bash_completion();

}  // namespace probity
