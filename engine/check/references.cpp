// Names in expressions: variables, fields of the root, declarations, enum values, countries.
#include <algorithm>

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/nodes.h"
#include "check/roles.h"
#include "check/types.h"
#include "support/match.h"

namespace probity {
namespace {

constexpr Wanted kWantedValue{.space = NameSpace::kValues,
                              .code = Code::unknown_name,
                              .noun = "group, define, figure or parameter"};

}  // namespace

void ExpressionChecker::declare_variable(const ast::Name& name, TypeId type) {
  const std::vector<Meaning> meanings = meanings_of(name.text);
  if (!meanings.empty()) {
    Diagnostic diagnostic{.code = Code::shadowed_name,
                          .span = name.span,
                          .message = fmt::format("`{}` already means something here", name.text),
                          .help = "give the variable a name of its own"};
    const Span place = place_of(meanings.front());
    if (place.source.is_present()) {
      diagnostic.labels.push_back(
          {.span = place, .text = fmt::format("`{}` is declared here", name.text)});
    }
    context_.report(std::move(diagnostic));
  }
  const auto slot = static_cast<std::uint32_t>(surroundings_.variables.size());
  program_.frame_size = std::max(program_.frame_size, slot + 1);
  surroundings_.variables.push_back(
      {.name = name.text, .type = type, .slot = slot, .span = name.span});
}

std::vector<ExpressionChecker::Meaning> ExpressionChecker::meanings_of(
    std::string_view name) const {
  std::vector<Meaning> meanings;
  // An inner variable hides an outer one of its name, which was reported where it was declared.
  for (const Variable& variable : surroundings_.variables) {
    if (variable.name == name) meanings = {&variable};
  }
  if (!meanings.empty()) return meanings;
  if (program_.vocabulary.root.is_present()) {
    const std::optional<std::uint32_t> field =
        program_.vocabulary.find_field(program_.vocabulary.root, name);
    if (field) meanings.emplace_back(RootField{*field});
  }
  for (const DeclaredName* declared :
       context_.names.find(NameSpace::kValues, name, surroundings_.visible)) {
    meanings.emplace_back(declared);
  }
  return meanings;
}

Span ExpressionChecker::place_of(const Meaning& meaning) const {
  return match(
      meaning, [](const Variable* variable) { return variable->span; },
      [this](RootField root) {
        const auto place = context_.field_spans.find({program_.vocabulary.root, root.field});
        return place == context_.field_spans.end() ? Span() : place->second;
      },
      [](const DeclaredName* declared) { return declared->span; });
}

NodeId ExpressionChecker::name(const ast::Expr& expression, const ast::NameUse& use, TypeId hint) {
  const std::string& text = use.name.text;
  // A value beside a list is of the type of its elements: the mismatch says more than the name.
  if (hint.is_present() && is_list_like(program_.vocabulary, hint)) {
    hint = program_.vocabulary.type(hint).element;
  }
  const bool expects_enum =
      hint.is_present() && kind_of(program_.vocabulary, hint) == TypeKind::kEnum;
  if (expects_enum) {
    const NodeId value = enum_value(text, hint, expression.span);
    if (value.is_present()) return value;
  }
  const std::vector<Meaning> meanings = meanings_of(text);
  if (meanings.size() > 1) {
    report_two_meanings(use.name, meanings);
    return NodeId();
  }
  if (meanings.size() == 1) return meaning(meanings.front(), expression.span);
  // Where nothing beside it says what is meant, the code of a country is that country.
  const TypeKind expected =
      hint.is_present() ? kind_of(program_.vocabulary, hint) : TypeKind::kCountry;
  if (expected == TypeKind::kCountry || expected == TypeKind::kUnknown) {
    if (const std::optional<Country> country = find_country(text)) {
      return literal(*country, TypeKind::kCountry, expression.span);
    }
  }
  report_unknown_name(use.name, hint);
  return NodeId();
}

NodeId ExpressionChecker::enum_value(std::string_view name, TypeId type, Span span) {
  const std::optional<SymbolId> symbol = program_.vocabulary.find_symbol(name);
  const EnumId enumeration = program_.vocabulary.type(type).enumeration;
  if (!symbol || !program_.vocabulary.has_value(enumeration, *symbol)) return NodeId();
  return add(node::Literal{*symbol}, type, span);
}

NodeId ExpressionChecker::meaning(const Meaning& meaning, Span span) {
  return match(
      meaning,
      [&](const Variable* variable) {
        return add(node::Variable{variable->slot}, variable->type, span);
      },
      [&](RootField root) { return root_field(root.field, span); },
      [&](const DeclaredName* name) { return declared(*name, span); });
}

TypeId ExpressionChecker::type_of_meaning(const Meaning& meaning) const {
  return match(
      meaning, [](const Variable* variable) { return variable->type; },
      [this](RootField root) {
        return program_.vocabulary.record(program_.vocabulary.root).fields[root.field].type;
      },
      [this](const DeclaredName* name) {
        if (const auto* parameter = std::get_if<ParameterId>(&name->entity)) {
          return program_[*parameter].type;
        }
        const auto* definition = std::get_if<DefinitionId>(&name->entity);
        return definition == nullptr ? TypeId() : program_[*definition].type;
      });
}

NodeId ExpressionChecker::root_field(std::uint32_t field, Span span) {
  Vocabulary& vocabulary = program_.vocabulary;
  const TypeId type = vocabulary.record(vocabulary.root).fields[field].type;
  if (!type.is_present()) return NodeId();
  const TypeId root_type =
      vocabulary.intern(Type{.kind = TypeKind::kRecord, .record = vocabulary.root});
  const NodeId root = add(node::Root{}, root_type, span);
  return add(node::Field{root, field}, type, span);
}

NodeId ExpressionChecker::declared(const DeclaredName& name, Span span) {
  context_.names.mark_used(name.entity);
  if (const auto* parameter = std::get_if<ParameterId>(&name.entity)) {
    const TypeId type = program_[*parameter].type;
    if (!type.is_present()) return NodeId();
    return add(node::ParameterUse{*parameter}, type, span);
  }
  if (std::holds_alternative<DefinitionId>(name.entity)) return call_definition(name, {}, span);
  const bool is_group = std::holds_alternative<GroupId>(name.entity);
  Diagnostic diagnostic{
      .code = Code::not_a_value,
      .span = span,
      .message = fmt::format("`{}` is {}, which is not a value", name.name,
                             is_group ? "a group of countries" : "an interpretation"),
      .labels = {declared_here(name)},
      .help = is_group ? "a group stands right of `is in`; several are joined by a `group` of "
                         "their own: `group area = A + B`"
                       : fmt::format("ask for one of its readings: `{} is READING`", name.name)};
  context_.report(std::move(diagnostic));
  return NodeId();
}

NodeId ExpressionChecker::call_definition(const DeclaredName& name, std::vector<NodeId> arguments,
                                          Span span) {
  const DefinitionId id = std::get<DefinitionId>(name.entity);
  const Definition& definition = program_[id];
  if (context_.is_complete(id) && definition.parameters.size() != arguments.size()) {
    context_.report({.code = Code::argument_count,
                     .span = span,
                     .message = fmt::format("`{}` is given {} value{} and takes {}", name.name,
                                            arguments.size(), arguments.size() == 1 ? "" : "s",
                                            definition.parameters.size()),
                     .labels = {declared_here(name)}});
    return NodeId();
  }
  if (!definition.type.is_present()) return NodeId();
  if (surroundings_.as_filed == AsFiled::kRefused && id.index() < context_.as_filed.size() &&
      context_.as_filed[id.index()]) {
    context_.report(
        {.code = Code::as_filed_refused,
         .span = span,
         .message = fmt::format("`{}`, which asks what was filed, stands in {}", name.name,
                                surroundings_.clause),
         .labels = {{.span = context_.as_filed[id.index()]->span, .text = "it asks here"}},
         .help =
             "no requirement or exception is met because a fact is absent: say what is required "
             "of the fact itself"});
    return NodeId();
  }
  return add(node::Call{id, std::move(arguments)}, definition.type, span);
}

NodeId ExpressionChecker::field_access(const ast::Expr& expression,
                                       const ast::FieldAccess& access) {
  if (const std::optional<NodeId> found = qualified(expression, access)) return *found;
  const NodeId base = check(*access.base);
  if (!base.is_present()) return base;
  return field_of(base, access.field, expression.span);
}

std::optional<NodeId> ExpressionChecker::qualified(const ast::Expr& expression,
                                                   const ast::FieldAccess& access) {
  const auto* base = std::get_if<ast::NameUse>(&access.base->node);
  if (base == nullptr) return std::nullopt;
  const std::vector<Meaning> meanings = meanings_of(base->name.text);
  const bool is_variable =
      meanings.size() == 1 && std::holds_alternative<const Variable*>(meanings.front());
  if (is_variable) return std::nullopt;
  const Vocabulary& vocabulary = program_.vocabulary;
  const auto root_has = [&](std::string_view name) {
    return vocabulary.root.is_present() ? vocabulary.find_field(vocabulary.root, name)
                                        : std::nullopt;
  };
  if (base->name.text == kRootRecord) {
    if (const std::optional<std::uint32_t> field = root_has(access.field.text)) {
      return root_field(*field, expression.span);
    }
  }
  const bool is_module = surroundings_.visible.contains(base->name.text);
  if (is_module) {
    const DeclaredName* found =
        context_.names.find_in(NameSpace::kValues, base->name.text, access.field.text);
    if (found != nullptr) return declared(*found, expression.span);
  }
  if (base->name.text == kRootRecord && context_.may_lack_facts) return NodeId();
  if (base->name.text == kRootRecord && vocabulary.root.is_present()) {
    Diagnostic diagnostic{
        .code = Code::unknown_field,
        .span = access.field.span,
        .message = fmt::format("record `dossier` has no field `{}`", access.field.text)};
    suggest(diagnostic, access.field.text, field_names(vocabulary.record(vocabulary.root)));
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  if (!meanings.empty()) return std::nullopt;
  if (is_module || context_.names.has_module(base->name.text)) {
    (void)resolve(context_, {base->name, access.field}, surroundings_.visible, kWantedValue);
    return NodeId();
  }
  return std::nullopt;
}

NodeId ExpressionChecker::field_of(NodeId base, const ast::Name& field, Span span) {
  Vocabulary& vocabulary = program_.vocabulary;
  const Type base_type = vocabulary.type(type_of(base));
  const bool maps = base_type.kind == TypeKind::kList || base_type.kind == TypeKind::kSet;
  const Type record_type = maps ? vocabulary.type(base_type.element) : base_type;
  // A field of something unknown is as unknown. Elsewhere its type is open after a mistake.
  if (record_type.kind == TypeKind::kUnknown) {
    return surroundings_.unknowns == UnknownLiterals::kAllowed ? base : NodeId();
  }
  if (record_type.kind != TypeKind::kRecord) {
    Diagnostic diagnostic{.code = Code::not_a_record,
                          .span = field.span,
                          .message = fmt::format("`{}` is asked of {}, which has no fields",
                                                 field.text, describe(vocabulary, type_of(base)))};
    add_origin(diagnostic, base);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  const RecordType& record = vocabulary.record(record_type.record);
  const std::optional<std::uint32_t> index = vocabulary.find_field(record_type.record, field.text);
  if (!index && !context_.is_complete(record_type.record)) return NodeId();
  if (!index) {
    Diagnostic diagnostic{
        .code = Code::unknown_field,
        .span = field.span,
        .message = fmt::format("record `{}` has no field `{}`", record.name, field.text)};
    suggest(diagnostic, field.text, field_names(record));
    label_type(diagnostic, context_, record.module, record.name);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  const TypeId field_type = record.fields[*index].type;
  if (!field_type.is_present()) return NodeId();
  TypeId type = field_type;
  if (maps) {
    type = list_of(vocabulary, is_list_like(vocabulary, field_type)
                                   ? vocabulary.type(field_type).element
                                   : field_type);
  }
  return add(node::Field{base, *index}, type, span);
}

NodeId ExpressionChecker::call(const ast::Expr& expression, const ast::Call& call) {
  std::vector<ast::Name> written;
  if (call.module) written.push_back(*call.module);
  written.push_back(call.callee);
  const DeclaredName* name = resolve(
      context_, written, surroundings_.visible,
      {.space = NameSpace::kValues, .code = Code::unknown_name, .noun = "define with parameters"});
  const DefinitionId* id = name == nullptr ? nullptr : std::get_if<DefinitionId>(&name->entity);
  if (name != nullptr && id == nullptr) {
    context_.report({.code = Code::argument_count,
                     .span = expression.span,
                     .message = fmt::format("`{}` is given values and takes none", name->name),
                     .labels = {declared_here(*name)}});
  }
  std::vector<NodeId> arguments;
  bool is_whole = id != nullptr;
  // The definition table may not grow while bodies are checked, so the types stay where they are.
  const std::vector<TypeId> types =
      id == nullptr ? std::vector<TypeId>() : program_[*id].parameters;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const bool has_type = i < types.size() && types[i].is_present();
    if (!has_type && is_contextual(call.arguments[i])) {
      arguments.emplace_back();
    } else {
      arguments.push_back(has_type ? require(call.arguments[i], types[i])
                                   : check(call.arguments[i]));
    }
    if (i < types.size()) is_whole = is_whole && arguments.back().is_present();
  }
  if (!is_whole) return NodeId();
  return call_definition(*name, std::move(arguments), expression.span);
}

}  // namespace probity
