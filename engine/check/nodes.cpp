#include "check/nodes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "support/match.h"

namespace probity {
namespace {

/// Writes what a node is made of as bytes that only its equals have: operands by their shape,
/// variables by their slot, texts with their length.
class ShapeKey {
 public:
  ShapeKey(const Program& program, const node::Content& content, TypeId type) : program_(program) {
    number(content.index());
    number(type.value);
    match(content, [this](const auto& node) { write(node); });
  }

  [[nodiscard]] std::string take() && { return std::move(key_); }

 private:
  void number(std::size_t value) { key_ += std::to_string(value) + ","; }
  void text(const std::string& value) {
    number(value.size());
    key_ += value;
  }
  void operand(NodeId id) { number(id.is_present() ? program_[id].shape.value : ShapeId::kAbsent); }
  void operands(const std::vector<NodeId>& ids) {
    number(ids.size());
    for (const NodeId id : ids) operand(id);
  }

  void write(const node::Unknown&) {}
  void write(const node::Root&) {}
  void write(const node::Literal& node) {
    number(node.value.index());
    match(
        node.value, [this](bool value) { number(value ? 1 : 0); },
        [this](const Number& value) { text(value.to_fraction_text()); },
        [this](const Money& value) {
          text(value.currency.code());
          text(value.amount.to_fraction_text());
        },
        [this](Date value) { text(date_text(value)); },
        [this](const Duration& value) {
          number(static_cast<std::size_t>(value.unit));
          text(std::to_string(value.count));
        },
        [this](Country value) { text(value.text()); },
        [this](SymbolId value) { number(value.value); },
        [this](const std::string& value) { text(value); });
  }
  void write(const node::Variable& node) { number(node.slot); }
  void write(const node::Field& node) {
    operand(node.base);
    number(node.field);
  }
  void write(const node::Not& node) { operand(node.operand); }
  void write(const node::And& node) { operands(node.operands); }
  void write(const node::Or& node) { operands(node.operands); }
  void write(const node::Implies& node) { operands({node.left, node.right}); }
  void write(const node::Conditional& node) {
    operands({node.condition, node.then, node.otherwise});
  }
  void write(const node::Compare& node) {
    number(static_cast<std::size_t>(node.op));
    operands({node.left, node.right});
    text(node.currency ? node.currency->code() : "");
  }
  void write(const node::In& node) {
    operands({node.element, node.set});
    number(node.negated ? 1 : 0);
  }
  void write(const node::InGroup& node) {
    operands({node.element, node.on});
    number(node.group.value);
    number(node.negated ? 1 : 0);
  }
  void write(const node::Known& node) { operand(node.operand); }
  void write(const node::Otherwise& node) { operands({node.value, node.fallback}); }
  void write(const node::Arithmetic& node) {
    number(static_cast<std::size_t>(node.op));
    operands({node.left, node.right});
  }
  void write(const node::Negate& node) { operand(node.operand); }
  void write(const node::Concatenate& node) { operands({node.left, node.right}); }
  void write(const node::Quantifier& node) {
    number(static_cast<std::size_t>(node.kind));
    number(node.slot);
    operands({node.list, node.body});
  }
  void write(const node::Aggregate& node) {
    number(static_cast<std::size_t>(node.fold));
    number(node.distinct ? 1 : 0);
    number(node.slot);
    operands({node.list, node.element, node.where});
  }
  void write(const node::Distinct& node) { operand(node.list); }
  void write(const node::ListOf& node) { operands(node.elements); }
  void write(const node::ParameterUse& node) { number(node.parameter.value); }
  void write(const node::ReadingTest& node) {
    number(node.interpretation.value);
    number(node.reading);
  }
  void write(const node::Call& node) {
    number(node.definition.value);
    operands(node.arguments);
  }
  void write(const node::Table& node) {
    operands(node.conditions);
    operands(node.results);
  }
  void write(const node::Round& node) {
    operand(node.value);
    text(std::to_string(node.places));
    number(static_cast<std::size_t>(node.mode));
  }

  const Program& program_;
  std::string key_;
};

}  // namespace

NodeId add_node(Program& program, node::Content content, TypeId type, Span span) {
  const ShapeId next(program.shapes.size());
  const ShapeId shape =
      program.shapes.try_emplace(ShapeKey(program, content, type).take(), next).first->second;
  program.nodes.push_back(Node{std::move(content), type, span, shape});
  return NodeId(program.nodes.size() - 1);
}

std::vector<NodeId> operands_of(const node::Content& content) {
  std::vector<NodeId> all = match(
      content, [](const node::Unknown&) { return std::vector<NodeId>(); },
      [](const node::Literal&) { return std::vector<NodeId>(); },
      [](const node::Root&) { return std::vector<NodeId>(); },
      [](const node::Variable&) { return std::vector<NodeId>(); },
      [](const node::Field& node) { return std::vector<NodeId>{node.base}; },
      [](const node::Not& node) { return std::vector<NodeId>{node.operand}; },
      [](const node::And& node) { return node.operands; },
      [](const node::Or& node) { return node.operands; },
      [](const node::Implies& node) { return std::vector<NodeId>{node.left, node.right}; },
      [](const node::Conditional& node) {
        return std::vector<NodeId>{node.condition, node.then, node.otherwise};
      },
      [](const node::Compare& node) { return std::vector<NodeId>{node.left, node.right}; },
      [](const node::In& node) { return std::vector<NodeId>{node.element, node.set}; },
      [](const node::InGroup& node) { return std::vector<NodeId>{node.element, node.on}; },
      [](const node::Known& node) { return std::vector<NodeId>{node.operand}; },
      [](const node::Otherwise& node) { return std::vector<NodeId>{node.value, node.fallback}; },
      [](const node::Arithmetic& node) { return std::vector<NodeId>{node.left, node.right}; },
      [](const node::Negate& node) { return std::vector<NodeId>{node.operand}; },
      [](const node::Concatenate& node) { return std::vector<NodeId>{node.left, node.right}; },
      [](const node::Quantifier& node) { return std::vector<NodeId>{node.list, node.body}; },
      [](const node::Aggregate& node) {
        return std::vector<NodeId>{node.list, node.where, node.element};
      },
      [](const node::Distinct& node) { return std::vector<NodeId>{node.list}; },
      [](const node::ListOf& node) { return node.elements; },
      [](const node::ParameterUse&) { return std::vector<NodeId>(); },
      [](const node::ReadingTest&) { return std::vector<NodeId>(); },
      [](const node::Call& node) { return node.arguments; },
      [](const node::Table& node) {
        std::vector<NodeId> rows = node.conditions;
        rows.insert(rows.end(), node.results.begin(), node.results.end());
        return rows;
      },
      [](const node::Round& node) { return std::vector<NodeId>{node.value}; });
  std::erase_if(all, [](NodeId id) { return !id.is_present(); });
  return all;
}

std::vector<NodeId> nodes_below(const Program& program, NodeId root) {
  std::vector<NodeId> found;
  if (!root.is_present()) return found;
  std::vector<NodeId> open{root};
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    found.push_back(id);
    const std::vector<NodeId> operands = operands_of(program[id].content);
    open.insert(open.end(), operands.rbegin(), operands.rend());
  }
  return found;
}

bool mentions_slot(const Program& program, NodeId root, std::uint32_t slot) {
  const std::vector<NodeId> nodes = nodes_below(program, root);
  return std::any_of(nodes.begin(), nodes.end(), [&](NodeId id) {
    const auto* variable = node_if<node::Variable>(program, id);
    return variable != nullptr && variable->slot == slot;
  });
}

std::vector<NodeId> conjuncts_of(const Program& program, NodeId root) {
  std::vector<NodeId> conjuncts;
  if (!root.is_present()) return conjuncts;
  const auto* chain = node_if<node::And>(program, root);
  if (chain == nullptr) return {root};
  for (const NodeId operand : chain->operands) {
    const std::vector<NodeId> inner = conjuncts_of(program, operand);
    conjuncts.insert(conjuncts.end(), inner.begin(), inner.end());
  }
  return conjuncts;
}

}  // namespace probity
