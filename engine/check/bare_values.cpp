// Values of the law that stand in a rule itself, without a citation of their own.
#include <set>

#include <fmt/format.h>

#include "check/findings.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {
namespace {

/// "percentage" and so on for a literal that belongs in a parameter; empty for any other node.
std::string_view cited_kind(const Program& program, NodeId id) {
  if (node_if<node::Literal>(program, id) == nullptr) return "";
  switch (kind_of(program.vocabulary, program[id].type)) {
    case TypeKind::kPercentage:
      return "percentage";
    case TypeKind::kMoney:
      return "amount";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kDuration:
      return "duration";
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kCountry:
    case TypeKind::kAnything:
    case TypeKind::kEnum:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kUnknown:
      break;
  }
  return "";
}

class BareValueFinder {
 public:
  explicit BareValueFinder(Context& context) : context_(context) {}

  /// What a clause of the norm with that name says, itself and through definitions.
  void clause(NodeId root, const std::string& norm, Span span) {
    std::vector<NodeId> open{root};
    while (!open.empty()) {
      const NodeId from = open.back();
      open.pop_back();
      for (const NodeId id : nodes_below(context_.program, from)) {
        visit(id, norm, from == root ? Span() : span);
        const auto* call = node_if<node::Call>(context_.program, id);
        // The rows of a table are cited law themselves.
        if (call != nullptr && context_.program[call->definition].rows.empty() &&
            seen_.insert(call->definition).second) {
          open.push_back(context_.program[call->definition].body);
        }
      }
    }
  }

 private:
  void visit(NodeId id, const std::string& norm, Span user) {
    const std::string_view kind = cited_kind(context_.program, id);
    if (kind.empty()) return;
    Diagnostic diagnostic{
        .code = Code::bare_value,
        .span = context_.program[id].span,
        .message = fmt::format("a bare {} decides rule `{}`", kind, norm),
        .help = fmt::format("declare it as a `parameter` with its `law`, and name that")};
    if (user.source.is_present())
      diagnostic.labels.push_back({.span = user, .text = "in this rule"});
    context_.report(std::move(diagnostic));
  }

  Context& context_;
  std::set<DefinitionId> seen_;
};

}  // namespace

void report_bare_values(Context& context) {
  const Program& program = context.program;
  BareValueFinder finder(context);
  for (const Rule& rule : program.rules) {
    if (rule.for_each) finder.clause(rule.for_each->list, rule.name, rule.span);
    for (const NodeId root : rule.applies_once) finder.clause(root, rule.name, rule.span);
    for (const NodeId root : rule.applies_element) finder.clause(root, rule.name, rule.span);
    finder.clause(rule.requirement, rule.name, rule.span);
    for (const ExceptionId id : rule.exceptions) {
      finder.clause(program[id].when, rule.name, rule.span);
    }
    for (const PrevalenceId id : rule.prevailed_by) {
      finder.clause(program[id].when, rule.name, rule.span);
    }
  }
}

}  // namespace probity
