#include "check/definitions.h"

#include <algorithm>

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/graph.h"
#include "check/nodes.h"
#include "check/norms.h"
#include "check/types.h"
#include "check/vocabulary.h"
#include "check/words.h"

namespace probity {
namespace {

/// A define or a figure, by its id.
struct Body {
  const ast::Expr* expression = nullptr;  ///< null where a mistake of grammar took it
  const std::vector<ast::DefineParameter>* parameters = nullptr;  ///< null for a figure
  const Visible* visible = nullptr;
};

std::vector<Body> collect_bodies(const Declarations& declarations, std::size_t count) {
  std::vector<Body> bodies(count);
  for (const Declared<ast::Define, DefinitionId>& define : declarations.defines) {
    if (!define.is_complete()) continue;
    bodies[define.id.index()] = {&define.written->body, &define.written->parameters,
                                 define.visible};
  }
  for (const Declared<ast::Figure, DefinitionId>& figure : declarations.figures) {
    if (!figure.is_complete()) continue;
    bodies[figure.id.index()] = {&figure.written->body, nullptr, figure.visible};
  }
  return bodies;
}

void refuse_anything(const ast::TypeName& written, TypeId type, Context& context) {
  if (!type.is_present()) return;
  if (context.program.vocabulary.type(type).kind != TypeKind::kAnything) return;
  context.report({.code = Code::type_not_allowed,
                  .span = written.span,
                  .message = "`anything` stands outside the vocabulary",
                  .help = "it is the type of the one field for free data, which no rule reads"});
}

/// The definitions that each body may name, by the words in it: what a variable hides is counted
/// too, which only makes the order stricter than it need be.
std::vector<std::vector<std::size_t>> named_in(const std::vector<Body>& bodies,
                                               const Context& context) {
  std::vector<std::vector<std::size_t>> needs(bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].expression == nullptr) continue;
    for (const std::string_view word : words_in(*bodies[i].expression)) {
      for (const DeclaredName* declared : context.names.find_anywhere(NameSpace::kValues, word)) {
        const auto* id = std::get_if<DefinitionId>(&declared->entity);
        if (id != nullptr && bodies[i].visible->contains(declared->module)) {
          needs[i].push_back(id->index());
        }
      }
    }
  }
  return needs;
}

NodeId check_body(const Body& body, DefinitionId id, Context& context) {
  const bool is_figure = body.parameters == nullptr;
  ExpressionChecker checker = checker_for(
      *body.visible, {},
      {.name = is_figure ? "a figure" : "a define", .as_filed = AsFiled::kAllowed}, context);
  const std::vector<TypeId> types = context.program[id].parameters;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const TypeId type =
        types[i].is_present() ? types[i] : context.program.vocabulary.primitive(TypeKind::kUnknown);
    checker.declare_variable((*body.parameters)[i].name, type);
  }
  const TypeId type = context.program[id].type;
  return type.is_present() ? checker.require(*body.expression, type)
                           : checker.check(*body.expression);
}

/// The definitions that a body in fact names, and where.
std::vector<std::pair<DefinitionId, Span>> calls_in(const Program& program, NodeId body) {
  std::vector<std::pair<DefinitionId, Span>> calls;
  for (const NodeId id : nodes_below(program, body)) {
    if (const auto* call = node_if<node::Call>(program, id)) {
      calls.emplace_back(call->definition, program[id].span);
    }
  }
  return calls;
}

void report_recursion(const std::vector<std::size_t>& cycle, Context& context) {
  std::vector<Definition>& definitions = context.program.definitions;
  Diagnostic diagnostic{.code = Code::recursion};
  std::string path;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const DefinitionId next(cycle[(i + 1) % cycle.size()]);
    const Definition& definition = definitions[cycle[i]];
    path += fmt::format("`{}`, ", definition.name);
    for (const auto& [called, span] : calls_in(context.program, definition.body)) {
      if (called != next) continue;
      if (i == 0) {
        diagnostic.span = span;
      } else {
        diagnostic.labels.push_back(
            {.span = span, .text = fmt::format("`{}` names it here", definition.name)});
      }
      break;
    }
  }
  const std::string& first = definitions[cycle.front()].name;
  diagnostic.message =
      cycle.size() == 1
          ? fmt::format("`{}` names itself", first)
          : fmt::format("definitions name each other in a circle: {}`{}`", path, first);
  diagnostic.help = "a value cannot rest on itself";
  context.report(std::move(diagnostic));
  for (const std::size_t index : cycle) definitions[index].body = NodeId();
}

/// `order` has what is named before what names it.
void find_as_filed(const std::vector<std::size_t>& order, Context& context) {
  const Program& program = context.program;
  context.as_filed.assign(program.definitions.size(), std::nullopt);
  for (const std::size_t index : order) {
    std::optional<AsFiledUse>& use = context.as_filed[index];
    for (const NodeId id : nodes_below(program, program.definitions[index].body)) {
      if (use) break;
      if (node_if<node::Known>(program, id) != nullptr ||
          node_if<node::Otherwise>(program, id) != nullptr) {
        use = AsFiledUse{.definition = DefinitionId(index), .span = program[id].span};
      } else if (const auto* call = node_if<node::Call>(program, id)) {
        use = context.as_filed[call->definition.index()];
      }
    }
  }
}

/// Links in a chain of definitions that name each other: evaluation takes its depth from the stack.
constexpr std::size_t kMaxDefinitionDepth = 200;

/// `order` has what is named before what names it.
void check_depth(const std::vector<std::size_t>& order,
                 const std::vector<std::vector<std::size_t>>& needs, Context& context) {
  std::vector<std::size_t> depths(needs.size(), 1);
  for (const std::size_t index : order) {
    for (const std::size_t needed : needs[index]) {
      depths[index] = std::max(depths[index], depths[needed] + 1);
    }
    if (depths[index] != kMaxDefinitionDepth + 1) continue;
    const Definition& definition = context.program.definitions[index];
    context.report({.code = Code::definitions_too_deep,
                    .span = definition.span,
                    .message = fmt::format("`{}` rests on a chain of more than {} definitions",
                                           definition.name, kMaxDefinitionDepth),
                    .help = "say more in one definition"});
  }
}

}  // namespace

namespace {

bool may_be_input(const Vocabulary& vocabulary, TypeId type) {
  const TypeKind kind = kind_of(vocabulary, type);
  return is_scalar(vocabulary, type) && kind != TypeKind::kDuration;
}

void fill_table_signature(const Declared<ast::Table, DefinitionId>& table, Context& context) {
  const Vocabulary& vocabulary = context.program.vocabulary;
  std::vector<TypeId> inputs;
  for (const ast::DefineParameter& input : table.written->inputs) {
    const TypeId type = resolve_type(context, input.type, *table.visible);
    inputs.push_back(type);
    if (!type.is_present() || may_be_input(vocabulary, type)) continue;
    context.report({.code = Code::type_not_allowed,
                    .span = input.type.span,
                    .message = fmt::format("a table decides by {}", describe(vocabulary, type)),
                    .help =
                        "an input is one value that can be compared: a boolean, a number, a "
                        "percentage, an amount, a date, a country, a text or a value of an enum"});
    inputs.back() = TypeId();
  }
  TypeId type = resolve_type(context, table.written->type, *table.visible);
  if (type.is_present() && !is_scalar(vocabulary, type)) {
    context.report({.code = Code::type_not_allowed,
                    .span = table.written->type.span,
                    .message = fmt::format("a table that gives {}", describe(vocabulary, type)),
                    .help = "a row gives one value"});
    type = TypeId();
  }
  Definition& definition = context.program.definitions[table.id.index()];
  definition.parameters = std::move(inputs);
  definition.type = type;
}

}  // namespace

void fill_signatures(const Declarations& declarations, Context& context) {
  for (const Declared<ast::Table, DefinitionId>& table : declarations.tables) {
    fill_table_signature(table, context);
  }
  for (const Declared<ast::Define, DefinitionId>& define : declarations.defines) {
    std::vector<TypeId> parameters;
    for (const ast::DefineParameter& parameter : define.written->parameters) {
      parameters.push_back(resolve_type(context, parameter.type, *define.visible));
      refuse_anything(parameter.type, parameters.back(), context);
    }
    const TypeId type = resolve_type(context, define.written->type, *define.visible);
    refuse_anything(define.written->type, type, context);
    Definition& definition = context.program.definitions[define.id.index()];
    definition.parameters = std::move(parameters);
    definition.type = type;
  }
  for (const Declared<ast::Figure, DefinitionId>& figure : declarations.figures) {
    const TypeId type = resolve_type(context, figure.written->type, *figure.visible);
    std::vector<Citation> laws = resolve_laws(figure.written->laws, *figure.visible, context);
    Definition& definition = context.program.definitions[figure.id.index()];
    definition.type = type;
    definition.laws = std::move(laws);
    for (const Declared<ast::Instrument, InstrumentId>& instrument : declarations.instruments) {
      if (*instrument.module == *figure.module) definition.instruments.push_back(instrument.id);
    }
    if (type.is_present() && !is_printable(context.program.vocabulary, type)) {
      context.report({.code = Code::type_not_allowed,
                      .span = figure.written->type.span,
                      .message = fmt::format("a figure that is {}",
                                             describe(context.program.vocabulary, type)),
                      .help = "a figure is printed with the verdict; a `define` is not"});
    }
  }
}

void fill_bodies(const Declarations& declarations, Context& context) {
  std::vector<Definition>& definitions = context.program.definitions;
  const std::vector<Body> bodies = collect_bodies(declarations, definitions.size());
  for (const std::size_t index : order_dependencies(named_in(bodies, context)).order) {
    if (bodies[index].expression == nullptr) continue;
    const NodeId body = check_body(bodies[index], DefinitionId(index), context);
    definitions[index].body = body;
  }
  std::vector<std::vector<std::size_t>> needs(definitions.size());
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    for (const auto& [called, span] : calls_in(context.program, definitions[i].body)) {
      needs[i].push_back(called.index());
    }
  }
  const DependencyOrder order = order_dependencies(needs);
  for (const std::vector<std::size_t>& cycle : order.cycles) report_recursion(cycle, context);
  find_as_filed(order.order, context);
  check_depth(order.order, needs, context);
}

}  // namespace probity
