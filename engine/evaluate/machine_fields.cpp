// Reading facts: fields of records, and fields over lists of records.
#include "evaluate/machine.h"
#include "evaluate/print.h"
#include "support/match.h"

namespace probity {

Value Machine::value_of(const Fact& fact, TypeId type, PathId place) {
  switch (fact.kind) {
    case FactKind::kUnknown: {
      const Type& expected = program_.vocabulary.type(type);
      if (expected.kind == TypeKind::kRecord) {
        return RecordValue{expected.record, InstanceId{}, place};
      }
      return unknown(type, causes_.fact(place));
    }
    case FactKind::kBoolean:
      return Facts::boolean(fact);
    case FactKind::kText:
      return facts_.text(fact);
    case FactKind::kNumber:
      return facts_.number(fact);
    case FactKind::kMoney:
      return MoneySum{{facts_.money(fact)}};
    case FactKind::kDate:
      return Facts::date(fact);
    case FactKind::kDuration:
      return facts_.duration(fact);
    case FactKind::kCountry:
      return facts_.country(fact);
    case FactKind::kSymbol:
      return Facts::symbol(fact);
    case FactKind::kRecord: {
      const Instance& instance = facts_.instance(Facts::record(fact));
      return RecordValue{instance.type, Facts::record(fact), instance.path};
    }
    case FactKind::kList: {
      ListData list;
      list.is_view = true;
      list.facts = facts_.elements(fact);
      list.element_type = program_.vocabulary.type(type).element;
      list.path = PathId(fact.third);
      return add(std::move(list));
    }
    case FactKind::kAnything:
      return true;
  }
  return Unknown{};
}

Value Machine::at(const ElementAt& element) {
  const ListData& list = lists_[element.list.index()];
  if (!list.is_view) return list.values[element.index];
  const Fact& fact = list.facts[element.index];
  const PathId place = fact.is_known()
                           ? PathId{}
                           : places_.element(list.path, static_cast<std::uint32_t>(element.index));
  return value_of(fact, list.element_type, place);
}

PathId Machine::path_of(const ElementAt& element) {
  const ListData& list = lists_[element.list.index()];
  if (list.is_view) return places_.element(list.path, static_cast<std::uint32_t>(element.index));
  const Value& value = list.values[element.index];
  if (const RecordValue* record = std::get_if<RecordValue>(&value)) return record->path;
  return {};
}

Value Machine::read_field(const RecordValue& record, std::uint32_t field) {
  const Field& declared = program_.vocabulary.record(record.type).fields[field];
  static const Fact kAbsent;
  const Fact& fact = record.instance.is_present() ? facts_.field(record.instance, field) : kAbsent;
  const bool needs_place = !fact.is_known() || trace_ != nullptr;
  const PathId place = needs_place ? places_.field(record.path, record.type, field) : PathId{};
  Value value = value_of(fact, declared.type, place);
  if (record.is_imagined) {
    if (auto* inner = std::get_if<RecordValue>(&value)) inner->is_imagined = true;
    if (auto* missing = std::get_if<Unknown>(&value)) missing->is_imagined = true;
  }
  if (trace_ != nullptr && !std::holds_alternative<RecordValue>(value)) {
    trace_->facts.push_back({places_.pointer(place), value_text(*this, value, declared.type).text});
  }
  return value;
}

Value Machine::map_field(const ListData& base, RecordId record, std::uint32_t field) {
  ListData result;
  result.open = base.open;
  const std::size_t count = base.size();
  const ListId self = add({});  // keeps `base` valid: a deque does not move its elements
  for (std::size_t i = 0; i < count; ++i) {
    Value element;
    if (base.is_view) {
      const Fact& fact = base.facts[i];
      element = value_of(
          fact, base.element_type,
          fact.is_known() ? PathId{} : places_.element(base.path, static_cast<std::uint32_t>(i)));
    } else {
      element = base.values[i];
    }
    Value value = match(
        element, [&](const RecordValue& known) { return read_field(known, field); },
        [&](const Unknown& missing) {
          return unknown(program_.vocabulary.record(record).fields[field].type, missing.cause);
        },
        [](const auto&) { return Value(Unknown{}); });
    if (const ListId* inner = std::get_if<ListId>(&value)) {
      const ListData& joined = lists_[inner->index()];
      for (std::size_t k = 0; k < joined.size(); ++k) result.values.push_back(at({*inner, k}));
      result.open.insert(result.open.end(), joined.open.begin(), joined.open.end());
    } else {
      result.values.push_back(std::move(value));
    }
  }
  lists_[self.index()] = std::move(result);
  return self;
}

Value Machine::evaluate_field(const node::Field& field, const Node& at) {
  const Value base = evaluate(field.base);
  return match(
      base, [&](const RecordValue& record) { return read_field(record, field.field); },
      [&](ListId list) {
        const Type& type = program_.vocabulary.type(program_[field.base].type);
        const RecordId record = program_.vocabulary.type(type.element).record;
        return map_field(lists_[list.index()], record, field.field);
      },
      [&](const Unknown& missing) { return unknown(at.type, missing.cause); },
      [](const auto&) { return Value(Unknown{}); });
}

}  // namespace probity
