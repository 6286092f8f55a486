#include "analyse/asked.h"

#include <algorithm>

#include "check/nodes.h"
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
        at.content, [&](const node::Literal& literal) { add_value({at.type, literal.value}); },
        [&](const node::ParameterUse& use) { add_parameter(use.parameter); },
        [&](const node::Field& field) { add_field(field); },
        [&](const node::InGroup& in) { add(result_.groups, in.group); }, [](const auto&) {});
    visit_all(operands_of(at.content));
    if (const auto* call = std::get_if<node::Call>(&at.content)) {
      visit(program_[call->definition].body);
    }
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
