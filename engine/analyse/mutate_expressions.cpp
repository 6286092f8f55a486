// Mutants of single nodes. A changed node, and every node above it, gets a shape of its own: the
// bounds analysis takes nodes of one shape for one expression.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "analyse/mutants.h"
#include "support/match.h"

namespace probity {
namespace {

using node::Comparator;
using node::Quantity;

std::string_view comparator_words(Comparator op, bool of_days) {
  switch (op) {
    case Comparator::kEqual:
      return "is";
    case Comparator::kNotEqual:
      return "is not";
    case Comparator::kAtMost:
      return of_days ? "is on or before" : "is at most";
    case Comparator::kAtLeast:
      return of_days ? "is on or after" : "is at least";
    case Comparator::kMoreThan:
      return of_days ? "is after" : "is more than";
    case Comparator::kLessThan:
      return of_days ? "is before" : "is less than";
  }
  return "";
}

/// The one that differs exactly where both sides are equal; of equality, its negation.
Comparator neighbour(Comparator op) {
  switch (op) {
    case Comparator::kEqual:
      return Comparator::kNotEqual;
    case Comparator::kNotEqual:
      return Comparator::kEqual;
    case Comparator::kAtMost:
      return Comparator::kLessThan;
    case Comparator::kAtLeast:
      return Comparator::kMoreThan;
    case Comparator::kMoreThan:
      return Comparator::kAtLeast;
    case Comparator::kLessThan:
      return Comparator::kAtMost;
  }
  return op;
}

std::string_view quantity_word(Quantity kind) {
  switch (kind) {
    case Quantity::kSome:
      return "some";
    case Quantity::kEvery:
      return "every";
    case Quantity::kNo:
      return "no";
  }
  return "";
}

class ExpressionMutator {
 public:
  ExpressionMutator(const Program& program, const Reach& reach)
      : program_(program), reach_(reach) {}

  std::vector<Mutant> run() {
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      if (!reach_.of(NodeId(i)).is_empty()) mutate(NodeId(i));
    }
    return std::move(mutants_);
  }

 private:
  struct Words {
    MutationKind kind;
    std::string before;
    std::string after;
  };

  void mutate(NodeId id) {
    const Node& at = program_[id];
    match(
        at.content, [&](const node::Literal& literal) { move(id, literal); },
        [&](const node::Compare& compare) { change_comparator(id, compare); },
        [&](const node::And& chain) {
          add(id, {MutationKind::kConnective, "and", "or"}, node::Or{chain.operands});
        },
        [&](const node::Or& chain) {
          add(id, {MutationKind::kConnective, "or", "and"}, node::And{chain.operands});
        },
        [&](const node::Quantifier& quantifier) { change_quantity(id, quantifier); },
        [&](const node::Not& negation) {
          add(id, {MutationKind::kNegation, "not", ""}, program_[negation.operand].content);
        },
        [&](const node::In& in) { negate(id, in); },
        [&](const node::InGroup& in) { negate(id, in); }, [](const auto&) {});
  }

  void move(NodeId id, const node::Literal& literal) {
    const TypeId type = program_[id].type;
    const std::string before = measure_text(program_, literal.value, type);
    for (const Moved& moved : moved_by_one(program_, literal.value, type)) {
      add(id, {MutationKind::kThreshold, before, moved.text}, node::Literal{moved.value});
    }
  }

  void change_comparator(NodeId id, const node::Compare& compare) {
    const bool of_days =
        program_.vocabulary.type(program_[compare.left].type).kind == TypeKind::kDate;
    node::Compare changed = compare;
    changed.op = neighbour(compare.op);
    add(id,
        {MutationKind::kComparator, std::string(comparator_words(compare.op, of_days)),
         std::string(comparator_words(changed.op, of_days))},
        changed);
  }

  void change_quantity(NodeId id, const node::Quantifier& quantifier) {
    node::Quantifier changed = quantifier;
    changed.kind = quantifier.kind == Quantity::kSome ? Quantity::kEvery : Quantity::kSome;
    add(id,
        {MutationKind::kQuantifier, std::string(quantity_word(quantifier.kind)),
         std::string(quantity_word(changed.kind))},
        changed);
  }

  template <class Membership>
  void negate(NodeId id, const Membership& in) {
    constexpr std::array<std::string_view, 2> kWords = {"is in", "is not in"};
    Membership changed = in;
    changed.negated = !in.negated;
    add(id,
        {MutationKind::kNegation, std::string(kWords[in.negated ? 1 : 0]),
         std::string(kWords[in.negated ? 0 : 1])},
        changed);
  }

  void add(NodeId id, Words words, node::Content content) {
    // A threshold is told with the comparison that it stands in.
    NodeId part = id;
    if (words.kind == MutationKind::kThreshold && reach_.above(id).size() == 1) {
      part = reach_.above(id).front();
    }
    Mutant mutant{.kind = words.kind,
                  .span = program_[id].span,
                  .part = source_line(program_, program_[part].span),
                  .before = std::move(words.before),
                  .after = std::move(words.after),
                  .replacements = {},
                  .added = {},
                  .askers = reach_.of(id),
                  .nodes = {id},
                  .day = std::nullopt,
                  .country = std::nullopt};
    Node changed = program_[id];
    changed.content = std::move(content);
    changed.shape = fresh_shape(0);
    mutant.replacements.emplace_back(Replaced<NodeId, Node>{id, std::move(changed)});
    reshape_above(id, mutant);
    mutants_.push_back(std::move(mutant));
  }

  [[nodiscard]] ShapeId fresh_shape(std::size_t number) const {
    return ShapeId(program_.shapes.size() + number);
  }

  void reshape_above(NodeId id, Mutant& mutant) const {
    std::vector<NodeId> open = reach_.above(id);
    while (!open.empty()) {
      const NodeId next = open.back();
      open.pop_back();
      Node changed = program_[next];
      changed.shape = fresh_shape(mutant.replacements.size());
      mutant.replacements.emplace_back(Replaced<NodeId, Node>{next, std::move(changed)});
      const std::vector<NodeId>& above = reach_.above(next);
      open.insert(open.end(), above.begin(), above.end());
    }
  }

  const Program& program_;
  const Reach& reach_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutate_expressions(const Program& program, const Reach& reach) {
  return ExpressionMutator(program, reach).run();
}

}  // namespace probity
