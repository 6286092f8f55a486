#include "analyse/reach.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "check/nodes.h"

namespace probity {
namespace {

template <class T>
void merge(std::vector<T>& into, const std::vector<T>& others) {
  std::vector<T> all;
  std::ranges::set_union(into, others, std::back_inserter(all));
  into = std::move(all);
}

/// Everything that one asker evaluates, each node once.
class Walk {
 public:
  explicit Walk(const Program& program) : program_(program), seen_(program.nodes.size(), false) {}

  void visit(NodeId root) {
    std::vector<NodeId> open{root};
    while (!open.empty()) {
      const NodeId id = open.back();
      open.pop_back();
      if (!id.is_present() || seen_[id.index()]) continue;
      seen_[id.index()] = true;
      found_.push_back(id);
      const node::Content& content = program_[id].content;
      const std::vector<NodeId> operands = operands_of(content);
      open.insert(open.end(), operands.begin(), operands.end());
      if (const auto* call = std::get_if<node::Call>(&content)) {
        open.push_back(program_[call->definition].body);
      }
    }
  }

  void visit_applies(RuleId id) {
    const Rule& rule = program_[id];
    for (const NodeId node : rule.applies_once) visit(node);
    if (rule.for_each) visit(rule.for_each->list);
    for (const NodeId node : rule.applies_element) visit(node);
    for (const PrevalenceId prevalence : rule.prevailed_by) {
      visit(program_[prevalence].when);
      visit_applies(program_[prevalence].winner);
    }
  }

  void visit_rule(RuleId id) {
    visit_applies(id);
    visit(program_[id].requirement);
    for (const ExceptionId exception : program_[id].exceptions) visit(program_[exception].when);
  }

  [[nodiscard]] const std::vector<NodeId>& found() const { return found_; }

 private:
  const Program& program_;
  std::vector<bool> seen_;
  std::vector<NodeId> found_;
};

}  // namespace

void Askers::add(const Askers& others) {
  merge(rules, others.rules);
  merge(instruments, others.instruments);
  merge(figures, others.figures);
}

Reach::Reach(const Program& program)
    : program_(program), askers_(program.nodes.size()), above_(program.nodes.size()) {
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    Walk walk(program);
    walk.visit_rule(RuleId(i));
    for (const NodeId node : walk.found()) askers_[node.index()].rules.emplace_back(i);
  }
  for (std::size_t i = 0; i < program.instruments.size(); ++i) {
    Walk walk(program);
    walk.visit(program.instruments[i].applies);
    walk.visit(program.instruments[i].reference_date);
    for (const NodeId node : walk.found()) askers_[node.index()].instruments.emplace_back(i);
  }
  for (std::size_t i = 0; i < program.definitions.size(); ++i) {
    if (!program.definitions[i].is_figure) continue;
    Walk walk(program);
    walk.visit(program.definitions[i].body);
    for (const NodeId node : walk.found()) askers_[node.index()].figures.emplace_back(i);
  }
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    if (askers_[i].is_empty()) continue;
    for (const NodeId operand : operands_of(program.nodes[i].content)) {
      above_[operand.index()].emplace_back(i);
    }
  }
}

Askers Reach::of(ParameterId parameter) const {
  Askers all;
  for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
    const auto* use = std::get_if<node::ParameterUse>(&program_.nodes[i].content);
    if (use != nullptr && use->parameter == parameter) all.add(askers_[i]);
  }
  return all;
}

bool Reach::is_made_from(GroupId group, GroupId part) const {
  return group == part || std::ranges::any_of(program_[group].terms, [&](const GroupTerm& term) {
           return term.group.is_present() && is_made_from(term.group, part);
         });
}

Askers Reach::of(GroupId group) const {
  Askers all;
  for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
    const auto* in = std::get_if<node::InGroup>(&program_.nodes[i].content);
    if (in != nullptr && is_made_from(in->group, group)) all.add(askers_[i]);
  }
  return all;
}

Askers Reach::of(RuleId rule) const {
  Askers all;
  all.rules = {rule};
  std::size_t known = 0;
  while (known < all.rules.size()) {
    known = all.rules.size();
    for (const Prevalence& prevalence : program_.prevalences) {
      if (std::ranges::find(all.rules, prevalence.winner) == all.rules.end()) continue;
      merge(all.rules, {prevalence.loser});
    }
  }
  return all;
}

std::vector<Window> lives_of(const Program& program, const Askers& askers) {
  std::vector<Window> lives;
  for (const RuleId id : askers.rules) {
    const Window& own = program[id].effective;
    for (const InstrumentId instrument : program[id].instruments) {
      Window life = program[instrument].effective;
      if (own.from && (!life.from || *life.from < *own.from)) life.from = own.from;
      if (own.until && (!life.until || *own.until < *life.until)) life.until = own.until;
      lives.push_back(life);
    }
  }
  for (const InstrumentId id : askers.instruments) lives.push_back(program[id].effective);
  for (const DefinitionId figure : askers.figures) {
    for (const InstrumentId id : program[figure].instruments) {
      lives.push_back(program[id].effective);
    }
  }
  return lives;
}

bool have_values_on(const Program& program, const std::vector<ParameterId>& parameters, Date day) {
  return std::ranges::all_of(parameters, [&](ParameterId parameter) {
    return std::ranges::any_of(program[parameter].values, [&](const DatedConstant& dated) {
      return dated.window.contains(day);
    });
  });
}

bool is_asked_on(const Program& program, const Askers& askers, Date day, ParameterId besides) {
  const auto in_force = [&](InstrumentId instrument) {
    return program[instrument].effective.contains(day);
  };
  const auto have_values = [&](std::vector<ParameterId> parameters) {
    std::erase(parameters, besides);
    return have_values_on(program, parameters, day);
  };
  const auto is_asked = [&](RuleId id) {
    const Rule& rule = program[id];
    return rule.effective.contains(day) && std::ranges::any_of(rule.instruments, in_force) &&
           have_values(rule.parameters_needed);
  };
  return std::ranges::any_of(askers.instruments, in_force) ||
         std::ranges::any_of(askers.rules, is_asked) ||
         std::ranges::any_of(askers.figures, [&](DefinitionId id) {
           return std::ranges::any_of(program[id].instruments, in_force) &&
                  have_values(program[id].parameters_needed);
         });
}

}  // namespace probity
