// Comparisons, and the ranges that decide them although a side is unknown.

#include <algorithm>
#include <set>
#include <utility>

#include "support/match.h"
#include "tests/reference/expressions.h"

namespace probity::reference {
namespace {

using node::Comparator;

Range point(const Number& number) { return Range{number, number}; }

Range not_below_zero() { return Range{Number(0), std::nullopt}; }

bool is_point(const Range& range) { return range.low && range.high && *range.low == *range.high; }

Range sum_of(const Range& left, const Range& right) {
  Range out;
  if (left.low && right.low) out.low = *left.low + *right.low;
  if (left.high && right.high) out.high = *left.high + *right.high;
  out.low_is_open = left.low_is_open || right.low_is_open;
  out.high_is_open = left.high_is_open || right.high_is_open;
  return out;
}

Range hull(const Range& left, const Range& right) {
  Range out;
  if (left.low && right.low) {
    out.low = std::min(*left.low, *right.low);
    out.low_is_open =
        (*left.low > *out.low || left.low_is_open) && (*right.low > *out.low || right.low_is_open);
  }
  if (left.high && right.high) {
    out.high = std::max(*left.high, *right.high);
    out.high_is_open = (*left.high < *out.high || left.high_is_open) &&
                       (*right.high < *out.high || right.high_is_open);
  }
  return out;
}

Range scaled(const Range& range, const Number& factor) {
  if (factor.is_zero()) return point(Number(0));
  Range out = range;
  if (range.low) out.low = *range.low * factor;
  if (range.high) out.high = *range.high * factor;
  if (factor.sign() < 0) {
    std::swap(out.low, out.high);
    std::swap(out.low_is_open, out.high_is_open);
  }
  return out;
}

/// Any number of times, none included.
Range repeated(const Range& range) {
  Range out = point(Number(0));
  if (!range.low || range.low->sign() < 0) out.low.reset();
  if (!range.high || range.high->sign() > 0) out.high.reset();
  return out;
}

bool is_surely_at_least_zero(const Range& range) { return range.low && range.low->sign() >= 0; }

Range product(const Range& left, const Range& right) {
  if (is_point(left)) return scaled(right, *left.low);
  if (is_point(right)) return scaled(left, *right.low);
  if (is_surely_at_least_zero(left) && is_surely_at_least_zero(right)) {
    Range out = Range{*left.low * *right.low, std::nullopt};
    if (left.high && right.high) out.high = *left.high * *right.high;
    return out;
  }
  if (!left.low || !left.high || !right.low || !right.high) return {};
  const Number corners[] = {*left.low * *right.low, *left.low * *right.high,
                            *left.high * *right.low, *left.high * *right.high};
  const auto [low, high] = std::ranges::minmax_element(corners);
  return Range{*low, *high};
}

/// Precondition of an answer that says anything: the divisor is known and not zero, or surely above
/// zero.
Range quotient(const Range& left, const Range& right) {
  if (is_point(right) && !right.low->is_zero()) {
    return scaled(left, *Number::divide(Number(1), *right.low));
  }
  const bool is_above_zero =
      right.low && (right.low->sign() > 0 || (right.low->is_zero() && right.low_is_open));
  if (!is_above_zero) return {};
  Range inverse = not_below_zero();
  inverse.low_is_open = true;
  if (right.low->sign() > 0) inverse.high = Number::divide(Number(1), *right.low);
  if (right.high) inverse.low = *Number::divide(Number(1), *right.high);
  return product(left, inverse);
}

Truth decide(Comparator op, const Range& left, const Range& right) {
  const bool never_above = left.high && right.low && *left.high <= *right.low;
  const bool low_is_open = left.low_is_open || right.high_is_open;
  const bool high_is_open = left.high_is_open || right.low_is_open;
  const bool surely_above = left.low && right.high &&
                            (*left.low > *right.high || (*left.low == *right.high && low_is_open));
  const bool never_below = left.low && right.high && *left.low >= *right.high;
  const bool surely_below = left.high && right.low &&
                            (*left.high < *right.low || (*left.high == *right.low && high_is_open));
  const bool same = is_point(left) && is_point(right) && *left.low == *right.low;
  const auto answer = [](bool is_true, bool is_false) {
    if (is_true) return Truth::kTrue;
    return is_false ? Truth::kFalse : Truth::kUnknown;
  };
  switch (op) {
    case Comparator::kEqual:
      return answer(same, surely_above || surely_below);
    case Comparator::kNotEqual:
      return answer(surely_above || surely_below, same);
    case Comparator::kAtMost:
      return answer(never_above, surely_above);
    case Comparator::kAtLeast:
      return answer(never_below, surely_below);
    case Comparator::kMoreThan:
      return answer(surely_above, never_above);
    case Comparator::kLessThan:
      return answer(surely_below, never_below);
  }
  return Truth::kUnknown;
}

Truth of_order(Comparator op, std::partial_ordering order) {
  if (order == std::partial_ordering::unordered) return Truth::kUnknown;
  switch (op) {
    case Comparator::kEqual:
      return truth_of(order == 0);
    case Comparator::kNotEqual:
      return truth_of(order != 0);
    case Comparator::kAtMost:
      return truth_of(order <= 0);
    case Comparator::kAtLeast:
      return truth_of(order >= 0);
    case Comparator::kMoreThan:
      return truth_of(order > 0);
    case Comparator::kLessThan:
      return truth_of(order < 0);
  }
  return Truth::kUnknown;
}

Comparator mirrored(Comparator op) {
  switch (op) {
    case Comparator::kAtMost:
      return Comparator::kAtLeast;
    case Comparator::kAtLeast:
      return Comparator::kAtMost;
    case Comparator::kMoreThan:
      return Comparator::kLessThan;
    case Comparator::kLessThan:
      return Comparator::kMoreThan;
    case Comparator::kEqual:
    case Comparator::kNotEqual:
      return op;
  }
  return op;
}

bool is_numeric(TypeKind kind) {
  return kind == TypeKind::kNumber || kind == TypeKind::kPercentage || kind == TypeKind::kMoney;
}

bool is_count_or_sum(const node::Content& content) {
  const auto* aggregate = std::get_if<node::Aggregate>(&content);
  return aggregate != nullptr &&
         (aggregate->fold == node::Fold::kCount || aggregate->fold == node::Fold::kSum);
}

bool is_sum(const node::Content& content) {
  const auto* aggregate = std::get_if<node::Aggregate>(&content);
  return aggregate != nullptr && aggregate->fold == node::Fold::kSum;
}

}  // namespace

void Expressions::note_landmarks(const Value& left, const Value& right) {
  if (is_known(left) == is_known(right)) return;
  match(
      is_known(left) ? left : right,
      [&](const Number& number) { reads_.landmarks.emplace_back(number); },
      [&](Date date) { reads_.landmarks.emplace_back(date); },
      [&](const Purse& purse) {
        for (const auto& [currency, amount] : purse) {
          reads_.landmarks.emplace_back(Money{amount, currency});
        }
      },
      [&](const Duration& duration) { reads_.landmarks.emplace_back(duration); },
      [](const auto&) {});
}

/// The one currency of all amounts but zeros; absent where there are two, or no amount at all.
std::optional<Currency> Expressions::common_currency(const Purse& left, const Purse& right) {
  std::set<Currency> currencies;
  for (const Purse* purse : {&left, &right}) {
    for (const auto& [currency, amount] : *purse) {
      if (!amount.is_zero()) currencies.insert(currency);
    }
  }
  if (currencies.size() != 1) return std::nullopt;
  return *currencies.begin();
}

std::set<Currency> Expressions::currencies_in(const FactTree& fact) {
  if (const Money* money = std::get_if<Money>(&fact.scalar)) return {money->currency};
  std::set<Currency> currencies;
  for (const FactTree& child : fact.children) currencies.merge(currencies_in(child));
  return currencies;
}

Truth Expressions::comparison(const node::Compare& node, Frame& frame) {
  if (is_numeric(kind_of(node.left))) {
    return number_comparison(node, frame, node.currency.value_or(euro()));
  }
  const Value left = value(node.left, frame);
  const Value right = value(node.right, frame);
  note_landmarks(left, right);
  if (!is_known(left) || !is_known(right)) return Truth::kUnknown;
  if (const Date* date = std::get_if<Date>(&left)) {
    return of_order(node.op, *date <=> std::get<Date>(right));
  }
  if (const Duration* duration = std::get_if<Duration>(&left)) {
    return of_order(node.op, *duration <=> std::get<Duration>(right));
  }
  const bool same = match(
      left, [](const ListValue&) { return false; }, [](const RecordAt&) { return false; },
      [&]<class T>(const T& known) { return known == std::get<T>(right); });
  return truth_of(same == (node.op == Comparator::kEqual));
}

Truth Expressions::number_comparison(const node::Compare& node, Frame& frame, Currency currency) {
  const Value left_value = value(node.left, frame);
  const Value right_value = value(node.right, frame);
  note_landmarks(left_value, right_value);
  const bool wants_one = node.op == Comparator::kEqual || node.op == Comparator::kNotEqual;
  if (wants_one && !(is_known(left_value) && is_known(right_value))) {
    reads_.wanted_one_number = true;
  }
  if (!is_known(left_value) && !is_known(right_value)) {
    for (const NodeId side : {node.left, node.right}) {
      const Place place = resolve(side, frame);
      const auto* division =
          std::get_if<node::Arithmetic>(&(*setting_.program)[place.node].content);
      if (division != nullptr && division->op == node::Operation::kDivide) {
        reads_.wanted_ratio_bound = true;
      }
    }
  }
  if (setting_.bounds == Bounds::kMost) {
    const Purse* left_purse = std::get_if<Purse>(&left_value);
    const Purse* right_purse = std::get_if<Purse>(&right_value);
    if (left_purse != nullptr && right_purse != nullptr) {
      currency = common_currency(*left_purse, *right_purse).value_or(currency);
    }
  }
  const auto in = [&](Currency target) {
    return comparison_of(node, frame, target,
                         {plain_number(left_value, target), plain_number(right_value, target)});
  };
  Truth answer = in(currency);
  if (setting_.bounds != Bounds::kMost) return answer;
  // Amounts that are all in one currency need no rate, whichever it is.
  for (const Currency other : currencies_in(tree())) {
    if (answer == Truth::kUnknown) answer = in(other);
  }
  // What is taken from itself leaves nothing, whatever it is.
  const bool is_same = resolve(node.left, frame).node == resolve(node.right, frame).node;
  if (answer == Truth::kUnknown && is_same) answer = of_order(node.op, Number() <=> Number());
  return answer;
}

Truth Expressions::comparison_of(const node::Compare& node, Frame& frame, Currency currency,
                                 const KnownSides& known) {
  const auto& [left, right] = known;
  if (left && right) return of_order(node.op, *left <=> *right);
  if (setting_.bounds == Bounds::kNone) return Truth::kUnknown;

  Truth answer = Truth::kUnknown;
  if (setting_.bounds == Bounds::kMost) {
    answer = decide(node.op, range(node.left, frame, currency), range(node.right, frame, currency));
  } else {
    const Place left_place = resolve(node.left, frame);
    const Place right_place = resolve(node.right, frame);
    const Program& program = *setting_.program;
    if (right && is_count_or_sum(program[left_place.node].content)) {
      answer = decide(node.op, range(node.left, frame, currency), point(*right));
    } else if (left && is_count_or_sum(program[right_place.node].content)) {
      answer = decide(node.op, point(*left), range(node.right, frame, currency));
    }
  }
  if (answer == Truth::kUnknown && right) {
    answer = ratio_comparison(node, frame, currency, Ratio::kLeft).value_or(Truth::kUnknown);
  }
  if (answer == Truth::kUnknown && left) {
    answer = ratio_comparison(node, frame, currency, Ratio::kRight).value_or(Truth::kUnknown);
  }
  return answer;
}

/// `sum / sum op bound` as `sum - bound * sum op 0`, element by element where both run over the
/// same elements. Absent where the comparison is not of that form.
std::optional<Truth> Expressions::ratio_comparison(const node::Compare& node, Frame& frame,
                                                   Currency currency, Ratio side) {
  const bool ratio_is_left = side == Ratio::kLeft;
  const Program& program = *setting_.program;
  Place ratio = resolve(ratio_is_left ? node.left : node.right, frame);
  const auto* division = std::get_if<node::Arithmetic>(&program[ratio.node].content);
  if (division == nullptr || division->op != node::Operation::kDivide) return std::nullopt;
  Place above = resolve(division->left, ratio.frame);
  Place below = resolve(division->right, ratio.frame);
  if (!is_sum(program[above.node].content) || !is_sum(program[below.node].content)) {
    return std::nullopt;
  }
  const Number bound = std::get<Number>(value(ratio_is_left ? node.right : node.left, frame));
  const Range denominator = range(below.node, below.frame, currency);
  if (!denominator.low || denominator.low->sign() <= 0) {
    reads_.wanted_ratio_bound = true;
    return Truth::kUnknown;
  }

  const auto& above_node = std::get<node::Aggregate>(program[above.node].content);
  const auto& below_node = std::get<node::Aggregate>(program[below.node].content);
  const ListValue above_list = list(above_node.list, above.frame);
  const ListValue below_list = list(below_node.list, below.frame);
  const bool has_same_rest = setting_.bounds == Bounds::kMost &&
                             above_list.is_open == below_list.is_open &&
                             above_list.unknown_parts == below_list.unknown_parts;
  const bool runs_together = (has_same_rest || (!above_list.is_open && !below_list.is_open)) &&
                             std::ranges::equal(above_list.elements, below_list.elements, {},
                                                &Element::place, &Element::place);
  Element some_element = unknown_element(above_node.list);
  some_element.is_there = Truth::kTrue;
  Range linear = point(Number(0));
  if (!runs_together) {
    linear = sum_of(range(above.node, above.frame, currency), scaled(denominator, -bound));
  } else {
    const auto term = [&](const node::Aggregate& sum, Frame& sum_frame, const Element& element) {
      const Truth is_member = enter(sum, element, sum_frame);
      const std::optional<Path> place =
          sum.element.is_present() ? fact_place(sum.element, sum_frame) : element.place;
      return std::tuple(is_member, summand_range(sum, element, sum_frame, currency), place);
    };
    const auto contribution = [&](const Element& element) {
      const auto [in_above, above_range, above_fact] = term(above_node, above.frame, element);
      const auto [in_below, below_range, below_fact] = term(below_node, below.frame, element);
      const bool is_one_fact = above_fact && below_fact && *above_fact == *below_fact;
      std::optional<Range> element_hull;
      for (const int counts_above : {0, 1}) {
        if (in_above != Truth::kUnknown && (in_above == Truth::kTrue) != (counts_above == 1))
          continue;
        for (const int counts_below : {0, 1}) {
          if (in_below != Truth::kUnknown && (in_below == Truth::kTrue) != (counts_below == 1))
            continue;
          const Range part =
              is_one_fact ? scaled(above_range, Number(counts_above) - bound * Number(counts_below))
                          : sum_of(scaled(above_range, Number(counts_above)),
                                   scaled(below_range, -bound * Number(counts_below)));
          element_hull = element_hull ? hull(*element_hull, part) : part;
        }
      }
      return element_hull.value();
    };
    for (const Element& element : above_list.elements) {
      linear = sum_of(linear, contribution(element));
    }
    if (above_list.is_open) linear = sum_of(linear, repeated(contribution(some_element)));
  }
  return decide(ratio_is_left ? node.op : mirrored(node.op), linear, point(Number(0)));
}

// ---- ranges
// --------------------------------------------------------------------------------------

Range Expressions::unknown_range(TypeKind kind, bool is_plain_fact) const {
  if (!is_plain_fact) return {};
  if (kind == TypeKind::kMoney) return not_below_zero();
  if (kind == TypeKind::kPercentage && setting_.bounds == Bounds::kMost) return not_below_zero();
  return {};
}

Range Expressions::purse_range(const Purse& purse, Currency currency) {
  Range total = point(Number(0));
  for (const auto& [from, amount] : purse) {
    const std::optional<Number> known =
        from == currency ? std::optional(Number(1)) : exchange_rate(from, currency);
    Range without_rate = not_below_zero();
    without_rate.low_is_open = setting_.bounds == Bounds::kMost;
    total = sum_of(total, known ? point(amount * *known) : scaled(without_rate, amount));
  }
  return total;
}

/// What `element`, for which the frame is set, brings into the aggregate if it is counted.
Range Expressions::summand_range(const node::Aggregate& node, const Element& element, Frame& frame,
                                 Currency currency) {
  const Value known = node.element.is_present() ? value(node.element, frame) : element.value;
  if (const Number* number = std::get_if<Number>(&known)) return point(*number);
  if (const Purse* purse = std::get_if<Purse>(&known)) return purse_range(*purse, currency);
  if (!node.element.is_present()) {
    const Type& list_type = type_of(node.list);
    return unknown_range(setting_.program->vocabulary.type(list_type.element).kind, true);
  }
  if (setting_.bounds == Bounds::kMost) return range(node.element, frame, currency);
  return unknown_range(kind_of(node.element), fact_place(node.element, frame).has_value());
}

Range Expressions::range(NodeId id, Frame& frame, Currency currency) {
  const Value known = value(id, frame);
  if (const Number* number = std::get_if<Number>(&known)) return point(*number);
  if (const Purse* purse = std::get_if<Purse>(&known)) return purse_range(*purse, currency);
  Place place = resolve(id, frame);
  const node::Content& content = (*setting_.program)[place.node].content;
  if (const auto* aggregate = std::get_if<node::Aggregate>(&content)) {
    return aggregate_range(*aggregate, place.frame, currency);
  }
  if (setting_.bounds == Bounds::kLeast) return {};
  if (const auto* operation = std::get_if<node::Arithmetic>(&content)) {
    return arithmetic_range(*operation, place.frame, currency);
  }
  if (const auto* negate = std::get_if<node::Negate>(&content)) {
    return scaled(range(negate->operand, place.frame, currency), Number(-1));
  }
  if (const auto* conditional = std::get_if<node::Conditional>(&content)) {
    const Truth condition = truth(conditional->condition, place.frame);
    const Range then = range(conditional->then, place.frame, currency);
    const Range otherwise = range(conditional->otherwise, place.frame, currency);
    if (condition == Truth::kUnknown) return hull(then, otherwise);
    return condition == Truth::kTrue ? then : otherwise;
  }
  if (const auto* otherwise = std::get_if<node::Otherwise>(&content)) {
    return range(otherwise->fallback, place.frame, currency);  // the first one was not filed
  }
  return unknown_range(kind_of(place.node), fact_place(place.node, place.frame).has_value());
}

Range Expressions::arithmetic_range(const node::Arithmetic& node, Frame& frame, Currency currency) {
  const TypeKind left_kind = kind_of(node.left);
  if (!is_numeric(left_kind) || !is_numeric(kind_of(node.right))) return {};
  const Range left = range(node.left, frame, currency);
  const Range right = range(node.right, frame, currency);
  switch (node.op) {
    case node::Operation::kAdd:
      return sum_of(left, right);
    case node::Operation::kSubtract:
      return sum_of(left, scaled(right, Number(-1)));
    case node::Operation::kMultiply:
      return product(left, right);
    case node::Operation::kDivide:
      return quotient(left, right);
  }
  return {};
}

Range Expressions::aggregate_range(const node::Aggregate& content, Frame& frame,
                                   Currency currency) {
  if (content.fold == node::Fold::kCount) {
    return count_range(content, frame);
  }
  const bool is_extreme = content.fold == node::Fold::kMin || content.fold == node::Fold::kMax;
  if (content.fold != node::Fold::kSum && !is_extreme) return {};
  if (is_extreme && setting_.bounds == Bounds::kLeast) return {};

  const ListValue all = list(content.list, frame);
  Range total = point(Number(0));
  std::optional<Range> among_all;
  std::optional<Range> among_sure;
  const auto contribution = [&](const Element& element) {
    const Truth is_member = enter(content, element, frame);
    if (is_member == Truth::kFalse) return;
    const Range part = summand_range(content, element, frame, currency);
    among_all = among_all ? hull(*among_all, part) : part;
    if (is_member == Truth::kTrue) {
      // The smallest of the upper ends bounds a minimum, the largest of the lower ends a maximum.
      if (!among_sure) among_sure = part;
      if (part.high && (!among_sure->high || *part.high < *among_sure->high))
        among_sure->high = part.high;
      if (part.low && (!among_sure->low || *part.low > *among_sure->low))
        among_sure->low = part.low;
    }
    total = sum_of(total, is_member == Truth::kTrue ? part : hull(part, point(Number(0))));
  };
  for (const Element& element : all.elements) contribution(element);
  if (all.is_open) {
    // Any number of elements of which nothing is known.
    const Range before = total;
    const Element some_element = unknown_element(content.list);
    if (setting_.bounds == Bounds::kMost) {
      contribution(some_element);
    } else if (may_select_more(content, frame)) {
      const bool is_fact = !content.element.is_present() || fact_place(content.element, frame);
      const Type& list_type = type_of(content.list);
      const TypeKind kind = content.element.is_present()
                                ? kind_of(content.element)
                                : setting_.program->vocabulary.type(list_type.element).kind;
      total = sum_of(total, unknown_range(kind, is_fact));
    }
    if (!before.low || !total.low || *total.low < *before.low) total.low.reset();
    if (!before.high || !total.high || *total.high > *before.high) total.high.reset();
  }
  if (!is_extreme) return total;
  if (!among_sure) return {};  // it may be empty, and then it has no value
  if (content.fold == node::Fold::kMin) return Range{among_all->low, among_sure->high};
  return Range{among_sure->low, among_all->high};
}

/// Whether an element of which nothing is known may count.
bool Expressions::may_select_more(const node::Aggregate& node, Frame& frame) {
  return enter(node, unknown_element(node.list), frame) != Truth::kFalse;
}

Range Expressions::count_range(const node::Aggregate& node, Frame& frame) {
  const ListValue members = selected(node, frame);
  const bool distinct = node.distinct;
  const NodeId element = node.element;
  std::int64_t sure = 0;
  std::int64_t most = 0;
  bool has_sure_unknown = false;
  if (distinct) {
    ListValue known_members;
    for (const Element& member : members.elements) {
      if (is_known(member.value)) {
        known_members.elements.push_back(member);
      } else {
        ++most;
        has_sure_unknown |= member.is_there == Truth::kTrue;
      }
    }
    for (const Element& member : without_repetition(known_members).elements) {
      ++most;
      if (member.is_there == Truth::kTrue) ++sure;
    }
    if (sure == 0 && has_sure_unknown) sure = 1;
  } else {
    most = static_cast<std::int64_t>(members.elements.size());
    sure = std::ranges::count(members.elements, Truth::kTrue, &Element::is_there);
  }
  Range out{Number(sure), std::nullopt};
  if (!members.is_open || !may_select_more(node, frame)) out.high = Number(most);
  if (distinct && setting_.bounds == Bounds::kMost && element.is_present()) {
    std::optional<std::int64_t> names;
    if (kind_of(element) == TypeKind::kBoolean) names = 2;
    if (kind_of(element) == TypeKind::kEnum) {
      names = static_cast<std::int64_t>(
          setting_.program->vocabulary.enumeration(type_of(element).enumeration).values.size());
    }
    if (names && (!out.high || *out.high > Number(*names))) out.high = Number(*names);
  }
  return out;
}

}  // namespace probity::reference
