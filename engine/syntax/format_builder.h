// AST to layout: one function for each kind of declaration, clause and expression. The AST says
// what a word is part of; the words themselves are taken one after the other, so that a function
// must take all of its own and no other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "syntax/ast.h"
#include "syntax/case_ast.h"
#include "syntax/format_words.h"
#include "syntax/layout.h"

namespace probity::syntax {

/// Lives for one file; the words must outlive it.
class FormatBuilder {
 public:
  explicit FormatBuilder(FormatWords& words) : words_(words) {}

  [[nodiscard]] Layout file(const ast::File& file);
  [[nodiscard]] Layout manifest(const ast::Manifest& manifest);
  [[nodiscard]] Layout case_file(const ast::CaseFile& file);

 private:
  [[nodiscard]] Layout folder(const ast::Manifest::Include& include);
  [[nodiscard]] Layout last_comments();

  static constexpr int kIndent = 4;
  /// Where the contents of a rule's clauses begin, after the longest keyword that is padded.
  static constexpr int kRuleColumn = 9;
  /// The same in `unless` blocks and parameters.
  static constexpr int kBlockColumn = 5;
  static constexpr int kLawColumn = 4;
  static constexpr int kReadingColumn = 8;
  /// Where the contents of a case's clauses begin.
  static constexpr int kCaseColumn = 10;

  /// Within brackets, what belongs to an expression is indented from the bracket.
  enum class Place : std::uint8_t { kAlone, kInBrackets };
  static int indentation(Place place) {
    return place == Place::kInBrackets ? kIndent - 1 : kIndent;
  }

  // Declarations: a new kind is one function here and one arm of `declaration`.
  [[nodiscard]] Layout declaration(const ast::Declaration& declaration);
  [[nodiscard]] Layout act(const ast::Act& node);
  [[nodiscard]] Layout enumeration(const ast::Enum& node);
  [[nodiscard]] Layout labelled_members(const ast::Enum& node);
  [[nodiscard]] Layout record(const ast::Record& node);
  [[nodiscard]] Layout group_of_countries(const ast::Group& node);
  [[nodiscard]] Layout parameter(const ast::Parameter& node);
  [[nodiscard]] Layout define(const ast::Define& node);
  [[nodiscard]] Layout figure(const ast::Figure& node);
  [[nodiscard]] Layout inputs(const std::vector<ast::DefineParameter>& parameters);
  [[nodiscard]] Layout table(const ast::Table& node);
  [[nodiscard]] Layout rule(const ast::Rule& node);
  [[nodiscard]] Layout prevalence(const ast::Prevalence& node);
  [[nodiscard]] Layout unless(const ast::Unless& node);
  [[nodiscard]] Layout exception(const ast::Exception& node);
  [[nodiscard]] Layout instrument(const ast::Instrument& node);
  [[nodiscard]] Layout interpretation(const ast::Interpretation& node);
  [[nodiscard]] bool is_table(const ast::Interpretation& node, int authority_column) const;

  // Cases.
  [[nodiscard]] Layout one_case(const ast::Case& node);
  [[nodiscard]] Layout change(const ast::Change& node);
  [[nodiscard]] Layout expectation(const ast::Expectation& node);
  [[nodiscard]] Layout subject(const ast::CaseSubject& node);
  [[nodiscard]] Layout claim_head(const ast::Claim& node);
  [[nodiscard]] Layout claim_tail(const ast::Claim& node);
  [[nodiscard]] Layout circumstances(const ast::IsClaim& node);
  [[nodiscard]] Layout further_facts(const ast::LacksClaim& node);
  /// A clause whose content has so many lines, each made by `make`.
  template <class Make>
  [[nodiscard]] Layout lines_clause(std::size_t count, Make make);
  [[nodiscard]] Layout path(const ast::FactPath& node);
  [[nodiscard]] Layout value(const ast::FactValue& node, int indent = 0);
  [[nodiscard]] Layout record_value(const ast::FactRecord& node, int indent = 0);
  [[nodiscard]] Layout values(const std::vector<ast::FactValue>& nodes);

  // Clauses: each on a line of its own, and the contents of one block begin in one `column`.
  [[nodiscard]] Layout laws(std::size_t count, int column);
  [[nodiscard]] Layout effective(const ast::Window& period);
  [[nodiscard]] Layout under(const ast::ReadingCondition& point, int column);
  [[nodiscard]] Layout for_each(const ast::ForEach& range);
  /// `when`, `requires`.
  [[nodiscard]] Layout condition(const ast::Expr& content, int column);
  [[nodiscard]] Layout applies(const ast::Expr& content, int column);
  [[nodiscard]] Layout evidence(const std::vector<ast::Expr>& facts, int column);
  /// `failing`, `note`: a keyword and one word.
  [[nodiscard]] Layout text_clause(int column);
  /// What an `unless` block and an exception have after their names and `for each`.
  [[nodiscard]] Layout norm_head(const ast::Norm& norm, int column);
  [[nodiscard]] Layout norm_tail(const ast::Norm& norm, int column);

  // Parts of clauses and declarations.
  [[nodiscard]] Layout definition(const ast::Expr& body);
  [[nodiscard]] Layout type(const ast::TypeName& name);
  [[nodiscard]] Layout marks(const ast::Record& node, std::size_t field);
  [[nodiscard]] Layout window(const ast::Window& period);
  [[nodiscard]] Layout reading_condition(const ast::ReadingCondition& point);
  [[nodiscard]] Layout qualified_name(const std::vector<ast::Name>& parts);
  [[nodiscard]] Layout group_set(const ast::GroupTerm& term);
  [[nodiscard]] Layout group_members(const ast::GroupTerm& term);
  [[nodiscard]] Layout group_term(const ast::GroupTerm& term);

  /// An expression. Where a chain of `and`, `or` or `implies` breaks, its words hang to the left of
  /// the operands if that takes no more than `room` columns.
  [[nodiscard]] Layout expression(const ast::Expr& expr, int room = 0);
  /// The same for one that ends before word `end`.
  [[nodiscard]] Layout within(const ast::Expr& expr, std::size_t end, int room, Place place);
  [[nodiscard]] Layout chain(const std::vector<const ast::Expr*>& operands, int room);
  [[nodiscard]] Layout comparison(const ast::Comparison& node);
  [[nodiscard]] Layout conditional(const ast::Conditional& node);
  [[nodiscard]] Layout quantifier(const ast::Quantifier& node, Place place);
  [[nodiscard]] Layout selection(const ast::Aggregate& node, Place place);
  [[nodiscard]] Layout aggregate(const ast::Aggregate& node);
  [[nodiscard]] Layout set_literal(const ast::SetLiteral& node);
  [[nodiscard]] Layout bracketed_list(const std::vector<ast::Expr>& elements);
  [[nodiscard]] Layout items(const std::vector<ast::Expr>& elements);

  /// So many words with a blank between two.
  [[nodiscard]] Layout words(std::size_t count);
  /// So many words without blanks.
  [[nodiscard]] Layout joined(std::size_t count);
  /// Words up to an offset of the source.
  [[nodiscard]] Layout words_until(std::uint32_t offset);

  /// As many items a line as fit, with the word between two (a comma) after the first of them;
  /// further lines are indented to where the first item begins.
  template <class Make>
  [[nodiscard]] Layout filled(std::size_t count, Make make) {
    return align(hanging(count, std::move(make)));
  }
  /// The same with lines that are indented like those around them.
  template <class Make>
  [[nodiscard]] Layout hanging(std::size_t count, Make make) {
    Layout result;
    for (std::size_t index = 0; index < count; ++index) {
      Layout item;
      if (index > 0) item.add(line());
      item.add(make(index));
      if (index + 1 < count) item.add(words_.take());
      result.add(index > 0 ? loose_group(std::move(item)) : std::move(item));
    }
    return result;
  }

  FormatWords& words_;
};

}  // namespace probity::syntax
