// Values as text: for messages, traces and figures. Exact where a finite decimal exists; where
// printing rounds, it says so.
#pragma once

#include <string>

#include "check/program.h"
#include "evaluate/decision.h"
#include "evaluate/machine.h"
#include "evaluate/value.h"

namespace probity {

/// For messages and traces: "38.2 %", "EUR 3 840 000.01", "PL, RO", "unknown". Text of the dossier
/// stands as it is; whoever shows it escapes it.
[[nodiscard]] ValueText value_text(Machine& machine, const Value& value, TypeId type);

/// For figures: half-even to two places, with the exact value beside it.
[[nodiscard]] ValueText figure_text(Machine& machine, const Value& value, TypeId type);

/// As `probity eval --ndjson` writes it (language.md, "Outside use"); precondition: known.
[[nodiscard]] std::string value_json(Machine& machine, const Value& value, TypeId type);

/// A template with its values; unknown ones read "unknown".
[[nodiscard]] std::string render(Machine& machine, const Template& text);

}  // namespace probity
