// The mutants of expressions, and those of declarations. Private to analyse/.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyse/mutant.h"
#include "analyse/reach.h"
#include "check/program.h"

namespace probity {

/// Literals, comparators, connectives, quantifiers and negations of all that some clause or figure
/// evaluates.
[[nodiscard]] std::vector<Mutant> mutate_expressions(const Program& program, const Reach& reach);

/// Values of parameters, exceptions, precedences, windows, countries of groups, readings, and the
/// connectives between the conditions of `applies when`. Left out is what holds only on days on
/// which nobody is asked: no verdict can depend on it.
[[nodiscard]] std::vector<Mutant> mutate_declarations(const Program& program, const Reach& reach);

/// A value and how it is written.
struct Moved {
  Constant value;
  std::string text;
};
/// One unit less and one more: a day, a month, one of a whole number and else its last decimal, the
/// minor unit of a currency, a hundredth of a percentage point. None for what has no order.
[[nodiscard]] std::vector<Moved> moved_by_one(const Program& program, const Constant& value,
                                              TypeId type);
/// As the rule language writes it; "" for what has no order.
[[nodiscard]] std::string measure_text(const Program& program, const Constant& value, TypeId type);

/// The source of a span on one line.
[[nodiscard]] std::string source_line(const Program& program, Span span);

}  // namespace probity
