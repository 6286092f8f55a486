// Parameters: dated constants with their law. Interpretations: readings, one of them the default.
#include <fmt/format.h>

#include "check/dated.h"
#include "check/expressions.h"
#include "check/nodes.h"
#include "check/norms.h"
#include "check/types.h"
#include "check/vocabulary.h"

namespace probity {
namespace {

/// The constant that is written: a literal, or a minus before one.
std::optional<Constant> constant_of(const Program& program, NodeId id) {
  if (const auto* literal = node_if<node::Literal>(program, id)) return literal->value;
  const auto* negate = node_if<node::Negate>(program, id);
  const auto* inner =
      negate == nullptr ? nullptr : node_if<node::Literal>(program, negate->operand);
  if (inner == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<Number>(&inner->value)) return Constant(-*number);
  if (const auto* money = std::get_if<Money>(&inner->value)) {
    return Constant(Money{.amount = -money->amount, .currency = money->currency});
  }
  if (const auto* duration = std::get_if<Duration>(&inner->value)) {
    return Constant(Duration{.unit = duration->unit, .count = -duration->count});
  }
  return std::nullopt;
}

std::optional<Constant> check_value(const Declared<ast::Parameter, ParameterId>& declared,
                                    const ast::Expr& value, TypeId type, Context& context) {
  ExpressionChecker checker(context,
                            {.visible = *declared.visible, .clause = "the value of a parameter"});
  const NodeId node = checker.require(value, type);
  if (!node.is_present()) return std::nullopt;
  std::optional<Constant> constant = constant_of(context.program, node);
  if (!constant) {
    context.report({.code = Code::not_a_constant,
                    .span = value.span,
                    .message = "the value of a parameter is not a constant",
                    .help = "a parameter is what the law says: one value; what is computed from "
                            "facts is a `define`"});
  }
  return constant;
}

/// Each value holds until the day before the next one, unless it says that it ends earlier.
void close_windows(const std::vector<ast::DatedValue>& written, std::vector<DatedConstant>& values,
                   Context& context) {
  for (std::size_t i = 1; i < written.size(); ++i) {
    const ast::Window& before = written[i - 1].window;
    const ast::Window& window = written[i].window;
    if (!before.from || !window.from) continue;
    if (window.from->date <= before.from->date) {
      context.report(
          {.code = Code::overlapping_dates,
           .span = window.from->span,
           .message = fmt::format("a value from {} stands after one from {}",
                                  date_text(window.from->date), date_text(before.from->date)),
           .labels = {{.span = before.from->span, .text = "the value before"}},
           .help = "values stand in the order of their first days, each day once"});
    } else if (before.until && window.from->date <= before.until->date) {
      context.report(
          {.code = Code::overlapping_dates,
           .span = window.from->span,
           .message = fmt::format("from {} on there are two values", date_text(window.from->date)),
           .labels = {{.span = before.until->span,
                       .text = "the value before ends here, this day included"}}});
    }
  }
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const std::optional<Date> next = values[i + 1].window.from;
    if (!values[i].window.until && next) values[i].window.until = add_days(*next, -1);
  }
}

void check_one_currency(const std::vector<DatedConstant>& values, Context& context) {
  for (std::size_t i = 1; i < values.size(); ++i) {
    const auto* first = std::get_if<Money>(&values[0].value);
    const auto* money = std::get_if<Money>(&values[i].value);
    if (first == nullptr || money == nullptr || first->currency == money->currency) continue;
    context.report(
        {.code = Code::mixed_currencies,
         .span = values[i].span,
         .message = fmt::format("{} beside {}", money->currency.code(), first->currency.code()),
         .labels = {{.span = values[0].span, .text = "the first value"}},
         .help = "a parameter has one currency; another one is a parameter of its own"});
  }
}

void fill_parameter(const Declared<ast::Parameter, ParameterId>& declared, Context& context) {
  const ast::Parameter& written = *declared.written;
  const TypeId type = context.program[declared.id].type;
  std::vector<Citation> laws = resolve_laws(written.laws, *declared.visible, context);
  std::vector<DatedConstant> values;
  for (const ast::DatedValue& dated : written.values) {
    const Window window = check_window(dated.window, context);
    if (!type.is_present()) continue;
    std::optional<Constant> value = check_value(declared, dated.value, type, context);
    if (value) {
      values.push_back({.window = window, .value = std::move(*value), .span = dated.value.span});
    }
  }
  // A value with a mistake is no gap between the others.
  if (values.size() != written.values.size()) values.clear();
  close_windows(written.values, values, context);
  check_one_currency(values, context);
  require_law(written.laws, written.name, "parameter", context);
  if (written.values.empty()) {
    context.report({.code = Code::no_values,
                    .span = written.name.span,
                    .message = fmt::format("parameter `{}` has no value", written.name.text),
                    .help = "give it one with its first day: `from 2025-05-29 is 35 %`"});
  }
  Parameter& parameter = context.program.parameters[declared.id.index()];
  parameter.laws = std::move(laws);
  parameter.values = std::move(values);
}

}  // namespace

void fill_parameters(const Declarations& declarations, Context& context) {
  for (const Declared<ast::Parameter, ParameterId>& declared : declarations.parameters) {
    const TypeId type = resolve_type(context, declared.written->type, *declared.visible);
    if (type.is_present() && !is_scalar(context.program.vocabulary, type)) {
      context.report({.code = Code::type_not_allowed,
                      .span = declared.written->type.span,
                      .message = fmt::format("a parameter that is {}",
                                             describe(context.program.vocabulary, type)),
                      .help = "a parameter is one value; countries form a `group`"});
      continue;
    }
    context.program.parameters[declared.id.index()].type = type;
  }
  for (const Declared<ast::Parameter, ParameterId>& declared : declarations.parameters) {
    if (declared.is_complete()) fill_parameter(declared, context);
  }
}

void fill_interpretations(const Declarations& declarations, Context& context) {
  for (const Declared<ast::Interpretation, InterpretationId>& declared :
       declarations.interpretations) {
    const ast::Interpretation& written = *declared.written;
    if (declared.is_complete()) {
      require_law(written.laws, written.name, "interpretation", context);
    }
    Interpretation& interpretation = context.program.interpretations[declared.id.index()];
    interpretation.laws = resolve_laws(written.laws, *declared.visible, context);
    const ast::Reading* standard = nullptr;
    std::map<std::string_view, Span> seen;
    for (const ast::Reading& reading : written.readings) {
      const auto [first, is_first] = seen.emplace(reading.name.text, reading.name.span);
      if (!is_first) {
        context.report({.code = Code::duplicate_name,
                        .span = reading.name.span,
                        .message = fmt::format("reading `{}` stands twice in `{}`",
                                               reading.name.text, written.name.text),
                        .labels = {{.span = first->second, .text = "the first time"}}});
        continue;
      }
      if (reading.is_default && standard != nullptr) {
        context.report({.code = Code::default_reading,
                        .span = reading.name.span,
                        .message = fmt::format("`{}` has two default readings", written.name.text),
                        .labels = {{.span = standard->name.span, .text = "the first one"}},
                        .help = "one reading decides where nobody chooses another"});
      }
      if (reading.is_default && standard == nullptr) {
        standard = &reading;
        interpretation.default_reading = static_cast<std::uint32_t>(interpretation.readings.size());
      }
      interpretation.readings.push_back({.name = reading.name.text,
                                         .title = reading.title.text,
                                         .authority = reading.authority.text});
    }
    if (standard == nullptr && declared.is_complete()) {
      context.report({.code = Code::default_reading,
                      .span = written.name.span,
                      .message = fmt::format("`{}` has no default reading", written.name.text),
                      .help = "write `default` after the reading that decides where nobody chooses "
                              "another"});
    }
  }
}

}  // namespace probity
