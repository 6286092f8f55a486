#include "analyse/asked.h"

#include <algorithm>

#include "support/match.h"

namespace probity {
namespace {

/// Walks expressions, each node once, whatever calls it.
class Gatherer {
 public:
  Gatherer(const Program& program, std::optional<Date> day)
      : program_(program), day_(day), seen_(program.nodes.size(), false) {}

  void visit(NodeId id) {
    if (!id.is_present() || seen_[id.index()]) return;
    seen_[id.index()] = true;
    const Node& at = program_[id];
    match(
        at.content, [](const node::Unknown&) {}, [](const node::Root&) {},
        [](const node::Variable&) {}, [](const node::ReadingTest&) {},
        [&](const node::Literal& literal) { add_value({at.type, literal.value}); },
        [&](const node::ParameterUse& use) { add_parameter(use.parameter); },
        [&](const node::Field& field) {
          add_field(field);
          visit(field.base);
        },
        [&](const node::Not& negation) { visit(negation.operand); },
        [&](const node::And& conjunction) { visit_all(conjunction.operands); },
        [&](const node::Or& disjunction) { visit_all(disjunction.operands); },
        [&](const node::Implies& implies) { visit_all({implies.left, implies.right}); },
        [&](const node::Conditional& choice) {
          visit_all({choice.condition, choice.then, choice.otherwise});
        },
        [&](const node::Compare& compare) { visit_all({compare.left, compare.right}); },
        [&](const node::In& in) { visit_all({in.element, in.set}); },
        [&](const node::InGroup& in) {
          add(result_.groups, in.group);
          visit_all({in.element, in.on});
        },
        [&](const node::Known& known) { visit(known.operand); },
        [&](const node::Otherwise& otherwise) { visit_all({otherwise.value, otherwise.fallback}); },
        [&](const node::Arithmetic& arithmetic) { visit_all({arithmetic.left, arithmetic.right}); },
        [&](const node::Negate& negate) { visit(negate.operand); },
        [&](const node::Concatenate& lists) { visit_all({lists.left, lists.right}); },
        [&](const node::Quantifier& quantifier) { visit_all({quantifier.list, quantifier.body}); },
        [&](const node::Aggregate& aggregate) {
          visit_all({aggregate.list, aggregate.where, aggregate.element});
        },
        [&](const node::Distinct& distinct) { visit(distinct.list); },
        [&](const node::ListOf& list) { visit_all(list.elements); },
        [&](const node::Call& call) {
          visit_all(call.arguments);
          visit(program_[call.definition].body);
        },
        [&](const node::Table& table) {
          visit_all(table.conditions);
          visit_all(table.results);
        },
        [&](const node::Round& round) { visit(round.value); });
  }

  void visit_all(const std::vector<NodeId>& nodes) {
    for (const NodeId node : nodes) visit(node);
  }

  Asked take() { return std::move(result_); }

 private:
  template <class T>
  static void add(std::vector<T>& things, const T& thing) {
    if (std::ranges::find(things, thing) == things.end()) things.push_back(thing);
  }

  void add_value(AskedValue value) {
    const bool is_there = std::ranges::any_of(result_.values, [&](const AskedValue& other) {
      return other.type == value.type && other.value == value.value;
    });
    if (!is_there) result_.values.push_back(std::move(value));
  }

  void add_parameter(ParameterId id) {
    if (!day_) return;
    const Parameter& parameter = program_[id];
    for (const DatedConstant& dated : parameter.values) {
      if (dated.window.contains(*day_)) add_value({parameter.type, dated.value});
    }
  }

  void add_field(const node::Field& field) {
    const Vocabulary& vocabulary = program_.vocabulary;
    const Type& base = vocabulary.type(program_[field.base].type);
    const RecordId record =
        base.record.is_present() ? base.record : vocabulary.type(base.element).record;
    add(result_.fields, {record, field.field});
  }

  const Program& program_;
  std::optional<Date> day_;
  std::vector<bool> seen_;
  Asked result_;
};

}  // namespace

bool Asked::reads(RecordId record, std::uint32_t field) const {
  return std::ranges::find(fields, std::pair(record, field)) != fields.end();
}

Asked find_asked(const Program& program, RuleId rule, std::optional<Date> day) {
  Gatherer gatherer(program, day);
  const Rule& declared = program[rule];
  gatherer.visit_all(declared.applies_once);
  if (declared.for_each) gatherer.visit(declared.for_each->list);
  gatherer.visit_all(declared.applies_element);
  gatherer.visit(declared.requirement);
  for (const PrevalenceId id : declared.prevailed_by) {
    const Prevalence& prevalence = program[id];
    gatherer.visit_all(program[prevalence.winner].applies_once);
    gatherer.visit_all(program[prevalence.winner].applies_element);
    gatherer.visit(prevalence.when);
  }
  for (const ExceptionId exception : declared.exceptions) {
    gatherer.visit(program[exception].when);
  }
  return gatherer.take();
}

}  // namespace probity
