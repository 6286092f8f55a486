#include "analyse/limits.h"

#include <algorithm>

#include "analyse/steps.h"
#include "values/minor_unit.h"

namespace probity {
namespace {

using node::Comparator;

bool is_equality(Comparator op) { return op == Comparator::kEqual || op == Comparator::kNotEqual; }

bool is_given_by_law(const Program& program, NodeId node) {
  return std::holds_alternative<node::Literal>(program[node].content) ||
         std::holds_alternative<node::ParameterUse>(program[node].content);
}

bool is_measured(TypeKind kind) {
  return kind == TypeKind::kNumber || kind == TypeKind::kPercentage || kind == TypeKind::kMoney ||
         kind == TypeKind::kDate || kind == TypeKind::kDuration;
}

}  // namespace

bool is_limit(const Program& program, NodeId node) {
  const auto* compare = std::get_if<node::Compare>(&program[node].content);
  if (compare == nullptr) return false;
  if (!is_measured(program.vocabulary.type(program[compare->left].type).kind)) return false;
  return !is_equality(compare->op) || is_given_by_law(program, compare->left) ||
         is_given_by_law(program, compare->right);
}

void Approach::add(const Number& distance) {
  if (distance.is_zero()) {
    is_at = true;
  } else if (distance.sign() < 0) {
    below = below ? std::max(*below, distance) : distance;
  } else {
    above = above ? std::min(*above, distance) : distance;
  }
}

std::optional<Number> Approach::beyond(const node::Compare& compare) const {
  switch (compare.op) {
    case Comparator::kAtMost:
    case Comparator::kMoreThan:
      return above;
    case Comparator::kAtLeast:
    case Comparator::kLessThan:
      return below ? std::optional(below->abs()) : std::nullopt;
    case Comparator::kEqual:
    case Comparator::kNotEqual:
      break;
  }
  if (!above || !below) return above ? above : below ? std::optional(below->abs()) : std::nullopt;
  return std::min(*above, below->abs());
}

Number unit_of_limit(const Program& program, const node::Compare& compare) {
  switch (program.vocabulary.type(program[compare.left].type).kind) {
    case TypeKind::kPercentage:
      return Number::power_of_ten(-kSharePlaces);
    case TypeKind::kMoney:
      return Number::power_of_ten(-minor_unit_places(compare.currency.value_or(euro())));
    default:
      return 1;
  }
}

}  // namespace probity
