// The first look at the bytes of a rule file, before any parser sees them: what could exhaust the
// parser's stack or memory, or show a reader something else than what the tool reads.
#pragma once

#include <optional>
#include <string>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"

namespace probity {

/// The bytes to parse, of the same length and with the same offsets as the source: characters that
/// were reported are blanked. Absent where parsing would be pointless or unsafe (not UTF-8, too
/// large, brackets too deep); that has been reported, too.
[[nodiscard]] std::optional<std::string> scan(const SourceText& source, SourceId id,
                                              Diagnostics& diagnostics);

}  // namespace probity
