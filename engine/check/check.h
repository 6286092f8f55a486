// Rule files to Program: names, types, dates, exceptions. Every mistake that language.md lists is a
// Diagnostic; all of them are reported in one run. Errors give no Program, warnings do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/program.h"
#include "diagnostics/diagnostic.h"
#include "support/result.h"
#include "syntax/ast.h"

namespace probity {

/// A rule set as read: every byte that was hashed, parsed.
struct RuleSetText {
  ast::Manifest manifest;
  std::vector<ast::File> files;  ///< in the order of the manifest's folders, then by path
  SourceMap sources;
  std::string sha256;  ///< over the manifest and every file, paths included
  /// False where a folder or file of the manifest could not be read, which was reported: names may
  /// be missing, and the rule set is not checked.
  bool is_complete = true;
};

/// Reads a manifest, or a folder with exactly one, and the folders that it lists, all below its
/// own. Only regular files, read once, no symbolic links, no `..`. Mistakes in their text go to
/// `diagnostics`; the Result is an error when a file cannot be read at all. The returned SourceMap
/// holds every text that a diagnostic can refer to.
[[nodiscard]] Result<RuleSetText> read_rule_set(const std::string& path, Diagnostics& diagnostics);

/// One file of a rule set that is at hand; the path is relative to the manifest's folder.
struct RuleSetFile {
  std::string path;
  std::string bytes;
};

/// The same from bytes that were read before, as those that a log keeps: the manifest first, then
/// the others in the order in which they stand in RuleSetText. Precondition: there is a manifest.
[[nodiscard]] RuleSetText parse_rule_set(const std::vector<RuleSetFile>& files,
                                         Diagnostics& diagnostics);

/// The meaning of a rule set; absent when `diagnostics` has errors (those of parsing included).
[[nodiscard]] std::optional<Program> check_rule_set(const RuleSetText& text,
                                                    Diagnostics& diagnostics);

/// One expression against a program, for `probity eval` and the cases: appended to `program.nodes`.
/// Names are those of every module, `unknown` may stand, fields of the root are in scope.
struct CheckedExpression {
  NodeId node;
  TypeId type;
};
[[nodiscard]] std::optional<CheckedExpression> check_expression(const ast::Expr& expression,
                                                                Program& program,
                                                                Diagnostics& diagnostics);

}  // namespace probity
