// `is in`: a group of countries, an enum as a set, a set in braces, a list.
#include <fmt/format.h>

#include "check/expressions.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {
namespace {

bool is_negated(const ast::Comparison& comparison) {
  return comparison.op == ast::ComparisonOperator::kNotIn;
}

}  // namespace

std::optional<std::variant<GroupId, EnumId>> ExpressionChecker::named_set(
    const ast::Expr& expression) {
  std::vector<const DeclaredName*> found;
  if (const auto* use = std::get_if<ast::NameUse>(&expression.node)) {
    const std::vector<Meaning> meanings = meanings_of(use->name.text);
    if (meanings.size() > 1) return std::nullopt;
    if (meanings.size() == 1) {
      if (const auto* declared = std::get_if<const DeclaredName*>(&meanings.front())) {
        found = {*declared};
      }
    } else {
      found = context_.names.find(NameSpace::kTypes, use->name.text, surroundings_.visible);
    }
  } else if (const auto* access = std::get_if<ast::FieldAccess>(&expression.node)) {
    const auto* module = std::get_if<ast::NameUse>(&access->base->node);
    if (module == nullptr || !surroundings_.visible.contains(module->name.text))
      return std::nullopt;
    for (const NameSpace space : {NameSpace::kValues, NameSpace::kTypes}) {
      const DeclaredName* name =
          context_.names.find_in(space, module->name.text, access->field.text);
      if (name != nullptr && found.empty()) found = {name};
    }
  }
  if (found.size() != 1) return std::nullopt;
  const Entity& entity = found.front()->entity;
  if (const auto* group = std::get_if<GroupId>(&entity)) {
    context_.names.mark_used(entity);
    return *group;
  }
  if (const auto* enumeration = std::get_if<EnumId>(&entity)) {
    context_.names.mark_used(entity);
    return *enumeration;
  }
  return std::nullopt;
}

NodeId ExpressionChecker::membership(const ast::Expr& expression,
                                     const ast::Comparison& comparison) {
  const auto set = named_set(*comparison.right);
  if (set && std::holds_alternative<GroupId>(*set)) {
    return in_group(expression, comparison, std::get<GroupId>(*set));
  }
  if (comparison.on) {
    context_.report({.code = Code::on_without_group,
                     .span = (*comparison.on)->span,
                     .message = "`on` asks another day of something that has no days",
                     .help = "only a group of countries has members by date"});
    (void)check(**comparison.on);
  }
  if (set) return in_enum(expression, comparison, std::get<EnumId>(*set));
  return in_list(expression, comparison);
}

NodeId ExpressionChecker::in_group(const ast::Expr& expression, const ast::Comparison& comparison,
                                   GroupId group) {
  const NodeId element = require(*comparison.left, TypeKind::kCountry);
  NodeId on;
  if (comparison.on) {
    on = require(**comparison.on, TypeKind::kDate);
    if (!on.is_present()) return NodeId();
  }
  if (!element.is_present()) return NodeId();
  return add(
      node::InGroup{
          .element = element, .group = group, .on = on, .negated = is_negated(comparison)},
      primitive(TypeKind::kBoolean), expression.span);
}

NodeId ExpressionChecker::in_enum(const ast::Expr& expression, const ast::Comparison& comparison,
                                  EnumId enumeration) {
  const Span span = comparison.right->span;
  const TypeId own_type =
      program_.vocabulary.intern(Type{.kind = TypeKind::kEnum, .enumeration = enumeration});
  const NodeId element = check(*comparison.left, own_type);
  if (!element.is_present()) return NodeId();
  const TypeId type = kind(element) == TypeKind::kUnknown ? own_type : type_of(element);
  if (kind_of(program_.vocabulary, type) != TypeKind::kEnum) {
    report_mismatch(element, own_type);
    return NodeId();
  }
  // The set holds those values that the element can have: both enums may be parts of a union.
  std::vector<NodeId> values;
  const std::vector<EnumValue> declared = program_.vocabulary.enumeration(enumeration).values;
  for (const EnumValue& value : declared) {
    if (program_.vocabulary.has_value(program_.vocabulary.type(type).enumeration, value.symbol)) {
      values.push_back(add(node::Literal{value.symbol}, type, span));
    }
  }
  if (values.empty() && !declared.empty()) {
    report_mismatch(element, own_type);
    return NodeId();
  }
  const NodeId set = add(node::ListOf{std::move(values)}, set_of(program_.vocabulary, type), span);
  return add(node::In{.element = element, .set = set, .negated = is_negated(comparison)},
             primitive(TypeKind::kBoolean), expression.span);
}

NodeId ExpressionChecker::in_list(const ast::Expr& expression, const ast::Comparison& comparison) {
  Vocabulary& vocabulary = program_.vocabulary;
  const ast::Expr& left = *comparison.left;
  const ast::Expr& right = *comparison.right;
  NodeId element;
  NodeId set;
  // As with `is`: a bare name takes its meaning from the other side.
  const bool right_first = !is_contextual(right) &&
                           (is_contextual(left) || std::holds_alternative<ast::NameUse>(left.node));
  if (right_first) {
    set = check(right);
    if (!set.is_present() && is_contextual(left)) return NodeId();
    const bool gives_hint = set.is_present() && is_list_like(vocabulary, type_of(set));
    element = check(left, gives_hint ? vocabulary.type(type_of(set)).element : TypeId());
  } else {
    element = check(left);
    if (!element.is_present() && is_contextual(right)) return NodeId();
    set = check(right, element.is_present() ? set_of(vocabulary, type_of(element)) : TypeId());
  }
  if (!element.is_present() || !set.is_present()) return NodeId();
  if (kind(set) != TypeKind::kUnknown && !is_list_like(vocabulary, type_of(set))) {
    Diagnostic diagnostic{
        .code = Code::not_a_list,
        .span = program_[set].span,
        .message = fmt::format("{} stands right of `is in`", describe(vocabulary, type_of(set))),
        .help = "`is in` takes a group, an enum, a list, or values in braces"};
    add_origin(diagnostic, set);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  const TypeId member = is_list_like(vocabulary, type_of(set))
                            ? vocabulary.type(type_of(set)).element
                            : type_of(element);
  if (!fits(vocabulary, type_of(element), member)) {
    report_mismatch(element, member);
    return NodeId();
  }
  if (!is_scalar(vocabulary, type_of(element))) {
    context_.report({.code = Code::not_comparable,
                     .span = program_[element].span,
                     .message = fmt::format("{} is looked for in a list",
                                            describe(vocabulary, type_of(element))),
                     .help = "compare one of its fields: `some x in L satisfies x.f is ...`"});
    return NodeId();
  }
  if (currency_of({element, set}).is_mixed) return NodeId();
  return add(node::In{.element = element, .set = set, .negated = is_negated(comparison)},
             primitive(TypeKind::kBoolean), expression.span);
}

}  // namespace probity
