// Expressions. Each is indented to where it begins, so that what belongs together stands together.
#include <utility>

#include "support/match.h"
#include "syntax/format_builder.h"

namespace probity::syntax {

namespace {

/// Operators that chain: `a + b - c` is one row, and `a otherwise b otherwise c`.
enum class Row : std::uint8_t { kImplies, kOtherwise, kSum, kProduct };

Row row_of(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kImplies:
      return Row::kImplies;
    case ast::BinaryOperator::kOtherwise:
      return Row::kOtherwise;
    case ast::BinaryOperator::kAdd:
    case ast::BinaryOperator::kSubtract:
      return Row::kSum;
    case ast::BinaryOperator::kMultiply:
    case ast::BinaryOperator::kDivide:
      return Row::kProduct;
  }
  return Row::kSum;
}

/// Its node where it belongs to a row of this kind and no brackets part it from the row.
const ast::Binary* in_row(const ast::Expr& expr, Row row, const FormatWords& words) {
  const auto* const node = std::get_if<ast::Binary>(&expr.node);
  return node != nullptr && row_of(node->op) == row && !words.is_bracketed(expr) ? node : nullptr;
}

/// Its operands from left to right.
std::vector<const ast::Expr*> row_operands(const ast::Binary& first, const FormatWords& words) {
  const Row row = row_of(first.op);
  std::vector<const ast::Expr*> left;
  std::vector<const ast::Expr*> right;
  const ast::Binary* node = &first;
  while (true) {
    const ast::Expr& next = row == Row::kOtherwise ? *node->right : *node->left;
    const ast::Expr& other = row == Row::kOtherwise ? *node->left : *node->right;
    (row == Row::kOtherwise ? left : right).push_back(&other);
    const ast::Binary* const inner = in_row(next, row, words);
    if (inner == nullptr) {
      left.push_back(&next);
      break;
    }
    node = inner;
  }
  left.insert(left.end(), right.rbegin(), right.rend());
  return left;
}

}  // namespace

Layout FormatBuilder::expression(const ast::Expr& expr, int room) {
  return within(expr, words_.index_at(expr.span.end), room, Place::kAlone);
}

Layout FormatBuilder::within(const ast::Expr& expr, std::size_t end, int room, Place place) {
  if (words_.opens_brackets(end)) {
    Layout result = words_.take();
    result.add(within(expr, end - 1, 0, Place::kInBrackets));
    return std::move(result.add(words_.take()));
  }
  const auto as_written = [&] { return words(end - words_.next()); };
  return align(match(
      expr.node, [&](const ast::BooleanLiteral&) { return as_written(); },
      [&](const ast::UnknownLiteral&) { return as_written(); },
      [&](const ast::NumberLiteral&) { return as_written(); },
      [&](const ast::PercentageLiteral&) { return as_written(); },
      [&](const ast::MoneyLiteral&) { return as_written(); },
      [&](const ast::DateLiteral&) { return as_written(); },
      [&](const ast::DurationLiteral&) { return as_written(); },
      [&](const ast::TextLiteral&) { return as_written(); },
      [&](const ast::NameUse&) { return as_written(); },
      [&](const ast::SetLiteral& node) { return set_literal(node); },
      [&](const ast::ListLiteral& node) {
        return node.elements.empty() ? joined(2) : bracketed_list(node.elements);
      },
      [&](const ast::FieldAccess& node) {
        Layout result = expression(*node.base);
        return std::move(result.add(joined(2)));
      },
      [&](const ast::Call& node) {
        Layout result = joined(node.module ? 3 : 1);
        return std::move(result.add(bracketed_list(node.arguments)));
      },
      [&](const ast::Unary& node) {
        Layout result = words_.take();
        if (node.op != ast::UnaryOperator::kNegate) result.add(space());
        return std::move(result.add(expression(*node.operand)));
      },
      [&](const ast::Connective& node) {
        std::vector<const ast::Expr*> operands;
        operands.reserve(node.operands.size());
        for (const ast::Expr& operand : node.operands) operands.push_back(&operand);
        return chain(operands, room);
      },
      [&](const ast::Binary& node) { return chain(row_operands(node, words_), room); },
      [&](const ast::Comparison& node) { return comparison(node); },
      [&](const ast::Conditional& node) { return conditional(node); },
      [&](const ast::Quantifier& node) { return quantifier(node, place); },
      [&](const ast::Aggregate& node) {
        return node.kind == ast::AggregateKind::kThe ? selection(node, place) : aggregate(node);
      },
      [&](const ast::Distinct& node) {
        Layout result = words_.take();
        return std::move(result.add(expression(*node.list)));
      },
      [&](const ast::Rounded& node) {
        Layout result = joined(2);
        Layout content = expression(*node.value);
        content.add(words_.take()).add(space());
        content.add(expression(*node.places));
        content.add(words_.take()).add(space());
        content.add(words_.take());
        result.add(align(std::move(content)));
        return std::move(result.add(words_.take()));
      }));
}

Layout FormatBuilder::chain(const std::vector<const ast::Expr*>& operands, int room) {
  Layout result = expression(*operands.front());
  for (std::size_t index = 1; index < operands.size(); ++index) {
    const int width = words_.width() + 1;
    result.add(nest(width <= room ? -width : 0, sequence({line(), words_.take()}))).add(space());
    result.add(expression(*operands[index]));
  }
  return group(std::move(result));
}

Layout FormatBuilder::comparison(const ast::Comparison& node) {
  Layout result = expression(*node.left);
  result.add(space()).add(words_until(node.right->span.begin));
  result.add(group(nest(kIndent, sequence({line(), expression(*node.right)}))));
  if (!node.on) return result;
  Layout day = sequence({line(), words_.take(), space()});
  day.add(expression(**node.on));
  return std::move(result.add(group(nest(kIndent, std::move(day)))));
}

/// `if A then B else if C then D else E` is one row, however deep it nests.
Layout FormatBuilder::conditional(const ast::Conditional& node) {
  Layout result;
  const ast::Conditional* choice = &node;
  while (choice != nullptr) {
    Layout branch = sequence({words_.take(), space()});
    branch.add(expression(*choice->condition)).add(line());
    branch.add(sequence({words_.take(), space()}));
    branch.add(expression(*choice->then));
    result.add(group(std::move(branch))).add(line());
    result.add(sequence({words_.take(), space()}));
    const ast::Expr& otherwise = *choice->otherwise;
    choice =
        words_.is_bracketed(otherwise) ? nullptr : std::get_if<ast::Conditional>(&otherwise.node);
    if (choice == nullptr) result.add(expression(otherwise));
  }
  return group(std::move(result));
}

Layout FormatBuilder::quantifier(const ast::Quantifier& node, Place place) {
  Layout result = words(3).add(space());
  result.add(expression(*node.list)).add(space());
  result.add(words_.take());
  result.add(group(nest(indentation(place), sequence({line(), expression(*node.body)}))));
  return result;
}

Layout FormatBuilder::selection(const ast::Aggregate& node, Place place) {
  Layout result = words(3).add(space());
  result.add(expression(*node.list));
  if (!node.where) return result;
  Layout filter = sequence({line(), words_.take(), space()});
  filter.add(expression(**node.where));
  return std::move(result.add(group(nest(indentation(place), std::move(filter)))));
}

Layout FormatBuilder::aggregate(const ast::Aggregate& node) {
  Layout result = joined(2);
  Layout range;
  if (node.element) {
    if (node.distinct) range.add(words_.take()).add(space());
    range.add(expression(**node.element)).add(line());
    range.add(words(3)).add(space());
  } else if (node.variable) {
    range.add(words(2)).add(space());
  }
  range.add(expression(*node.list));
  Layout content = group(std::move(range));
  if (node.where) {
    content = sequence({std::move(content), line(), words_.take(), space()});
    content.add(expression(**node.where));
  }
  result.add(align(group(std::move(content))));
  return std::move(result.add(words_.take()));
}

Layout FormatBuilder::set_literal(const ast::SetLiteral& node) {
  Layout result = sequence({words_.take(), space()});
  result.add(items(node.elements)).add(space());
  return std::move(result.add(words_.take()));
}

Layout FormatBuilder::bracketed_list(const std::vector<ast::Expr>& elements) {
  Layout result = words_.take();
  result.add(items(elements));
  return std::move(result.add(words_.take()));
}

Layout FormatBuilder::items(const std::vector<ast::Expr>& elements) {
  return filled(elements.size(), [&](std::size_t index) { return expression(elements[index]); });
}

Layout FormatBuilder::words(std::size_t count) {
  Layout result;
  for (std::size_t index = 0; index < count; ++index) {
    if (index > 0) result.add(space());
    result.add(words_.take());
  }
  return result;
}

Layout FormatBuilder::joined(std::size_t count) {
  Layout result;
  for (std::size_t index = 0; index < count; ++index) result.add(words_.take());
  return result;
}

Layout FormatBuilder::words_until(std::uint32_t offset) {
  return words(words_.index_at(offset) - words_.next());
}

}  // namespace probity::syntax
