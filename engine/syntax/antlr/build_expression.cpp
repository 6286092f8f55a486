// The rules of the grammar under "expressions, loosest first".
#include <string>
#include <utility>

#include <fmt/format.h>

#include "syntax/antlr/ast_builder.h"
#include "syntax/parser.h"

namespace probity::syntax {

namespace {

using ast::BinaryOperator;
using ast::ComparisonOperator;
using ast::Expr;

ComparisonOperator comparison_operator(Grammar::RelationContext* relation) {
  if (relation == nullptr) return ComparisonOperator::kIs;
  if (relation->membership != nullptr) {
    return relation->negated != nullptr ? ComparisonOperator::kNotIn : ComparisonOperator::kIn;
  }
  if (relation->negated != nullptr) return ComparisonOperator::kIsNot;
  if (relation->bound != nullptr) {
    switch (relation->bound->getType()) {
      case Grammar::MOST:
        return ComparisonOperator::kAtMost;
      case Grammar::LEAST:
        return ComparisonOperator::kAtLeast;
      case Grammar::MORE_WORD:
        return ComparisonOperator::kMoreThan;
      default:
        return ComparisonOperator::kLessThan;  // LESS: token types are no enum class
    }
  }
  const bool is_before = relation->order->getType() == Grammar::BEFORE;
  if (relation->inclusive != nullptr) {
    return is_before ? ComparisonOperator::kOnOrBefore : ComparisonOperator::kOnOrAfter;
  }
  return is_before ? ComparisonOperator::kBefore : ComparisonOperator::kAfter;
}

/// Comparisons of quantities.
bool is_bound(ComparisonOperator op) {
  return op == ComparisonOperator::kAtMost || op == ComparisonOperator::kAtLeast ||
         op == ComparisonOperator::kMoreThan || op == ComparisonOperator::kLessThan;
}

ast::AggregateKind aggregate_kind(std::size_t type) {
  switch (type) {
    case Grammar::COUNT:
      return ast::AggregateKind::kCount;
    case Grammar::SUM:
      return ast::AggregateKind::kSum;
    case Grammar::MIN:
      return ast::AggregateKind::kMin;
    case Grammar::MAX:
      return ast::AggregateKind::kMax;
    default:
      return ast::AggregateKind::kList;  // LIST: token types are no enum class
  }
}

/// The operand that an expression consists of, where nothing stands around it.
Grammar::OperandContext* sole_operand(Grammar::ExpressionContext* tree) {
  if (tree->right != nullptr || tree->left->operands.size() != 1) return nullptr;
  Grammar::ConditionContext* const condition = tree->left->operands.front();
  Grammar::ComparisonContext* const comparison = condition->plain;
  if (!condition->negations.empty() || comparison == nullptr || comparison->right != nullptr) {
    return nullptr;
  }
  Grammar::FallbackContext* const fallback = comparison->left;
  if (fallback->operands.size() != 1 || fallback->operands.front()->operands.size() != 1)
    return nullptr;
  Grammar::ProductContext* const product = fallback->operands.front()->operands.front();
  return product->operands.size() == 1 ? product->operands.front() : nullptr;
}

bool is_bracketed(Grammar::OperandContext* tree) { return tree->base->inner != nullptr; }

bool begins_with_distinct(Grammar::OperandContext* tree) {
  return tree != nullptr && !tree->prefixes.empty() &&
         tree->prefixes.front()->getType() == Grammar::DISTINCT;
}

Expr binary(BinaryOperator op, Expr left, Expr right) {
  const Span span = join(left.span, right.span);
  return Expr{span, ast::Binary{op, std::move(left), std::move(right)}};
}

}  // namespace

Expr AstBuilder::expression(Grammar::ExpressionContext* tree) {
  if (depth_ == 0) is_too_deep_ = false;
  ++depth_;
  Expr result = connective(tree->left);
  if (tree->right != nullptr) {
    result = binary(BinaryOperator::kImplies, std::move(result), connective(tree->right));
  }
  --depth_;
  return result;
}

Expr AstBuilder::connective(Grammar::ConnectiveContext* tree) {
  if (tree->operands.size() == 1) return condition(tree->operands.front());
  ast::Connective node;
  node.op = tree->anyOf != nullptr ? ast::ConnectiveOperator::kOr : ast::ConnectiveOperator::kAnd;
  node.operands.reserve(tree->operands.size());
  for (Grammar::ConditionContext* operand : tree->operands)
    node.operands.push_back(condition(operand));
  return Expr{span_of(tree), std::move(node)};
}

Expr AstBuilder::condition(Grammar::ConditionContext* tree) {
  // A chain of prefixes nests as deep as it is long.
  const auto levels = static_cast<std::uint32_t>(tree->negations.size()) + 1;
  if (depth_ + levels > kMaxExpressionDepth) return too_deep(tree);
  depth_ += levels;
  Expr result;
  if (tree->plain != nullptr) {
    result = comparison(tree->plain);
  } else if (tree->overList != nullptr) {
    result = quantifier(tree->overList);
  } else if (tree->choice != nullptr) {
    result = conditional(tree->choice);
  } else {
    result = selection(tree->single);
  }
  for (std::size_t index = tree->negations.size(); index-- > 0;) {
    const Span span = span_of(tree->negations[index], tree->stop);
    result = Expr{span, ast::Unary{ast::UnaryOperator::kNot, std::move(result)}};
  }
  depth_ -= levels;
  return result;
}

/// Once for an expression: what lies below is not built.
Expr AstBuilder::too_deep(const antlr4::ParserRuleContext* tree) {
  if (!std::exchange(is_too_deep_, true)) {
    log_.report(Diagnostic{
        .code = Code::expression_too_deep,
        .span = span_of(tree->start, tree->start),
        .message = fmt::format(
            "an expression is nested deeper than {} levels here; no deeper one can be read",
            kMaxExpressionDepth),
        .help = "give its parts names with `define`"});
  }
  return Expr{span_of(tree), ast::UnknownLiteral{}};
}

Expr AstBuilder::quantifier(Grammar::QuantifierContext* tree) {
  ast::Quantifier node;
  switch (tree->kind->getType()) {
    case Grammar::SOME:
      node.kind = ast::QuantifierKind::kSome;
      break;
    case Grammar::EVERY:
      node.kind = ast::QuantifierKind::kEvery;
      break;
    default:
      node.kind = ast::QuantifierKind::kNo;
      break;  // NO: token types are no enum class
  }
  node.variable = name(tree->variable);
  node.list = fallback(tree->list);
  node.body = condition(tree->body);
  return Expr{span_of(tree), std::move(node)};
}

Expr AstBuilder::conditional(Grammar::ConditionalContext* tree) {
  ast::Conditional node;
  node.condition = expression(tree->test);
  node.then = expression(tree->then);
  node.otherwise = condition(tree->otherwise);
  return Expr{span_of(tree), std::move(node)};
}

Expr AstBuilder::selection(Grammar::SelectionContext* tree) {
  ast::Aggregate node;
  node.kind = ast::AggregateKind::kThe;
  node.variable = name(tree->variable);
  node.list = fallback(tree->list);
  if (tree->filter != nullptr) node.where = condition(tree->filter->content);
  return Expr{span_of(tree), std::move(node)};
}

Expr AstBuilder::comparison(Grammar::ComparisonContext* tree) {
  Expr left = fallback(tree->left);
  if (tree->right == nullptr) return left;
  Grammar::RelationContext* const relation = tree->how;
  ast::Comparison node;
  node.op = comparison_operator(relation);
  node.op_span = span_of(tree->verb, relation == nullptr ? tree->verb : relation->stop);
  node.left = std::move(left);
  node.right = fallback(tree->right);
  if (is_bound(node.op)) {
    check_amount(*node.left);
    check_amount(*node.right);
  }
  if (tree->day != nullptr) {
    node.on = fallback(tree->day);
    if (node.op != ComparisonOperator::kIn && node.op != ComparisonOperator::kNotIn) {
      log_.report(Diagnostic{
          .code = Code::misplaced_on,
          .span = span_of(tree->on, tree->stop),
          .message =
              fmt::format("`on` follows `{}`; it names the day of `is in` and `is not in` only",
                          source_.text(node.op_span)),
          .labels = {Label{node.op_span, "this comparison asks for no day"}}});
    }
  }
  return Expr{span_of(tree), std::move(node)};
}

Expr AstBuilder::fallback(Grammar::FallbackContext* tree) {
  if (tree->operands.size() == 1) return sum(tree->operands.front());
  const auto levels =
      static_cast<std::uint32_t>(tree->operands.size());  // a chain nests as deep as it is long
  if (depth_ + levels > kMaxExpressionDepth) return too_deep(tree);
  depth_ += levels;
  Expr result = sum(tree->operands.back());
  for (std::size_t index = tree->operands.size() - 1; index-- > 0;) {
    result = binary(BinaryOperator::kOtherwise, sum(tree->operands[index]), std::move(result));
  }
  depth_ -= levels;
  return result;
}

Expr AstBuilder::sum(Grammar::SumContext* tree) {
  if (tree->operands.size() == 1) return product(tree->operands.front());
  const auto levels =
      static_cast<std::uint32_t>(tree->operands.size());  // a chain nests as deep as it is long
  if (depth_ + levels > kMaxExpressionDepth) return too_deep(tree);
  depth_ += levels;
  Expr result = product(tree->operands.front());
  check_amount(result);
  for (std::size_t index = 1; index < tree->operands.size(); ++index) {
    const bool adds = tree->operators[index - 1]->getType() == Grammar::PLUS;
    Expr right = product(tree->operands[index]);
    check_amount(right);
    result = binary(adds ? BinaryOperator::kAdd : BinaryOperator::kSubtract, std::move(result),
                    std::move(right));
  }
  depth_ -= levels;
  return result;
}

Expr AstBuilder::product(Grammar::ProductContext* tree) {
  if (tree->operands.size() == 1) return operand(tree->operands.front());
  const auto levels =
      static_cast<std::uint32_t>(tree->operands.size());  // a chain nests as deep as it is long
  if (depth_ + levels > kMaxExpressionDepth) return too_deep(tree);
  depth_ += levels;
  Expr result = operand(tree->operands.front());
  check_amount(result);
  for (std::size_t index = 1; index < tree->operands.size(); ++index) {
    const bool multiplies = tree->operators[index - 1]->getType() == Grammar::STAR;
    Expr right = operand(tree->operands[index]);
    check_amount(right);
    result = binary(multiplies ? BinaryOperator::kMultiply : BinaryOperator::kDivide,
                    std::move(result), std::move(right));
  }
  depth_ -= levels;
  return result;
}

Expr AstBuilder::operand(Grammar::OperandContext* tree) { return prefixed(tree, 0); }

/// `distinct E` first in an aggregate: E, because the aggregate itself is told that it is distinct.
Expr AstBuilder::counted_operand(Grammar::OperandContext* tree) { return prefixed(tree, 1); }

Expr AstBuilder::prefixed(Grammar::OperandContext* tree, std::size_t first_prefix) {
  const auto levels = static_cast<std::uint32_t>(tree->prefixes.size() + tree->suffixes.size());
  if (depth_ + levels > kMaxExpressionDepth) return too_deep(tree);
  depth_ += levels;
  Expr result = primary(tree->base);
  std::size_t prefixes = tree->prefixes.size();
  const auto is_distinct = [&](std::size_t index) {
    return tree->prefixes[index]->getType() == Grammar::DISTINCT;
  };
  if (prefixes > first_prefix && is_distinct(prefixes - 1) && is_bracketed(tree)) {
    // The function: it binds to its brackets before any dot does.
    const Span span =
        join(span_of(tree->prefixes[prefixes - 1], tree->prefixes[prefixes - 1]), result.span);
    result = Expr{span, ast::Distinct{std::move(result)}};
    --prefixes;
  }
  result = with_suffixes(std::move(result), tree);
  for (std::size_t index = prefixes; index-- > first_prefix;) {
    const Span own = span_of(tree->prefixes[index], tree->prefixes[index]);
    const Span span = join(own, result.span);
    if (is_distinct(index)) {
      log_.report(
          Diagnostic{.code = Code::misplaced_distinct,
                     .span = own,
                     .message = "`distinct` stands before a word; it takes a list in brackets, or "
                                "opens a `count(... for ...)`",
                     .help = fmt::format("write `distinct({})`", source_.text(result.span))});
      continue;
    }
    const bool negates = tree->prefixes[index]->getType() == Grammar::MINUS;
    result =
        Expr{span, ast::Unary{negates ? ast::UnaryOperator::kNegate : ast::UnaryOperator::kKnown,
                              std::move(result)}};
  }
  depth_ -= levels;
  return result;
}

Expr AstBuilder::with_suffixes(Expr base, Grammar::OperandContext* tree) {
  for (Grammar::SuffixContext* suffix : tree->suffixes) {
    ast::Name field = name(suffix->field);
    Grammar::ArgumentsContext* const arguments = suffix->given;
    const Span span = join(base.span, span_of(suffix));
    if (arguments == nullptr) {
      base = Expr{span, ast::FieldAccess{std::move(base), std::move(field)}};
      continue;
    }
    const auto* const module = std::get_if<ast::NameUse>(&base.node);
    if (module == nullptr) {
      log_.report(
          Diagnostic{.code = Code::not_callable,
                     .span = span_of(arguments),
                     .message = fmt::format("arguments follow `{}`; only a definition takes "
                                            "arguments, named alone or after its module",
                                            source_.text(join(base.span, field.span)))});
    }
    ast::Call call;
    call.callee = std::move(field);
    if (module != nullptr) call.module = module->name;
    call.arguments = expressions(arguments->values);
    base = Expr{span, std::move(call)};
  }
  return base;
}

Expr AstBuilder::primary(Grammar::PrimaryContext* tree) {
  const Span span = span_of(tree);
  if (tree->name != nullptr) {
    if (tree->amount != nullptr) return Expr{span, money(tree->name, tree->amount)};
    if (tree->given != nullptr) {
      return Expr{span,
                  ast::Call{name(tree->name), std::nullopt, expressions(tree->given->values)}};
    }
    return Expr{span, ast::NameUse{name(tree->name)}};
  }
  if (tree->number != nullptr) {
    const Span digits = span_of(tree->number, tree->number);
    if (tree->percent == nullptr) return Expr{span, ast::NumberLiteral{number(digits)}};
    return Expr{span, ast::PercentageLiteral{number(digits) * Number::power_of_ten(-2)}};
  }
  if (tree->literal != nullptr) return literal(tree->literal);
  if (tree->inner != nullptr) {
    Expr inner = expression(tree->inner);
    inner.span = span;
    return inner;
  }
  if (tree->overList != nullptr) return aggregate(tree->overList);
  if (tree->rounded != nullptr) return rounding(tree->rounded);
  if (tree->listed != nullptr)
    return Expr{span, ast::ListLiteral{expressions(tree->listed->elements)}};
  return Expr{span, ast::SetLiteral{expressions(tree->oneOf->elements)}};
}

Expr AstBuilder::literal(const antlr4::Token* token) {
  const Span span = span_of(token, token);
  switch (token->getType()) {
    case Grammar::TEXT:
      return Expr{span, ast::TextLiteral{text(token).text}};
    case Grammar::DATE:
      return Expr{span, date(token)};
    case Grammar::DURATION:
      return Expr{span, duration(token)};
    case Grammar::TRUE:
      return Expr{span, ast::BooleanLiteral{true}};
    case Grammar::FALSE:
      return Expr{span, ast::BooleanLiteral{false}};
    default:
      return Expr{span, ast::UnknownLiteral{}};  // UNKNOWN: token types are no enum class
  }
}

Expr AstBuilder::aggregate(Grammar::AggregateContext* tree) {
  ast::Aggregate node;
  node.kind = aggregate_kind(tree->kind->getType());
  const std::string_view kind = source_.text(span_of(tree->kind, tree->kind));
  Grammar::OperandContext* const sole = sole_operand(tree->element);
  if (tree->variable == nullptr && tree->range == nullptr) {
    node.list = expression(tree->element);
  } else if (tree->variable == nullptr) {
    // `count(x in L)`: the element's place holds the variable.
    Expr variable = expression(tree->element);
    const auto* const plain = std::get_if<ast::NameUse>(&variable.node);
    if (plain == nullptr || node.kind != ast::AggregateKind::kCount) {
      const Span place = span_of(tree->within, tree->within);
      log_.report(
          Diagnostic{.code = Code::unexpected_word,
                     .span = place,
                     .message = fmt::format("`in` stands in `{}(...)` without `for`; only `count` "
                                            "takes `count(x in L)`, with one name before `in`",
                                            kind),
                     .help = fmt::format("write `{}(E for x in L)`", kind)});
    }
    node.variable = plain != nullptr ? plain->name : ast::Name{"", variable.span};
    node.list = fallback(tree->range);
  } else {
    node.distinct = begins_with_distinct(sole);
    if (node.distinct && node.kind != ast::AggregateKind::kCount) {
      log_.report(Diagnostic{
          .code = Code::misplaced_distinct,
          .span = span_of(sole->prefixes.front(), sole->prefixes.front()),
          .message = fmt::format(
              "`distinct` opens `{}(...)`; only `count` leaves out what was counted before", kind),
          .help = fmt::format("write `{}(distinct(list(E for x in L)))`", kind)});
    }
    node.element = node.distinct ? counted_operand(sole) : expression(tree->element);
    node.variable = name(tree->variable);
    node.list = fallback(tree->range);
  }
  if (tree->filter != nullptr) node.where = condition(tree->filter->content);
  return Expr{span_of(tree), std::move(node)};
}

Expr AstBuilder::rounding(Grammar::RoundingContext* tree) {
  ast::Rounded node;
  node.value = expression(tree->value);
  node.places = expression(tree->places);
  node.mode = name(tree->direction);
  return Expr{span_of(tree), std::move(node)};
}

std::vector<Expr> AstBuilder::expressions(const std::vector<Grammar::ExpressionContext*>& trees) {
  std::vector<Expr> result;
  result.reserve(trees.size());
  for (Grammar::ExpressionContext* tree : trees) result.push_back(expression(tree));
  return result;
}

}  // namespace probity::syntax
