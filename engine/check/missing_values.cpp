// Parameters without a value on a day on which a rule needs one.
#include <map>

#include <fmt/format.h>

#include "check/dated.h"
#include "check/findings.h"
#include "check/nodes.h"

namespace probity {
namespace {

/// The first day of the window that no value covers; the values are in the order of their days.
std::optional<Date> first_uncovered(const std::vector<DatedConstant>& values,
                                    const Window& window) {
  Date day = window.from.value_or(kFirstDate);
  for (const DatedConstant& value : values) {
    if (value.window.until && *value.window.until < day) continue;
    if (value.window.from && day < *value.window.from) return day;
    if (!value.window.until) return std::nullopt;
    const std::optional<Date> next = add_days(*value.window.until, 1);
    if (!next || (window.until && *window.until < *next)) return std::nullopt;
    day = *next;
  }
  return day;
}

/// Where the clauses of a rule name the parameter, or a definition that needs it.
Span find_use(const Program& program, const Rule& rule, ParameterId parameter) {
  std::vector<NodeId> roots = rule.applies_once;
  roots.insert(roots.end(), rule.applies_element.begin(), rule.applies_element.end());
  roots.push_back(rule.requirement);
  if (rule.for_each) roots.push_back(rule.for_each->list);
  for (const NodeId root : roots) {
    for (const NodeId id : nodes_below(program, root)) {
      const auto* use = node_if<node::ParameterUse>(program, id);
      if (use != nullptr && use->parameter == parameter) return program[id].span;
      const auto* call = node_if<node::Call>(program, id);
      if (call == nullptr) continue;
      for (const ParameterId needed : program[call->definition].parameters_needed) {
        if (needed == parameter) return program[id].span;
      }
    }
  }
  return rule.span;
}

struct Gap {
  const Rule* rule = nullptr;
  Window window;
  Date day;
  std::size_t other_rules = 0;
};

void report_gap(ParameterId id, const Gap& gap, Context& context) {
  const Parameter& parameter = context.program[id];
  const bool is_open = !gap.window.from && gap.day == kFirstDate;
  std::string message =
      fmt::format("parameter `{}` has no value on {}", parameter.name, date_text(gap.day));
  if (is_open && !parameter.values.empty()) {
    message = fmt::format("parameter `{}` has no value before {}", parameter.name,
                          date_text(*parameter.values.front().window.from));
  }
  message += fmt::format(", and rule `{}` is in force {}", gap.rule->name, window_text(gap.window));
  Diagnostic diagnostic{.code = Code::missing_value,
                        .span = parameter.span,
                        .message = std::move(message),
                        .labels = {{.span = find_use(context.program, *gap.rule, id),
                                    .text = "a value is needed here"}},
                        .help =
                            "give it a value for these days, or let the rule be `effective` only "
                            "when there is one"};
  if (gap.other_rules > 0) {
    diagnostic.help += fmt::format("; {} more rule{} it", gap.other_rules,
                                   gap.other_rules == 1 ? " needs" : "s need");
  }
  context.report(std::move(diagnostic));
}

}  // namespace

std::optional<std::vector<Window>> windows_of(const Context& context, const Rule& rule) {
  std::vector<Window> windows;
  for (const InstrumentId instrument : rule.instruments) {
    if (!context.is_complete(instrument)) return std::nullopt;
    const std::optional<Window> both =
        intersect(rule.effective, context.program[instrument].effective);
    if (both) windows.push_back(*both);
  }
  return windows;
}

namespace {

void report_never_in_force(const Rule& rule, Context& context) {
  const Instrument& instrument = context.program[rule.instruments.front()];
  context.report(
      {.code = Code::never_in_force,
       .span = rule.span,
       .message = fmt::format("rule `{}` is in force {}, its instrument {}", rule.name,
                              window_text(rule.effective), window_text(instrument.effective)),
       .labels = {{.span = instrument.span, .text = "its instrument"}},
       .help = "the two have no day in common, so the rule never is in force"});
}

}  // namespace

void report_missing_values(Context& context) {
  const Program& program = context.program;
  // One diagnostic a parameter, however many rules need it.
  std::map<ParameterId, Gap> gaps;
  for (const Rule& rule : program.rules) {
    const std::optional<std::vector<Window>> windows = windows_of(context, rule);
    if (!windows) continue;
    if (windows->empty() && !rule.instruments.empty()) report_never_in_force(rule, context);
    for (const ParameterId id : rule.parameters_needed) {
      if (program[id].values.empty()) continue;
      for (const Window& window : *windows) {
        const std::optional<Date> day = first_uncovered(program[id].values, window);
        if (!day) continue;
        const auto [gap, is_first] =
            gaps.try_emplace(id, Gap{.rule = &rule, .window = window, .day = *day});
        if (!is_first) ++gap->second.other_rules;
        break;
      }
    }
  }
  for (const auto& [id, gap] : gaps) report_gap(id, gap, context);
}

}  // namespace probity
