// The formatter: one way to lay out a rule file or a case file. It changes blanks, ends of lines
// and indentation and nothing else: words, brackets and comments stay, so that the file means what
// it meant before.
//
// An empty line parts declarations; short ones may stand together. Clauses are indented by four,
// and what they say begins in one column; so do types of fields, labels and readings. What is
// longer than 100 columns breaks at its outermost `and`, `or`, `implies`, `satisfies` or `where`
// first, and the connectives hang to the left of what they connect. A comment stays between the
// words that it stood between, on its line or on one of its own.
//
// An empty line parts cases. Each change and each expectation begins a line; several claims about
// one subject share it, or have one each. What is too long goes on below, indented by four.
#pragma once

#include <optional>
#include <string>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"

namespace probity {

/// A `.rules` file as it should be laid out; lines end with a line feed. Absent where the file has
/// mistakes of grammar, which are reported.
[[nodiscard]] std::optional<std::string> format_rule_file(const SourceText& source, SourceId id,
                                                          Diagnostics& diagnostics);

/// The same for a `.ruleset` file.
[[nodiscard]] std::optional<std::string> format_manifest(const SourceText& source, SourceId id,
                                                         Diagnostics& diagnostics);

/// The same for a `.case` file.
[[nodiscard]] std::optional<std::string> format_case_file(const SourceText& source, SourceId id,
                                                          Diagnostics& diagnostics);

}  // namespace probity
