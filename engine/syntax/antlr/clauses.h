// The clauses of the declarations: how each begins, and in which order they stand. Only the reading
// of files with mistakes needs them; the grammar says the same to the parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/antlr/words.h"

namespace probity::syntax {

enum class Clause : std::uint8_t {
  kHead,  ///< from the keyword of the declaration to its first clause
  kLaw,
  kForInstrument,
  kEffective,
  kUnder,
  kForEach,
  kApplies,
  kRequires,
  kWhen,
  kEvidence,
  kFailing,
  kNote,
  kUnless,  ///< the head of an `unless` block
  kReference,
  kReading,
  kDatedValue,
  kDefinition,
  kRow,      ///< of a table, its own `law` included
  kDossier,  ///< those of a case
  kWith,
  kAsOf,
  kExpect,
};

/// "applies when"
[[nodiscard]] std::string_view clause_text(Clause clause);
/// Clauses that may stand more than once in a row.
[[nodiscard]] bool may_repeat(Clause clause);

/// What a declaration is made of.
struct Form {
  std::string_view name;         ///< "a rule"
  std::vector<Clause> order;     ///< after the head
  std::vector<Clause> required;  ///< `law` is not: its absence is for the checker
};

/// The keyword that tells the form of the declaration at `begin`: its first, but PREVAILS for a
/// rule that prevails over another.
[[nodiscard]] std::size_t form_keyword(const std::vector<Word>& words, std::size_t begin);

/// By form_keyword, UNLESS included; absent for those without clauses.
[[nodiscard]] const Form* find_form(std::size_t keyword);

/// Words of one clause, [begin, end) of the file's words.
struct ClausePiece {
  Clause clause = Clause::kHead;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The pieces of the declaration that stands in [begin, end), the head first.
[[nodiscard]] std::vector<ClausePiece> split_clauses(const std::vector<Word>& words,
                                                     std::size_t begin, std::size_t end);

/// "`law`, `effective` and `when`"
[[nodiscard]] std::string list_clauses(const std::vector<Clause>& clauses);

}  // namespace probity::syntax
