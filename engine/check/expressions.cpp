#include "check/expressions.h"

#include <algorithm>

#include <fmt/format.h>

#include "check/nodes.h"
#include "check/types.h"
#include "support/match.h"

namespace probity {

NodeId ExpressionChecker::add(node::Content content, TypeId type, Span span) {
  return add_node(program_, std::move(content), type, span);
}

NodeId ExpressionChecker::literal(Constant value, TypeKind kind, Span span) {
  return add(node::Literal{std::move(value)}, primitive(kind), span);
}

NodeId ExpressionChecker::check(const ast::Expr& expression, TypeId hint) {
  const Span span = expression.span;
  return match(
      expression.node,
      [&](const ast::BooleanLiteral& node) {
        return literal(node.value, TypeKind::kBoolean, span);
      },
      [&](const ast::UnknownLiteral&) { return unknown(expression, hint); },
      [&](const ast::NumberLiteral& node) { return literal(node.value, TypeKind::kNumber, span); },
      [&](const ast::PercentageLiteral& node) {
        return literal(node.value, TypeKind::kPercentage, span);
      },
      [&](const ast::MoneyLiteral& node) { return money(expression, node); },
      [&](const ast::DateLiteral& node) { return literal(node.date, TypeKind::kDate, span); },
      [&](const ast::DurationLiteral& node) {
        return literal(node.value, TypeKind::kDuration, span);
      },
      [&](const ast::TextLiteral& node) { return literal(node.value, TypeKind::kText, span); },
      [&](const ast::SetLiteral& node) {
        return list_literal(expression, node.elements, TypeKind::kSet, hint);
      },
      [&](const ast::ListLiteral& node) {
        return list_literal(expression, node.elements, TypeKind::kList, hint);
      },
      [&](const ast::NameUse& node) { return name(expression, node, hint); },
      [&](const ast::FieldAccess& node) { return field_access(expression, node); },
      [&](const ast::Call& node) { return call(expression, node); },
      [&](const ast::Unary& node) { return unary(expression, node, hint); },
      [&](const ast::Connective& node) { return connective(expression, node); },
      [&](const ast::Binary& node) { return binary(expression, node, hint); },
      [&](const ast::Comparison& node) { return comparison(expression, node); },
      [&](const ast::Conditional& node) { return conditional(expression, node, hint); },
      [&](const ast::Quantifier& node) { return quantifier(expression, node); },
      [&](const ast::Aggregate& node) { return aggregate(expression, node); },
      [&](const ast::Distinct& node) { return distinct(expression, node); },
      [&](const ast::Rounded& node) { return rounded(expression, node); });
}

NodeId ExpressionChecker::require(const ast::Expr& expression, TypeKind wanted) {
  return require(expression, primitive(wanted));
}

NodeId ExpressionChecker::require(const ast::Expr& expression, TypeId wanted) {
  const NodeId id = check(expression, wanted);
  if (!id.is_present() || fits(program_.vocabulary, type_of(id), wanted)) return id;
  report_mismatch(id, wanted);
  return NodeId();
}

NodeId ExpressionChecker::money(const ast::Expr& expression, const ast::MoneyLiteral& literal) {
  const std::optional<Currency> currency = find_currency(literal.currency.text);
  if (!currency) {
    context_.report({.code = Code::not_a_currency,
                     .span = literal.currency.span,
                     .message = fmt::format("`{}` is not a currency", literal.currency.text),
                     .help = "an amount begins with the code of a currency of ISO 4217, as in "
                             "`EUR 150_000_000`"});
    return NodeId();
  }
  return this->literal(Money{.amount = literal.amount, .currency = *currency}, TypeKind::kMoney,
                       expression.span);
}

NodeId ExpressionChecker::unknown(const ast::Expr& expression, TypeId hint) {
  if (surroundings_.unknowns == UnknownLiterals::kRefused) {
    context_.report({.code = Code::unknown_literal,
                     .span = expression.span,
                     .message = "`unknown` stands in a rule",
                     .help = "a rule cannot make a fact unknown; `unknown` is for cases and for "
                             "`probity eval`"});
    return NodeId();
  }
  return add(node::Unknown{}, hint.is_present() ? hint : primitive(TypeKind::kUnknown),
             expression.span);
}

NodeId ExpressionChecker::unary(const ast::Expr& expression, const ast::Unary& unary, TypeId hint) {
  switch (unary.op) {
    case ast::UnaryOperator::kNegate:
      return negation(expression, unary, hint);
    case ast::UnaryOperator::kNot: {
      const NodeId operand = require(*unary.operand, TypeKind::kBoolean);
      if (!operand.is_present()) return operand;
      return add(node::Not{operand}, primitive(TypeKind::kBoolean), expression.span);
    }
    case ast::UnaryOperator::kKnown:
      break;
  }
  const bool is_allowed = allows_as_filed(expression.span, "known");
  const NodeId operand = check(*unary.operand);
  if (!operand.is_present() || !is_allowed) return NodeId();
  return add(node::Known{operand}, primitive(TypeKind::kBoolean), expression.span);
}

bool ExpressionChecker::allows_as_filed(Span span, std::string_view word) {
  if (surroundings_.as_filed == AsFiled::kAllowed) return true;
  const bool may_be_named = surroundings_.as_filed == AsFiled::kThroughDefinitions;
  context_.report({.code = Code::as_filed_refused,
                   .span = span,
                   .message = fmt::format("`{}` stands in {}", word, surroundings_.clause),
                   .help = may_be_named
                               ? "say it in a figure, and name that"
                               : "no requirement or exception is met because a fact is absent: "
                                 "`known` and `otherwise` stand in `applies when`, `reference "
                                 "date` and figures"});
  return false;
}

NodeId ExpressionChecker::connective(const ast::Expr& expression,
                                     const ast::Connective& connective) {
  std::vector<NodeId> operands;
  bool is_whole = true;
  for (const ast::Expr& operand : connective.operands) {
    operands.push_back(require(operand, TypeKind::kBoolean));
    is_whole = is_whole && operands.back().is_present();
  }
  if (!is_whole) return NodeId();
  const TypeId boolean = primitive(TypeKind::kBoolean);
  if (connective.op == ast::ConnectiveOperator::kAnd) {
    return add(node::And{std::move(operands)}, boolean, expression.span);
  }
  return add(node::Or{std::move(operands)}, boolean, expression.span);
}

NodeId ExpressionChecker::binary(const ast::Expr& expression, const ast::Binary& binary,
                                 TypeId hint) {
  switch (binary.op) {
    case ast::BinaryOperator::kOtherwise:
      return otherwise(expression, binary, hint);
    case ast::BinaryOperator::kAdd:
    case ast::BinaryOperator::kSubtract:
    case ast::BinaryOperator::kMultiply:
    case ast::BinaryOperator::kDivide:
      return arithmetic(expression, binary, hint);
    case ast::BinaryOperator::kImplies:
      break;
  }
  const NodeId left = require(*binary.left, TypeKind::kBoolean);
  const NodeId right = require(*binary.right, TypeKind::kBoolean);
  if (!left.is_present() || !right.is_present()) return NodeId();
  return add(node::Implies{left, right}, primitive(TypeKind::kBoolean), expression.span);
}

NodeId ExpressionChecker::otherwise(const ast::Expr& expression, const ast::Binary& binary,
                                    TypeId hint) {
  const bool is_allowed = allows_as_filed(expression.span, "otherwise");
  const auto [value, fallback] = require_pair(*binary.left, *binary.right, hint);
  if (!value.is_present() || !fallback.is_present() || !is_allowed) return NodeId();
  return add(node::Otherwise{value, fallback},
             more_precise(program_.vocabulary, type_of(value), type_of(fallback)), expression.span);
}

NodeId ExpressionChecker::conditional(const ast::Expr& expression,
                                      const ast::Conditional& conditional, TypeId hint) {
  const NodeId condition = require(*conditional.condition, TypeKind::kBoolean);
  const auto [then, otherwise] = require_pair(*conditional.then, *conditional.otherwise, hint);
  if (!condition.is_present() || !then.is_present() || !otherwise.is_present()) return NodeId();
  return add(node::Conditional{condition, then, otherwise},
             more_precise(program_.vocabulary, type_of(then), type_of(otherwise)), expression.span);
}

bool ExpressionChecker::is_contextual(const ast::Expr& expression) const {
  const auto are_all_contextual = [this](const std::vector<ast::Expr>& elements) {
    return std::all_of(elements.begin(), elements.end(),
                       [this](const ast::Expr& element) { return is_contextual(element); });
  };
  if (std::holds_alternative<ast::UnknownLiteral>(expression.node)) return true;
  if (const auto* use = std::get_if<ast::NameUse>(&expression.node)) {
    return meanings_of(use->name.text).empty();
  }
  if (const auto* list = std::get_if<ast::ListLiteral>(&expression.node)) {
    return are_all_contextual(list->elements);
  }
  if (const auto* set = std::get_if<ast::SetLiteral>(&expression.node)) {
    return are_all_contextual(set->elements);
  }
  if (const auto* conditional = std::get_if<ast::Conditional>(&expression.node)) {
    return is_contextual(*conditional->then) && is_contextual(*conditional->otherwise);
  }
  if (const auto* binary = std::get_if<ast::Binary>(&expression.node)) {
    return binary->op == ast::BinaryOperator::kOtherwise && is_contextual(*binary->left) &&
           is_contextual(*binary->right);
  }
  return false;
}

bool ExpressionChecker::may_be_value_of(const ast::Expr& left, const ast::Expr& right) const {
  const auto* name = std::get_if<ast::NameUse>(&left.node);
  if (name == nullptr) return false;
  const auto* other = std::get_if<ast::NameUse>(&right.node);
  if (other == nullptr) return true;
  // Of two bare names the left one says what is compared, unless the right one is of an enum that
  // has the left one as a value.
  const std::vector<Meaning> meanings = meanings_of(other->name.text);
  const TypeId type = meanings.size() == 1 ? type_of_meaning(meanings.front()) : TypeId();
  const std::optional<SymbolId> symbol = program_.vocabulary.find_symbol(name->name.text);
  return type.is_present() && symbol && program_.vocabulary.type(type).kind == TypeKind::kEnum &&
         program_.vocabulary.has_value(program_.vocabulary.type(type).enumeration, *symbol);
}

ExpressionChecker::Pair ExpressionChecker::check_pair(const ast::Expr& left, const ast::Expr& right,
                                                      TypeId hint) {
  const bool right_is_contextual = is_contextual(right);
  const bool right_first =
      !right_is_contextual && (is_contextual(left) || may_be_value_of(left, right));
  const ast::Expr& first = right_first ? right : left;
  const ast::Expr& second = right_first ? left : right;
  const NodeId first_id = check(first, hint);
  if (!first_id.is_present() && is_contextual(second)) return {};
  const TypeId second_hint =
      first_id.is_present() && kind(first_id) != TypeKind::kUnknown ? type_of(first_id) : hint;
  const NodeId second_id = check(second, second_hint);
  return right_first ? Pair{second_id, first_id} : Pair{first_id, second_id};
}

ExpressionChecker::Pair ExpressionChecker::require_pair(const ast::Expr& left,
                                                        const ast::Expr& right, TypeId hint) {
  const Pair sides = check_pair(left, right, hint);
  if (!sides.first.is_present() || !sides.second.is_present()) return {};
  if (fits(program_.vocabulary, type_of(sides.second), type_of(sides.first))) return sides;
  report_mismatch(sides.second, type_of(sides.first));
  return {};
}

namespace {

/// What turns a value of one type into what was meant, in words; empty where nothing is likely.
std::string advice(TypeKind found, TypeKind wanted) {
  const auto is = [&](TypeKind first, TypeKind second) {
    return found == first && wanted == second;
  };
  if (is(TypeKind::kNumber, TypeKind::kPercentage)) {
    return "a percentage is written with its sign: `35 %`";
  }
  if (is(TypeKind::kPercentage, TypeKind::kNumber)) {
    return "a number and a percentage do not mix: write both as percentages, or multiply "
           "(`10 % * count(L)` is a number)";
  }
  if (is(TypeKind::kNumber, TypeKind::kMoney)) {
    return "an amount of money is written with its currency: `EUR 1_000`";
  }
  if (is(TypeKind::kText, TypeKind::kDate)) return "a date is written without quotation marks";
  if (is(TypeKind::kText, TypeKind::kEnum) || is(TypeKind::kText, TypeKind::kCountry)) {
    return "it is written without quotation marks";
  }
  if (is(TypeKind::kNumber, TypeKind::kDuration)) return "a duration has a unit: `30 days`";
  if (wanted == TypeKind::kBoolean && (found == TypeKind::kList || found == TypeKind::kSet)) {
    return "say what is asked of its elements: `some x in L satisfies ...`";
  }
  if (wanted == TypeKind::kList || wanted == TypeKind::kSet) {
    return "one value and a list: `value is in L`";
  }
  if (found == TypeKind::kList || found == TypeKind::kSet) {
    return "speak of one element: `some x in L satisfies ...`, `every x in L satisfies ...`";
  }
  if (wanted == TypeKind::kBoolean) return "compare it with something: `... is ...`";
  return "";
}

}  // namespace

void ExpressionChecker::report_mismatch(NodeId found, TypeId wanted) {
  const Vocabulary& vocabulary = program_.vocabulary;
  Diagnostic diagnostic{
      .code = Code::type_mismatch,
      .span = program_[found].span,
      .message = fmt::format("{} where {} is needed", describe(vocabulary, type_of(found)),
                             describe(vocabulary, wanted)),
      .help = advice(kind(found), kind_of(vocabulary, wanted))};
  add_origin(diagnostic, found);
  context_.report(std::move(diagnostic));
}

void ExpressionChecker::add_origin(Diagnostic& diagnostic, NodeId node) const {
  const Vocabulary& vocabulary = program_.vocabulary;
  const auto add_label = [&](Span span, std::string_view name, TypeId type) {
    if (!span.source.is_present()) return;
    for (const Label& label : diagnostic.labels) {
      if (label.span == span) return;
    }
    diagnostic.labels.push_back(
        {.span = span,
         .text = fmt::format("`{}` is declared here as {}", name, describe(vocabulary, type))});
  };
  if (const auto* field = node_if<node::Field>(program_, node)) {
    TypeId base = type_of(field->base);
    if (is_list_like(vocabulary, base)) base = vocabulary.type(base).element;
    const RecordId record = vocabulary.type(base).record;
    const auto place = context_.field_spans.find({record, field->field});
    const Field& declared = vocabulary.record(record).fields[field->field];
    if (place != context_.field_spans.end()) add_label(place->second, declared.name, declared.type);
  } else if (const auto* parameter = node_if<node::ParameterUse>(program_, node)) {
    add_label(program_[parameter->parameter].span, program_[parameter->parameter].name,
              type_of(node));
  } else if (const auto* called = node_if<node::Call>(program_, node)) {
    add_label(program_[called->definition].span, program_[called->definition].name, type_of(node));
  } else if (const auto* variable = node_if<node::Variable>(program_, node)) {
    for (const Variable& declared : surroundings_.variables) {
      if (declared.slot == variable->slot) add_label(declared.span, declared.name, type_of(node));
    }
  }
}

}  // namespace probity
