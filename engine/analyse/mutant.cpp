#include "analyse/mutant.h"

#include <algorithm>
#include <tuple>

#include "analyse/mutants.h"
#include "support/match.h"

namespace probity {
namespace {

Node& at(Program& program, NodeId id) { return program.nodes[id.index()]; }
Parameter& at(Program& program, ParameterId id) { return program.parameters[id.index()]; }
Group& at(Program& program, GroupId id) { return program.groups[id.index()]; }
Rule& at(Program& program, RuleId id) { return program.rules[id.index()]; }
Exception& at(Program& program, ExceptionId id) { return program.exceptions[id.index()]; }
Prevalence& at(Program& program, PrevalenceId id) { return program.prevalences[id.index()]; }
Instrument& at(Program& program, InstrumentId id) { return program.instruments[id.index()]; }
Interpretation& at(Program& program, InterpretationId id) {
  return program.interpretations[id.index()];
}

}  // namespace

std::string_view mutation_name(MutationKind kind) {
  switch (kind) {
    case MutationKind::kThreshold:
      return "threshold";
    case MutationKind::kComparator:
      return "comparator";
    case MutationKind::kConnective:
      return "connective";
    case MutationKind::kQuantifier:
      return "quantifier";
    case MutationKind::kNegation:
      return "negation";
    case MutationKind::kException:
      return "exception";
    case MutationKind::kPrecedence:
      return "precedence";
    case MutationKind::kWindow:
      return "window";
    case MutationKind::kGroup:
      return "group";
    case MutationKind::kReading:
      return "reading";
  }
  return "";
}

void make(Program& program, const Mutant& mutant) {
  program.nodes.insert(program.nodes.end(), mutant.added.begin(), mutant.added.end());
  for (const Replacement& replacement : mutant.replacements) {
    match(replacement, [&](const auto& replaced) { at(program, replaced.id) = replaced.value; });
  }
}

void unmake(Program& program, const Program& original, const Mutant& mutant) {
  for (const Replacement& replacement : mutant.replacements) {
    match(replacement,
          [&](const auto& replaced) { at(program, replaced.id) = original[replaced.id]; });
  }
  program.nodes.resize(original.nodes.size());
}

std::vector<Mutant> find_mutants(const Program& program) {
  const Reach reach(program);
  std::vector<Mutant> mutants = mutate_expressions(program, reach);
  for (Mutant& mutant : mutate_declarations(program, reach)) mutants.push_back(std::move(mutant));
  std::ranges::stable_sort(mutants, {}, [&](const Mutant& mutant) {
    return std::tuple(std::string_view(program.sources.at(mutant.span.source).path()),
                      mutant.span.begin, mutant.kind);
  });
  return mutants;
}

}  // namespace probity
