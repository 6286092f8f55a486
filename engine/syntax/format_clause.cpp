// Clauses, and the parts that several declarations share.
#include <utility>

#include "syntax/format_builder.h"

namespace probity::syntax {

Layout FormatBuilder::laws(std::size_t count, int column) {
  Layout result;
  for (std::size_t index = 0; index < count; ++index) {
    result.add(hard_line()).add(words_.take()).add(to_column(column));
    result.add(words(2));
  }
  return result;
}

Layout FormatBuilder::effective(const ast::Window& period) {
  Layout result = sequence({hard_line(), words_.take(), space()});
  return std::move(result.add(window(period)));
}

Layout FormatBuilder::under(const ast::ReadingCondition& point, int column) {
  Layout result = sequence({hard_line(), words_.take(), to_column(column)});
  return std::move(result.add(reading_condition(point)));
}

Layout FormatBuilder::for_each(const ast::ForEach& range) {
  Layout result = sequence({hard_line(), words(4), space()});
  return std::move(result.add(expression(range.list)));
}

Layout FormatBuilder::condition(const ast::Expr& content, int column) {
  Layout result = sequence({hard_line(), words_.take(), to_column(column)});
  return std::move(result.add(expression(content, column - 1)));
}

Layout FormatBuilder::applies(const ast::Expr& content, int column) {
  constexpr int kRoom = 5;  // under `when `
  Layout result = sequence({hard_line(), words_.take(), to_column(column), words_.take(), space()});
  return std::move(result.add(expression(content, kRoom)));
}

Layout FormatBuilder::evidence(const std::vector<ast::Expr>& facts, int column) {
  Layout result = sequence({hard_line(), words_.take(), to_column(column)});
  return std::move(result.add(items(facts)));
}

Layout FormatBuilder::text_clause(int column) {
  return sequence({hard_line(), words_.take(), to_column(column), words_.take()});
}

Layout FormatBuilder::norm_head(const ast::Norm& norm, int column) {
  Layout result = laws(norm.laws.size(), column);
  if (norm.effective) result.add(effective(*norm.effective));
  if (norm.under) result.add(under(*norm.under, column));
  return result;
}

Layout FormatBuilder::norm_tail(const ast::Norm& norm, int column) {
  Layout result;
  if (!norm.evidence.empty()) result.add(evidence(norm.evidence, column));
  if (norm.note) result.add(text_clause(column));
  return result;
}

// ---- parts -------------------------------------------------------------------------------------

Layout FormatBuilder::definition(const ast::Expr& body) {
  Layout result = sequence({line()});
  result.add(expression(body));
  return loose_group(nest(kIndent, std::move(result)));
}

Layout FormatBuilder::type(const ast::TypeName& name) {
  return words(name.shape == ast::TypeName::Shape::kPlain ? 1 : 3);
}

Layout FormatBuilder::window(const ast::Window& period) {
  return words((period.from ? 2U : 0U) + (period.until ? 2U : 0U));
}

Layout FormatBuilder::reading_condition(const ast::ReadingCondition& point) {
  Layout result = qualified_name(point.interpretation);
  return std::move(result.add(space()).add(words(2)));
}

Layout FormatBuilder::qualified_name(const std::vector<ast::Name>& parts) {
  return joined(parts.size() * 2 - 1);
}

Layout FormatBuilder::group_members(const ast::GroupTerm& term) {
  return filled(term.members.size(), [&](std::size_t index) {
    const ast::GroupMember& member = term.members[index];
    Layout result = words_.take();
    if (member.window) result.add(space()).add(window(*member.window));
    return result;
  });
}

Layout FormatBuilder::group_set(const ast::GroupTerm& term) {
  Layout result = sequence({words_.take(), space()});
  result.add(group_members(term));
  return std::move(result.add(space()).add(words_.take()));
}

Layout FormatBuilder::group_term(const ast::GroupTerm& term) {
  Layout result = term.group.empty() ? group_set(term) : qualified_name(term.group);
  if (!term.condition) return result;
  result.add(space()).add(words_.take()).add(space());
  return std::move(result.add(reading_condition(*term.condition)));
}

}  // namespace probity::syntax
