// Lists, sets, quantifiers and aggregates of the machine. An open list may have more elements than
// are known: "some" can still become true, "every" can still become false.
#include <algorithm>
#include <array>

#include "evaluate/machine.h"
#include "support/match.h"

namespace probity {

namespace {

using node::Fold;
using node::Quantity;

/// What the elements of a comprehension came to.
struct Selected {
  std::vector<Value> values;     ///< of the elements that surely belong, known values only
  std::vector<CauseId> unknown;  ///< of membership, of values, and of the rest of an open list
  std::size_t count = 0;         ///< elements that surely belong
};

bool contains_value(const std::vector<Value>& values, const Value& value) {
  return std::ranges::any_of(values, [&](const Value& other) { return are_equal(other, value); });
}

}  // namespace

Value Machine::evaluate_in(const node::In& in) {
  const Value element = evaluate(in.element);
  const ListId set = list(in.set);
  const auto answer = [&](bool found) -> Value { return found != in.negated; };
  std::vector<CauseId> open = (*this)[set].open;
  const std::size_t size = (*this)[set].size();
  if (size == 0 && open.empty()) return answer(false);
  if (is_unknown(element)) {
    // It may be any of the members, each with the facts that this member lacks.
    const CauseId wanted = std::get<Unknown>(element).cause;
    std::vector<CauseId> matches;
    bool has_known_member = false;
    for (std::size_t i = 0; i < size; ++i) {
      const CauseId member = cause_of(*this, at({set, i}));
      has_known_member = has_known_member || !member.is_present();
      if (member.is_present()) matches.push_back(causes_.all(wanted, member));
    }
    for (const CauseId rest : open) matches.push_back(causes_.all(wanted, rest));
    if (has_known_member) matches.push_back(wanted);
    const CauseId could_be = causes_.disjunction(matches);
    return Unknown{in.negated ? causes_.negation(could_be) : could_be};
  }
  for (std::size_t i = 0; i < size; ++i) {
    const Value member = at({set, i});
    if (is_unknown(member)) {
      open.push_back(std::get<Unknown>(member).cause);
      continue;
    }
    const Tested same = is_same(member, element);
    if (same.truth == Truth::kTrue) return answer(true);
    if (same.truth == Truth::kUnknown) open.push_back(same.cause);
  }
  if (open.empty()) return answer(false);
  const CauseId could_be = causes_.disjunction(open);
  return Unknown{in.negated ? causes_.negation(could_be) : could_be};
}

Value Machine::evaluate_in_group(const node::InGroup& in) {
  const Value element = evaluate(in.element);
  Value day = reference_date_ ? Value(*reference_date_)
                              : Value(Unknown{causes_.reason("there is no reference date")});
  if (in.on.is_present()) day = evaluate(in.on);
  if (is_unknown(element) || is_unknown(day)) {
    const CauseId cause = causes_.all(cause_of(*this, element), cause_of(*this, day));
    const bool has_members = is_unknown(day) || has_member(in.group, std::get<Date>(day));
    if (!has_members) return Unknown{causes_.only(cause, in.negated ? Goal::kTrue : Goal::kFalse)};
    if (is_unknown(element)) return Unknown{cause};
    const std::optional<bool> always = constant_membership(in.group, std::get<Country>(element));
    if (!always) return Unknown{cause};
    return Unknown{causes_.only(cause, *always != in.negated ? Goal::kTrue : Goal::kFalse)};
  }
  return contains(in.group, std::get<Country>(element), std::get<Date>(day)) != in.negated;
}

bool Machine::has_member(GroupId group, Date day) {
  const auto holds_one = [&](const auto& self, GroupId id) -> bool {
    return std::ranges::any_of(program_[id].terms, [&](const GroupTerm& term) {
      return (term.group.is_present() && self(self, term.group)) ||
             std::ranges::any_of(term.members, [&](const GroupMember& member) {
               return contains(group, member.country, day);
             });
    });
  };
  return holds_one(holds_one, group);
}

Value Machine::unknown_element(TypeId list_type, CauseId rest) {
  const TypeId element_type = program_.vocabulary.type(list_type).element;
  if (!element_type.is_present()) return Unknown{rest, true};
  const Type& element = program_.vocabulary.type(element_type);
  if (element.kind != TypeKind::kRecord) return Unknown{rest, true};
  std::vector<MissingFact> facts;
  causes_.collect(rest, facts);
  if (facts.empty()) return Unknown{rest, true};
  return RecordValue{element.record, InstanceId{}, facts.front().path, true};
}

CauseId Machine::behind(CauseId rest, const Tested& body, Goal when_empty, Emptiness emptiness) {
  if (body.truth != Truth::kUnknown) {
    const bool is_as_empty = (when_empty == Goal::kTrue) == (body.truth == Truth::kTrue);
    return is_as_empty && when_empty != Goal::kKnown ? causes_.only(rest, when_empty) : rest;
  }
  std::vector<MissingFact> lists;
  std::vector<MissingFact> asked;
  causes_.collect(rest, lists);
  causes_.collect(body.cause, asked);
  FactSet inner;
  for (const MissingFact& fact : asked) {
    const bool is_inner = std::ranges::any_of(lists, [&](const MissingFact& list) {
      return fact.path == list.path || places_.is_below(fact.path, list.path);
    });
    if (is_inner) inner.push_back(fact.path);
  }
  std::ranges::sort(inner);
  return causes_.behind({.list = rest,
                         .body = body.cause,
                         .inner = std::move(inner),
                         .when_empty = when_empty,
                         .emptiness = emptiness});
}

std::optional<bool> Machine::constant_membership(GroupId group, Country country) {
  std::vector<Date> days{kFirstDate};
  const auto gather = [&](const auto& self, GroupId id) -> void {
    for (const GroupTerm& term : program_[id].terms) {
      if (term.group.is_present()) self(self, term.group);
      for (const GroupMember& member : term.members) {
        if (member.country != country) continue;
        if (member.window.from) days.push_back(*member.window.from);
        if (member.window.until) days.push_back(Date{member.window.until->days + 1});
      }
    }
  };
  gather(gather, group);
  const bool first = contains(group, country, days.front());
  const bool is_constant =
      std::ranges::all_of(days, [&](Date day) { return contains(group, country, day) == first; });
  return is_constant ? std::optional<bool>(first) : std::nullopt;
}

Value Machine::evaluate_quantifier(const node::Quantifier& quantifier) {
  const ListId elements = list(quantifier.list);
  // "every" is decided by a false element, "some" and "no" by a true one.
  const Truth decisive = quantifier.kind == Quantity::kEvery ? Truth::kFalse : Truth::kTrue;
  std::vector<CauseId> open;
  bool is_decided = false;
  for (std::size_t i = 0; i < (*this)[elements].size(); ++i) {
    slots_[frame_.base + quantifier.slot] = at({elements, i});
    const Tested tested = test(quantifier.body);
    is_decided = is_decided || tested.truth == decisive;
    if (tested.truth == Truth::kUnknown) open.push_back(tested.cause);
    if (is_decided && trace_ == nullptr) break;
  }
  if (is_decided) return quantifier.kind == Quantity::kSome;
  const std::vector<CauseId> rest = (*this)[elements].open;
  for (const CauseId cause : rest) {
    const TracePause pause(*this);
    slots_[frame_.base + quantifier.slot] = unknown_element(program_[quantifier.list].type, cause);
    const Goal when_empty = quantifier.kind == Quantity::kEvery ? Goal::kTrue : Goal::kFalse;
    open.push_back(behind(cause, test(quantifier.body), when_empty));
  }
  if (open.empty()) return quantifier.kind != Quantity::kSome;
  if (quantifier.kind == Quantity::kEvery) return Unknown{causes_.conjunction(open)};
  const CauseId some = causes_.disjunction(open);
  return Unknown{quantifier.kind == Quantity::kNo ? causes_.negation(some) : some};
}

Value Machine::evaluate_aggregate(const node::Aggregate& aggregate, const Node& at_node) {
  const ListId elements = list(aggregate.list);
  Selected selected;
  ListData built;  // of kList, in which an element that may belong leaves the list open
  for (std::size_t i = 0; i < (*this)[elements].size(); ++i) {
    Value element = at({elements, i});
    slots_[frame_.base + aggregate.slot] = element;
    if (aggregate.where.is_present()) {
      const Tested member = test(aggregate.where);
      if (member.truth == Truth::kFalse) continue;
      if (member.truth == Truth::kUnknown) {
        selected.unknown.push_back(member.cause);
        built.open.push_back(member.cause);
        continue;
      }
    }
    ++selected.count;
    if (aggregate.element.is_present()) element = evaluate(aggregate.element);
    const bool needs_value = aggregate.fold != Fold::kCount || aggregate.distinct;
    if (needs_value && is_unknown(element) && aggregate.fold != Fold::kList) {
      selected.unknown.push_back(std::get<Unknown>(element).cause);
    } else if (needs_value && !(aggregate.distinct && contains_value(selected.values, element))) {
      selected.values.push_back(std::move(element));
    }
  }
  const std::vector<CauseId> rest = (*this)[elements].open;
  for (const CauseId cause : rest) {
    const TracePause pause(*this);
    slots_[frame_.base + aggregate.slot] = unknown_element(program_[aggregate.list].type, cause);
    selected.unknown.push_back(
        aggregate.where.is_present() ? behind(cause, test(aggregate.where), Goal::kFalse) : cause);
  }
  if (aggregate.fold == Fold::kList) {
    built.open.insert(built.open.end(), rest.begin(), rest.end());
    built.values = std::move(selected.values);
    return add(std::move(built));
  }
  if (!selected.unknown.empty()) return unknown(at_node.type, causes_.all(selected.unknown));
  switch (aggregate.fold) {
    case Fold::kCount:
      return Number(
          static_cast<std::int64_t>(aggregate.distinct ? selected.values.size() : selected.count));
    case Fold::kSum:
      return sum_of(selected.values, at_node.type);
    case Fold::kMin:
    case Fold::kMax:
      return extreme_of(selected.values, aggregate.fold == Fold::kMax);
    case Fold::kThe:
      if (selected.count == 1) return selected.values[0];
      return unknown(at_node.type, causes_.reason(selected.count == 0 ? "no element matches"
                                                                      : "several elements match"));
    case Fold::kList:
      break;
  }
  return Unknown{};
}

Value Machine::sum_of(const std::vector<Value>& values, TypeId type) {
  if (program_.vocabulary.type(type).kind != TypeKind::kMoney) {
    Number total;
    for (const Value& value : values) total += std::get<Number>(value);
    return total;
  }
  MoneySum total;
  for (const Value& value : values) total = plus(std::move(total), std::get<MoneySum>(value));
  return total;
}

Value Machine::extreme_of(const std::vector<Value>& values, bool greatest) {
  if (values.empty()) return Unknown{causes_.reason("the list is empty")};
  const Value* best = nullptr;
  for (const Value& value : values) {
    const node::Compare compare{
        greatest ? node::Comparator::kMoreThan : node::Comparator::kLessThan, {}, {}, std::nullopt};
    if (best == nullptr) {
      best = &value;
      continue;
    }
    const Tested better = compare_known(compare, value, *best);
    if (better.truth == Truth::kUnknown) return Unknown{better.cause};
    if (better.truth == Truth::kTrue) best = &value;
  }
  return *best;
}

Value Machine::evaluate_distinct(const node::Distinct& distinct) {
  const ListId elements = list(distinct.list);
  ListData result;
  result.open = (*this)[elements].open;
  for (std::size_t i = 0; i < (*this)[elements].size(); ++i) {
    Value element = at({elements, i});
    if (is_unknown(element)) {
      result.open.push_back(std::get<Unknown>(element).cause);
    } else if (!contains_value(result.values, element)) {
      result.values.push_back(std::move(element));
    }
  }
  return add(std::move(result));
}

Value Machine::concatenate(const node::Concatenate& lists) {
  ListData result;
  for (const NodeId part : {lists.left, lists.right}) {
    const ListId elements = list(part);
    for (std::size_t i = 0; i < (*this)[elements].size(); ++i) {
      result.values.push_back(at({elements, i}));
    }
    const std::vector<CauseId>& open = (*this)[elements].open;
    result.open.insert(result.open.end(), open.begin(), open.end());
  }
  return add(std::move(result));
}

Value Machine::list_of(const node::ListOf& list) {
  ListData result;
  for (const NodeId element : list.elements) result.values.push_back(evaluate(element));
  return add(std::move(result));
}

}  // namespace probity
