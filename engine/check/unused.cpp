// Names that nothing says, and required facts that nothing reads.
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "check/findings.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {
namespace {

/// What to call a declaration that somebody should name; empty for those that need no user.
std::string_view noun_of(const DeclaredName& name, const Program& program,
                         const std::set<std::string_view>& modules_with_rules) {
  if (std::holds_alternative<ParameterId>(name.entity)) return "parameter";
  if (std::holds_alternative<InterpretationId>(name.entity)) return "interpretation";
  if (const auto* definition = std::get_if<DefinitionId>(&name.entity)) {
    if (program[*definition].is_figure) {
      return program[*definition].instruments.empty() ? "figure" : "";
    }
    return program[*definition].rows.empty() ? "define" : "table";
  }
  if (std::holds_alternative<GroupId>(name.entity) && modules_with_rules.contains(name.module)) {
    return "group";
  }
  return "";
}

using FieldKey = std::pair<RecordId, std::uint32_t>;

std::set<FieldKey> fields_read(const Program& program) {
  std::set<FieldKey> read;
  for (const Node& node : program.nodes) {
    const auto* field = std::get_if<node::Field>(&node.content);
    if (field == nullptr) continue;
    TypeId base = program[field->base].type;
    if (is_list_like(program.vocabulary, base)) base = program.vocabulary.type(base).element;
    read.emplace(program.vocabulary.type(base).record, field->field);
  }
  return read;
}

/// The records that the engine reads itself: those behind exchange rates and evidence.
std::set<RecordId> records_with_roles(const Vocabulary& vocabulary) {
  std::set<RecordId> records;
  for (const auto& place : {vocabulary.roles.rates, vocabulary.roles.evidence}) {
    if (!place) continue;
    const TypeId list = vocabulary.record(vocabulary.root).fields[*place].type;
    records.insert(vocabulary.type(vocabulary.type(list).element).record);
  }
  return records;
}

void report_unused_facts(Context& context) {
  const Program& program = context.program;
  const std::set<FieldKey> read = fields_read(program);
  const std::set<RecordId> exempt = records_with_roles(program.vocabulary);
  for (const auto& [key, span] : context.field_spans) {
    const RecordType& record = program.vocabulary.record(key.first);
    const Field& field = record.fields[key.second];
    if (!field.required || field.role != Role::kNone) continue;
    if (exempt.contains(key.first) || read.contains(key)) continue;
    context.report({.code = Code::unused_fact,
                    .span = span,
                    .message = fmt::format("no rule reads the required fact `{}`", field.name),
                    .help = "take `required` away, or name it in the rule that needs it"});
  }
}

}  // namespace

void report_unused(const Declarations& declarations, Context& context) {
  std::set<std::string_view> modules_with_rules;
  for (const Declared<ast::Rule, RuleId>& rule : declarations.rules) {
    modules_with_rules.insert(*rule.module);
  }
  for (const DeclaredName& name : context.names.all()) {
    if (context.names.is_used(name.entity)) continue;
    const std::string_view noun = noun_of(name, context.program, modules_with_rules);
    if (noun.empty()) continue;
    const bool is_figure = noun == "figure";
    context.report(
        {.code = Code::unused_name,
         .span = name.span,
         .message = fmt::format("nothing {} {} `{}`", is_figure ? "reports or names" : "names",
                                noun, name.name),
         .help = is_figure ? "declare it in a module with an instrument: it is reported "
                             "with that verdict"
                           : "name it where it belongs, or take it out"});
  }
  if (!declarations.rules.empty()) report_unused_facts(context);
}

}  // namespace probity
