#pragma once

// Percentages as text. A percentage is a Number of its own type in the language: `35 %` is 0.35.
// The text form is the contract of dossier.md: the string "35 %", never a bare number.

#include <optional>
#include <string_view>

#include "values/number.h"
#include "values/rounding.h"

namespace probity {

// Decimals of a figure (cli.md: half-even to two places, the exact value beside it).
inline constexpr int kFigurePlaces = 2;

// Reads "35 %", "12.5 %" or "35%" as 0.35, 0.125, 0.35: a JSON number, then nothing, one space or
// one no-break space (U+00A0), then the sign. A negative one is read; whether it may stand is the
// caller's business. nullopt when malformed or too long; find_percentage_error says which.
[[nodiscard]] std::optional<Number> parse_percentage(std::string_view text);
[[nodiscard]] std::optional<NumberError> find_percentage_error(std::string_view text);

// "35 %", "38.2 %", in full wherever a finite decimal exists; otherwise half-even to two places
// ("33.33 %") with was_rounded.
[[nodiscard]] RoundedText percentage_text(const Number& share);

// Always two places, half-even: "38.20 %", the form of a figure.
[[nodiscard]] RoundedText percentage_figure_text(const Number& share);

}  // namespace probity
