// Every declaration of a rule set gets its id and its name, before any of them is looked into.
// Private to check/.
#pragma once

#include <string>
#include <vector>

#include "check/check.h"
#include "check/context.h"
#include "check/modules.h"

namespace probity {

/// A declaration as written, the id of what it becomes, and where it stands.
template <class Written, class IdType>
struct Declared {
  const Written* written = nullptr;
  const ast::Declaration* declaration = nullptr;
  const std::string* module = nullptr;
  const Visible* visible = nullptr;
  IdType id;

  [[nodiscard]] bool is_complete() const { return declaration->is_complete; }
  [[nodiscard]] std::string qualified() const { return *module + "." + written->name.text; }
};

/// In rule-set order. They point into the RuleSetText and the Modules.
struct Declarations {
  std::vector<Declared<ast::Act, ActId>> acts;
  std::vector<Declared<ast::Enum, EnumId>> enums;
  std::vector<Declared<ast::Record, RecordId>> records;
  std::vector<Declared<ast::Group, GroupId>> groups;
  std::vector<Declared<ast::Parameter, ParameterId>> parameters;
  std::vector<Declared<ast::Define, DefinitionId>> defines;
  std::vector<Declared<ast::Figure, DefinitionId>> figures;
  std::vector<Declared<ast::Table, DefinitionId>> tables;
  std::vector<Declared<ast::Rule, RuleId>> rules;
  std::vector<Declared<ast::Prevalence, PrevalenceId>> prevalences;  ///< ids come later
  std::vector<Declared<ast::Exception, ExceptionId>> exceptions;     ///< ids come with the rules
  std::vector<Declared<ast::Instrument, InstrumentId>> instruments;
  std::vector<Declared<ast::Interpretation, InterpretationId>> interpretations;
};

/// Registers every name and reports those that are taken; makes room in the Program for what has an
/// id, with name, documentation and place filled in.
[[nodiscard]] Declarations declare(const RuleSetText& text, const Modules& modules,
                                   Context& context);

}  // namespace probity
