// One expression against a Program that is already there: the names are read back from it.
#include <string>
#include <string_view>

#include "check/check.h"
#include "check/context.h"
#include "check/expressions.h"

namespace probity {
namespace {

/// Adds "module.name" where the name is not taken yet.
void add_qualified(Context& context, std::string_view qualified, NameSpace space, Entity entity,
                   Span span) {
  const std::size_t dot = qualified.find('.');
  if (dot == std::string_view::npos) return;
  const std::string module(qualified.substr(0, dot));
  context.names.add_module(module);
  context.names.add({.space = space,
                     .module = module,
                     .name = std::string(qualified.substr(dot + 1)),
                     .entity = entity,
                     .span = span});
}

void add_names(Context& context) {
  const Program& program = context.program;
  for (std::size_t i = 0; i < program.groups.size(); ++i) {
    add_qualified(context, program.groups[i].name, NameSpace::kValues, GroupId(i),
                  program.groups[i].span);
  }
  for (std::size_t i = 0; i < program.parameters.size(); ++i) {
    add_qualified(context, program.parameters[i].name, NameSpace::kValues, ParameterId(i),
                  program.parameters[i].span);
  }
  for (std::size_t i = 0; i < program.definitions.size(); ++i) {
    add_qualified(context, program.definitions[i].name, NameSpace::kValues, DefinitionId(i),
                  program.definitions[i].span);
  }
  for (std::size_t i = 0; i < program.interpretations.size(); ++i) {
    add_qualified(context, program.interpretations[i].name, NameSpace::kValues, InterpretationId(i),
                  program.interpretations[i].span);
  }
  for (std::size_t i = 0; i < program.vocabulary.enums.size(); ++i) {
    const EnumType& type = program.vocabulary.enums[i];
    context.names.add_module(type.module);
    context.names.add({.space = NameSpace::kTypes,
                       .module = type.module,
                       .name = type.name,
                       .entity = EnumId(i)});
  }
}

}  // namespace

std::optional<CheckedExpression> check_expression(const ast::Expr& expression, Program& program,
                                                  Diagnostics& diagnostics) {
  Context context(program, diagnostics);
  add_names(context);
  ExpressionChecker checker(
      context,
      {.visible = {.modules = {context.names.modules().begin(), context.names.modules().end()}},
       .as_filed = AsFiled::kAllowed,
       .unknowns = UnknownLiterals::kAllowed,
       .clause = "an expression"});
  const NodeId node = checker.check(expression);
  if (!node.is_present()) return std::nullopt;
  return CheckedExpression{.node = node, .type = program[node].type};
}

}  // namespace probity
