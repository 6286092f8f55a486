#include "analyse/effects.h"

#include <algorithm>
#include <array>
#include <utility>

#include "support/match.h"
#include "values/truth.h"

namespace probity {
namespace {

/// What the whole decision comes to if a part of it came to false, true, or unknown, all other
/// parts being as they were.
class Lens {
 public:
  Lens() : result_{Truth::kFalse, Truth::kTrue, Truth::kUnknown} {}

  [[nodiscard]] Truth through(Truth part) const { return result_[static_cast<std::size_t>(part)]; }

  /// The lens of a part, from what this one comes to for each value of the part.
  template <class Whole>
  [[nodiscard]] Lens of_part(const Whole& whole) const {
    Lens lens;
    for (const Truth part : {Truth::kFalse, Truth::kTrue, Truth::kUnknown}) {
      lens.result_[static_cast<std::size_t>(part)] = through(whole(part));
    }
    return lens;
  }

 private:
  std::array<Truth, 3> result_;
};

using Join = Truth (*)(Truth, Truth);

Truth truth_of_step(const TraceNode& step) {
  if (step.value == "true") return Truth::kTrue;
  return step.value == "false" ? Truth::kFalse : Truth::kUnknown;
}

/// A trace tells of a list that it is open only in words (evaluate/print.h).
bool is_open_list(const TraceNode& list) { return list.value.ends_with("unknown"); }

class EffectFinder {
 public:
  explicit EffectFinder(const Program& program) : program_(program) {}

  void visit_conjunction(std::span<const TraceNode* const> steps) {
    std::vector<Truth> parts;
    for (const TraceNode* step : steps) parts.push_back(truth_of_step(*step));
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (is_truth(steps[i]->node)) {
        visit(*steps[i], lens_of(i, parts, kleene_and, Lens()));
      } else {
        visit_apart(*steps[i]);
      }
    }
  }

  std::vector<Effect> take() {
    std::ranges::sort(effects_);
    effects_.erase(std::ranges::unique(effects_).begin(), effects_.end());
    return std::move(effects_);
  }

 private:
  [[nodiscard]] bool is_truth(NodeId id) const {
    return program_.vocabulary.type(program_[id].type).kind == TypeKind::kBoolean;
  }

  /// Parts that belong to no decision yet; those of truth value are decisions of their own.
  void visit_apart(const TraceNode& step) {
    if (is_truth(step.node)) {
      visit(step, Lens());
    } else if (const auto* call = std::get_if<node::Call>(&program_[step.node].content)) {
      visit_call(step, *call, nullptr);
    } else {
      for (const TraceNode& child : step.children) visit_apart(child);
    }
  }

  /// `lens` is null where the value is no part of a decision.
  void visit_call(const TraceNode& step, const node::Call& call, const Lens* lens) {
    std::vector<Truth> arguments;
    for (const NodeId argument : call.arguments) {
      const auto found = std::ranges::find(step.children, argument, &TraceNode::node);
      arguments.push_back(found == step.children.end() ? truth_without_step(argument)
                                                       : truth_of_step(*found));
    }
    const NodeId body = program_[call.definition].body;
    for (const TraceNode& child : step.children) {
      if (&child != &step.children.back() || child.node != body) {
        visit_apart(child);
        continue;
      }
      std::swap(arguments, arguments_);
      if (lens != nullptr) {
        visit(child, *lens);
      } else {
        visit_apart(child);
      }
      std::swap(arguments, arguments_);
    }
  }

  void visit(const TraceNode& step, const Lens& lens) {
    match(
        program_[step.node].content,
        [&](const node::Not&) {
          for (const TraceNode& child : step.children) visit(child, lens.of_part(kleene_not));
        },
        [&](const node::And& chain) { visit_chain(step, chain.operands, kleene_and, lens); },
        [&](const node::Or& chain) { visit_chain(step, chain.operands, kleene_or, lens); },
        [&](const node::Implies& implies) {
          visit_chain(step, {implies.left, implies.right}, kleene_implies, lens);
        },
        [&](const node::Conditional& choice) { visit_choice(step, choice, lens); },
        [&](const node::Quantifier& quantifier) { visit_quantifier(step, quantifier, lens); },
        [&](const node::Call& call) { visit_call(step, call, &lens); },
        [&](const node::Table& table) { visit_table(step, table, lens); },
        [&](const auto&) {
          add_effect(step, lens);
          for (const TraceNode& child : step.children) visit_apart(child);
        });
  }

  /// The row that decided gives the value; the conditions of the rows are decisions of their own.
  void visit_table(const TraceNode& step, const node::Table& table, const Lens& lens) {
    for (const TraceNode& child : step.children) {
      const bool is_result = step.row > 0 && &child == &step.children.back() &&
                             child.node == table.results[step.row - 1];
      if (is_result) {
        visit(child, lens);
      } else {
        visit_apart(child);
      }
    }
  }

  static Lens lens_of(std::size_t place, const std::vector<Truth>& parts, Join join,
                      const Lens& lens) {
    return lens.of_part([&](Truth part) {
      Truth whole = place == 0 ? part : parts[0];
      for (std::size_t i = 1; i < parts.size(); ++i) {
        whole = join(whole, i == place ? part : parts[i]);
      }
      return whole;
    });
  }

  /// Operands that leave no step are variables and literals; those that leave none because they
  /// were not asked are unknown.
  void visit_chain(const TraceNode& step, const std::vector<NodeId>& operands, Join join,
                   const Lens& lens) {
    std::vector<Truth> parts;
    std::vector<const TraceNode*> steps;
    auto next = step.children.begin();
    for (const NodeId operand : operands) {
      const bool is_there = next != step.children.end() && next->node == operand;
      steps.push_back(is_there ? &*next : nullptr);
      parts.push_back(is_there ? truth_of_step(*next) : truth_without_step(operand));
      if (is_there) ++next;
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i] != nullptr) visit(*steps[i], lens_of(i, parts, join, lens));
    }
  }

  /// Of a literal, or of a parameter of the define that is read.
  [[nodiscard]] Truth truth_without_step(NodeId id) const {
    const node::Content& content = program_[id].content;
    if (const auto* variable = std::get_if<node::Variable>(&content)) {
      return variable->slot < arguments_.size() ? arguments_[variable->slot] : Truth::kUnknown;
    }
    const auto* literal = std::get_if<node::Literal>(&content);
    const bool* value = literal == nullptr ? nullptr : std::get_if<bool>(&literal->value);
    return value == nullptr ? Truth::kUnknown : truth_of(*value);
  }

  void visit_choice(const TraceNode& step, const node::Conditional& choice, const Lens& lens) {
    const auto find = [&](NodeId node) {
      const auto found = std::ranges::find(step.children, node, &TraceNode::node);
      return found == step.children.end() ? nullptr : &*found;
    };
    const TraceNode* const condition = find(choice.condition);
    const TraceNode* const then = find(choice.then);
    const TraceNode* const otherwise = find(choice.otherwise);
    const auto value_of = [&](const TraceNode* branch, NodeId node) {
      return branch == nullptr ? truth_without_step(node) : truth_of_step(*branch);
    };
    if (condition != nullptr) {
      visit(*condition, lens.of_part([&](Truth part) {
        if (part == Truth::kUnknown) return Truth::kUnknown;
        return part == Truth::kTrue ? value_of(then, choice.then)
                                    : value_of(otherwise, choice.otherwise);
      }));
    }
    const Truth chosen = condition == nullptr ? Truth::kUnknown : truth_of_step(*condition);
    const Lens of_branch =
        chosen == Truth::kUnknown ? lens.of_part([](Truth) { return Truth::kUnknown; }) : lens;
    if (then != nullptr) visit(*then, of_branch);
    if (otherwise != nullptr) visit(*otherwise, of_branch);
  }

  void visit_quantifier(const TraceNode& step, const node::Quantifier& quantifier,
                        const Lens& lens) {
    const bool is_every = quantifier.kind == node::Quantity::kEvery;
    const Lens inside = quantifier.kind == node::Quantity::kNo ? lens.of_part(kleene_not) : lens;
    std::vector<Truth> parts;
    std::vector<const TraceNode*> steps;
    for (const TraceNode& child : step.children) {
      if (child.node != quantifier.body) {
        visit_apart(child);
        if (!is_open_list(child)) continue;
      }
      const bool is_body = child.node == quantifier.body;
      parts.push_back(is_body ? truth_of_step(child) : Truth::kUnknown);
      steps.push_back(is_body ? &child : nullptr);
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i] == nullptr) continue;
      visit(*steps[i], lens_of(i, parts, is_every ? kleene_and : kleene_or, inside));
    }
  }

  void add_effect(const TraceNode& step, const Lens& lens) {
    if (!is_condition(program_, step.node)) return;
    const Truth value = truth_of_step(step);
    if (value == Truth::kUnknown) return;
    const Truth result = lens.through(value);
    const Truth other = lens.through(kleene_not(value));
    if (result == Truth::kUnknown || other == result) return;
    effects_.push_back({step.node, value == Truth::kTrue, result == Truth::kTrue});
  }

  const Program& program_;
  std::vector<Truth> arguments_;  ///< of the define that is read, by slot
  std::vector<Effect> effects_;
};

}  // namespace

bool is_condition(const Program& program, NodeId node) {
  if (program.vocabulary.type(program[node].type).kind != TypeKind::kBoolean) return false;
  return match(
      program[node].content, [](const node::Literal&) { return false; },
      [](const node::Unknown&) { return false; }, [](const node::Variable&) { return false; },
      [](const node::ReadingTest&) { return false; }, [](const node::Not&) { return false; },
      [](const node::And&) { return false; }, [](const node::Or&) { return false; },
      [](const node::Implies&) { return false; }, [](const node::Conditional&) { return false; },
      [](const node::Quantifier&) { return false; }, [](const node::Call&) { return false; },
      [](const node::Table&) { return false; }, [](const auto&) { return true; });
}

std::vector<Effect> find_effects(const Program& program, std::span<const TraceNode* const> steps) {
  EffectFinder finder(program);
  finder.visit_conjunction(steps);
  return finder.take();
}

}  // namespace probity
