#include "check/instruments.h"

#include <set>

#include <fmt/format.h>

#include "check/dated.h"
#include "check/nodes.h"
#include "check/norms.h"
#include "check/types.h"

namespace probity {
namespace {

/// The enum whose values a dossier names its instruments with.
EnumId instruments_enum(const Vocabulary& vocabulary) {
  if (!vocabulary.roles.instruments) return EnumId();
  const Field& field = vocabulary.record(vocabulary.root).fields[*vocabulary.roles.instruments];
  return vocabulary.type(vocabulary.type(field.type).element).enumeration;
}

void check_symbol(const ast::Instrument& written, SymbolId symbol, Context& context) {
  const Vocabulary& vocabulary = context.program.vocabulary;
  const EnumId enumeration = instruments_enum(vocabulary);
  if (!enumeration.is_present() || vocabulary.has_value(enumeration, symbol)) return;
  const EnumType& type = vocabulary.enumeration(enumeration);
  Diagnostic diagnostic{
      .code = Code::unknown_enum_value,
      .span = written.name.span,
      .message = fmt::format("`{}` is not a value of `{}`", written.name.text, type.name),
      .help = "a dossier names its instruments with the values of this enum"};
  label_type(diagnostic, context, type.module, type.name);
  suggest(diagnostic, written.name.text, value_names(vocabulary, type));
  context.report(std::move(diagnostic));
}

/// A required field, of records that are required themselves.
bool is_required_fact(const Program& program, NodeId id) {
  const auto* field = node_if<node::Field>(program, id);
  while (field != nullptr) {
    const Type& base = program.vocabulary.type(program[field->base].type);
    if (base.kind != TypeKind::kRecord) return false;
    if (!program.vocabulary.record(base.record).fields[field->field].required) return false;
    if (node_if<node::Root>(program, field->base) != nullptr) return true;
    field = node_if<node::Field>(program, field->base);
  }
  return false;
}

/// Whether the value is known in every dossier: a required fact, a literal, `x otherwise` one of
/// these, or a definition that is one.
bool is_surely_known(const Program& program, NodeId root) {
  std::vector<NodeId> alternatives{root};
  while (!alternatives.empty()) {
    const NodeId id = alternatives.back();
    alternatives.pop_back();
    if (node_if<node::Literal>(program, id) != nullptr) return true;
    if (is_required_fact(program, id)) return true;
    if (const auto* otherwise = node_if<node::Otherwise>(program, id)) {
      alternatives.insert(alternatives.end(), {otherwise->value, otherwise->fallback});
    } else if (const auto* call = node_if<node::Call>(program, id)) {
      alternatives.push_back(program[call->definition].body);
    }
  }
  return false;
}

/// The first node, followed through definitions, that is asked at the reference date itself.
NodeId find_dated(const Program& program, NodeId root) {
  std::vector<NodeId> open{root};
  std::set<DefinitionId> seen;
  while (!open.empty()) {
    const NodeId from = open.back();
    open.pop_back();
    for (const NodeId id : nodes_below(program, from)) {
      const auto* group = node_if<node::InGroup>(program, id);
      if (node_if<node::ParameterUse>(program, id) != nullptr) return id;
      if (group != nullptr && !group->on.is_present()) return id;
      const auto* call = node_if<node::Call>(program, id);
      if (call != nullptr && seen.insert(call->definition).second) {
        open.push_back(program[call->definition].body);
      }
    }
  }
  return NodeId();
}

NodeId check_reference_date(const ast::Instrument& written, const Visible& visible,
                            Context& context) {
  ExpressionChecker checker = checker_for(
      visible, {}, {.name = "`reference date`", .as_filed = AsFiled::kAllowed}, context);
  const NodeId date = checker.require(written.reference_date, TypeKind::kDate);
  if (!date.is_present()) return date;
  const NodeId dated = find_dated(context.program, date);
  if (dated.is_present()) {
    const Span asked = context.program[dated].span;
    const Span whole = written.reference_date.span;
    const bool is_inside =
        asked.source == whole.source && asked.begin >= whole.begin && asked.end <= whole.end;
    Diagnostic diagnostic{.code = Code::circular_reference_date,
                          .span = is_inside ? asked : whole,
                          .message =
                              "the reference date rests on something that is asked at the "
                              "reference date",
                          .help = "a reference date is a fact of the dossier"};
    if (!is_inside) diagnostic.labels.push_back({.span = asked, .text = "it is asked here"});
    context.report(std::move(diagnostic));
  } else if (!is_surely_known(context.program, date)) {
    context.report(
        {.code = Code::open_reference_date,
         .span = written.reference_date.span,
         .message = "the reference date may be unknown",
         .help = "it is a `required` fact, or ends in one: `signed otherwise submitted`"});
  }
  return date;
}

}  // namespace

void fill_instrument_windows(const Declarations& declarations, Context& context) {
  for (const Declared<ast::Instrument, InstrumentId>& declared : declarations.instruments) {
    Instrument& instrument = context.program.instruments[declared.id.index()];
    instrument.symbol = context.program.vocabulary.intern_symbol(declared.written->name.text);
    if (!declared.is_complete()) continue;
    instrument.effective = check_window(declared.written->effective, context);
    check_symbol(*declared.written, instrument.symbol, context);
  }
}

void fill_instruments(const Declarations& declarations, Context& context) {
  for (const Declared<ast::Instrument, InstrumentId>& declared : declarations.instruments) {
    if (!declared.is_complete()) continue;
    ExpressionChecker checker = checker_for(
        *declared.visible, {}, {.name = "`applies when`", .as_filed = AsFiled::kAllowed}, context);
    const NodeId applies = checker.require(declared.written->applies, TypeKind::kBoolean);
    const NodeId date = check_reference_date(*declared.written, *declared.visible, context);
    Instrument& instrument = context.program.instruments[declared.id.index()];
    instrument.applies = applies;
    instrument.reference_date = date;
  }
}

}  // namespace probity
