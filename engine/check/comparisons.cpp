// Comparisons, all but membership: `is`, `is at most`, `is before`, and the test of a reading.
#include <fmt/format.h>

#include "check/expressions.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {
namespace {

constexpr Wanted kWantedInterpretation{
    .space = NameSpace::kValues, .code = Code::unknown_interpretation, .noun = "interpretation"};

struct ComparatorWords {
  std::string_view sizes;  ///< as numbers are compared
  std::string_view dates;  ///< as dates are
};

/// How a comparison is said of numbers and of dates.
ComparatorWords words_for(ast::ComparisonOperator op) {
  switch (op) {
    case ast::ComparisonOperator::kAtMost:
    case ast::ComparisonOperator::kOnOrBefore:
      return {"is at most", "is on or before"};
    case ast::ComparisonOperator::kAtLeast:
    case ast::ComparisonOperator::kOnOrAfter:
      return {"is at least", "is on or after"};
    case ast::ComparisonOperator::kMoreThan:
    case ast::ComparisonOperator::kAfter:
      return {"is more than", "is after"};
    case ast::ComparisonOperator::kLessThan:
    case ast::ComparisonOperator::kBefore:
      return {"is less than", "is before"};
    case ast::ComparisonOperator::kIs:
    case ast::ComparisonOperator::kIsNot:
    case ast::ComparisonOperator::kIn:
    case ast::ComparisonOperator::kNotIn:
      break;
  }
  return {};
}

bool is_of_dates(ast::ComparisonOperator op) {
  return op == ast::ComparisonOperator::kBefore || op == ast::ComparisonOperator::kAfter ||
         op == ast::ComparisonOperator::kOnOrBefore || op == ast::ComparisonOperator::kOnOrAfter;
}

node::Comparator comparator_of(ast::ComparisonOperator op) {
  switch (op) {
    case ast::ComparisonOperator::kIsNot:
      return node::Comparator::kNotEqual;
    case ast::ComparisonOperator::kAtMost:
    case ast::ComparisonOperator::kOnOrBefore:
      return node::Comparator::kAtMost;
    case ast::ComparisonOperator::kAtLeast:
    case ast::ComparisonOperator::kOnOrAfter:
      return node::Comparator::kAtLeast;
    case ast::ComparisonOperator::kMoreThan:
    case ast::ComparisonOperator::kAfter:
      return node::Comparator::kMoreThan;
    case ast::ComparisonOperator::kLessThan:
    case ast::ComparisonOperator::kBefore:
      return node::Comparator::kLessThan;
    case ast::ComparisonOperator::kIs:
    case ast::ComparisonOperator::kIn:
    case ast::ComparisonOperator::kNotIn:
      break;
  }
  return node::Comparator::kEqual;
}

}  // namespace

NodeId ExpressionChecker::comparison(const ast::Expr& expression,
                                     const ast::Comparison& comparison) {
  switch (comparison.op) {
    case ast::ComparisonOperator::kIn:
    case ast::ComparisonOperator::kNotIn:
      return membership(expression, comparison);
    case ast::ComparisonOperator::kIs:
    case ast::ComparisonOperator::kIsNot:
      return equality(expression, comparison);
    case ast::ComparisonOperator::kAtMost:
    case ast::ComparisonOperator::kAtLeast:
    case ast::ComparisonOperator::kMoreThan:
    case ast::ComparisonOperator::kLessThan:
    case ast::ComparisonOperator::kBefore:
    case ast::ComparisonOperator::kAfter:
    case ast::ComparisonOperator::kOnOrBefore:
    case ast::ComparisonOperator::kOnOrAfter:
      break;
  }
  return ordering(expression, comparison);
}

std::optional<NodeId> ExpressionChecker::reading_test(const ast::Expr& expression,
                                                      const ast::Comparison& comparison) {
  std::vector<ast::Name> written;
  if (const auto* use = std::get_if<ast::NameUse>(&comparison.left->node)) {
    const std::vector<Meaning> meanings = meanings_of(use->name.text);
    if (meanings.size() != 1) return std::nullopt;
    const auto* declared = std::get_if<const DeclaredName*>(&meanings.front());
    if (declared == nullptr) return std::nullopt;
    if (!std::holds_alternative<InterpretationId>((*declared)->entity)) return std::nullopt;
    written = {use->name};
  } else if (const auto* access = std::get_if<ast::FieldAccess>(&comparison.left->node)) {
    const auto* module = std::get_if<ast::NameUse>(&access->base->node);
    if (module == nullptr || !surroundings_.visible.contains(module->name.text))
      return std::nullopt;
    const DeclaredName* declared =
        context_.names.find_in(NameSpace::kValues, module->name.text, access->field.text);
    if (declared == nullptr) return std::nullopt;
    if (!std::holds_alternative<InterpretationId>(declared->entity)) return std::nullopt;
    written = {module->name, access->field};
  } else {
    return std::nullopt;
  }
  const auto* reading = std::get_if<ast::NameUse>(&comparison.right->node);
  if (reading == nullptr) {
    context_.report(
        {.code = Code::unknown_reading,
         .span = comparison.right->span,
         .message =
             fmt::format("`{}` is compared with something that is not a reading", text_of(written)),
         .help = fmt::format("name one of its readings: `{} is READING`", text_of(written))});
    return NodeId();
  }
  const std::optional<ReadingCondition> condition = resolve_reading(
      context_, surroundings_.visible,
      {.interpretation = written, .reading = reading->name, .span = expression.span});
  if (!condition) return NodeId();
  const TypeId boolean = primitive(TypeKind::kBoolean);
  const NodeId test = add(node::ReadingTest{condition->interpretation, condition->reading}, boolean,
                          expression.span);
  if (comparison.op == ast::ComparisonOperator::kIs) return test;
  return add(node::Not{test}, boolean, expression.span);
}

NodeId ExpressionChecker::equality(const ast::Expr& expression, const ast::Comparison& comparison) {
  if (const std::optional<NodeId> test = reading_test(expression, comparison)) return *test;
  const Pair sides = require_pair(*comparison.left, *comparison.right, TypeId());
  if (!sides.first.is_present() || !sides.second.is_present()) return NodeId();
  const Vocabulary& vocabulary = program_.vocabulary;
  for (const NodeId side : {sides.first, sides.second}) {
    if (is_scalar(vocabulary, type_of(side))) continue;
    Diagnostic diagnostic{
        .code = Code::not_comparable,
        .span = program_[side].span,
        .message = fmt::format("{} is compared by `is`", describe(vocabulary, type_of(side))),
        .help =
            is_list_like(vocabulary, type_of(side))
                ? "say what is asked of its elements: `every x in L satisfies ...`, `count(L) is 0`"
                : "compare one of its fields"};
    add_origin(diagnostic, side);
    context_.report(std::move(diagnostic));
    return NodeId();
  }
  return compare(expression, comparison, sides);
}

NodeId ExpressionChecker::ordering(const ast::Expr& expression, const ast::Comparison& comparison) {
  const ComparatorWords words = words_for(comparison.op);
  const Pair sides = require_pair(*comparison.left, *comparison.right, TypeId());
  if (!sides.first.is_present() || !sides.second.is_present()) return NodeId();
  const Vocabulary& vocabulary = program_.vocabulary;
  const TypeId type = more_precise(vocabulary, type_of(sides.first), type_of(sides.second));
  const TypeKind found = kind_of(vocabulary, type);
  const bool is_date_word = is_of_dates(comparison.op);
  if (found == TypeKind::kUnknown ||
      (is_date_word ? found == TypeKind::kDate : has_size(vocabulary, type))) {
    return compare(expression, comparison, sides);
  }
  const std::string_view said = is_date_word ? words.dates : words.sizes;
  Diagnostic diagnostic{
      .code = Code::wrong_comparison,
      .span = comparison.op_span,
      .message = fmt::format("`{}` is said of {}", said, describe(vocabulary, type))};
  if (found == TypeKind::kDate || has_size(vocabulary, type)) {
    const std::string_view right = is_date_word ? words.sizes : words.dates;
    diagnostic.help = fmt::format("write `{}`", right);
    diagnostic.fix =
        FixIt{.span = comparison.op_span, .replacement = std::string(right), .is_safe = true};
  } else {
    diagnostic.help = "it has no order: `is`, `is not` and `is in` compare it";
    add_origin(diagnostic, sides.first);
  }
  context_.report(std::move(diagnostic));
  return NodeId();
}

NodeId ExpressionChecker::compare(const ast::Expr& expression, const ast::Comparison& comparison,
                                  Pair sides) {
  const FoundCurrency found = currency_of({sides.first, sides.second});
  if (found.is_mixed) return NodeId();
  return add(node::Compare{.op = comparator_of(comparison.op),
                           .left = sides.first,
                           .right = sides.second,
                           .currency = found.currency},
             primitive(TypeKind::kBoolean), expression.span);
}

std::optional<ReadingCondition> resolve_reading(Context& context, const Visible& visible,
                                                const ast::ReadingCondition& written) {
  const DeclaredName* name =
      resolve(context, written.interpretation, visible, kWantedInterpretation);
  if (name == nullptr) return std::nullopt;
  const auto* id = std::get_if<InterpretationId>(&name->entity);
  if (id == nullptr) {
    context.report({.code = Code::unknown_interpretation,
                    .span = span_of(written.interpretation),
                    .message = fmt::format("`{}` is not an interpretation", name->name),
                    .labels = {declared_here(*name)}});
    return std::nullopt;
  }
  const Interpretation& interpretation = context.program[*id];
  std::vector<std::string_view> readings;
  for (std::size_t i = 0; i < interpretation.readings.size(); ++i) {
    readings.emplace_back(interpretation.readings[i].name);
    if (interpretation.readings[i].name == written.reading.text) {
      return ReadingCondition{.interpretation = *id, .reading = static_cast<std::uint32_t>(i)};
    }
  }
  if (!context.is_complete(*id)) return std::nullopt;
  Diagnostic diagnostic{
      .code = Code::unknown_reading,
      .span = written.reading.span,
      .message = fmt::format("`{}` has no reading `{}`", name->name, written.reading.text),
      .labels = {declared_here(*name)},
      .help = fmt::format("its readings are {}", list_names(readings))};
  suggest(diagnostic, written.reading.text, readings);
  context.report(std::move(diagnostic));
  return std::nullopt;
}

}  // namespace probity
