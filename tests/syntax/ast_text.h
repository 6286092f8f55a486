// Expressions and declarations as short texts, so that a test reads like what it tests:
// `a and not b is 3` is "(and a (not (is b 3)))".
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "diagnostics/render.h"
#include "support/match.h"
#include "syntax/ast.h"
#include "syntax/parser.h"
#include "values/money.h"

namespace probity::test {

[[nodiscard]] inline std::string ast_text(const ast::Expr& expr);

[[nodiscard]] inline std::string ast_text(const std::vector<ast::Expr>& exprs) {
  std::string result;
  for (const ast::Expr& expr : exprs) result += " " + ast_text(expr);
  return result;
}

[[nodiscard]] inline std::string_view operator_text(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kImplies:
      return "implies";
    case ast::BinaryOperator::kOtherwise:
      return "otherwise";
    case ast::BinaryOperator::kAdd:
      return "+";
    case ast::BinaryOperator::kSubtract:
      return "-";
    case ast::BinaryOperator::kMultiply:
      return "*";
    case ast::BinaryOperator::kDivide:
      return "/";
  }
  return "";
}

[[nodiscard]] inline std::string_view operator_text(ast::ComparisonOperator op) {
  switch (op) {
    case ast::ComparisonOperator::kIs:
      return "is";
    case ast::ComparisonOperator::kIsNot:
      return "is-not";
    case ast::ComparisonOperator::kAtMost:
      return "<=";
    case ast::ComparisonOperator::kAtLeast:
      return ">=";
    case ast::ComparisonOperator::kMoreThan:
      return ">";
    case ast::ComparisonOperator::kLessThan:
      return "<";
    case ast::ComparisonOperator::kIn:
      return "in";
    case ast::ComparisonOperator::kNotIn:
      return "not-in";
    case ast::ComparisonOperator::kBefore:
      return "before";
    case ast::ComparisonOperator::kAfter:
      return "after";
    case ast::ComparisonOperator::kOnOrBefore:
      return "on-or-before";
    case ast::ComparisonOperator::kOnOrAfter:
      return "on-or-after";
  }
  return "";
}

[[nodiscard]] inline std::string_view operator_text(ast::UnaryOperator op) {
  switch (op) {
    case ast::UnaryOperator::kNot:
      return "not";
    case ast::UnaryOperator::kNegate:
      return "neg";
    case ast::UnaryOperator::kKnown:
      return "known";
  }
  return "";
}

[[nodiscard]] inline std::string_view operator_text(ast::QuantifierKind kind) {
  switch (kind) {
    case ast::QuantifierKind::kSome:
      return "some";
    case ast::QuantifierKind::kEvery:
      return "every";
    case ast::QuantifierKind::kNo:
      return "no";
  }
  return "";
}

[[nodiscard]] inline std::string_view operator_text(ast::AggregateKind kind) {
  switch (kind) {
    case ast::AggregateKind::kCount:
      return "count";
    case ast::AggregateKind::kSum:
      return "sum";
    case ast::AggregateKind::kMin:
      return "min";
    case ast::AggregateKind::kMax:
      return "max";
    case ast::AggregateKind::kList:
      return "list";
    case ast::AggregateKind::kThe:
      return "the";
  }
  return "";
}

[[nodiscard]] inline std::string ast_text(const ast::Aggregate& node) {
  std::string result =
      fmt::format("({}{}", operator_text(node.kind), node.distinct ? "-distinct" : "");
  if (node.element) result += " " + ast_text(**node.element);
  if (node.variable) result += fmt::format(" [{}]", node.variable->text);
  result += " " + ast_text(*node.list);
  if (node.where) result += " where " + ast_text(**node.where);
  return result + ")";
}

[[nodiscard]] inline std::string ast_text(const ast::Expr& expr) {
  return match(
      expr.node,
      [](const ast::BooleanLiteral& node) { return std::string(node.value ? "true" : "false"); },
      [](const ast::UnknownLiteral&) { return std::string("unknown"); },
      [](const ast::NumberLiteral& node) { return node.value.to_text(); },
      [](const ast::PercentageLiteral& node) { return node.value.to_text() + "%"; },
      [](const ast::MoneyLiteral& node) {
        return node.currency.text + ":" + node.amount.to_text();
      },
      [](const ast::DateLiteral& node) { return date_text(node.date); },
      [](const ast::DurationLiteral& node) { return "<" + duration_text(node.value) + ">"; },
      [](const ast::TextLiteral& node) { return "'" + node.value + "'"; },
      [](const ast::SetLiteral& node) { return "{" + ast_text(node.elements) + " }"; },
      [](const ast::ListLiteral& node) { return "[" + ast_text(node.elements) + " ]"; },
      [](const ast::NameUse& node) { return node.name.text; },
      [](const ast::FieldAccess& node) { return ast_text(*node.base) + "." + node.field.text; },
      [](const ast::Call& node) {
        return fmt::format("(call {}{}{}{})", node.module ? node.module->text : "",
                           node.module ? "." : "", node.callee.text, ast_text(node.arguments));
      },
      [](const ast::Unary& node) {
        return fmt::format("({} {})", operator_text(node.op), ast_text(*node.operand));
      },
      [](const ast::Connective& node) {
        return fmt::format("({}{})", node.op == ast::ConnectiveOperator::kAnd ? "and" : "or",
                           ast_text(node.operands));
      },
      [](const ast::Binary& node) {
        return fmt::format("({} {} {})", operator_text(node.op), ast_text(*node.left),
                           ast_text(*node.right));
      },
      [](const ast::Comparison& node) {
        return fmt::format("({} {} {}{})", operator_text(node.op), ast_text(*node.left),
                           ast_text(*node.right), node.on ? " on " + ast_text(**node.on) : "");
      },
      [](const ast::Conditional& node) {
        return fmt::format("(if {} {} {})", ast_text(*node.condition), ast_text(*node.then),
                           ast_text(*node.otherwise));
      },
      [](const ast::Quantifier& node) {
        return fmt::format("({} [{}] {} {})", operator_text(node.kind), node.variable.text,
                           ast_text(*node.list), ast_text(*node.body));
      },
      [](const ast::Aggregate& node) { return ast_text(node); },
      [](const ast::Distinct& node) { return fmt::format("(distinct {})", ast_text(*node.list)); },
      [](const ast::Rounded& node) {
        return fmt::format("(rounded {} {} {})", ast_text(*node.value), ast_text(*node.places),
                           node.mode.text);
      });
}

/// One source and what was found in it.
struct Parsed {
  SourceMap sources;
  Diagnostics diagnostics;

  [[nodiscard]] std::string complaints() const {
    return render_diagnostics(diagnostics, sources, Colour::kOff);
  }
  [[nodiscard]] std::string text(Span span) const { return std::string(sources.text(span)); }
};

struct ParsedFile : Parsed {
  ast::File file;

  explicit ParsedFile(std::string text) {
    const SourceId id = sources.add(SourceText("test.rules", std::move(text)));
    file = parse_rule_file(sources.at(id), id, diagnostics);
  }
  /// The declaration at a place; the test fails where it is of another kind.
  template <class Node>
  [[nodiscard]] const Node& at(std::size_t index) const {
    REQUIRE_MESSAGE(index < file.declarations.size(), complaints());
    const Node* const node = std::get_if<Node>(&file.declarations[index].node);
    REQUIRE(node != nullptr);
    return *node;
  }
};

struct ParsedExpression : Parsed {
  std::optional<ast::Expr> expr;

  explicit ParsedExpression(std::string text) {
    const SourceId id = sources.add(SourceText("test.expr", std::move(text)));
    expr = parse_expression(sources.at(id), id, diagnostics);
  }
};

/// The tree of an expression as text, or what is said against it.
[[nodiscard]] inline std::string parsed(std::string text) {
  const ParsedExpression result(std::move(text));
  return result.expr ? ast_text(*result.expr) : result.complaints();
}

}  // namespace probity::test
