// What stands twice where it may stand once: keys of an object, values of a set.
#pragma once

#include <span>
#include <string_view>

#include "dossier/facts.h"
#include "dossier/reading.h"

namespace probity {

/// Refuses the second of two equal keys; both as their raw bytes between the quotation marks.
void refuse_repeated_key(DossierReading& reading, std::string_view first, std::string_view second);

/// Refuses every key of the innermost open object that stands there before. `keys` are raw.
void refuse_repeated_keys(DossierReading& reading, std::span<const std::string_view> keys);

/// Refuses every known element of the innermost open set that stands there before. `tokens` are
/// the bytes of the elements.
void refuse_repeated_values(DossierReading& reading, std::span<const Fact> elements,
                            std::span<const std::string_view> tokens);

}  // namespace probity
