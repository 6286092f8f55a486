// The rules of the grammar under "cases".
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "syntax/antlr/ast_builder.h"

namespace probity::syntax {

ast::CaseFile AstBuilder::case_file(Grammar::CaseFileContext* tree) {
  ast::CaseFile file = case_file_head(tree->head);
  for (Grammar::CaseDeclarationContext* part : tree->parts) {
    file.cases.push_back(case_declaration(part));
  }
  return file;
}

ast::CaseFile AstBuilder::case_file_head(Grammar::CaseFileHeadContext* tree) {
  ast::CaseFile file;
  file.source = id_;
  if (tree->name != nullptr) file.rule_set = name(tree->name);
  for (Grammar::UseLineContext* line : tree->uses) file.uses.push_back(use_line(line));
  return file;
}

ast::Case AstBuilder::case_declaration(Grammar::CaseDeclarationContext* tree) {
  ast::Case result = case_head(tree->head);
  result.doc = doc_before(tree->start);
  result.span = span_of(tree);
  for (Grammar::LawContext* part : tree->laws) result.laws.push_back(law(part));
  result.dossier = case_dossier(tree->base);
  if (tree->variation != nullptr) result.changes = variation(tree->variation);
  if (tree->day != nullptr) result.as_of = as_of(tree->day);
  for (Grammar::CaseReadingContext* choice : tree->choices) {
    result.readings.push_back(case_reading(choice));
  }
  result.expectations = expectations(tree->outcome);
  result.is_complete = !log_.has_mistake_in(result.span);
  return result;
}

ast::Case AstBuilder::case_head(Grammar::CaseHeadContext* tree) {
  ast::Case result;
  result.title = text(tree->title);
  return result;
}

ast::Text AstBuilder::case_dossier(Grammar::CaseDossierContext* tree) { return text(tree->file); }

std::vector<ast::Change> AstBuilder::variation(Grammar::WithClauseContext* tree) {
  std::vector<ast::Change> result;
  for (Grammar::ChangeContext* part : tree->parts) result.push_back(change(part));
  return result;
}

ast::Change AstBuilder::change(Grammar::ChangeContext* tree) {
  ast::Change result;
  result.span = span_of(tree);
  if (tree->place != nullptr) {
    result.node = ast::SetFact{fact_path(tree->place), fact_value(tree->value)};
  } else if (tree->list != nullptr) {
    ast::AddElements added;
    added.list = fact_path(tree->list);
    for (Grammar::FactElementContext* value : tree->values) {
      added.values.push_back(fact_element(value));
    }
    result.node = std::move(added);
  } else if (tree->original != nullptr) {
    ast::CopyElement copy{fact_path(tree->original), {}};
    if (tree->differences != nullptr) copy.differences = fact_record(tree->differences);
    result.node = std::move(copy);
  } else {
    ast::RemoveElement removal{fact_path(tree->removed), std::nullopt};
    if (tree->holder != nullptr) removal.set = fact_path(tree->holder);
    result.node = std::move(removal);
  }
  return result;
}

ast::DateLiteral AstBuilder::as_of(Grammar::AsOfClauseContext* tree) { return date(tree->day); }

ast::ReadingCondition AstBuilder::case_reading(Grammar::CaseReadingContext* tree) {
  return reading_condition(tree->point);
}

// ---- facts -------------------------------------------------------------------------------------

ast::FactPath AstBuilder::fact_path(Grammar::FactPathContext* tree) {
  ast::FactPath result;
  result.span = span_of(tree);
  const ast::Name first = tree->root != nullptr ? name(tree->field) : name(tree->first);
  result.steps.push_back({first, first.span});
  for (Grammar::FactStepContext* step : tree->steps) {
    if (step->field != nullptr) {
      result.steps.push_back({name(step->field), span_of(step->field)});
      continue;
    }
    const Span span = span_of(step->element, step->element);
    const std::string_view digits = source_.text(span);
    std::uint32_t element = 0;
    const char* const end = digits.data() + digits.size();
    const auto [read_to, error] = std::from_chars(digits.data(), end, element);
    if (error != std::errc{} || read_to != end) {
      log_.report(Diagnostic{
          .code = Code::number_literal,
          .span = span,
          .message = fmt::format("`{}` is the place of no element; elements are counted from 0, "
                                 "in digits alone",
                                 digits)});
    }
    result.steps.push_back({element, span});
  }
  return result;
}

std::vector<ast::FactPath> AstBuilder::fact_paths(
    const std::vector<Grammar::FactPathContext*>& trees) {
  std::vector<ast::FactPath> result;
  result.reserve(trees.size());
  for (Grammar::FactPathContext* tree : trees) result.push_back(fact_path(tree));
  return result;
}

ast::FactValue AstBuilder::fact_value(Grammar::FactValueContext* tree) {
  if (tree->single != nullptr) return fact_element(tree->single);
  ast::FactList list;
  for (Grammar::FactElementContext* element : tree->listed) {
    list.elements.push_back(fact_element(element));
  }
  return {span_of(tree), std::move(list)};
}

ast::FactValue AstBuilder::fact_element(Grammar::FactElementContext* tree) {
  const Span span = span_of(tree);
  if (tree->name != nullptr) {
    if (tree->amount != nullptr) return {span, money(tree->name, tree->amount)};
    return {span, ast::NameUse{name(tree->name)}};
  }
  if (tree->number != nullptr) {
    Number value = number(span_of(tree->number, tree->number));
    if (tree->sign != nullptr) value = -value;
    if (tree->percent == nullptr) return {span, ast::NumberLiteral{std::move(value)}};
    return {span, ast::PercentageLiteral{value * Number::power_of_ten(-2)}};
  }
  if (tree->literal != nullptr) {
    switch (tree->literal->getType()) {
      case Grammar::TEXT:
        return {span, ast::TextLiteral{text(tree->literal).text}};
      case Grammar::DATE:
        return {span, date(tree->literal)};
      case Grammar::DURATION:
        return {span, duration(tree->literal)};
      case Grammar::TRUE:
        return {span, ast::BooleanLiteral{true}};
      case Grammar::FALSE:
        return {span, ast::BooleanLiteral{false}};
      default:
        return {span, ast::UnknownLiteral{}};  // UNKNOWN: token types are no enum class
    }
  }
  return {span, fact_record(tree->recorded)};
}

ast::FactRecord AstBuilder::fact_record(Grammar::FactRecordContext* tree) {
  ast::FactRecord result;
  for (Grammar::FactMemberContext* member : tree->members) {
    result.members.push_back({name(member->field), fact_value(member->value)});
  }
  return result;
}

// ---- expectations ------------------------------------------------------------------------------

std::vector<ast::Expectation> AstBuilder::expectations(Grammar::ExpectClauseContext* tree) {
  std::vector<ast::Expectation> result;
  for (Grammar::ExpectationContext* part : tree->parts) {
    result.push_back(expectation(part));
  }
  return result;
}

ast::Expectation AstBuilder::expectation(Grammar::ExpectationContext* tree) {
  ast::Expectation result;
  result.span = span_of(tree);
  result.subject = case_subject(tree->subject);
  for (Grammar::ClaimContext* part : tree->claims) result.claims.push_back(claim(part));
  return result;
}

ast::CaseSubject AstBuilder::case_subject(Grammar::CaseSubjectContext* tree) {
  using Kind = ast::CaseSubject::Kind;
  ast::CaseSubject result;
  result.span = span_of(tree);
  if (tree->whole != nullptr) {
    result.kind = Kind::kDossier;
    return result;
  }
  if (tree->kind != nullptr) {
    result.kind = tree->kind->getType() == Grammar::FIGURE ? Kind::kFigure : Kind::kException;
  }
  for (const antlr4::Token* part : tree->parts) result.name.push_back(name(part));
  if (tree->element != nullptr) result.element = fact_path(tree->element);
  if (tree->within != nullptr) result.instrument = name(tree->within);
  return result;
}

ast::Claim AstBuilder::claim(Grammar::ClaimContext* tree) {
  const Span span = span_of(tree);
  if (tree->value == nullptr) {
    return {span, ast::LacksClaim{fact_paths(tree->facts), !tree->ordered.empty(),
                                  tree->others != nullptr}};
  }
  ast::IsClaim result;
  result.negated = tree->negated != nullptr;
  result.value = fact_value(tree->value);
  result.by = fact_paths(tree->causes);
  if (tree->lacked != nullptr) result.without = name(tree->lacked);
  for (const antlr4::Token* outcome : tree->among) result.between.push_back(name(outcome));
  if (tree->point != nullptr) result.under = reading_condition(tree->point);
  result.under_every_reading = tree->every != nullptr;
  return {span, std::move(result)};
}

}  // namespace probity::syntax
