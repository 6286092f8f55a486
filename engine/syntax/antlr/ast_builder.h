// Parse tree to AST: one typed function for each rule of the grammar. It refuses, with a
// diagnostic, what the grammar reads more widely than the language is: days that do not exist,
// malformed numbers, placeholders that do not parse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"
#include "syntax/antlr/bounded_parser.h"
#include "syntax/antlr/mistake_log.h"
#include "syntax/antlr/words.h"
#include "syntax/ast.h"
#include "syntax/case_ast.h"

namespace probity::syntax {

/// Lives for one parse; all that it is given must outlive it.
class AstBuilder {
 public:
  AstBuilder(const SourceText& source, SourceId id, const std::vector<DocLine>& docs,
             MistakeLog& log)
      : source_(source), id_(id), docs_(docs), log_(log) {}

  // Files.
  [[nodiscard]] ast::File rule_file(Grammar::RuleFileContext* tree);
  /// A file with its name and title, and nothing else yet.
  [[nodiscard]] ast::File module_head(Grammar::ModuleHeadContext* tree);
  [[nodiscard]] ast::Name use_line(Grammar::UseLineContext* tree);
  [[nodiscard]] ast::Manifest manifest(Grammar::ManifestContext* tree);
  /// A manifest that includes nothing yet.
  [[nodiscard]] ast::Manifest ruleset_head(Grammar::RulesetHeadContext* tree);
  [[nodiscard]] std::vector<ast::Manifest::Include> includes(Grammar::IncludesClauseContext* tree);

  // Declarations and their parts.
  [[nodiscard]] ast::Declaration declaration(Grammar::DeclarationContext* tree);
  [[nodiscard]] ast::Act act(Grammar::ActContext* tree);
  [[nodiscard]] ast::Enum enumeration(Grammar::EnumerationContext* tree);
  [[nodiscard]] ast::EnumMember enum_member(Grammar::EnumMemberContext* tree);
  [[nodiscard]] ast::Record record(Grammar::RecordContext* tree);
  [[nodiscard]] ast::RecordField record_field(Grammar::RecordFieldContext* tree);
  [[nodiscard]] ast::Group group(Grammar::GroupContext* tree);
  [[nodiscard]] ast::GroupTerm group_term(Grammar::GroupTermContext* tree);
  [[nodiscard]] ast::GroupTerm group_set(Grammar::GroupSetContext* tree);
  [[nodiscard]] ast::GroupMember group_member(Grammar::GroupMemberContext* tree);
  [[nodiscard]] ast::Parameter parameter(Grammar::ParameterContext* tree);
  [[nodiscard]] ast::Parameter parameter_head(Grammar::ParameterHeadContext* tree);
  [[nodiscard]] ast::DatedValue dated_value(Grammar::DatedValueContext* tree);
  [[nodiscard]] ast::Define define(Grammar::DefineContext* tree);
  [[nodiscard]] ast::Define define_head(Grammar::DefineHeadContext* tree);
  [[nodiscard]] ast::Expr definition(Grammar::DefinitionContext* tree);
  [[nodiscard]] ast::Figure figure(Grammar::FigureContext* tree);
  [[nodiscard]] ast::Figure figure_head(Grammar::FigureHeadContext* tree);
  [[nodiscard]] ast::Table table(Grammar::TableContext* tree);
  [[nodiscard]] ast::Table table_head(Grammar::TableHeadContext* tree);
  [[nodiscard]] ast::TableRow table_row(Grammar::TableRowContext* tree);
  [[nodiscard]] ast::Rule rule(Grammar::RuleDeclarationContext* tree);
  [[nodiscard]] ast::Rule rule_head(Grammar::RuleHeadContext* tree);
  [[nodiscard]] ast::Unless unless(Grammar::UnlessBlockContext* tree);
  [[nodiscard]] ast::Unless unless_head(Grammar::UnlessHeadContext* tree);
  [[nodiscard]] ast::Prevalence prevalence(Grammar::PrevalenceContext* tree);
  [[nodiscard]] ast::Prevalence prevalence_head(Grammar::PrevalenceHeadContext* tree);
  [[nodiscard]] ast::Exception exception(Grammar::ExceptionDeclarationContext* tree);
  [[nodiscard]] ast::Exception exception_head(Grammar::ExceptionHeadContext* tree);
  [[nodiscard]] ast::Instrument instrument(Grammar::InstrumentContext* tree);
  [[nodiscard]] ast::Instrument instrument_head(Grammar::InstrumentHeadContext* tree);
  [[nodiscard]] ast::Interpretation interpretation(Grammar::InterpretationContext* tree);
  [[nodiscard]] ast::Interpretation interpretation_head(Grammar::InterpretationHeadContext* tree);
  [[nodiscard]] ast::Reading reading(Grammar::ReadingContext* tree);

  // Clauses.
  [[nodiscard]] ast::Law law(Grammar::LawContext* tree);
  [[nodiscard]] std::vector<ast::Name> for_instrument(Grammar::ForInstrumentContext* tree);
  [[nodiscard]] ast::Window effective(Grammar::EffectiveContext* tree);
  [[nodiscard]] ast::ReadingCondition under(Grammar::UnderContext* tree);
  [[nodiscard]] ast::ForEach for_each(Grammar::ForEachContext* tree);
  [[nodiscard]] ast::Expr applies(Grammar::AppliesClauseContext* tree);
  [[nodiscard]] ast::Expr reference(Grammar::ReferenceClauseContext* tree);
  [[nodiscard]] ast::Expr requirement(Grammar::RequiresClauseContext* tree);
  [[nodiscard]] ast::Expr when(Grammar::WhenClauseContext* tree);
  [[nodiscard]] std::vector<ast::Expr> evidence(Grammar::EvidenceClauseContext* tree);
  [[nodiscard]] ast::Template failing(Grammar::FailingClauseContext* tree);
  [[nodiscard]] ast::Template note(Grammar::NoteClauseContext* tree);
  [[nodiscard]] ast::Window window(Grammar::WindowContext* tree);
  [[nodiscard]] ast::ReadingCondition reading_condition(Grammar::ReadingConditionContext* tree);
  [[nodiscard]] std::vector<ast::Name> qualified_name(Grammar::QualifiedNameContext* tree);
  [[nodiscard]] ast::TypeName type_name(Grammar::TypeNameContext* tree);

  // Cases.
  [[nodiscard]] ast::CaseFile case_file(Grammar::CaseFileContext* tree);
  /// A file without cases yet.
  [[nodiscard]] ast::CaseFile case_file_head(Grammar::CaseFileHeadContext* tree);
  [[nodiscard]] ast::Case case_declaration(Grammar::CaseDeclarationContext* tree);
  /// A case with its title and nothing else yet.
  [[nodiscard]] ast::Case case_head(Grammar::CaseHeadContext* tree);
  [[nodiscard]] ast::Text case_dossier(Grammar::CaseDossierContext* tree);
  [[nodiscard]] std::vector<ast::Change> variation(Grammar::WithClauseContext* tree);
  [[nodiscard]] ast::Change change(Grammar::ChangeContext* tree);
  [[nodiscard]] ast::DateLiteral as_of(Grammar::AsOfClauseContext* tree);
  [[nodiscard]] ast::ReadingCondition case_reading(Grammar::CaseReadingContext* tree);
  [[nodiscard]] std::vector<ast::Expectation> expectations(Grammar::ExpectClauseContext* tree);
  [[nodiscard]] ast::Expectation expectation(Grammar::ExpectationContext* tree);

  // Expressions.
  [[nodiscard]] ast::Expr expression(Grammar::ExpressionContext* tree);

  // Places and texts.
  [[nodiscard]] Span span_of(const antlr4::Token* first, const antlr4::Token* last) const;
  [[nodiscard]] Span span_of(const antlr4::ParserRuleContext* tree) const;
  [[nodiscard]] ast::Name name(const antlr4::Token* token) const;
  /// The `##` lines directly before a word, joined.
  [[nodiscard]] std::string doc_before(const antlr4::Token* token) const;

 private:
  [[nodiscard]] ast::Name name(Grammar::WordContext* tree) const;
  [[nodiscard]] ast::Text text(const antlr4::Token* token);
  [[nodiscard]] std::vector<ast::DefineParameter> define_parameters(
      Grammar::DefineParametersContext* tree);
  [[nodiscard]] ast::DateLiteral date(const antlr4::Token* token);
  [[nodiscard]] Number number(Span span);
  [[nodiscard]] Number scaled_number(Span span);
  [[nodiscard]] ast::MoneyLiteral money(const antlr4::Token* currency, const antlr4::Token* amount);
  [[nodiscard]] ast::DurationLiteral duration(const antlr4::Token* token);
  [[nodiscard]] ast::Template text_template(const antlr4::Token* token);
  [[nodiscard]] std::optional<ast::Expr> placeholder(Span span);

  [[nodiscard]] ast::Expr connective(Grammar::ConnectiveContext* tree);
  [[nodiscard]] ast::Expr condition(Grammar::ConditionContext* tree);
  [[nodiscard]] ast::Expr quantifier(Grammar::QuantifierContext* tree);
  [[nodiscard]] ast::Expr conditional(Grammar::ConditionalContext* tree);
  [[nodiscard]] ast::Expr selection(Grammar::SelectionContext* tree);
  [[nodiscard]] ast::Expr comparison(Grammar::ComparisonContext* tree);
  [[nodiscard]] ast::Expr fallback(Grammar::FallbackContext* tree);
  [[nodiscard]] ast::Expr sum(Grammar::SumContext* tree);
  [[nodiscard]] ast::Expr product(Grammar::ProductContext* tree);
  [[nodiscard]] ast::Expr operand(Grammar::OperandContext* tree);
  [[nodiscard]] ast::Expr counted_operand(Grammar::OperandContext* tree);
  [[nodiscard]] ast::Expr prefixed(Grammar::OperandContext* tree, std::size_t first_prefix);
  [[nodiscard]] ast::Expr with_suffixes(ast::Expr base, Grammar::OperandContext* tree);
  [[nodiscard]] ast::Expr primary(Grammar::PrimaryContext* tree);
  [[nodiscard]] ast::Expr literal(const antlr4::Token* token);
  [[nodiscard]] ast::Expr aggregate(Grammar::AggregateContext* tree);
  [[nodiscard]] ast::Expr rounding(Grammar::RoundingContext* tree);
  /// Refuses a currency where only an amount makes sense.
  void check_amount(const ast::Expr& expr);
  [[nodiscard]] ast::Expr too_deep(const antlr4::ParserRuleContext* tree);
  [[nodiscard]] std::vector<ast::Expr> expressions(
      const std::vector<Grammar::ExpressionContext*>& trees);

  [[nodiscard]] ast::FactPath fact_path(Grammar::FactPathContext* tree);
  [[nodiscard]] ast::FactValue fact_value(Grammar::FactValueContext* tree);
  [[nodiscard]] ast::FactValue fact_element(Grammar::FactElementContext* tree);
  [[nodiscard]] ast::FactRecord fact_record(Grammar::FactRecordContext* tree);
  [[nodiscard]] std::vector<ast::FactPath> fact_paths(
      const std::vector<Grammar::FactPathContext*>& trees);
  [[nodiscard]] ast::CaseSubject case_subject(Grammar::CaseSubjectContext* tree);
  [[nodiscard]] ast::Claim claim(Grammar::ClaimContext* tree);

  const SourceText& source_;
  SourceId id_;
  const std::vector<DocLine>& docs_;
  MistakeLog& log_;
  std::size_t placeholders_ = 0;  ///< of the whole file
  std::uint32_t depth_ = 0;       ///< of the expression being built
  bool is_too_deep_ = false;      ///< reported for the expression being built
};

}  // namespace probity::syntax
