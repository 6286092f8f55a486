// A mutant: the rules with one small change, and who could notice it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analyse/mutation_result.h"
#include "analyse/reach.h"
#include "check/program.h"

namespace probity {

template <class IdType, class Thing>
struct Replaced {
  IdType id;
  Thing value;
};
using Replacement =
    std::variant<Replaced<NodeId, Node>, Replaced<ParameterId, Parameter>, Replaced<GroupId, Group>,
                 Replaced<RuleId, Rule>, Replaced<ExceptionId, Exception>,
                 Replaced<PrevalenceId, Prevalence>, Replaced<InstrumentId, Instrument>,
                 Replaced<InterpretationId, Interpretation>>;

struct Mutant {
  MutationKind kind = MutationKind::kThreshold;
  Span span;           ///< of what is changed
  std::string part;    ///< what is changed, on one line
  std::string before;  ///< the words that change
  std::string after;   ///< what they become; "" where they go
  std::vector<Replacement> replacements;
  std::vector<Node> added;  ///< behind the nodes of the program
  Askers askers;
  // Which cases to ask first.
  std::vector<NodeId> nodes;       ///< whose value is another
  std::optional<Date> day;         ///< the only day on which the rules differ
  std::optional<Country> country;  ///< the only country for which they do
};

/// Changes `program`, which is as the mutant was made for.
void make(Program& program, const Mutant& mutant);
/// Makes `program` again what `original` is.
void unmake(Program& program, const Program& original, const Mutant& mutant);

/// Every mutant of the rule set, in the order of its files. How each kind is made, and what is left
/// out because it cannot change a verdict, stands in mutants.h.
[[nodiscard]] std::vector<Mutant> find_mutants(const Program& program);

}  // namespace probity
