#include "analyse/diff_instruments.h"

#include <algorithm>
#include <set>
#include <vector>

#include "analyse/diff_parts.h"

namespace probity {
namespace {

/// What belongs to the chosen instruments in one rule set.
struct Belonging {
  std::set<std::string> rules;
  std::set<std::string> figures;
  std::set<std::string> acts;  ///< by act_key
};

bool is_of(const Program& program, const std::vector<InstrumentId>& instruments,
           std::span<const std::string> chosen) {
  return std::ranges::any_of(instruments, [&](InstrumentId id) {
    return std::ranges::find(chosen, program[id].name) != chosen.end();
  });
}

void gather(const Program& program, std::span<const std::string> chosen, Belonging& found) {
  const auto cite = [&](const std::vector<Citation>& laws) {
    for (const Citation& law : laws) found.acts.insert(act_key(program[law.act]));
  };
  for (const Rule& rule : program.rules) {
    if (!is_of(program, rule.instruments, chosen)) continue;
    found.rules.insert(rule.name);
    cite(rule.laws);
    for (const ExceptionId exception : rule.exceptions) cite(program[exception].laws);
    for (const PrevalenceId prevalence : rule.prevailed_by) cite(program[prevalence].laws);
  }
  for (const Definition& definition : program.definitions) {
    if (!definition.is_figure || !is_of(program, definition.instruments, chosen)) continue;
    found.figures.insert(definition.name);
    cite(definition.laws);
  }
}

bool belongs(const DeclarationChange& change, const Belonging& wanted,
             std::span<const std::string> chosen) {
  switch (change.kind) {
    case DeclarationKind::kInstrument:
      return std::ranges::find(chosen, change.name) != chosen.end();
    case DeclarationKind::kRule:
      return wanted.rules.contains(change.name);
    case DeclarationKind::kException:
    case DeclarationKind::kPrevalence:
      return wanted.rules.contains(change.rule);
    case DeclarationKind::kAct:
      return wanted.acts.contains(change.name);
    case DeclarationKind::kFigure:
      if (wanted.figures.contains(change.name)) return true;
      break;
    case DeclarationKind::kParameter:
    case DeclarationKind::kTable:
    case DeclarationKind::kDefine:
    case DeclarationKind::kGroup:
    case DeclarationKind::kInterpretation:
    case DeclarationKind::kEnum:
    case DeclarationKind::kRecord:
      break;
  }
  return !change.bears_on.empty();
}

}  // namespace

void keep_instruments(RuleSetDiff& diff, const Program& before, const Program& after,
                      std::span<const std::string> instruments) {
  Belonging wanted;
  gather(before, instruments, wanted);
  gather(after, instruments, wanted);
  for (DeclarationChange& change : diff.changes) {
    std::erase_if(change.bears_on,
                  [&](const std::string& rule) { return !wanted.rules.contains(rule); });
  }
  std::erase_if(diff.changes, [&](const DeclarationChange& change) {
    return !belongs(change, wanted, instruments);
  });
  diff.restatements.clear();
}

}  // namespace probity
