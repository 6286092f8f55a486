// The words of a trace record that writer and reader share (TRACE.md). Frozen with kTraceVersion.
#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "check/program.h"
#include "evaluate/decision.h"

namespace probity {

/// What an expression is, by the index of its alternative in node::Content.
inline constexpr std::array<std::string_view, 27> kStepForms{
    "unknown",   "literal",    "dossier", "variable", "field",      "not",       "and",
    "or",        "implies",    "if",      "compare",  "in",         "in_group",  "known",
    "otherwise", "arithmetic", "negate",  "join",     "quantifier", "aggregate", "distinct",
    "list",      "parameter",  "reading", "call",     "table",      "round"};
static_assert(kStepForms.size() == std::variant_size_v<node::Content>);

[[nodiscard]] constexpr std::string_view step_form(const Node& node) {
  return kStepForms[node.content.index()];
}

/// By the value of TraceClause::Kind.
inline constexpr std::array<std::string_view, 5> kClauseNames{"applies", "requires", "exception",
                                                              "winner_applies", "prevails"};

}  // namespace probity
