#include "check/constants.h"

#include <algorithm>
#include <compare>

#include "check/nodes.h"
#include "check/types.h"
#include "support/match.h"

namespace probity {
namespace {

/// The number of a number or percentage; of an amount, what it amounts to.
std::optional<Number> number_of(const Constant& constant) {
  if (const auto* number = std::get_if<Number>(&constant)) return *number;
  if (const auto* money = std::get_if<Money>(&constant)) return money->amount;
  return std::nullopt;
}

std::optional<std::partial_ordering> order_of(const Constant& left, const Constant& right) {
  if (left.index() != right.index()) return std::nullopt;
  return match(
      left,
      [&](const Number& value) -> std::optional<std::partial_ordering> {
        return value <=> std::get<Number>(right);
      },
      [&](const Money& value) -> std::optional<std::partial_ordering> {
        const auto& other = std::get<Money>(right);
        if (value.currency != other.currency) return std::nullopt;
        return value.amount <=> other.amount;
      },
      [&](Date value) -> std::optional<std::partial_ordering> {
        return value <=> std::get<Date>(right);
      },
      [&](const Duration& value) -> std::optional<std::partial_ordering> {
        const std::partial_ordering order = value <=> std::get<Duration>(right);
        if (order == std::partial_ordering::unordered) return std::nullopt;
        return order;
      },
      [&](const auto&) -> std::optional<std::partial_ordering> {
        return left == right ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
      });
}

bool holds(node::Comparator op, std::partial_ordering order) {
  switch (op) {
    case node::Comparator::kEqual:
      return order == std::partial_ordering::equivalent;
    case node::Comparator::kNotEqual:
      return order != std::partial_ordering::equivalent;
    case node::Comparator::kAtMost:
      return order <= 0;
    case node::Comparator::kAtLeast:
      return order >= 0;
    case node::Comparator::kMoreThan:
      return order > 0;
    case node::Comparator::kLessThan:
      return order < 0;
  }
  return false;
}

node::Comparator mirrored(node::Comparator op) {
  switch (op) {
    case node::Comparator::kAtMost:
      return node::Comparator::kAtLeast;
    case node::Comparator::kAtLeast:
      return node::Comparator::kAtMost;
    case node::Comparator::kMoreThan:
      return node::Comparator::kLessThan;
    case node::Comparator::kLessThan:
      return node::Comparator::kMoreThan;
    case node::Comparator::kEqual:
    case node::Comparator::kNotEqual:
      break;
  }
  return op;
}

/// What `x op bound` comes to for every x that is not below zero.
std::optional<bool> against_never_negative(node::Comparator op, int sign_of_bound) {
  switch (op) {
    case node::Comparator::kAtLeast:
      return sign_of_bound <= 0 ? std::optional(true) : std::nullopt;
    case node::Comparator::kLessThan:
      return sign_of_bound <= 0 ? std::optional(false) : std::nullopt;
    case node::Comparator::kMoreThan:
    case node::Comparator::kNotEqual:
      return sign_of_bound < 0 ? std::optional(true) : std::nullopt;
    case node::Comparator::kAtMost:
    case node::Comparator::kEqual:
      return sign_of_bound < 0 ? std::optional(false) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<bool> compare_constants(node::Comparator comparator, const Constant& left,
                                      const Constant& right) {
  const std::optional<std::partial_ordering> order = order_of(left, right);
  return order ? std::optional(holds(comparator, *order)) : std::nullopt;
}

NodeId ConstantFinder::through_calls(NodeId id) const {
  while (const auto* call = node_if<node::Call>(program_, id)) {
    if (!call->arguments.empty()) break;
    id = program_[call->definition].body;
  }
  return id;
}

std::optional<Constant> ConstantFinder::constant(NodeId id) {
  id = through_calls(id);
  if (!id.is_present()) return std::nullopt;
  const auto known = constants_.find(id);
  if (known != constants_.end()) return known->second;
  std::optional<Constant> value = compute(id);
  constants_.emplace(id, value);
  return value;
}

std::optional<Constant> ConstantFinder::compute(NodeId id) {
  if (const auto* literal = node_if<node::Literal>(program_, id)) return literal->value;
  if (const auto* arithmetic_node = node_if<node::Arithmetic>(program_, id)) {
    return arithmetic(id, *arithmetic_node);
  }
  const auto* negate = node_if<node::Negate>(program_, id);
  const auto* round = node_if<node::Round>(program_, id);
  if (negate == nullptr && round == nullptr) return std::nullopt;
  const std::optional<Constant> operand =
      constant(negate != nullptr ? negate->operand : round->value);
  const std::optional<Number> number = operand ? number_of(*operand) : std::nullopt;
  if (!number) return std::nullopt;
  const std::optional<Number> result =
      negate != nullptr ? -*number : rounded(*number, round->places, round->mode);
  if (!result) return std::nullopt;
  if (const auto* money = std::get_if<Money>(&*operand)) {
    return Constant(Money{.amount = *result, .currency = money->currency});
  }
  return Constant(*result);
}

std::optional<Constant> ConstantFinder::arithmetic(NodeId id, const node::Arithmetic& node) {
  const std::optional<Constant> left = constant(node.left);
  const std::optional<Constant> right = constant(node.right);
  if (!left || !right) return std::nullopt;
  if (const auto* date = std::get_if<Date>(&*left)) {
    if (const auto* duration = std::get_if<Duration>(&*right)) {
      const std::optional<Date> day =
          node.op == node::Operation::kAdd ? add(*date, *duration) : subtract(*date, *duration);
      return day ? std::optional(Constant(*day)) : std::nullopt;
    }
    return std::nullopt;
  }
  const std::optional<Number> first = number_of(*left);
  const std::optional<Number> second = number_of(*right);
  if (!first || !second) return std::nullopt;
  std::optional<Number> result;
  switch (node.op) {
    case node::Operation::kAdd:
      result = *first + *second;
      break;
    case node::Operation::kSubtract:
      result = *first - *second;
      break;
    case node::Operation::kMultiply:
      result = *first * *second;
      break;
    case node::Operation::kDivide:
      result = Number::divide(*first, *second);
      break;
  }
  if (!result) return std::nullopt;
  if (kind_of(program_.vocabulary, program_[id].type) != TypeKind::kMoney) return Constant(*result);
  const auto* money = std::get_if<Money>(&*left);
  if (money == nullptr) money = std::get_if<Money>(&*right);
  if (money == nullptr) return std::nullopt;
  return Constant(Money{.amount = *result, .currency = money->currency});
}

bool ConstantFinder::is_never_negative(NodeId id) {
  id = through_calls(id);
  if (!id.is_present()) return false;
  const auto known = never_negative_.find(id);
  if (known != never_negative_.end()) return known->second;
  const bool result = compute_never_negative(id);
  never_negative_.emplace(id, result);
  return result;
}

bool ConstantFinder::compute_never_negative(NodeId id) {
  const Vocabulary& vocabulary = program_.vocabulary;
  if (const std::optional<Constant> value = constant(id)) {
    const std::optional<Number> number = number_of(*value);
    return number && number->sign() >= 0;
  }
  if (node_if<node::Field>(program_, id) != nullptr) {
    TypeId type = program_[id].type;
    if (is_list_like(vocabulary, type)) type = vocabulary.type(type).element;
    const TypeKind kind = kind_of(vocabulary, type);
    return kind == TypeKind::kMoney || kind == TypeKind::kPercentage;
  }
  if (const auto* use = node_if<node::ParameterUse>(program_, id)) {
    const std::vector<DatedConstant>& values = program_[use->parameter].values;
    return std::all_of(values.begin(), values.end(), [](const DatedConstant& dated) {
      const std::optional<Number> number = number_of(dated.value);
      return number && number->sign() >= 0;
    });
  }
  if (const auto* node = node_if<node::Arithmetic>(program_, id)) {
    return node->op != node::Operation::kSubtract && is_never_negative(node->left) &&
           is_never_negative(node->right);
  }
  if (const auto* node = node_if<node::Conditional>(program_, id)) {
    return is_never_negative(node->then) && is_never_negative(node->otherwise);
  }
  if (const auto* node = node_if<node::Table>(program_, id)) {
    return std::all_of(node->results.begin(), node->results.end(),
                       [this](NodeId result) { return is_never_negative(result); });
  }
  if (const auto* node = node_if<node::Otherwise>(program_, id)) {
    return is_never_negative(node->value) && is_never_negative(node->fallback);
  }
  if (const auto* node = node_if<node::Round>(program_, id)) return is_never_negative(node->value);
  if (const auto* node = node_if<node::ListOf>(program_, id)) {
    return std::all_of(node->elements.begin(), node->elements.end(),
                       [this](NodeId element) { return is_never_negative(element); });
  }
  if (const auto* node = node_if<node::Aggregate>(program_, id)) {
    if (node->fold == node::Fold::kCount) return true;
    return is_never_negative(node->element.is_present() ? node->element : node->list);
  }
  return false;
}

bool ConstantFinder::is_share(NodeId id) const {
  id = through_calls(id);
  if (!id.is_present()) return false;
  const Vocabulary& vocabulary = program_.vocabulary;
  if (kind_of(vocabulary, program_[id].type) != TypeKind::kPercentage) return false;
  if (node_if<node::Field>(program_, id) != nullptr) return true;
  const auto* quotient = node_if<node::Arithmetic>(program_, id);
  if (quotient == nullptr || quotient->op != node::Operation::kDivide) return false;
  const auto* part = node_if<node::Aggregate>(program_, through_calls(quotient->left));
  const auto* whole = node_if<node::Aggregate>(program_, through_calls(quotient->right));
  if (part == nullptr || whole == nullptr) return false;
  const auto shape = [this](NodeId node) {
    return node.is_present() ? program_[node].shape : ShapeId();
  };
  return part->fold == node::Fold::kSum && whole->fold == node::Fold::kSum &&
         shape(part->list) == shape(whole->list) && shape(part->element) == shape(whole->element) &&
         (!whole->where.is_present() || shape(part->where) == shape(whole->where));
}

std::optional<bool> ConstantFinder::settled(NodeId id) {
  if (const auto* compare = node_if<node::Compare>(program_, id)) {
    return settled_comparison(*compare);
  }
  if (const auto* membership = node_if<node::In>(program_, id)) {
    return settled_membership(*membership);
  }
  return std::nullopt;
}

std::optional<bool> ConstantFinder::settled_comparison(const node::Compare& node) {
  if (program_[node.left].shape == program_[node.right].shape &&
      node_if<node::Unknown>(program_, node.left) == nullptr) {
    return holds(node.op, std::partial_ordering::equivalent);
  }
  const std::optional<Constant> left = constant(node.left);
  const std::optional<Constant> right = constant(node.right);
  if (left && right) {
    const std::optional<std::partial_ordering> order = order_of(*left, *right);
    return order ? std::optional(holds(node.op, *order)) : std::nullopt;
  }
  const std::optional<Number> left_number = left ? number_of(*left) : std::nullopt;
  const std::optional<Number> right_number = right ? number_of(*right) : std::nullopt;
  if (right_number && is_never_negative(node.left)) {
    return against_never_negative(node.op, right_number->sign());
  }
  if (left_number && is_never_negative(node.right)) {
    return against_never_negative(mirrored(node.op), left_number->sign());
  }
  return std::nullopt;
}

std::optional<bool> ConstantFinder::settled_membership(const node::In& node) {
  const auto* set = node_if<node::ListOf>(program_, node.set);
  if (set == nullptr) return std::nullopt;
  if (set->elements.empty()) return node.negated;
  const std::optional<Constant> element = constant(node.element);
  std::vector<SymbolId> symbols;
  bool are_all_constant = true;
  for (const NodeId member : set->elements) {
    const std::optional<Constant> value = constant(member);
    if (!value) {
      are_all_constant = false;
      continue;
    }
    if (element && *value == *element) return !node.negated;
    if (const auto* symbol = std::get_if<SymbolId>(&*value)) symbols.push_back(*symbol);
  }
  if (element) return are_all_constant ? std::optional(node.negated) : std::nullopt;
  const Type& type = program_.vocabulary.type(program_[node.element].type);
  if (type.kind != TypeKind::kEnum) return std::nullopt;
  const std::vector<EnumValue>& values = program_.vocabulary.enumeration(type.enumeration).values;
  const bool has_all = std::all_of(values.begin(), values.end(), [&](const EnumValue& value) {
    return std::find(symbols.begin(), symbols.end(), value.symbol) != symbols.end();
  });
  return has_all ? std::optional(!node.negated) : std::nullopt;
}

std::optional<bool> ConstantFinder::truth(NodeId id, const std::vector<ReadingCondition>& under) {
  id = through_calls(id);
  if (!id.is_present()) return std::nullopt;
  if (const auto* literal = node_if<node::Literal>(program_, id)) {
    const auto* value = std::get_if<bool>(&literal->value);
    return value != nullptr ? std::optional(*value) : std::nullopt;
  }
  if (const auto* test = node_if<node::ReadingTest>(program_, id)) {
    for (const ReadingCondition& chosen : under) {
      if (chosen.interpretation == test->interpretation) return chosen.reading == test->reading;
    }
    return std::nullopt;
  }
  if (const auto* node = node_if<node::Not>(program_, id)) {
    const std::optional<bool> operand = truth(node->operand, under);
    return operand ? std::optional(!*operand) : std::nullopt;
  }
  const auto* all = node_if<node::And>(program_, id);
  const auto* any = node_if<node::Or>(program_, id);
  if (all == nullptr && any == nullptr) return settled(id);
  const bool decisive = any != nullptr;
  bool is_settled = true;
  for (const NodeId operand : all != nullptr ? all->operands : any->operands) {
    const std::optional<bool> value = truth(operand, under);
    if (value == decisive) return decisive;
    is_settled = is_settled && value.has_value();
  }
  return is_settled ? std::optional(!decisive) : std::nullopt;
}

}  // namespace probity
