// Arithmetic, rounding, and the one currency of an expression.
//
//   number + - * / number        number        percentage + - percentage    percentage
//   percentage * percentage      percentage    percentage / number          percentage
//   number * percentage          number        percentage / percentage      number
//   money + - money              money         money / money                percentage
//   money * / number             money         money * percentage           money
//   date - date                  number        date + - duration            date
//   duration + - duration        duration      list + list                  list
//
// The factors of `*` may change places. A percentage of a thing is a thing of its kind, hence the
// number in the third line.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {
namespace {

struct OperationRow {
  node::Operation op;
  TypeKind left;
  TypeKind right;
  TypeKind result;
};

using Op = node::Operation;
using K = TypeKind;

constexpr OperationRow kTable[] = {
    {Op::kAdd, K::kNumber, K::kNumber, K::kNumber},
    {Op::kAdd, K::kPercentage, K::kPercentage, K::kPercentage},
    {Op::kAdd, K::kMoney, K::kMoney, K::kMoney},
    {Op::kAdd, K::kDate, K::kDuration, K::kDate},
    {Op::kAdd, K::kDuration, K::kDuration, K::kDuration},
    {Op::kSubtract, K::kNumber, K::kNumber, K::kNumber},
    {Op::kSubtract, K::kPercentage, K::kPercentage, K::kPercentage},
    {Op::kSubtract, K::kMoney, K::kMoney, K::kMoney},
    {Op::kSubtract, K::kDate, K::kDate, K::kNumber},
    {Op::kSubtract, K::kDate, K::kDuration, K::kDate},
    {Op::kSubtract, K::kDuration, K::kDuration, K::kDuration},
    {Op::kMultiply, K::kNumber, K::kNumber, K::kNumber},
    {Op::kMultiply, K::kNumber, K::kPercentage, K::kNumber},
    {Op::kMultiply, K::kPercentage, K::kNumber, K::kNumber},
    {Op::kMultiply, K::kPercentage, K::kPercentage, K::kPercentage},
    {Op::kMultiply, K::kMoney, K::kNumber, K::kMoney},
    {Op::kMultiply, K::kNumber, K::kMoney, K::kMoney},
    {Op::kMultiply, K::kMoney, K::kPercentage, K::kMoney},
    {Op::kMultiply, K::kPercentage, K::kMoney, K::kMoney},
    {Op::kDivide, K::kNumber, K::kNumber, K::kNumber},
    {Op::kDivide, K::kPercentage, K::kNumber, K::kPercentage},
    {Op::kDivide, K::kPercentage, K::kPercentage, K::kNumber},
    {Op::kDivide, K::kMoney, K::kMoney, K::kPercentage},
    {Op::kDivide, K::kMoney, K::kNumber, K::kMoney},
};

node::Operation operation_of(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kSubtract:
      return Op::kSubtract;
    case ast::BinaryOperator::kMultiply:
      return Op::kMultiply;
    case ast::BinaryOperator::kDivide:
      return Op::kDivide;
    case ast::BinaryOperator::kAdd:
    case ast::BinaryOperator::kImplies:
    case ast::BinaryOperator::kOtherwise:
      break;
  }
  return Op::kAdd;
}

/// The type of the result; absent where the table has no such row. An operand that the literal
/// `unknown` left open is taken to be of the other's type, or leaves the result open.
std::optional<TypeKind> result_of(Op op, TypeKind left, TypeKind right) {
  if (left == K::kUnknown && right == K::kUnknown) return K::kUnknown;
  const bool is_open = left == K::kUnknown || right == K::kUnknown;
  for (const OperationRow& row : kTable) {
    const bool takes_left = row.left == left || (left == K::kUnknown && row.left == right);
    const bool takes_right = row.right == right || (right == K::kUnknown && row.right == left);
    if (row.op == op && takes_left && takes_right) return row.result;
  }
  return is_open ? std::optional(K::kUnknown) : std::nullopt;
}

}  // namespace

NodeId ExpressionChecker::arithmetic(const ast::Expr& expression, const ast::Binary& binary,
                                     TypeId hint) {
  const Op op = operation_of(binary.op);
  Vocabulary& vocabulary = program_.vocabulary;
  const bool hint_is_list = hint.is_present() && is_list_like(vocabulary, hint);
  const Pair sides =
      check_pair(*binary.left, *binary.right, op == Op::kAdd && hint_is_list ? hint : TypeId());
  if (!sides.first.is_present() || !sides.second.is_present()) return NodeId();
  const bool has_list = is_list_like(vocabulary, type_of(sides.first)) ||
                        is_list_like(vocabulary, type_of(sides.second));
  if (op == Op::kAdd && has_list) return concatenation(expression, sides);
  const std::optional<TypeKind> result = result_of(op, kind(sides.first), kind(sides.second));
  if (!result) {
    report_arithmetic(expression, op, sides);
    return NodeId();
  }
  const bool mixes = op == Op::kAdd || op == Op::kSubtract || op == Op::kDivide;
  if (mixes && currency_of({sides.first, sides.second}).is_mixed) return NodeId();
  return add(node::Arithmetic{.op = op, .left = sides.first, .right = sides.second},
             primitive(*result), expression.span);
}

NodeId ExpressionChecker::concatenation(const ast::Expr& expression, Pair sides) {
  Vocabulary& vocabulary = program_.vocabulary;
  const auto element_of = [&](NodeId side) {
    return is_list_like(vocabulary, type_of(side)) ? vocabulary.type(type_of(side)).element
                                                   : type_of(side);
  };
  const auto is_list = [&](NodeId side) {
    return kind(side) == TypeKind::kUnknown || is_list_like(vocabulary, type_of(side));
  };
  const TypeId first = element_of(sides.first);
  const TypeId second = element_of(sides.second);
  if (!is_list(sides.first) || !is_list(sides.second) || !fits(vocabulary, second, first)) {
    report_arithmetic(expression, Op::kAdd, sides);
    return NodeId();
  }
  return add(node::Concatenate{sides.first, sides.second},
             list_of(vocabulary, more_precise(vocabulary, first, second)), expression.span);
}

NodeId ExpressionChecker::negation(const ast::Expr& expression, const ast::Unary& unary,
                                   TypeId hint) {
  const NodeId operand = check(*unary.operand, hint);
  if (!operand.is_present()) return operand;
  if (!has_size(program_.vocabulary, type_of(operand))) {
    Diagnostic diagnostic{.code = Code::no_such_arithmetic,
                          .span = expression.span,
                          .message = fmt::format("`-` stands before {}",
                                                 describe(program_.vocabulary, type_of(operand)))};
    add_origin(diagnostic, operand);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  return add(node::Negate{operand}, type_of(operand), expression.span);
}

void ExpressionChecker::report_arithmetic(const ast::Expr& expression, node::Operation op,
                                          Pair sides) {
  constexpr std::string_view kSigns[] = {"+", "-", "*", "/"};
  const Vocabulary& vocabulary = program_.vocabulary;
  const TypeKind left = kind(sides.first);
  const TypeKind right = kind(sides.second);
  const auto has = [&](TypeKind wanted) { return left == wanted || right == wanted; };
  Diagnostic diagnostic{
      .code = Code::no_such_arithmetic,
      .span = expression.span,
      .message = fmt::format("`{}` between {} and {}", kSigns[static_cast<std::size_t>(op)],
                             describe(vocabulary, type_of(sides.first)),
                             describe(vocabulary, type_of(sides.second)))};
  if (has(K::kDate) && has(K::kNumber)) {
    diagnostic.help = "a duration is added to a date: `signed + 30 days`";
  } else if (left == K::kDuration && right == K::kDate) {
    diagnostic.help = "the date stands first: `signed + 30 days`";
  } else if (has(K::kMoney) && has(K::kNumber)) {
    diagnostic.help = "an amount of money is written with its currency: `EUR 1_000`";
  } else if (has(K::kPercentage) && has(K::kNumber)) {
    diagnostic.help = "a percentage is written with its sign: `35 %`";
  } else if (has(K::kPercentage) && has(K::kMoney)) {
    diagnostic.help = "say of what the percentage is taken: `10 % * amount`";
  } else if (has(K::kList) || has(K::kSet)) {
    diagnostic.help = "`+` joins two lists of one type; a value is added as `[ value ]`";
  }
  add_origin(diagnostic, sides.first);
  add_origin(diagnostic, sides.second);
  context_.report(std::move(diagnostic));
}

std::optional<int> ExpressionChecker::places(const ast::Expr& expression) {
  const auto* minus = std::get_if<ast::Unary>(&expression.node);
  const bool is_negative = minus != nullptr && minus->op == ast::UnaryOperator::kNegate;
  const ast::Expr& digits = is_negative ? *minus->operand : expression;
  const auto* number = std::get_if<ast::NumberLiteral>(&digits.node);
  const std::optional<std::int64_t> value =
      number == nullptr ? std::nullopt : number->value.to_int64();
  if (value && *value >= 0 && *value <= kMaxPlaces) {
    return static_cast<int>(is_negative ? -*value : *value);
  }
  context_.report(
      {.code = Code::bad_rounding,
       .span = expression.span,
       .message = fmt::format("`{}` is not a number of decimal places",
                              program_.sources.text(expression.span)),
       .help = fmt::format("it is written as a whole number from -{0} to {0}", kMaxPlaces)});
  return std::nullopt;
}

NodeId ExpressionChecker::rounded(const ast::Expr& expression, const ast::Rounded& rounded) {
  const NodeId value = check(*rounded.value);
  const std::optional<int> decimals = places(*rounded.places);
  const std::optional<RoundingMode> mode = parse_rounding_mode(rounded.mode.text);
  if (!mode) {
    const std::vector<std::string_view> modes = {"half_up", "half_even", "half_down", "up",
                                                 "down",    "ceiling",   "floor"};
    Diagnostic diagnostic{.code = Code::bad_rounding,
                          .span = rounded.mode.span,
                          .message = fmt::format("`{}` is not a way to round", rounded.mode.text),
                          .help = fmt::format("the ways are {}", list_names(modes))};
    suggest(diagnostic, rounded.mode.text, modes);
    context_.report(std::move(diagnostic));
  }
  if (!value.is_present()) return NodeId();
  const TypeKind found = kind(value);
  if (found != K::kUnknown && found != K::kNumber && found != K::kPercentage &&
      found != K::kMoney) {
    Diagnostic diagnostic{.code = Code::no_such_arithmetic,
                          .span = program_[value].span,
                          .message = fmt::format("`rounded` is asked of {}",
                                                 describe(program_.vocabulary, type_of(value))),
                          .help = "numbers, percentages and amounts of money are rounded"};
    add_origin(diagnostic, value);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  if (!decimals || !mode) return NodeId();
  return add(node::Round{.value = value, .places = *decimals, .mode = *mode}, type_of(value),
             expression.span);
}

ExpressionChecker::FoundCurrency ExpressionChecker::currency_of(const std::vector<NodeId>& nodes) {
  struct Written {
    Currency currency;
    Span span;
  };
  std::vector<Written> written;
  std::set<DefinitionId> seen;
  std::vector<NodeId> open(nodes.rbegin(), nodes.rend());
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (const auto* parameter = node_if<node::ParameterUse>(program_, id)) {
      // All its values are in one currency, which was checked where they are declared.
      const std::vector<DatedConstant>& values = program_[parameter->parameter].values;
      const auto* money = values.empty() ? nullptr : std::get_if<Money>(&values.front().value);
      if (money != nullptr) written.push_back({money->currency, program_[id].span});
    } else if (const auto* constant = node_if<node::Literal>(program_, id)) {
      if (const auto* money = std::get_if<Money>(&constant->value)) {
        written.push_back({money->currency, program_[id].span});
      }
    } else if (const auto* list = node_if<node::ListOf>(program_, id)) {
      open.insert(open.end(), list->elements.rbegin(), list->elements.rend());
    } else if (const auto* conditional = node_if<node::Conditional>(program_, id)) {
      open.insert(open.end(), {conditional->otherwise, conditional->then});
    } else if (const auto* arithmetic = node_if<node::Arithmetic>(program_, id)) {
      // What is divided by what no longer has the currency of either.
      if (kind(id) == K::kMoney) {
        open.insert(open.end(), {arithmetic->right, arithmetic->left});
      }
    } else if (node_if<node::Negate>(program_, id) != nullptr ||
               node_if<node::Round>(program_, id) != nullptr ||
               node_if<node::Otherwise>(program_, id) != nullptr) {
      const std::vector<NodeId> operands = operands_of(program_[id].content);
      open.insert(open.end(), operands.rbegin(), operands.rend());
    } else if (const auto* fold = node_if<node::Aggregate>(program_, id)) {
      if (node_if<node::ListOf>(program_, fold->list) != nullptr) open.push_back(fold->list);
    } else if (const auto* called = node_if<node::Call>(program_, id)) {
      // A body that is not checked yet belongs to a recursion, which is an error of its own.
      const NodeId body = program_[called->definition].body;
      if (body.is_present() && seen.insert(called->definition).second) open.push_back(body);
    }
  }
  if (written.empty()) return {};
  const auto other = std::find_if(written.begin(), written.end(), [&](const Written& one) {
    return one.currency != written.front().currency;
  });
  if (other == written.end()) return {.currency = written.front().currency};
  context_.report(
      {.code = Code::mixed_currencies,
       .span = other->span,
       .message =
           fmt::format("{} beside {}", other->currency.code(), written.front().currency.code()),
       .labels = {{.span = written.front().span,
                   .text = fmt::format("this is in {}", written.front().currency.code())}},
       .help = "an expression has one currency; the facts of a dossier are brought to "
               "it by its exchange rates"});
  return {.is_mixed = true};
}

}  // namespace probity
