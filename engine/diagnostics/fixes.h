// Fixes put into the text that they are for. A checker offers each on its own; where two touch, one
// of them waits until the text has been read again.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"

namespace probity {

/// Indices of the diagnostics whose fixes are safe and can be applied together, in the order of the
/// text; of two fixes that touch the same bytes, or the same place between them, the earlier.
[[nodiscard]] std::vector<std::size_t> choose_safe_fixes(
    const std::vector<Diagnostic>& diagnostics);

/// The bytes of one source with those of the chosen fixes that are for it.
[[nodiscard]] std::string apply_fixes(const SourceText& source, SourceId id,
                                      const std::vector<Diagnostic>& diagnostics,
                                      const std::vector<std::size_t>& chosen);

}  // namespace probity
