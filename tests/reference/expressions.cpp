#include "tests/reference/expressions.h"

#include <algorithm>
#include <utility>

#include "support/match.h"
#include "tests/reference/operations.h"
#include "values/rounding.h"

namespace probity::reference {
bool Expressions::is_known(const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  const ListValue* list = std::get_if<ListValue>(&value);
  if (list == nullptr) return true;
  return !list->is_open && std::ranges::all_of(list->elements, [](const Element& element) {
    return element.is_there == Truth::kTrue;
  });
}

const Type& Expressions::type_of(NodeId node) const {
  return setting_.program->vocabulary.type((*setting_.program)[node].type);
}

Truth Expressions::truth(NodeId node, Frame& frame) { return truth_of_value(value(node, frame)); }

Value Expressions::value(NodeId id, Frame& frame) {
  const Program& program = *setting_.program;
  return match(
      program[id].content,
      [&](const node::Unknown&) -> Value {
        const TypeKind kind = kind_of(id);
        if (kind == TypeKind::kList || kind == TypeKind::kSet) return unknown_list();
        return std::monostate{};
      },
      [](const node::Literal& literal) -> Value { return value_of(literal.value); },
      [](const node::Root&) -> Value { return RecordAt{}; },
      [&](const node::Variable& variable) -> Value {
        const Slot& slot = frame.at(variable.slot);
        if (slot.place && std::holds_alternative<std::monostate>(slot.value)) {
          ++reads_.uses[*slot.place];
        }
        return slot_value(slot, type_of(id));
      },
      [&](const node::Field& field_node) -> Value {
        return field(value(field_node.base, frame), field_node.field, type_of(field_node.base));
      },
      [&](const node::Not& negation) -> Value {
        return value_of(kleene_not(truth(negation.operand, frame)));
      },
      [&](const node::And& conjunction) -> Value {
        Truth all = Truth::kTrue;
        for (const NodeId operand : conjunction.operands) all = both(all, truth(operand, frame));
        return value_of(all);
      },
      [&](const node::Or& disjunction) -> Value {
        Truth any = Truth::kFalse;
        for (const NodeId operand : disjunction.operands)
          any = kleene_or(any, truth(operand, frame));
        return value_of(any);
      },
      [&](const node::Implies& implication) -> Value {
        const Truth left = truth(implication.left, frame);
        return value_of(kleene_implies(left, truth(implication.right, frame)));
      },
      [&](const node::Conditional& conditional) -> Value {
        const Truth condition = truth(conditional.condition, frame);
        Value then = value(conditional.then, frame);
        Value otherwise = value(conditional.otherwise, frame);
        if (condition == Truth::kTrue) return then;
        if (condition == Truth::kFalse) return otherwise;
        if (std::holds_alternative<ListValue>(then)) return unknown_list();
        // Strong Kleene where it is a truth; of other values the text does not say so.
        const bool is_truth = std::holds_alternative<bool>(then);
        const bool looks_further = is_truth || setting_.bounds == Bounds::kMost;
        if (looks_further && equal(then, otherwise) == Truth::kTrue) return then;
        return std::monostate{};
      },
      [&](const node::Compare& compare) -> Value { return value_of(comparison(compare, frame)); },
      [&](const node::In& in) -> Value { return value_of(membership(in, frame)); },
      [&](const node::InGroup& in) -> Value { return value_of(group_membership(in, frame)); },
      [&](const node::Known& is_known_node) -> Value {
        return value_of(known(is_known_node.operand, frame));
      },
      [&](const node::Otherwise& otherwise) -> Value {
        const std::optional<Value> filed = filed_value(otherwise.value, frame);
        Value fallback = value(otherwise.fallback, frame);
        if (!filed) return is_list(type_of(id)) ? Value(unknown_list()) : Value();
        return is_known(*filed) ? *filed : fallback;
      },
      [&](const node::Arithmetic& operation) -> Value { return arithmetic(operation, frame); },
      [&](const node::Negate& negate) -> Value {
        const Value operand = value(negate.operand, frame);
        if (const Number* number = std::get_if<Number>(&operand)) return -*number;
        if (const Purse* purse = std::get_if<Purse>(&operand)) return scaled(*purse, Number(-1));
        return std::monostate{};
      },
      [&](const node::Concatenate& node) -> Value {
        return concatenate(list(node.left, frame), list(node.right, frame));
      },
      [&](const node::Quantifier& quantified) -> Value {
        return value_of(quantifier(quantified, frame));
      },
      [&](const node::Aggregate& aggregated) -> Value { return aggregate(id, aggregated, frame); },
      [&](const node::Distinct& distinct) -> Value {
        return without_repetition(list(distinct.list, frame));
      },
      [&](const node::ListOf& literal) -> Value {
        ListValue out;
        for (const NodeId element : literal.elements) {
          out.elements.push_back(Element{value(element, frame), Truth::kTrue, {}});
        }
        return out;
      },
      [&](const node::ParameterUse& use) -> Value { return parameter_value(use.parameter); },
      [&](const node::ReadingTest& test) -> Value {
        return setting_.readings.at(test.interpretation.index()) == test.reading;
      },
      [&](const node::Call& call_node) -> Value { return call(call_node, frame); },
      [&](const node::Table& table) -> Value {
        // Every row that may match; all of them have to agree.
        std::vector<Value> results;
        for (std::size_t row = 0; row < table.conditions.size(); ++row) {
          const Truth condition = truth(table.conditions[row], frame);
          Value result = value(table.results[row], frame);
          if (condition == Truth::kTrue) return result;
          if (condition == Truth::kUnknown) results.push_back(std::move(result));
        }
        const bool do_agree = std::all_of(results.begin(), results.end(), [&](const Value& result) {
          return equal(result, results.front()) == Truth::kTrue;
        });
        return do_agree && !results.empty() ? results.front() : std::monostate{};
      },
      [&](const node::Round& round) -> Value {
        const Value operand = value(round.value, frame);
        if (const Number* number = std::get_if<Number>(&operand)) {
          return rounded(*number, round.places, round.mode).value();
        }
        if (const Purse* purse = std::get_if<Purse>(&operand)) {
          Purse out;
          for (const auto& [currency, amount] : *purse) {
            out[currency] = rounded(amount, round.places, round.mode).value();
          }
          return out;
        }
        return std::monostate{};
      });
}

// ---- facts
// ---------------------------------------------------------------------------------------

Value Expressions::read(const Path& path, const Type& type) {
  const FactTree& fact = fact_at(tree(), path);
  if (as_filed_) reads_.asked_as_filed.insert(path);
  if (!path.empty() && path.front() == kNowhere) met_nowhere_ = true;
  if (type.kind == TypeKind::kRecord) return RecordAt{path};
  if (type.kind == TypeKind::kList || type.kind == TypeKind::kSet) {
    ListValue list;
    list.is_open = !fact.is_known();
    if (list.is_open) {
      ++reads_.uses[path];
      list.unknown_parts.push_back(path);
      if (!as_filed_) reads_.unknown.insert(path);
      return list;
    }
    const Type& element_type = setting_.program->vocabulary.type(type.element);
    for (std::uint32_t index = 0; index < fact.children.size(); ++index) {
      Path place = path;
      place.push_back(index);
      list.elements.push_back(Element{read(place, element_type), Truth::kTrue, place});
    }
    return list;
  }
  if (fact.kind == FactTree::Kind::kScalar) return value_of(fact.scalar);
  ++reads_.uses[path];
  if (!as_filed_) reads_.unknown.insert(path);
  return std::monostate{};
}

Value Expressions::slot_value(const Slot& slot, const Type& type) {
  if (as_filed_ && slot.place) return read(*slot.place, type);
  return slot.value;
}

Value Expressions::field(const Value& base, std::uint32_t index, const Type& base_type) {
  const Vocabulary& vocabulary = setting_.program->vocabulary;
  const bool maps = base_type.kind == TypeKind::kList || base_type.kind == TypeKind::kSet;
  const Type& record_type = maps ? vocabulary.type(base_type.element) : base_type;
  const Type& type = vocabulary.type(vocabulary.record(record_type.record).fields[index].type);
  const bool is_list = type.kind == TypeKind::kList || type.kind == TypeKind::kSet;
  if (const RecordAt* record = std::get_if<RecordAt>(&base)) {
    Path path = record->path;
    path.push_back(index);
    return read(path, type);
  }
  const ListValue* records = std::get_if<ListValue>(&base);
  if (records == nullptr) {
    if (is_list) return unknown_list();
    return std::monostate{};
  }
  ListValue joined;
  joined.is_open = records->is_open;
  joined.unknown_parts = records->unknown_parts;
  for (const Element& element : records->elements) {
    const Value part = field(element.value, index, record_type);
    if (const ListValue* inner = std::get_if<ListValue>(&part)) {
      joined.is_open |= inner->is_open;
      for (Element each : inner->elements) {
        each.is_there = both(each.is_there, element.is_there);
        joined.elements.push_back(std::move(each));
      }
      joined.unknown_parts.insert(joined.unknown_parts.end(), inner->unknown_parts.begin(),
                                  inner->unknown_parts.end());
    } else {
      Path place = std::get<RecordAt>(element.value).path;
      place.push_back(index);
      joined.elements.push_back(Element{part, element.is_there, place});
    }
  }
  return joined;
}

/// What the dossier as filed says; absent where it is asked of an element that nobody gave: whether
/// such a one has the fact is as unknown as the element.
std::optional<Value> Expressions::filed_value(NodeId node, Frame& frame) {
  const bool was_filed = std::exchange(as_filed_, true);
  const bool had_met = std::exchange(met_nowhere_, false);
  Value filed = value(node, frame);
  as_filed_ = was_filed;
  const bool has_met = std::exchange(met_nowhere_, had_met);
  if (has_met) return std::nullopt;
  return filed;
}

Truth Expressions::known(NodeId operand, Frame& frame) {
  const std::optional<Value> filed = filed_value(operand, frame);
  if (!filed) return Truth::kUnknown;
  if (const RecordAt* record = std::get_if<RecordAt>(&*filed)) {
    if (!record->path.empty() && record->path.front() == kNowhere) return Truth::kUnknown;
    reads_.asked_as_filed.insert(record->path);
    return truth_of(fact_at(*setting_.filed, record->path).is_known());
  }
  return truth_of(is_known(*filed));
}

Value Expressions::parameter_value(ParameterId parameter) {
  if (!setting_.reference_date) return std::monostate{};
  for (const DatedConstant& dated : (*setting_.program)[parameter].values) {
    if (dated.window.contains(*setting_.reference_date)) return value_of(dated.value);
  }
  return std::monostate{};
}

Expressions::Place Expressions::resolve(NodeId node, Frame& frame) {
  Place place{node, frame};
  while (const auto* call_node =
             std::get_if<node::Call>(&(*setting_.program)[place.node].content)) {
    Frame inner(setting_.program->frame_size);
    for (std::size_t index = 0; index < call_node->arguments.size(); ++index) {
      const NodeId argument = call_node->arguments[index];
      inner.at(index) = Slot{value(argument, place.frame), fact_place(argument, place.frame)};
    }
    place = Place{(*setting_.program)[call_node->definition].body, std::move(inner)};
  }
  return place;
}

Value Expressions::call(const node::Call& call_node, Frame& frame) {
  Frame inner(setting_.program->frame_size);
  for (std::size_t index = 0; index < call_node.arguments.size(); ++index) {
    const NodeId argument = call_node.arguments[index];
    inner.at(index) = Slot{value(argument, frame), fact_place(argument, frame)};
  }
  return value((*setting_.program)[call_node.definition].body, inner);
}

std::optional<Path> Expressions::fact_place(NodeId node, Frame& frame) {
  const node::Content& content = (*setting_.program)[node].content;
  if (const auto* variable = std::get_if<node::Variable>(&content)) {
    return frame.at(variable->slot).place;
  }
  const auto* access = std::get_if<node::Field>(&content);
  if (access == nullptr) return std::nullopt;
  const Value base = value(access->base, frame);
  const RecordAt* record = std::get_if<RecordAt>(&base);
  if (record == nullptr) return std::nullopt;
  Path path = record->path;
  path.push_back(access->field);
  return path;
}

// ---- truths
// --------------------------------------------------------------------------------------

Truth Expressions::quantifier(const node::Quantifier& node, Frame& frame) {
  const ListValue elements = list(node.list, frame);
  Truth some = Truth::kFalse;
  Truth every = Truth::kTrue;
  for (const Element& element : elements.elements) {
    frame.at(node.slot) = Slot{element.value, element.place};
    const Truth body = truth(node.body, frame);
    some = kleene_or(some, both(element.is_there, body));
    every = both(every, kleene_implies(element.is_there, body));
  }
  if (elements.is_open) {
    some = kleene_or(some, Truth::kUnknown);
    every = both(every, Truth::kUnknown);
    // What an element of which nothing is known would ask about, for Reads alone.
    const Element some_element = unknown_element(node.list);
    frame.at(node.slot) = Slot{some_element.value, some_element.place};
    (void)truth(node.body, frame);
  }
  switch (node.kind) {
    case node::Quantity::kSome:
      return some;
    case node::Quantity::kEvery:
      return every;
    case node::Quantity::kNo:
      return kleene_not(some);
  }
  return Truth::kUnknown;
}

Truth Expressions::membership(const node::In& node, Frame& frame) {
  const Value element = value(node.element, frame);
  const ListValue set = list(node.set, frame);
  Truth any = set.is_open ? Truth::kUnknown : Truth::kFalse;
  // "Comparisons with an unknown operand are unknown", unless there is nothing to compare with.
  if (!is_known(element) && setting_.bounds == Bounds::kLeast) any = Truth::kUnknown;
  for (const Element& other : set.elements) {
    any = kleene_or(any, both(other.is_there, equal(element, other.value)));
  }
  return node.negated ? kleene_not(any) : any;
}

Truth Expressions::group_membership(const node::InGroup& node, Frame& frame) {
  const Value element = value(node.element, frame);
  std::optional<Date> day = setting_.reference_date;
  if (node.on.is_present()) {
    const Value on = value(node.on, frame);
    day.reset();
    if (const Date* known_day = std::get_if<Date>(&on)) day = *known_day;
  }
  const Country* country = std::get_if<Country>(&element);
  if (country == nullptr || !day) return Truth::kUnknown;
  return truth_of(group_contains(node.group, *country, *day) != node.negated);
}

bool Expressions::group_contains(GroupId group, Country country, Date day) const {
  bool is_member = false;
  for (const GroupTerm& term : (*setting_.program)[group].terms) {
    if (term.condition &&
        setting_.readings.at(term.condition->interpretation.index()) != term.condition->reading) {
      continue;
    }
    const bool is_in_term = term.group.is_present()
                                ? group_contains(term.group, country, day)
                                : std::ranges::any_of(term.members, [&](const GroupMember& member) {
                                    return member.country == country && member.window.contains(day);
                                  });
    if (is_in_term) is_member = !term.subtracted;
  }
  return is_member;
}

}  // namespace probity::reference
