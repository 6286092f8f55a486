// What can be said of a value without a dossier. Private to check/.
#pragma once

#include <map>
#include <optional>

#include "check/context.h"

namespace probity {

/// Absent where the two have no order and are asked for one.
[[nodiscard]] std::optional<bool> compare_constants(node::Comparator comparator,
                                                    const Constant& left, const Constant& right);

/// Looks through definitions; each node is looked at once.
class ConstantFinder {
 public:
  explicit ConstantFinder(const Program& program) : program_(program) {}

  /// The value, where it is the same for every dossier and every day.
  [[nodiscard]] std::optional<Constant> constant(NodeId id);

  /// A number, percentage or amount that is never below zero: amounts and percentages of a dossier
  /// are not, nor are counts.
  [[nodiscard]] bool is_never_negative(NodeId id);

  /// A percentage that is never above 100 %: one that a dossier gives, or a sum of some elements of
  /// a list divided by the sum of all of them.
  [[nodiscard]] bool is_share(NodeId id) const;

  /// The value of a condition, where it is the same for every dossier; `under` are readings that
  /// are chosen wherever it is asked.
  [[nodiscard]] std::optional<bool> truth(NodeId id, const std::vector<ReadingCondition>& under);

  /// What a comparison or membership always comes to; absent for any other node.
  [[nodiscard]] std::optional<bool> settled(NodeId id);

 private:
  [[nodiscard]] std::optional<Constant> compute(NodeId id);
  [[nodiscard]] std::optional<Constant> arithmetic(NodeId id, const node::Arithmetic& node);
  [[nodiscard]] bool compute_never_negative(NodeId id);
  [[nodiscard]] std::optional<bool> settled_comparison(const node::Compare& node);
  [[nodiscard]] std::optional<bool> settled_membership(const node::In& node);
  [[nodiscard]] NodeId through_calls(NodeId id) const;

  const Program& program_;
  std::map<NodeId, std::optional<Constant>> constants_;
  std::map<NodeId, bool> never_negative_;
};

}  // namespace probity
