// What the types of words mean to those who explain mistakes: keywords, brackets, ends of operands.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/antlr/bounded_parser.h"

namespace probity::syntax {

[[nodiscard]] bool is_keyword(std::size_t type);
/// A word after which a value is complete, so that no name may follow directly.
[[nodiscard]] bool ends_operand(std::size_t type);
[[nodiscard]] bool opens_bracket(std::size_t type);
[[nodiscard]] bool closes_bracket(std::size_t type);
/// The type that closes what `opening` opens. Precondition: opens_bracket(opening).
[[nodiscard]] std::size_t closing_of(std::size_t opening);
/// `rule`, `enum` and the like, `module` and `use` included.
[[nodiscard]] bool opens_declaration(std::size_t type);

/// "requires", "(": how a word of a fixed spelling is written; empty for names, numbers and texts.
[[nodiscard]] std::string spelling(std::size_t type);
/// The type of the keyword that is written like this; absent for any other text.
[[nodiscard]] std::optional<std::size_t> keyword_type(std::string_view spelled);
/// The keyword among `candidates` that `text` was meant to be: the same but for capitals, or near
/// to it. Words of one or two letters are near to nothing.
[[nodiscard]] std::optional<std::size_t> find_meant_keyword(
    std::string_view text, std::span<const std::size_t> candidates);

/// A keyword but for its capitals.
[[nodiscard]] bool is_capitalised_keyword(std::string_view text);
/// The message about a word that was meant as a keyword.
[[nodiscard]] std::string misspelling(std::string_view written);

/// "a name", "`(`", "`at most` or `at least`": what may stand at a place, for a message.
[[nodiscard]] std::string describe_expected(const antlr4::misc::IntervalSet& expected);
/// Whether a value of any kind may stand at a place.
[[nodiscard]] bool expects_value(const antlr4::misc::IntervalSet& expected);

}  // namespace probity::syntax
