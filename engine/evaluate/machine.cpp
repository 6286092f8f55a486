#include "evaluate/machine.h"

#include <algorithm>
#include <array>
#include <utility>

#include "evaluate/print.h"
#include "support/match.h"

namespace probity {

namespace {

/// Steps below one node that a trace keeps; a list of millions is not worth reading one by one.
constexpr std::size_t kMostTraceChildren = 1000;

/// Names and literals explain themselves; of a path `a.b.c` only the whole is a step.
bool is_step(const Node& at) {
  return match(
      at.content, [](const node::Literal&) { return false; },
      [](const node::Root&) { return false; }, [](const node::Variable&) { return false; },
      [](const node::ListOf&) { return false; }, [](const node::Unknown&) { return false; },
      [](const auto&) { return true; });
}

}  // namespace

Machine::Machine(const Program& program, const Facts& facts)
    : program_(program),
      facts_(facts),
      exchange_(program.vocabulary, facts),
      places_(program.vocabulary, facts),
      slots_(program.frame_size + 1, Value(Unknown{})) {
  readings_.reserve(program.interpretations.size());
  for (const Interpretation& interpretation : program.interpretations) {
    readings_.push_back(interpretation.default_reading);
  }
  asked_.assign(readings_.size(), false);
}

Value Machine::evaluate(NodeId id) {
  const Node& at = program_[id];
  if (trace_ == nullptr || !is_step(at)) return evaluate_content(id);
  TraceNode step{.node = id};
  TraceNode* const parent = trace_;
  trace_ = &step;
  Value value = evaluate_content(id);
  trace_ = parent;
  step.value = value_text(*this, value, at.type).text;
  if (is_unknown(value)) {
    std::vector<std::string> reasons;
    causes_.collect_reasons(std::get<Unknown>(value).cause, reasons);
    if (!reasons.empty()) step.reason = reasons.front();
  }
  if (std::holds_alternative<node::Field>(at.content) && step.children.size() == 1 &&
      std::holds_alternative<node::Field>(program_[step.children[0].node].content)) {
    step.children.clear();
  }
  if (parent->children.size() < kMostTraceChildren) {
    parent->children.push_back(std::move(step));
  } else {
    parent->reason = "only the first 1000 steps are shown";
  }
  return value;
}

Tested Machine::test(NodeId node) {
  const Value value = evaluate(node);
  if (const bool* known = std::get_if<bool>(&value)) return {truth_of(*known), {}};
  return {Truth::kUnknown, std::get<Unknown>(value).cause};
}

ListId Machine::list(NodeId node) {
  const Value value = evaluate(node);
  if (const ListId* known = std::get_if<ListId>(&value)) return *known;
  // Only what has no type of its own, as the literal `unknown`, is no list, open or not.
  ListData nothing_known;
  nothing_known.open.push_back(std::get<Unknown>(value).cause);
  return add(std::move(nothing_known));
}

ListId Machine::add(ListData list) {
  lists_.push_back(std::move(list));
  return ListId(lists_.size() - 1);
}

Value Machine::truth(const Tested& tested) {
  if (tested.truth == Truth::kUnknown) return Unknown{tested.cause};
  return tested.truth == Truth::kTrue;
}

Value Machine::unknown(TypeId type, CauseId cause) {
  const TypeKind kind = program_.vocabulary.type(type).kind;
  if (kind != TypeKind::kList && kind != TypeKind::kSet) return Unknown{cause};
  ListData list;
  list.open.push_back(cause);
  return add(std::move(list));
}

Value Machine::constant(const Constant& value) {
  return match(
      value, [](bool known) -> Value { return known; },
      [](const Number& known) -> Value { return known; },
      [](const Money& known) -> Value { return MoneySum{{known}}; },
      [](Date known) -> Value { return known; }, [](Duration known) -> Value { return known; },
      [](Country known) -> Value { return known; }, [](SymbolId known) -> Value { return known; },
      [](const std::string& known) -> Value { return std::string_view(known); });
}

const Constant* Machine::find_value(ParameterId parameter) const {
  if (!reference_date_) return nullptr;
  for (const DatedConstant& dated : program_[parameter].values) {
    if (dated.window.contains(*reference_date_)) return &dated.value;
  }
  return nullptr;
}

bool Machine::contains(GroupId group, Country country, Date day) {
  bool is_member = false;
  for (const GroupTerm& term : program_[group].terms) {
    const bool is_in_term = term.group.is_present()
                                ? contains(term.group, country, day)
                                : std::ranges::any_of(term.members, [&](const GroupMember& member) {
                                    return member.country == country && member.window.contains(day);
                                  });
    // The reading is asked last, and only where it matters.
    if (is_in_term && is_member == term.subtracted &&
        (!term.condition || is_current(*term.condition))) {
      is_member = !term.subtracted;
    }
  }
  return is_member;
}

Value Machine::evaluate_content(NodeId id) {
  const Node& at = program_[id];
  return match(
      at.content, [&](const node::Unknown&) { return unknown(at.type, causes_.reason("")); },
      [&](const node::Literal& literal) { return constant(literal.value); },
      [&](const node::Root&) -> Value {
        return RecordValue{program_.vocabulary.root, Facts::root(), places_.root()};
      },
      [&](const node::Variable& variable) { return evaluate_variable(variable); },
      [&](const node::Field& field) { return evaluate_field(field, at); },
      [&](const node::Not& negation) {
        const Tested operand = test(negation.operand);
        if (operand.truth != Truth::kUnknown) return truth({kleene_not(operand.truth), {}});
        return truth({Truth::kUnknown, causes_.negation(operand.cause)});
      },
      [&](const node::And& conjunction) {
        return evaluate_connective(conjunction.operands, Truth::kFalse);
      },
      [&](const node::Or& disjunction) {
        return evaluate_connective(disjunction.operands, Truth::kTrue);
      },
      [&](const node::Implies& implies) {
        const Tested left = test(implies.left);
        if (left.truth == Truth::kFalse) return Value(true);
        const Tested right = test(implies.right);
        if (left.truth == Truth::kTrue || right.truth == Truth::kTrue) return truth(right);
        const CauseId not_left = causes_.negation(left.cause);
        if (right.truth == Truth::kFalse) return truth({Truth::kUnknown, not_left});
        const std::array<CauseId, 2> both{not_left, right.cause};
        return truth({Truth::kUnknown, causes_.disjunction(both)});
      },
      [&](const node::Conditional& conditional) { return evaluate_conditional(conditional, at); },
      [&](const node::Compare& compare) { return evaluate_compare(compare); },
      [&](const node::In& in) { return evaluate_in(in); },
      [&](const node::InGroup& in) { return evaluate_in_group(in); },
      [&](const node::Known& known) { return evaluate_known(known.operand); },
      [&](const node::Otherwise& otherwise) { return evaluate_otherwise(otherwise); },
      [&](const node::Arithmetic& arithmetic) { return evaluate_arithmetic(arithmetic, at); },
      [&](const node::Negate& negate) { return evaluate_negate(negate); },
      [&](const node::Concatenate& lists) { return concatenate(lists); },
      [&](const node::Quantifier& quantifier) { return evaluate_quantifier(quantifier); },
      [&](const node::Aggregate& aggregate) { return evaluate_aggregate(aggregate, at); },
      [&](const node::Distinct& distinct) { return evaluate_distinct(distinct); },
      [&](const node::ListOf& list) { return list_of(list); },
      [&](const node::ParameterUse& use) {
        const Constant* const value = find_value(use.parameter);
        if (value != nullptr) return constant(*value);
        return unknown(at.type, causes_.reason(program_[use.parameter].name +
                                               " has no value on the reference date"));
      },
      [&](const node::ReadingTest& test) -> Value {
        return is_current({test.interpretation, test.reading});
      },
      [&](const node::Call& call) { return evaluate_call(call); },
      [&](const node::Table& table) { return evaluate_table(table, at); },
      [&](const node::Round& round) { return evaluate_round(round, at); });
}

Value Machine::evaluate_connective(const std::vector<NodeId>& operands, Truth decisive) {
  std::vector<CauseId> open;
  bool is_decided = false;
  for (const NodeId operand : operands) {
    const Tested tested = test(operand);
    if (tested.truth == Truth::kUnknown) open.push_back(tested.cause);
    is_decided = is_decided || tested.truth == decisive;
    if (is_decided && trace_ == nullptr) break;
  }
  if (is_decided) return decisive == Truth::kTrue;
  if (open.empty()) return decisive == Truth::kFalse;
  return Unknown{decisive == Truth::kFalse ? causes_.conjunction(open) : causes_.disjunction(open)};
}

Value Machine::evaluate_conditional(const node::Conditional& conditional, const Node& at) {
  const Tested condition = test(conditional.condition);
  if (condition.truth == Truth::kTrue) return evaluate(conditional.then);
  if (condition.truth == Truth::kFalse) return evaluate(conditional.otherwise);
  // Both branches are possible; where they agree, the condition does not matter.
  Value then = evaluate(conditional.then);
  const Value otherwise = evaluate(conditional.otherwise);
  if (are_equal(then, otherwise)) return then;
  const auto branch = [&](const Value& value) -> Tested {
    if (const bool* known = std::get_if<bool>(&value)) return {truth_of(*known), {}};
    return {Truth::kUnknown, cause_of(*this, value)};
  };
  const TypeKind kind = program_.vocabulary.type(at.type).kind;
  const bool can_agree =
      kind != TypeKind::kRecord && kind != TypeKind::kList && kind != TypeKind::kSet;
  return unknown(at.type, causes_.choice({.condition = condition.cause,
                                          .then = branch(then),
                                          .otherwise = branch(otherwise),
                                          .is_truth = kind == TypeKind::kBoolean,
                                          .can_agree = can_agree}));
}

Value Machine::evaluate_variable(const node::Variable& variable) {
  const Value& value = slots_[frame_.base + variable.slot];
  const auto* record = std::get_if<RecordValue>(&value);
  const auto* unknown_value = std::get_if<Unknown>(&value);
  met_imagined_ = met_imagined_ || (record != nullptr && record->is_imagined) ||
                  (unknown_value != nullptr && unknown_value->is_imagined);
  return value;
}

Machine::Filed Machine::evaluate_filed(NodeId operand) {
  const bool had_met = std::exchange(met_imagined_, false);
  Filed filed;
  filed.value = evaluate(operand);
  filed.is_imagined = std::exchange(met_imagined_, had_met);
  filed.is_there = match(
      filed.value, [](const Unknown&) { return false; },
      [](const RecordValue& record) { return record.instance.is_present(); },
      [&](ListId list) { return !lists_[list.index()].is_open(); },
      [](const auto&) { return true; });
  return filed;
}

Value Machine::evaluate_known(NodeId operand) {
  const Filed filed = evaluate_filed(operand);
  if (filed.is_imagined && !filed.is_there) return Unknown{cause_of(*this, filed.value)};
  return filed.is_there;
}

Value Machine::evaluate_otherwise(const node::Otherwise& otherwise) {
  Filed filed = evaluate_filed(otherwise.value);
  if (filed.is_there) return std::move(filed.value);
  Value fallback = evaluate(otherwise.fallback);
  if (!filed.is_imagined) return fallback;
  return unknown(program_[otherwise.fallback].type, cause_of(*this, filed.value));
}

Machine::CallScope::CallScope(Machine& machine, const node::Call& call)
    : machine_(machine), caller_(machine.frame_) {
  std::vector<Value> arguments;
  arguments.reserve(call.arguments.size());
  for (const NodeId argument : call.arguments) arguments.push_back(machine.evaluate(argument));
  const std::size_t base = machine.frame_.base + machine.program_.frame_size;
  machine.frame_ = Frame{base, arguments.empty() ? 0 : machine.next_serial_++};
  if (machine.slots_.size() < base + machine.program_.frame_size + 1) {
    machine.slots_.resize(base + machine.program_.frame_size + 1, Value(Unknown{}));
  }
  std::ranges::move(arguments, machine.slots_.begin() + static_cast<std::ptrdiff_t>(base));
}

Machine::CallScope::~CallScope() { machine_.frame_ = caller_; }

Value Machine::evaluate_call(const node::Call& call) {
  const CallScope scope(*this, call);
  return evaluate(program_[call.definition].body);
}

Value Machine::evaluate_with(std::uint32_t slot, const Value& element, NodeId node) {
  slots_[frame_.base + slot] = element;
  return evaluate(node);
}

Value Machine::evaluate_round(const node::Round& round, const Node& at) {
  Value value = evaluate(round.value);
  const auto round_one = [&](const Number& exact) -> std::optional<Number> {
    return rounded(exact, round.places, round.mode);
  };
  if (const Number* number = std::get_if<Number>(&value)) {
    const bool is_percentage = program_.vocabulary.type(at.type).kind == TypeKind::kPercentage;
    const Number scale = is_percentage ? Number(100) : Number(1);
    const std::optional<Number> result = round_one(*number * scale);
    return result ? Value(*Number::divide(*result, scale))
                  : Value(Unknown{causes_.reason("too many places to round to")});
  }
  if (const MoneySum* sum = std::get_if<MoneySum>(&value)) {
    MoneySum result;
    for (const Money& part : sum->parts) {
      const std::optional<Number> amount = round_one(part.amount);
      if (!amount) return Unknown{causes_.reason("too many places to round to")};
      result.parts.push_back({*amount, part.currency});
    }
    return result;
  }
  return value;
}

}  // namespace probity
