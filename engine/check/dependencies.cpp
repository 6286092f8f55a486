#include "check/dependencies.h"

#include <algorithm>
#include <set>

#include "check/graph.h"
#include "check/nodes.h"

namespace probity {
namespace {

struct Needs {
  std::set<ParameterId> parameters;
  std::set<InterpretationId> interpretations;
};

void add_all(Needs& needs, const std::vector<ParameterId>& parameters,
             const std::vector<InterpretationId>& interpretations) {
  needs.parameters.insert(parameters.begin(), parameters.end());
  needs.interpretations.insert(interpretations.begin(), interpretations.end());
}

using Interpretations = std::set<InterpretationId>;

/// Per group: the interpretations that its members can depend on, through its parts too.
std::vector<Interpretations> interpretations_of_groups(const Program& program) {
  std::vector<std::vector<std::size_t>> parts;
  for (const Group& group : program.groups) {
    std::vector<std::size_t>& needed = parts.emplace_back();
    for (const GroupTerm& term : group.terms) {
      if (term.group.is_present()) needed.push_back(term.group.index());
    }
  }
  std::vector<Interpretations> found(program.groups.size());
  for (const std::size_t index : order_dependencies(parts).order) {
    for (const GroupTerm& term : program.groups[index].terms) {
      if (term.condition) found[index].insert(term.condition->interpretation);
      if (term.group.is_present()) found[index].merge(Interpretations(found[term.group.index()]));
    }
  }
  return found;
}

class DependencyFinder {
 public:
  explicit DependencyFinder(Program& program)
      : program_(program), groups_(interpretations_of_groups(program)) {}

  void definitions() {
    std::vector<std::vector<std::size_t>> needs;
    for (const Definition& definition : program_.definitions) {
      std::vector<std::size_t>& called = needs.emplace_back();
      for (const NodeId id : nodes_below(program_, definition.body)) {
        const auto* call = node_if<node::Call>(program_, id);
        if (call != nullptr) called.push_back(call->definition.index());
      }
    }
    for (const std::size_t index : order_dependencies(needs).order) {
      Definition& definition = program_.definitions[index];
      store(needs_of({definition.body}), definition.parameters_needed, definition.interpretations);
    }
  }

  void exceptions() {
    for (Exception& exception : program_.exceptions) {
      Needs needs = needs_of({exception.when});
      if (exception.under) needs.interpretations.insert(exception.under->interpretation);
      store(needs, exception.parameters_needed, exception.interpretations);
    }
  }

  void prevalences() {
    for (Prevalence& prevalence : program_.prevalences) {
      Needs needs = needs_of({prevalence.when});
      const Rule& winner = program_[prevalence.winner];
      needs.interpretations.merge(needs_of(applicability_of(winner)).interpretations);
      if (winner.under) needs.interpretations.insert(winner.under->interpretation);
      if (prevalence.under) needs.interpretations.insert(prevalence.under->interpretation);
      store(needs, prevalence.parameters_needed, prevalence.interpretations);
    }
  }

  void rules() {
    for (Rule& rule : program_.rules) {
      std::vector<NodeId> roots = applicability_of(rule);
      roots.push_back(rule.requirement);
      Needs needs = needs_of(roots);
      if (rule.under) needs.interpretations.insert(rule.under->interpretation);
      for (const ExceptionId id : rule.exceptions) {
        add_all(needs, {}, program_[id].interpretations);
      }
      for (const PrevalenceId id : rule.prevailed_by) {
        add_all(needs, {}, program_[id].interpretations);
      }
      store(needs, rule.parameters_needed, rule.interpretations);
    }
  }

 private:
  [[nodiscard]] static std::vector<NodeId> applicability_of(const Rule& rule) {
    std::vector<NodeId> roots = rule.applies_once;
    roots.insert(roots.end(), rule.applies_element.begin(), rule.applies_element.end());
    if (rule.for_each) roots.push_back(rule.for_each->list);
    return roots;
  }

  [[nodiscard]] Needs needs_of(const std::vector<NodeId>& roots) const {
    Needs needs;
    for (const NodeId root : roots) {
      for (const NodeId id : nodes_below(program_, root)) add(needs, id);
    }
    return needs;
  }

  void add(Needs& needs, NodeId id) const {
    if (const auto* parameter = node_if<node::ParameterUse>(program_, id)) {
      needs.parameters.insert(parameter->parameter);
    } else if (const auto* test = node_if<node::ReadingTest>(program_, id)) {
      needs.interpretations.insert(test->interpretation);
    } else if (const auto* membership = node_if<node::InGroup>(program_, id)) {
      needs.interpretations.merge(Interpretations(groups_[membership->group.index()]));
    } else if (const auto* call = node_if<node::Call>(program_, id)) {
      const Definition& definition = program_[call->definition];
      add_all(needs, definition.parameters_needed, definition.interpretations);
    }
  }

  static void store(const Needs& needs, std::vector<ParameterId>& parameters,
                    std::vector<InterpretationId>& interpretations) {
    parameters.assign(needs.parameters.begin(), needs.parameters.end());
    interpretations.assign(needs.interpretations.begin(), needs.interpretations.end());
  }

  Program& program_;
  std::vector<Interpretations> groups_;
};

}  // namespace

void fill_dependencies(Context& context) {
  DependencyFinder finder(context.program);
  finder.definitions();
  finder.exceptions();
  finder.prevalences();
  finder.rules();
}

}  // namespace probity
