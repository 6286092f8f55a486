// What the program says beside its results: standard error, and whether there are colours.
#pragma once

#include <string_view>

#include "cli/arguments.h"
#include "cli/exit_status.h"
#include "diagnostics/render.h"
#include "support/result.h"

namespace probity {

/// One line on standard error, "probity: ...". Text of the user's is escaped.
void complain(std::string_view message);

/// Complains, and gives the status that the error stands for.
ExitStatus fail(const Error& error);

/// The same for a failure to read rules, where mistakes in them have a status of their own.
ExitStatus fail_rules(const Error& error);

/// Lines on standard error that are rendered and escaped already.
void show_on_error(std::string_view lines);

enum class Stream : bool { kOutput, kError };

/// As `--color` says; `auto` is a terminal without NO_COLOR (no-color.org), and never a file.
[[nodiscard]] Colour colour_of(const Arguments& arguments, Stream stream);
/// The same without arguments: `auto`.
[[nodiscard]] Colour automatic_colour(Stream stream);

}  // namespace probity
