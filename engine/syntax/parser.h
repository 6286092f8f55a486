// Text to AST. The bytes are scanned first (UTF-8, control and bidi characters, size, depth), then
// parsed by ANTLR behind syntax/antlr/; every mistake is reported, in source order, in one run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/ast.h"

namespace probity {

inline constexpr std::size_t kMaxRuleFileBytes = std::size_t{4} << 20;  ///< 4 MiB
inline constexpr std::uint32_t kMaxBracketDepth = 200;  ///< deeper overflows a recursive parser
inline constexpr std::size_t kMaxTokens = 500'000;      ///< of one rule file
/// In the texts of one rule file; each is parsed on its own.
inline constexpr std::size_t kMaxPlaceholders = 20'000;
/// Levels of the tree of one expression: all that walk an expression recurse over it.
inline constexpr std::uint32_t kMaxExpressionDepth = 1000;

/// The declarations that could be read, even where others could not: a file with mistakes still
/// gives the checker its names, so that one mistake does not cause twenty.
[[nodiscard]] ast::File parse_rule_file(const SourceText& source, SourceId id,
                                        Diagnostics& diagnostics);

[[nodiscard]] std::optional<ast::Manifest> parse_manifest(const SourceText& source, SourceId id,
                                                          Diagnostics& diagnostics);

/// One expression and nothing after it, for `probity eval` and the cases.
[[nodiscard]] std::optional<ast::Expr> parse_expression(const SourceText& source, SourceId id,
                                                        Diagnostics& diagnostics);

/// Ambiguities that ANTLR's exact detection finds in a rule file; the grammar has none, and a test
/// holds it to that.
[[nodiscard]] std::size_t count_ambiguities(const SourceText& source);

}  // namespace probity
