// Lists: literals, quantifiers, aggregates.
#include <fmt/format.h>

#include "check/expressions.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {

NodeId ExpressionChecker::list_literal(const ast::Expr& expression,
                                       const std::vector<ast::Expr>& elements, TypeKind shape,
                                       TypeId hint) {
  Vocabulary& vocabulary = program_.vocabulary;
  const auto refuse_nested = [this](Span span) {
    context_.report({.code = Code::nested_list,
                     .span = span,
                     .message = "a list stands in a list",
                     .help = "lists hold single values; `+` joins two of them"});
    return NodeId();
  };
  for (const ast::Expr& element : elements) {
    if (std::holds_alternative<ast::ListLiteral>(element.node) ||
        std::holds_alternative<ast::SetLiteral>(element.node)) {
      return refuse_nested(element.span);
    }
  }
  TypeId element_type = primitive(TypeKind::kUnknown);
  if (hint.is_present() && is_list_like(vocabulary, hint)) {
    element_type = vocabulary.type(hint).element;
  }
  // The elements that say their own type come first: the others take it from them.
  std::vector<NodeId> ids(elements.size());
  bool is_whole = true;
  for (const bool contextual : {false, true}) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (is_contextual(elements[i]) != contextual) continue;
      if (contextual && !is_whole && kind_of(vocabulary, element_type) == TypeKind::kUnknown) {
        continue;
      }
      ids[i] = require(elements[i], element_type);
      is_whole = is_whole && ids[i].is_present();
      if (ids[i].is_present()) {
        element_type = more_precise(vocabulary, element_type, type_of(ids[i]));
      }
    }
  }
  if (!is_whole) return NodeId();
  if (is_list_like(vocabulary, element_type)) return refuse_nested(expression.span);
  if (currency_of(ids).is_mixed) return NodeId();
  const TypeId type = shape == TypeKind::kSet ? set_of(vocabulary, element_type)
                                              : list_of(vocabulary, element_type);
  return add(node::ListOf{std::move(ids)}, type, expression.span);
}

NodeId ExpressionChecker::check_range(const ast::Expr& list, const ast::Name& variable) {
  Vocabulary& vocabulary = program_.vocabulary;
  NodeId id = check(list);
  TypeId element = primitive(TypeKind::kUnknown);
  if (id.is_present() && is_list_like(vocabulary, type_of(id))) {
    element = vocabulary.type(type_of(id)).element;
  } else if (id.is_present() && kind(id) != TypeKind::kUnknown) {
    Diagnostic diagnostic{.code = Code::not_a_list,
                          .span = program_[id].span,
                          .message = fmt::format("`{}` runs over {}", variable.text,
                                                 describe(vocabulary, type_of(id))),
                          .help = "it runs over a list or a set"};
    add_origin(diagnostic, id);
    context_.report(std::move(diagnostic));
    id = NodeId();
  }
  declare_variable(variable, element);
  return id;
}

NodeId ExpressionChecker::quantifier(const ast::Expr& expression,
                                     const ast::Quantifier& quantifier) {
  const NodeId list = check_range(*quantifier.list, quantifier.variable);
  const std::uint32_t slot = last_slot();
  const NodeId body = require(*quantifier.body, TypeKind::kBoolean);
  leave_range();
  if (quantifier.kind == ast::QuantifierKind::kNo) warn_double_negation(expression, quantifier);
  if (!list.is_present() || !body.is_present()) return NodeId();
  node::Quantity kind = node::Quantity::kSome;
  switch (quantifier.kind) {
    case ast::QuantifierKind::kSome:
      break;
    case ast::QuantifierKind::kEvery:
      kind = node::Quantity::kEvery;
      break;
    case ast::QuantifierKind::kNo:
      kind = node::Quantity::kNo;
      break;
  }
  return add(node::Quantifier{.kind = kind, .slot = slot, .list = list, .body = body},
             primitive(TypeKind::kBoolean), expression.span);
}

namespace {

/// The word that an expression opens with, brackets before it left out; absent where it opens with
/// another.
std::optional<Span> opening_word(const SourceMap& sources, Span span, std::string_view word) {
  const std::string_view text = sources.text(span);
  const std::size_t start = text.find_first_not_of("( \t\r\n");
  if (start == std::string_view::npos || text.substr(start, word.size()) != word) {
    return std::nullopt;
  }
  const auto begin = span.begin + static_cast<std::uint32_t>(start);
  return Span{.source = span.source,
              .begin = begin,
              .end = begin + static_cast<std::uint32_t>(word.size())};
}

}  // namespace

void ExpressionChecker::warn_double_negation(const ast::Expr& expression,
                                             const ast::Quantifier& quantifier) {
  const SourceMap& sources = program_.sources;
  const ast::Expr& body = *quantifier.body;
  const std::optional<Span> no = opening_word(sources, expression.span, "no");
  std::optional<Span> negation;
  std::string positive;
  if (const auto* unary = std::get_if<ast::Unary>(&body.node)) {
    if (unary->op != ast::UnaryOperator::kNot) return;
    negation = opening_word(sources, body.span, "not");
  } else if (const auto* comparison = std::get_if<ast::Comparison>(&body.node)) {
    if (comparison->op == ast::ComparisonOperator::kIsNot) positive = "is";
    if (comparison->op == ast::ComparisonOperator::kNotIn) positive = "is in";
    if (positive.empty()) return;
    negation = comparison->op_span;
  } else {
    return;
  }
  Diagnostic diagnostic{.code = Code::double_negation,
                        .span = negation.value_or(body.span),
                        .message = "`no` with a negated condition",
                        .help = "say `every` with the condition itself"};
  if (no && negation) {
    const auto between = [&](std::uint32_t begin, std::uint32_t end) {
      return std::string(sources.text({expression.span.source, begin, end}));
    };
    // The blank after `not` goes with it.
    const std::uint32_t rest = negation->end + (positive.empty() ? 1 : 0);
    diagnostic.labels.push_back({.span = *no, .text = "the first negation"});
    diagnostic.fix = FixIt{.span = {expression.span.source, no->begin, expression.span.end},
                           .replacement = "every" + between(no->end, negation->begin) + positive +
                                          between(rest, expression.span.end),
                           .is_safe = true};
  }
  context_.report(std::move(diagnostic));
}

NodeId ExpressionChecker::aggregate(const ast::Expr& expression, const ast::Aggregate& aggregate) {
  node::Aggregate content{.distinct = aggregate.distinct};
  bool is_whole = true;
  if (!aggregate.variable) {
    content.list = check(*aggregate.list);
    content.slot = static_cast<std::uint32_t>(surroundings_.variables.size());
    program_.frame_size = std::max(program_.frame_size, content.slot + 1);
    if (content.list.is_present() && kind(content.list) != TypeKind::kUnknown &&
        !is_list_like(program_.vocabulary, type_of(content.list))) {
      Diagnostic diagnostic{
          .code = Code::not_a_list,
          .span = program_[content.list].span,
          .message = fmt::format("{} where a list is needed",
                                 describe(program_.vocabulary, type_of(content.list)))};
      add_origin(diagnostic, content.list);
      context_.report(std::move(diagnostic));
      is_whole = false;
    }
  } else {
    content.list = check_range(*aggregate.list, *aggregate.variable);
    content.slot = last_slot();
    if (aggregate.element) {
      content.element = check(**aggregate.element);
      is_whole = content.element.is_present();
    }
    if (aggregate.where) {
      content.where = require(**aggregate.where, TypeKind::kBoolean);
      is_whole = is_whole && content.where.is_present();
    }
    leave_range();
  }
  if (!is_whole || !content.list.is_present()) return NodeId();
  return fold(expression, aggregate, content);
}

NodeId ExpressionChecker::fold(const ast::Expr& expression, const ast::Aggregate& aggregate,
                               node::Aggregate content) {
  Vocabulary& vocabulary = program_.vocabulary;
  const NodeId summed = content.element.is_present() ? content.element : content.list;
  TypeId element = type_of(summed);
  if (!content.element.is_present() && is_list_like(vocabulary, element)) {
    element = vocabulary.type(element).element;
  }
  const TypeKind found = kind_of(vocabulary, element);
  const auto refuse = [&](std::string_view what, std::string_view help) {
    Diagnostic diagnostic{.code = Code::cannot_aggregate,
                          .span = program_[summed].span,
                          .message = fmt::format("{} of {}", what, describe(vocabulary, element)),
                          .help = std::string(help)};
    add_origin(diagnostic, summed);
    context_.report(std::move(diagnostic));
    return NodeId();
  };
  TypeId type = element;
  switch (aggregate.kind) {
    case ast::AggregateKind::kCount:
      content.fold = node::Fold::kCount;
      type = primitive(TypeKind::kNumber);
      if (content.distinct && !is_scalar(vocabulary, element)) {
        return refuse("distinct values",
                      "count one of its fields: `count(distinct x.f for x in L)`");
      }
      break;
    case ast::AggregateKind::kSum:
      content.fold = node::Fold::kSum;
      if (found != TypeKind::kNumber && found != TypeKind::kPercentage &&
          found != TypeKind::kMoney && found != TypeKind::kUnknown) {
        return refuse("a sum", "numbers, percentages and amounts of money are summed");
      }
      break;
    case ast::AggregateKind::kMin:
    case ast::AggregateKind::kMax:
      content.fold =
          aggregate.kind == ast::AggregateKind::kMin ? node::Fold::kMin : node::Fold::kMax;
      if (!has_size(vocabulary, element) && found != TypeKind::kDate) {
        return refuse("the least or greatest",
                      "numbers, percentages, amounts, dates and durations have an order");
      }
      break;
    case ast::AggregateKind::kList:
      content.fold = node::Fold::kList;
      if (is_list_like(vocabulary, element)) {
        return refuse("a list", "a field over a list joins the lists: `L.f`");
      }
      type = list_of(vocabulary, element);
      break;
    case ast::AggregateKind::kThe:
      content.fold = node::Fold::kThe;
      break;
  }
  return add(content, type, expression.span);
}

NodeId ExpressionChecker::distinct(const ast::Expr& expression, const ast::Distinct& distinct) {
  const Vocabulary& vocabulary = program_.vocabulary;
  const NodeId list = check(*distinct.list);
  if (!list.is_present()) return list;
  const TypeId type = type_of(list);
  const bool is_list = is_list_like(vocabulary, type);
  if (kind(list) != TypeKind::kUnknown &&
      (!is_list || !is_scalar(vocabulary, vocabulary.type(type).element))) {
    Diagnostic diagnostic{
        .code = is_list ? Code::cannot_aggregate : Code::not_a_list,
        .span = program_[list].span,
        .message = fmt::format("distinct values of {}", describe(vocabulary, type)),
        .help = is_list ? "take one of its fields: `distinct(L.f)`" : "it takes a list"};
    add_origin(diagnostic, list);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  return add(node::Distinct{list}, type, expression.span);
}

}  // namespace probity
