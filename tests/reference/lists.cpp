// Lists: joining, selecting, folding.

#include <algorithm>
#include <optional>
#include <utility>

#include "tests/reference/expressions.h"
#include "tests/reference/operations.h"

namespace probity::reference {

// ---------------------------------------------------------------------------------------

ListValue Expressions::list(NodeId node, Frame& frame) {
  Value out = value(node, frame);
  if (auto* known = std::get_if<ListValue>(&out)) return std::move(*known);
  return unknown_list();
}

ListValue Expressions::concatenate(const ListValue& left, const ListValue& right) const {
  ListValue out = left;
  out.is_open |= right.is_open;
  out.elements.insert(out.elements.end(), right.elements.begin(), right.elements.end());
  out.unknown_parts.insert(out.unknown_parts.end(), right.unknown_parts.begin(),
                           right.unknown_parts.end());
  return out;
}

ListValue Expressions::without_repetition(const ListValue& list) const {
  ListValue out;
  out.is_open = list.is_open;
  out.unknown_parts = list.unknown_parts;
  for (const Element& element : list.elements) {
    if (!is_known(element.value)) {
      Element perhaps = element;
      if (list.elements.size() > 1) perhaps.is_there = Truth::kUnknown;
      out.elements.push_back(std::move(perhaps));
      continue;
    }
    const auto same = std::ranges::find_if(out.elements, [&](const Element& other) {
      return equal(other.value, element.value) == Truth::kTrue;
    });
    if (same == out.elements.end()) {
      out.elements.push_back(element);
    } else {
      same->is_there = kleene_or(same->is_there, element.is_there);
    }
  }
  return out;
}

/// Stands for the elements of a list that nobody gave.
Element Expressions::unknown_element(NodeId list_node) const {
  const Type& type = setting_.program->vocabulary.type(type_of(list_node).element);
  const Path nowhere{kNowhere};
  Value generic;
  if (type.kind == TypeKind::kRecord) generic = RecordAt{nowhere};
  return Element{generic, Truth::kUnknown, nowhere};
}

/// Puts `element` into the aggregate's slot and says whether it counts. Without `where` and
/// `element` there is no variable, and the slot belongs to somebody else.
Truth Expressions::enter(const node::Aggregate& node, const Element& element, Frame& frame) {
  if (node.where.is_present() || node.element.is_present()) {
    frame.at(node.slot) = Slot{element.value, element.place};
  }
  if (!node.where.is_present()) return element.is_there;
  return both(element.is_there, truth(node.where, frame));
}

/// The elements for which `where` holds or may hold, each with the value that is aggregated.
ListValue Expressions::selected(const node::Aggregate& node, Frame& frame) {
  ListValue all = list(node.list, frame);
  ListValue out;
  out.is_open = all.is_open;
  if (all.is_open) {
    // For Reads alone. There may be several, and what all of them ask about is used by each.
    for (int count = 0; count < 2; ++count) {
      (void)enter(node, unknown_element(node.list), frame);
      if (!node.element.is_present() || !is_known(value(node.element, frame))) continue;
      // Elements that all bring one value hang together, however many there are.
      for (const Path& part : all.unknown_parts) ++reads_.uses[part];
    }
  }
  for (Element& element : all.elements) {
    const Truth is_member = enter(node, element, frame);
    Value selected_value = element.value;
    std::optional<Path> place = element.place;
    if (node.element.is_present()) {
      selected_value = value(node.element, frame);
      place = fact_place(node.element, frame);
    }
    if (is_member == Truth::kFalse) continue;
    out.elements.push_back(Element{std::move(selected_value), is_member, std::move(place)});
  }
  return out;
}

bool Expressions::is_complete(const ListValue& list, bool with_values) const {
  if (list.is_open) return false;
  return std::ranges::all_of(list.elements, [&](const Element& element) {
    return element.is_there == Truth::kTrue && (!with_values || is_known(element.value));
  });
}

Value Expressions::aggregate(NodeId node, const node::Aggregate& content, Frame& frame) {
  ListValue members = selected(content, frame);
  const TypeKind kind = kind_of(node);
  switch (content.fold) {
    case node::Fold::kCount:
      if (!is_complete(members, content.distinct)) return std::monostate{};
      if (content.distinct) members = without_repetition(members);
      return Number(static_cast<std::int64_t>(members.elements.size()));
    case node::Fold::kSum:
      return is_complete(members, true) ? sum(members, kind) : Value{};
    case node::Fold::kMin:
      return is_complete(members, true) ? extreme(members, false) : Value{};
    case node::Fold::kMax:
      return is_complete(members, true) ? extreme(members, true) : Value{};
    case node::Fold::kList:
      return content.distinct ? without_repetition(members) : members;
    case node::Fold::kThe:
      if (is_complete(members, false) && members.elements.size() == 1) {
        return members.elements.front().value;
      }
      if (kind == TypeKind::kList || kind == TypeKind::kSet) return unknown_list();
      return std::monostate{};
  }
  return std::monostate{};
}

Value Expressions::sum(const ListValue& members, TypeKind kind) const {
  Number total;
  Purse purse;
  for (const Element& element : members.elements) {
    if (const Purse* part = std::get_if<Purse>(&element.value)) purse = added(purse, *part);
    if (const Number* part = std::get_if<Number>(&element.value)) total += *part;
  }
  if (kind == TypeKind::kMoney) return purse;
  return total;
}

Value Expressions::extreme(const ListValue& members, bool is_maximum) {
  const Value* best = nullptr;
  for (const Element& element : members.elements) {
    if (best == nullptr) {
      best = &element.value;
      continue;
    }
    std::optional<std::partial_ordering> order;
    if (std::holds_alternative<Number>(*best) || std::holds_alternative<Purse>(*best)) {
      const std::optional<Number> left = plain_number(element.value, euro());
      const std::optional<Number> right = plain_number(*best, euro());
      if (!left || !right) return std::monostate{};
      order = *left <=> *right;
    } else if (const Date* date = std::get_if<Date>(best)) {
      order = std::get<Date>(element.value) <=> *date;
    } else if (const Duration* duration = std::get_if<Duration>(best)) {
      order = std::get<Duration>(element.value) <=> *duration;
    }
    if (!order || *order == std::partial_ordering::unordered) return std::monostate{};
    if (is_maximum ? *order > 0 : *order < 0) best = &element.value;
  }
  return best == nullptr ? Value{} : *best;
}

}  // namespace probity::reference
