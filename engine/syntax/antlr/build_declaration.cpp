// The rules of the grammar under "files", "declarations" and "clauses".
#include <utility>

#include "syntax/antlr/ast_builder.h"

namespace probity::syntax {

// ---- files -------------------------------------------------------------------------------------

ast::File AstBuilder::rule_file(Grammar::RuleFileContext* tree) {
  ast::File file = module_head(tree->head);
  for (Grammar::UseLineContext* line : tree->uses) file.uses.push_back(use_line(line));
  for (Grammar::DeclarationContext* part : tree->parts) {
    file.declarations.push_back(declaration(part));
  }
  return file;
}

ast::File AstBuilder::module_head(Grammar::ModuleHeadContext* tree) {
  ast::File file;
  file.source = id_;
  file.module = name(tree->name);
  if (tree->title != nullptr) file.title = text(tree->title);
  return file;
}

ast::Name AstBuilder::use_line(Grammar::UseLineContext* tree) { return name(tree->name); }

ast::Manifest AstBuilder::manifest(Grammar::ManifestContext* tree) {
  ast::Manifest result = ruleset_head(tree->head);
  result.includes = includes(tree->content);
  return result;
}

ast::Manifest AstBuilder::ruleset_head(Grammar::RulesetHeadContext* tree) {
  ast::Manifest result;
  result.name = name(tree->name);
  result.title = text(tree->title);
  result.version = text(tree->version);
  return result;
}

std::vector<ast::Manifest::Include> AstBuilder::includes(Grammar::IncludesClauseContext* tree) {
  std::vector<ast::Manifest::Include> result;
  for (Grammar::FolderContext* folder : tree->folders) {
    ast::Manifest::Include include;
    for (Grammar::WordContext* part : folder->parts) {
      if (!include.folder.empty()) include.folder += '/';
      include.folder += name(part).text;
    }
    include.span = span_of(folder);
    result.push_back(std::move(include));
  }
  return result;
}

// ---- declarations ------------------------------------------------------------------------------

ast::Declaration AstBuilder::declaration(Grammar::DeclarationContext* tree) {
  ast::Declaration result;
  result.doc = doc_before(tree->start);
  result.span = span_of(tree);
  if (tree->ofAct != nullptr) result.node = act(tree->ofAct);
  if (tree->ofEnum != nullptr) result.node = enumeration(tree->ofEnum);
  if (tree->ofRecord != nullptr) result.node = record(tree->ofRecord);
  if (tree->ofGroup != nullptr) result.node = group(tree->ofGroup);
  if (tree->ofParameter != nullptr) result.node = parameter(tree->ofParameter);
  if (tree->ofDefine != nullptr) result.node = define(tree->ofDefine);
  if (tree->ofFigure != nullptr) result.node = figure(tree->ofFigure);
  if (tree->ofTable != nullptr) result.node = table(tree->ofTable);
  if (tree->ofNorm != nullptr) {
    if (tree->ofNorm->ofRule != nullptr) result.node = rule(tree->ofNorm->ofRule);
    if (tree->ofNorm->ofPrevalence != nullptr) {
      result.node = prevalence(tree->ofNorm->ofPrevalence);
    }
  }
  if (tree->ofException != nullptr) result.node = exception(tree->ofException);
  if (tree->ofInstrument != nullptr) result.node = instrument(tree->ofInstrument);
  if (tree->ofInterpretation != nullptr) result.node = interpretation(tree->ofInterpretation);
  result.is_complete = !log_.has_mistake_in(result.span);
  return result;
}

ast::Act AstBuilder::act(Grammar::ActContext* tree) {
  ast::Act result;
  result.name = name(tree->name);
  result.title = text(tree->title);
  if (tree->celex != nullptr) result.celex = text(tree->celex);
  if (tree->eli != nullptr) result.eli = text(tree->eli);
  return result;
}

ast::Enum AstBuilder::enumeration(Grammar::EnumerationContext* tree) {
  ast::Enum result;
  result.name = name(tree->name);
  for (Grammar::EnumMemberContext* member : tree->members)
    result.members.push_back(enum_member(member));
  for (const antlr4::Token* part : tree->parts) result.parts.push_back(name(part));
  return result;
}

ast::EnumMember AstBuilder::enum_member(Grammar::EnumMemberContext* tree) {
  ast::EnumMember result;
  result.name = name(tree->name);
  if (tree->label != nullptr) result.label = text(tree->label);
  return result;
}

ast::Record AstBuilder::record(Grammar::RecordContext* tree) {
  ast::Record result;
  result.name = name(tree->name);
  for (Grammar::RecordFieldContext* field : tree->fields)
    result.fields.push_back(record_field(field));
  return result;
}

ast::RecordField AstBuilder::record_field(Grammar::RecordFieldContext* tree) {
  ast::RecordField result;
  result.name = name(tree->name);
  result.type = type_name(tree->type);
  result.doc = doc_before(tree->start);
  for (Grammar::FieldMarkContext* mark : tree->marks) {
    if (mark->required != nullptr) result.required = true;
    if (mark->nonempty != nullptr) result.nonempty = true;
    if (mark->role != nullptr) result.role = name(mark->role);
  }
  return result;
}

ast::Group AstBuilder::group(Grammar::GroupContext* tree) {
  ast::Group result;
  result.name = name(tree->name);
  if (tree->braces != nullptr) {
    result.terms.push_back(group_set(tree->braces));
    return result;
  }
  for (std::size_t index = 0; index < tree->terms.size(); ++index) {
    result.terms.push_back(group_term(tree->terms[index]));
    result.terms.back().subtracted =
        index > 0 && tree->signs[index - 1]->getType() == Grammar::MINUS;
  }
  return result;
}

ast::GroupTerm AstBuilder::group_term(Grammar::GroupTermContext* tree) {
  ast::GroupTerm result;
  if (tree->braces != nullptr) result = group_set(tree->braces);
  if (tree->other != nullptr) result.group = qualified_name(tree->other);
  if (tree->point != nullptr) result.condition = reading_condition(tree->point);
  result.span = span_of(tree);
  return result;
}

ast::GroupTerm AstBuilder::group_set(Grammar::GroupSetContext* tree) {
  ast::GroupTerm result;
  for (Grammar::GroupMemberContext* member : tree->members)
    result.members.push_back(group_member(member));
  result.span = span_of(tree);
  return result;
}

ast::GroupMember AstBuilder::group_member(Grammar::GroupMemberContext* tree) {
  ast::GroupMember result;
  result.country = name(tree->country);
  if (tree->membership != nullptr) result.window = window(tree->membership);
  return result;
}

ast::Parameter AstBuilder::parameter(Grammar::ParameterContext* tree) {
  ast::Parameter result = parameter_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.laws.push_back(law(clause));
  for (Grammar::DatedValueContext* value : tree->values)
    result.values.push_back(dated_value(value));
  return result;
}

ast::Parameter AstBuilder::parameter_head(Grammar::ParameterHeadContext* tree) {
  ast::Parameter result;
  result.name = name(tree->name);
  result.type = type_name(tree->type);
  return result;
}

ast::DatedValue AstBuilder::dated_value(Grammar::DatedValueContext* tree) {
  ast::DatedValue result;
  result.window.from = date(tree->from);
  if (tree->until != nullptr) result.window.until = date(tree->until);
  result.window.span = span_of(tree->start, tree->until != nullptr ? tree->until : tree->from);
  result.value = sum(tree->value);
  check_amount(result.value);
  return result;
}

ast::Define AstBuilder::define(Grammar::DefineContext* tree) {
  ast::Define result = define_head(tree->head);
  result.body = definition(tree->content);
  return result;
}

ast::Define AstBuilder::define_head(Grammar::DefineHeadContext* tree) {
  ast::Define result;
  result.name = name(tree->name);
  if (tree->takes != nullptr) result.parameters = define_parameters(tree->takes);
  result.type = type_name(tree->type);
  return result;
}

std::vector<ast::DefineParameter> AstBuilder::define_parameters(
    Grammar::DefineParametersContext* tree) {
  std::vector<ast::DefineParameter> result;
  for (Grammar::DefineParameterContext* parameter : tree->parameters) {
    result.push_back({name(parameter->name), type_name(parameter->type)});
  }
  return result;
}

ast::Expr AstBuilder::definition(Grammar::DefinitionContext* tree) {
  return expression(tree->content);
}

ast::Figure AstBuilder::figure(Grammar::FigureContext* tree) {
  ast::Figure result = figure_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.laws.push_back(law(clause));
  result.body = definition(tree->content);
  return result;
}

ast::Figure AstBuilder::figure_head(Grammar::FigureHeadContext* tree) {
  ast::Figure result;
  result.name = name(tree->name);
  result.type = type_name(tree->type);
  return result;
}

ast::Table AstBuilder::table(Grammar::TableContext* tree) {
  ast::Table result = table_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.laws.push_back(law(clause));
  for (Grammar::TableRowContext* row : tree->rows) result.rows.push_back(table_row(row));
  return result;
}

ast::Table AstBuilder::table_head(Grammar::TableHeadContext* tree) {
  ast::Table result;
  result.name = name(tree->name);
  result.inputs = define_parameters(tree->takes);
  result.type = type_name(tree->type);
  return result;
}

ast::TableRow AstBuilder::table_row(Grammar::TableRowContext* tree) {
  ast::TableRow result;
  result.condition = when(tree->test);
  result.result = sum(tree->result);
  check_amount(result.result);
  for (Grammar::LawContext* clause : tree->laws) result.laws.push_back(law(clause));
  result.span = span_of(tree);
  return result;
}

ast::Rule AstBuilder::rule(Grammar::RuleDeclarationContext* tree) {
  ast::Rule result = rule_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.norm.laws.push_back(law(clause));
  if (tree->belongs != nullptr) result.instruments = for_instrument(tree->belongs);
  if (tree->period != nullptr) result.norm.effective = effective(tree->period);
  if (tree->choice != nullptr) result.norm.under = under(tree->choice);
  if (tree->range != nullptr) result.for_each = for_each(tree->range);
  if (tree->applicability != nullptr) result.applies = applies(tree->applicability);
  result.requirement = requirement(tree->requirement);
  if (tree->facts != nullptr) result.norm.evidence = evidence(tree->facts);
  result.failing = failing(tree->words);
  if (tree->remark != nullptr) result.norm.note = note(tree->remark);
  for (Grammar::UnlessBlockContext* block : tree->blocks)
    result.exceptions.push_back(unless(block));
  return result;
}

ast::Rule AstBuilder::rule_head(Grammar::RuleHeadContext* tree) {
  ast::Rule result;
  result.name = name(tree->name);
  result.title = text(tree->title);
  return result;
}

ast::Unless AstBuilder::unless(Grammar::UnlessBlockContext* tree) {
  ast::Unless result = unless_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.norm.laws.push_back(law(clause));
  if (tree->period != nullptr) result.norm.effective = effective(tree->period);
  if (tree->choice != nullptr) result.norm.under = under(tree->choice);
  result.when = when(tree->test);
  if (tree->facts != nullptr) result.norm.evidence = evidence(tree->facts);
  if (tree->remark != nullptr) result.norm.note = note(tree->remark);
  result.span = span_of(tree);
  return result;
}

ast::Unless AstBuilder::unless_head(Grammar::UnlessHeadContext* tree) {
  ast::Unless result;
  result.name = name(tree->name);
  result.title = text(tree->title);
  return result;
}

ast::Prevalence AstBuilder::prevalence(Grammar::PrevalenceContext* tree) {
  ast::Prevalence result = prevalence_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.norm.laws.push_back(law(clause));
  if (tree->period != nullptr) result.norm.effective = effective(tree->period);
  if (tree->choice != nullptr) result.norm.under = under(tree->choice);
  if (tree->range != nullptr) result.for_each = for_each(tree->range);
  result.when = when(tree->test);
  return result;
}

ast::Prevalence AstBuilder::prevalence_head(Grammar::PrevalenceHeadContext* tree) {
  ast::Prevalence result;
  result.winner = qualified_name(tree->winner);
  result.loser = qualified_name(tree->loser);
  return result;
}

ast::Exception AstBuilder::exception(Grammar::ExceptionDeclarationContext* tree) {
  ast::Exception result = exception_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.norm.laws.push_back(law(clause));
  if (tree->period != nullptr) result.norm.effective = effective(tree->period);
  if (tree->choice != nullptr) result.norm.under = under(tree->choice);
  if (tree->range != nullptr) result.for_each = for_each(tree->range);
  result.when = when(tree->test);
  if (tree->facts != nullptr) result.norm.evidence = evidence(tree->facts);
  if (tree->remark != nullptr) result.norm.note = note(tree->remark);
  return result;
}

ast::Exception AstBuilder::exception_head(Grammar::ExceptionHeadContext* tree) {
  ast::Exception result;
  result.name = name(tree->name);
  result.rule = qualified_name(tree->target);
  result.title = text(tree->title);
  return result;
}

ast::Instrument AstBuilder::instrument(Grammar::InstrumentContext* tree) {
  ast::Instrument result = instrument_head(tree->head);
  if (tree->period != nullptr) result.effective = effective(tree->period);
  result.applies = applies(tree->applicability);
  result.reference_date = reference(tree->day);
  return result;
}

ast::Instrument AstBuilder::instrument_head(Grammar::InstrumentHeadContext* tree) {
  ast::Instrument result;
  result.name = name(tree->name);
  return result;
}

ast::Interpretation AstBuilder::interpretation(Grammar::InterpretationContext* tree) {
  ast::Interpretation result = interpretation_head(tree->head);
  for (Grammar::LawContext* clause : tree->laws) result.laws.push_back(law(clause));
  for (Grammar::ReadingContext* part : tree->readings) result.readings.push_back(reading(part));
  return result;
}

ast::Interpretation AstBuilder::interpretation_head(Grammar::InterpretationHeadContext* tree) {
  ast::Interpretation result;
  result.name = name(tree->name);
  result.title = text(tree->title);
  return result;
}

ast::Reading AstBuilder::reading(Grammar::ReadingContext* tree) {
  ast::Reading result;
  result.name = name(tree->name);
  result.title = text(tree->title);
  result.authority = text(tree->authority);
  result.is_default = tree->isDefault != nullptr;
  return result;
}

// ---- clauses -----------------------------------------------------------------------------------

ast::Law AstBuilder::law(Grammar::LawContext* tree) {
  return ast::Law{name(tree->citedAct), text(tree->reference), span_of(tree)};
}

std::vector<ast::Name> AstBuilder::for_instrument(Grammar::ForInstrumentContext* tree) {
  std::vector<ast::Name> result;
  for (const antlr4::Token* instrument : tree->instruments) result.push_back(name(instrument));
  return result;
}

ast::Window AstBuilder::effective(Grammar::EffectiveContext* tree) { return window(tree->period); }

ast::ReadingCondition AstBuilder::under(Grammar::UnderContext* tree) {
  return reading_condition(tree->point);
}

ast::ForEach AstBuilder::for_each(Grammar::ForEachContext* tree) {
  return ast::ForEach{name(tree->variable), fallback(tree->list), span_of(tree)};
}

ast::Expr AstBuilder::applies(Grammar::AppliesClauseContext* tree) {
  return expression(tree->content);
}

ast::Expr AstBuilder::reference(Grammar::ReferenceClauseContext* tree) {
  return expression(tree->content);
}

ast::Expr AstBuilder::requirement(Grammar::RequiresClauseContext* tree) {
  return expression(tree->content);
}

ast::Expr AstBuilder::when(Grammar::WhenClauseContext* tree) { return expression(tree->content); }

std::vector<ast::Expr> AstBuilder::evidence(Grammar::EvidenceClauseContext* tree) {
  std::vector<ast::Expr> result;
  for (Grammar::OperandContext* fact : tree->facts) result.push_back(operand(fact));
  return result;
}

ast::Template AstBuilder::failing(Grammar::FailingClauseContext* tree) {
  return text_template(tree->content);
}

ast::Template AstBuilder::note(Grammar::NoteClauseContext* tree) {
  return text_template(tree->content);
}

ast::Window AstBuilder::window(Grammar::WindowContext* tree) {
  ast::Window result;
  if (tree->from != nullptr) result.from = date(tree->from);
  if (tree->until != nullptr) result.until = date(tree->until);
  result.span = span_of(tree);
  return result;
}

ast::ReadingCondition AstBuilder::reading_condition(Grammar::ReadingConditionContext* tree) {
  return ast::ReadingCondition{qualified_name(tree->point), name(tree->value), span_of(tree)};
}

std::vector<ast::Name> AstBuilder::qualified_name(Grammar::QualifiedNameContext* tree) {
  std::vector<ast::Name> result;
  for (const antlr4::Token* part : tree->parts) result.push_back(name(part));
  return result;
}

ast::TypeName AstBuilder::type_name(Grammar::TypeNameContext* tree) {
  ast::TypeName result;
  if (tree->shape != nullptr) {
    result.shape = tree->shape->getType() == Grammar::LIST ? ast::TypeName::Shape::kList
                                                           : ast::TypeName::Shape::kSet;
  }
  result.name = name(tree->name);
  result.span = span_of(tree);
  return result;
}

}  // namespace probity::syntax
