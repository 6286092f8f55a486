// Which expressions each rule, instrument and figure evaluates, through every define that it calls.
// From the Program alone.
#pragma once

#include <cstddef>
#include <vector>

#include "check/program.h"

namespace probity {

/// Those that evaluate something, ascending.
struct Askers {
  std::vector<RuleId> rules;  ///< by their clauses, exceptions, and what may prevail over them
  std::vector<InstrumentId> instruments;  ///< by `applies when` and `reference date`
  std::vector<DefinitionId> figures;

  [[nodiscard]] bool is_empty() const {
    return rules.empty() && instruments.empty() && figures.empty();
  }
  void add(const Askers& others);
};

class Reach {
 public:
  explicit Reach(const Program& program);

  /// Empty for what only texts show, and for defines that nothing calls.
  [[nodiscard]] const Askers& of(NodeId node) const { return askers_[node.index()]; }
  /// Of all nodes that name the parameter.
  [[nodiscard]] Askers of(ParameterId parameter) const;
  /// Of all nodes that look a country up in the group, or in one that is made from it.
  [[nodiscard]] Askers of(GroupId group) const;
  /// The rule itself, and those over which it may prevail, over which those may, and so on.
  [[nodiscard]] Askers of(RuleId rule) const;
  /// Nodes directly above that somebody asks.
  [[nodiscard]] const std::vector<NodeId>& above(NodeId node) const { return above_[node.index()]; }
  /// Whether the group is made from `part`, or is it.
  [[nodiscard]] bool is_made_from(GroupId group, GroupId part) const;

 private:
  const Program& program_;
  std::vector<Askers> askers_;
  std::vector<std::vector<NodeId>> above_;
};

/// When the askers are asked: the windows of their rules within those of the instruments. On a day
/// outside all of them nothing that they ask can be part of a verdict. Parts may be empty.
[[nodiscard]] std::vector<Window> lives_of(const Program& program, const Askers& askers);

/// Whether all of them have a value.
[[nodiscard]] bool have_values_on(const Program& program,
                                  const std::vector<ParameterId>& parameters, Date day);

/// Whether some asker can be asked on this day: a rule and its instrument are in force and their
/// parameters have values, `besides` excepted.
[[nodiscard]] bool is_asked_on(const Program& program, const Askers& askers, Date day,
                               ParameterId besides);

}  // namespace probity
