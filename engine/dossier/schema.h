// The JSON Schema (draft 2020-12) of the dossiers of a rule set, for editors and outside tools.
//
// It says what a schema can say; the loader is the judge. Beyond it go, among others: the length of
// numbers, days that the calendar lacks, repeated keys, and rates that disagree. The schema is the
// stricter one in three places: two `null` in a set, and amounts and percentages of minus zero.
#pragma once

#include <string>
#include <string_view>

#include "dossier/vocabulary.h"

namespace probity {

/// Indented, ends with a line end; the same bytes for the same arguments.
[[nodiscard]] std::string json_schema(const Vocabulary& vocabulary, std::string_view ruleset_name,
                                      std::string_view version);

}  // namespace probity
