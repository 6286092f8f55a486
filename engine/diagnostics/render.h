// Diagnostics as text for people, in the manner of modern compilers:
//
//   error[PR0104]: `or` follows `and`; the two do not mix without brackets
//     --> safe/components.rules:12:31
//      |
//   12 |     requires a and b or c
//      |                ---   ^^
//      |                |
//      |                the chain begins with this `and`
//      = help: put brackets round what belongs together
//
// Everything that comes from a file is escaped (escape_untrusted), so that a rule file cannot write
// to the terminal of its reader.
#pragma once

#include <cstdint>
#include <string>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"

namespace probity {

enum class Colour : std::uint8_t { kOff, kOn };

/// Longer source lines are clipped around what is underlined, to this many terminal columns.
inline constexpr std::size_t kSourceLineColumns = 120;
/// Columns from one tab stop to the next.
inline constexpr std::size_t kTabColumns = 4;

/// Ends with a line end. A diagnostic whose span has no source (`SourceId` absent) has no excerpt.
[[nodiscard]] std::string render_diagnostic(const Diagnostic& diagnostic, const SourceMap& sources,
                                            Colour colour);

/// All of them in source order, an empty line between two, and a last line where the list was cut.
[[nodiscard]] std::string render_diagnostics(const Diagnostics& diagnostics,
                                             const SourceMap& sources, Colour colour);

}  // namespace probity
