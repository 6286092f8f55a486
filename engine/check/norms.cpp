#include "check/norms.h"

#include <fmt/format.h>

#include "check/nodes.h"
#include "check/types.h"
#include "support/match.h"

namespace probity {
namespace {

constexpr Wanted kWantedAct{.space = NameSpace::kActs, .code = Code::unknown_act, .noun = "act"};

constexpr Wanted kWantedRule{
    .space = NameSpace::kRules, .code = Code::unknown_rule, .noun = "rule"};

/// A chain of fields that begins at the dossier or at a variable.
bool is_fact(const Program& program, NodeId id) {
  const auto* field = node_if<node::Field>(program, id);
  if (field == nullptr) return node_if<node::Variable>(program, id) != nullptr;
  return node_if<node::Root>(program, field->base) != nullptr || is_fact(program, field->base);
}

}  // namespace

std::vector<Citation> resolve_laws(const std::vector<ast::Law>& written, const Visible& visible,
                                   Context& context) {
  std::vector<Citation> citations;
  for (const ast::Law& law : written) {
    const DeclaredName* found = resolve(context, {law.act}, visible, kWantedAct);
    if (found == nullptr) continue;
    if (law.reference.text.find_first_not_of(' ') == std::string::npos) {
      context.report({.code = Code::no_law,
                      .span = law.reference.span,
                      .message = fmt::format("`{}` is cited without a place", law.act.text),
                      .help = "say where it stands: `law ACT \"Art. 1\"`"});
      continue;
    }
    citations.push_back({.act = std::get<ActId>(found->entity), .reference = law.reference.text});
  }
  return citations;
}

void require_law(const std::vector<ast::Law>& laws, const ast::Name& name, std::string_view noun,
                 Context& context) {
  if (!laws.empty()) return;
  context.report({.code = Code::no_law,
                  .span = name.span,
                  .message = fmt::format("{} `{}` cites no law", noun, name.text),
                  .help = "say where it stands: `law ACT \"Art. 1\"`"});
}

ExpressionChecker checker_for(const Visible& visible, const std::vector<Variable>& variables,
                              const Clause& clause, Context& context) {
  return ExpressionChecker(context, {.visible = visible,
                                     .variables = variables,
                                     .as_filed = clause.as_filed,
                                     .clause = clause.name});
}

NodeId check_condition(const ast::Expr& written, const Clause& clause, const Visible& visible,
                       const std::vector<Variable>& variables, Context& context) {
  return checker_for(visible, variables, clause, context).require(written, TypeKind::kBoolean);
}

Range check_for_each(const std::optional<ast::ForEach>& written, const Visible& visible,
                     Context& context) {
  if (!written) return {};
  ExpressionChecker checker = checker_for(visible, {}, {.name = "`for each`"}, context);
  const NodeId list = checker.check_range(written->list, written->variable);
  return {
      .for_each =
          ForEach{.variable = written->variable.text, .slot = checker.last_slot(), .list = list},
      .variables = checker.variables()};
}

RuleId resolve_rule(const std::vector<ast::Name>& written, const Visible& visible,
                    Context& context) {
  const DeclaredName* found = resolve(context, written, visible, kWantedRule);
  if (found == nullptr) return RuleId();
  const auto* id = std::get_if<RuleId>(&found->entity);
  if (id != nullptr) return *id;
  context.report({.code = Code::unknown_rule,
                  .span = span_of(written),
                  .message = fmt::format("`{}` is an exception, not a rule", found->name),
                  .labels = {declared_here(*found)}});
  return RuleId();
}

Template check_template(const ast::Template& written, const Visible& visible,
                        const std::vector<Variable>& variables, Context& context) {
  Template result;
  ExpressionChecker checker = checker_for(
      visible, variables, {.name = "a text", .as_filed = AsFiled::kThroughDefinitions}, context);
  const auto placeholder = [&](const ast::Expr& expression) {
    const NodeId id = checker.check(expression);
    if (!id.is_present()) return;
    const TypeId type = context.program[id].type;
    if (is_printable(context.program.vocabulary, type)) {
      result.parts.emplace_back(id);
      return;
    }
    context.report(
        {.code = Code::unprintable_placeholder,
         .span = expression.span,
         .message = fmt::format("{} stands in a text", describe(context.program.vocabulary, type)),
         .help = "name one of its fields: `{x.name}`"});
  };
  for (const auto& part : written.parts) {
    match(part, [&](const std::string& text) { result.parts.emplace_back(text); }, placeholder);
  }
  return result;
}

std::vector<NodeId> check_evidence(const std::vector<ast::Expr>& written, const Visible& visible,
                                   const std::vector<Variable>& variables, Context& context) {
  std::vector<NodeId> facts;
  ExpressionChecker checker = checker_for(visible, variables, {.name = "`evidence`"}, context);
  for (const ast::Expr& expression : written) {
    const NodeId id = checker.check(expression);
    if (!id.is_present()) continue;
    if (is_fact(context.program, id)) {
      facts.push_back(id);
      continue;
    }
    context.report({.code = Code::evidence_not_a_fact,
                    .span = expression.span,
                    .message = "`evidence` of something that no document can be filed for",
                    .help = "name facts of the dossier: `evidence components`"});
  }
  return facts;
}

}  // namespace probity
