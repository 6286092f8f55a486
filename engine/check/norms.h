// The clauses that rules, `unless` blocks, remote exceptions, parameters and instruments share.
// Private to check/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/context.h"
#include "check/expressions.h"

namespace probity {

[[nodiscard]] std::vector<Citation> resolve_laws(const std::vector<ast::Law>& written,
                                                 const Visible& visible, Context& context);

/// Reports a norm without a citation; `noun` is "rule", "exception".
void require_law(const std::vector<ast::Law>& laws, const ast::Name& name, std::string_view noun,
                 Context& context);

/// An expression in a clause of its own. `clause` is how messages name it: "`requires`".
struct Clause {
  std::string_view name;
  AsFiled as_filed = AsFiled::kRefused;
};
[[nodiscard]] ExpressionChecker checker_for(const Visible& visible,
                                            const std::vector<Variable>& variables,
                                            const Clause& clause, Context& context);

[[nodiscard]] NodeId check_condition(const ast::Expr& written, const Clause& clause,
                                     const Visible& visible, const std::vector<Variable>& variables,
                                     Context& context);

/// The variable of `for each`, for the other clauses.
struct Range {
  std::optional<ForEach> for_each;
  std::vector<Variable> variables;
};
[[nodiscard]] Range check_for_each(const std::optional<ast::ForEach>& written,
                                   const Visible& visible, Context& context);

/// The rule that is named; absent after a diagnostic.
[[nodiscard]] RuleId resolve_rule(const std::vector<ast::Name>& written, const Visible& visible,
                                  Context& context);

/// Texts and printable values.
[[nodiscard]] Template check_template(const ast::Template& written, const Visible& visible,
                                      const std::vector<Variable>& variables, Context& context);

/// Facts, for which documents are looked up.
[[nodiscard]] std::vector<NodeId> check_evidence(const std::vector<ast::Expr>& written,
                                                 const Visible& visible,
                                                 const std::vector<Variable>& variables,
                                                 Context& context);

}  // namespace probity
