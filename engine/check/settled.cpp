// Comparisons that no dossier can change, and bounds of shares above the whole.
#include <fmt/format.h>

#include "check/constants.h"
#include "check/findings.h"
#include "check/nodes.h"

namespace probity {
namespace {

void report_settled(NodeId id, bool value, Context& context) {
  const Program& program = context.program;
  Diagnostic diagnostic{.code = Code::settled_comparison,
                        .span = program[id].span,
                        .message = fmt::format("this is always {}", value)};
  const auto* compare = node_if<node::Compare>(program, id);
  if (compare == nullptr) {
    diagnostic.help = "no value that the dossier can have changes it";
  } else if (program[compare->left].shape == program[compare->right].shape) {
    diagnostic.help = "both sides are the same";
  } else {
    ConstantFinder finder(program);
    const bool are_constant = finder.constant(compare->left) && finder.constant(compare->right);
    diagnostic.help = are_constant ? "both sides are constants"
                                   : "counts, amounts and percentages of a dossier are never below "
                                     "zero";
  }
  context.report(std::move(diagnostic));
}

void report_above_whole(Span literal, Span share, Context& context) {
  context.report({.code = Code::percentage_above_whole,
                  .span = literal,
                  .message = "a share is compared with more than 100 %",
                  .labels = {{.span = share, .text = "this is never above 100 %"}},
                  .help = "a share of a whole is at most all of it"});
}

/// `bound` is compared with `share`: a literal, or a parameter that had or has such a value.
void check_bound(NodeId bound, NodeId share, ConstantFinder& finder, Context& context) {
  const Program& program = context.program;
  const auto is_above = [](const Constant& constant) {
    const auto* number = std::get_if<Number>(&constant);
    return number != nullptr && *number > Number(1);
  };
  if (!finder.is_share(share)) return;
  if (const auto* use = node_if<node::ParameterUse>(program, bound)) {
    for (const DatedConstant& dated : program[use->parameter].values) {
      if (is_above(dated.value)) report_above_whole(dated.span, program[share].span, context);
    }
    return;
  }
  const std::optional<Constant> value = finder.constant(bound);
  if (value && is_above(*value)) {
    report_above_whole(program[bound].span, program[share].span, context);
  }
}

}  // namespace

void report_settled_comparisons(Context& context) {
  const Program& program = context.program;
  ConstantFinder finder(program);
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const NodeId id(i);
    if (const std::optional<bool> value = finder.settled(id)) report_settled(id, *value, context);
    if (const auto* compare = node_if<node::Compare>(program, id)) {
      check_bound(compare->right, compare->left, finder, context);
      check_bound(compare->left, compare->right, finder, context);
    }
  }
}

}  // namespace probity
