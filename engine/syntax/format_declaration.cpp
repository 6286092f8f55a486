// Files and declarations.
#include <algorithm>
#include <string>
#include <utility>

#include "support/match.h"
#include "support/text.h"
#include "syntax/format_builder.h"

namespace probity::syntax {

namespace {

/// Columns of the longest name.
template <class Items>
int longest_name(const Items& items) {
  std::size_t longest = 0;
  for (const auto& item : items) longest = std::max(longest, item.name.text.size());
  return static_cast<int>(longest);
}

bool is_one_line(const Layout& layout) {
  const std::string text = print_layout(layout);
  return text.find('\n') + 1 == text.size();
}

/// Columns of a layout that is one line.
std::size_t width_of(const Layout& layout) {
  const std::string text = print_layout(layout);
  return display_width(std::string_view(text).substr(0, text.find('\n')));
}

}  // namespace

// ---- files -------------------------------------------------------------------------------------

Layout FormatBuilder::file(const ast::File& file) {
  Layout result = words(file.title ? 3 : 2);
  for (std::size_t index = 0; index < file.uses.size(); ++index) {
    result.add(index == 0 || words_.follows_empty_line() ? empty_line() : hard_line());
    result.add(words(2));
  }
  // Short declarations may follow each other without an empty line, as in a list.
  bool was_short = false;
  for (const ast::Declaration& part : file.declarations) {
    result.add(nest(kIndent, words_.take_tail_comments()));
    const bool stands_apart = words_.has_comments() || words_.follows_empty_line();
    Layout lead = words_.take_lead();
    Layout content = declaration(part);
    const bool is_short = is_one_line(content);
    result.add(was_short && is_short && !stands_apart ? hard_line() : empty_line());
    result.add(std::move(lead)).add(std::move(content));
    was_short = is_short;
  }
  return std::move(result.add(last_comments()));
}

Layout FormatBuilder::manifest(const ast::Manifest& manifest) {
  Layout result = words(5);
  result.add(hard_line()).add(words_.take()).add(space());
  result.add(filled(manifest.includes.size(),
                    [&](std::size_t index) { return folder(manifest.includes[index]); }));
  return std::move(result.add(last_comments()));
}

Layout FormatBuilder::folder(const ast::Manifest::Include& include) {
  return joined(words_.index_at(include.span.end) - words_.next());
}

Layout FormatBuilder::last_comments() {
  Layout result = nest(kIndent, words_.take_tail_comments());
  if (words_.has_comments()) result.add(hard_line()).add(words_.take());
  return result;
}

// ---- declarations ------------------------------------------------------------------------------

Layout FormatBuilder::declaration(const ast::Declaration& declaration) {
  return match(
      declaration.node, [&](const ast::Act& node) { return act(node); },
      [&](const ast::Enum& node) { return enumeration(node); },
      [&](const ast::Record& node) { return record(node); },
      [&](const ast::Group& node) { return group_of_countries(node); },
      [&](const ast::Parameter& node) { return parameter(node); },
      [&](const ast::Define& node) { return define(node); },
      [&](const ast::Figure& node) { return figure(node); },
      [&](const ast::Table& node) { return table(node); },
      [&](const ast::Rule& node) { return rule(node); },
      [&](const ast::Prevalence& node) { return prevalence(node); },
      [&](const ast::Exception& node) { return exception(node); },
      [&](const ast::Instrument& node) { return instrument(node); },
      [&](const ast::Interpretation& node) { return interpretation(node); });
}

Layout FormatBuilder::act(const ast::Act& node) {
  constexpr int kColumn = 6;  // after `celex `
  Layout result = words(3);
  const std::size_t clauses = (node.celex ? 1U : 0U) + (node.eli ? 1U : 0U);
  for (std::size_t index = 0; index < clauses; ++index) {
    result.add(nest(kIndent, sequence({line(), words_.take(), to_column(kColumn), words_.take()})));
  }
  return group(std::move(result));
}

/// Labels stand in a column; names without them fill lines.
Layout FormatBuilder::enumeration(const ast::Enum& node) {
  Layout result = sequence({words(2), space(), words_.take()});
  if (node.members.empty()) {
    result.add(space()).add(words_.take());
    for (std::size_t index = 1; index < node.parts.size(); ++index)
      result.add(loose_group(nest(kIndent, sequence({line(), words(2)}))));
    return result;
  }
  const bool has_labels = std::ranges::any_of(
      node.members, [](const ast::EnumMember& member) { return member.label.has_value(); });
  Layout members;
  if (has_labels) {
    members = labelled_members(node);
  } else {
    members.add(line());
    members.add(filled(node.members.size(), [&](std::size_t) { return words_.take(); }));
  }
  members.add(words_.take_comments());
  result.add(nest(kIndent, std::move(members))).add(line()).add(words_.take());
  return group(std::move(result));
}

Layout FormatBuilder::labelled_members(const ast::Enum& node) {
  const int column = longest_name(node.members) + 1;
  Layout result;
  for (std::size_t index = 0; index < node.members.size(); ++index) {
    result.add(words_.follows_empty_line() ? empty_line() : hard_line()).add(words_.take());
    if (node.members[index].label) result.add(to_column(column)).add(words_.take());
    if (index + 1 < node.members.size()) result.add(words_.take());
  }
  return result;
}

/// Types stand in a column.
Layout FormatBuilder::record(const ast::Record& node) {
  Layout result = sequence({words(2), space(), words_.take()});
  const int column = longest_name(node.fields) + 1;
  Layout fields;
  for (std::size_t index = 0; index < node.fields.size(); ++index) {
    fields.add(words_.follows_empty_line() ? empty_line() : hard_line());
    fields.add(words_.take()).add(to_column(column)).add(words_.take()).add(space());
    fields.add(type(node.fields[index].type));
    fields.add(marks(node, index));
  }
  fields.add(words_.take_comments());
  result.add(nest(kIndent, std::move(fields))).add(line());
  return group(std::move(result.add(words_.take())));
}

/// `required`, `nonempty`, `as ROLE`: what stands before the next field, or the end of the record.
Layout FormatBuilder::marks(const ast::Record& node, std::size_t field) {
  const bool is_last = field + 1 == node.fields.size();
  const std::size_t end = is_last ? 0 : words_.index_at(node.fields[field + 1].name.span.begin);
  Layout result;
  while (is_last ? !words_.at("}") : words_.next() < end) result.add(space()).add(words_.take());
  return result;
}

Layout FormatBuilder::group_of_countries(const ast::Group& node) {
  Layout result = words(2).add(space());
  if (words_.at("{")) {
    result.add(words_.take());
    Layout members = sequence({line(), group_members(node.terms.front())});
    members.add(words_.take_comments());
    result.add(nest(kIndent, std::move(members))).add(line());
    return group(std::move(result.add(words_.take())));
  }
  result.add(words_.take()).add(space());
  result.add(group_term(node.terms.front()));
  for (std::size_t index = 1; index < node.terms.size(); ++index) {
    Layout term = sequence({line(), words_.take(), space()});
    term.add(group_term(node.terms[index]));
    result.add(loose_group(nest(kIndent, std::move(term))));
  }
  return result;
}

Layout FormatBuilder::parameter(const ast::Parameter& node) {
  Layout result = words(3).add(space());
  result.add(type(node.type));
  Layout clauses = laws(node.laws.size(), kLawColumn);
  for (const ast::DatedValue& value : node.values) {
    clauses.add(hard_line()).add(window(value.window)).add(space());
    clauses.add(words_.take()).add(space());
    clauses.add(expression(value.value));
  }
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::define(const ast::Define& node) {
  Layout result = words(2);
  if (!node.parameters.empty()) result.add(inputs(node.parameters));
  result.add(space()).add(words_.take()).add(space());
  result.add(type(node.type));
  result.add(space()).add(words_.take());
  return std::move(result.add(definition(node.body)));
}

Layout FormatBuilder::figure(const ast::Figure& node) {
  Layout result = words(3).add(space());
  result.add(type(node.type));
  if (node.laws.empty()) {
    result.add(space()).add(words_.take());
    return std::move(result.add(definition(node.body)));
  }
  Layout clauses = laws(node.laws.size(), kLawColumn);
  clauses.add(hard_line()).add(words_.take()).add(space());
  clauses.add(expression(node.body));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::inputs(const std::vector<ast::DefineParameter>& parameters) {
  Layout result = words_.take();
  result.add(filled(parameters.size(), [&](std::size_t index) {
    Layout parameter = words(2).add(space());
    return std::move(parameter.add(type(parameters[index].type)));
  }));
  return std::move(result.add(words_.take()));
}

/// Results stand in a column where all rows keep to one line; below a condition that does not, they
/// have a line of their own.
Layout FormatBuilder::table(const ast::Table& node) {
  Layout result = words(2);
  result.add(inputs(node.inputs)).add(space()).add(words_.take()).add(space());
  result.add(type(node.type));
  Layout clauses = laws(node.laws.size(), kBlockColumn);
  struct Row {
    Layout head, condition, then, laws;
    bool is_long = false;  ///< its condition does not keep to one line
  };
  std::vector<Row> rows;
  std::size_t widest_condition = 0;
  std::size_t widest_result = 0;
  bool is_plain = true;
  for (const ast::TableRow& row : node.rows) {
    Row parts;
    parts.head = words_.follows_empty_line() ? empty_line() : hard_line();
    parts.head.add(words_.take()).add(to_column(kBlockColumn));
    parts.condition = expression(row.condition, kBlockColumn - 1);
    parts.then = sequence({words_.take(), space()});
    parts.then.add(expression(row.result));
    parts.laws = nest(kIndent, laws(row.laws.size(), kLawColumn));
    parts.is_long = !is_one_line(parts.condition);
    is_plain = is_plain && !parts.is_long && is_one_line(parts.then);
    widest_condition = std::max(widest_condition, width_of(parts.condition));
    widest_result = std::max(widest_result, width_of(parts.then));
    rows.push_back(std::move(parts));
  }
  const std::size_t then_column = kBlockColumn + widest_condition + 1;
  const bool has_column = is_plain && kIndent + then_column + widest_result <= kFormatColumns;
  for (Row& row : rows) {
    clauses.add(std::move(row.head)).add(std::move(row.condition));
    if (row.is_long) {
      clauses.add(hard_line());
    } else {
      clauses.add(has_column ? to_column(static_cast<int>(then_column)) : space());
    }
    clauses.add(std::move(row.then)).add(std::move(row.laws));
  }
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::rule(const ast::Rule& node) {
  Layout result = words(3);
  Layout clauses = laws(node.norm.laws.size(), kRuleColumn);
  if (!node.instruments.empty()) {
    clauses.add(hard_line()).add(words(2)).add(space());
    clauses.add(filled(node.instruments.size(), [&](std::size_t) { return words_.take(); }));
  }
  if (node.norm.effective) clauses.add(effective(*node.norm.effective));
  if (node.norm.under) clauses.add(under(*node.norm.under, kRuleColumn));
  if (node.for_each) clauses.add(for_each(*node.for_each));
  if (node.applies) clauses.add(applies(*node.applies, kRuleColumn));
  clauses.add(condition(node.requirement, kRuleColumn));
  if (!node.norm.evidence.empty()) clauses.add(evidence(node.norm.evidence, kRuleColumn));
  clauses.add(text_clause(kRuleColumn));
  if (node.norm.note) clauses.add(text_clause(kRuleColumn));
  for (const ast::Unless& block : node.exceptions) clauses.add(unless(block));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::unless(const ast::Unless& node) {
  Layout result = sequence({hard_line(), words(3)});
  Layout clauses = norm_head(node.norm, kBlockColumn);
  clauses.add(condition(node.when, kBlockColumn));
  clauses.add(norm_tail(node.norm, kBlockColumn));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::prevalence(const ast::Prevalence& node) {
  Layout result = words_.take().add(space());
  result.add(qualified_name(node.winner)).add(space()).add(words(2)).add(space());
  result.add(qualified_name(node.loser));
  Layout clauses = norm_head(node.norm, kRuleColumn);
  if (node.for_each) clauses.add(for_each(*node.for_each));
  clauses.add(condition(node.when, kRuleColumn));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::exception(const ast::Exception& node) {
  Layout result = words(3).add(space());
  result.add(qualified_name(node.rule)).add(space());
  result.add(words_.take());
  Layout clauses = norm_head(node.norm, kRuleColumn);
  if (node.for_each) clauses.add(for_each(*node.for_each));
  clauses.add(condition(node.when, kRuleColumn));
  clauses.add(norm_tail(node.norm, kRuleColumn));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

Layout FormatBuilder::instrument(const ast::Instrument& node) {
  Layout result = words(2);
  Layout clauses;
  if (node.effective) clauses.add(effective(*node.effective));
  clauses.add(applies(node.applies, 0));
  clauses.add(hard_line()).add(words(2)).add(space());
  clauses.add(expression(node.reference_date));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

/// A table of names, titles and authorities where its lines keep to the width; otherwise each
/// authority stands under its title.
Layout FormatBuilder::interpretation(const ast::Interpretation& node) {
  const int title_column = kReadingColumn + longest_name(node.readings) + 1;
  std::size_t widest = 0;
  for (const ast::Reading& reading : node.readings)
    widest = std::max(widest, display_width(words_.text_at(reading.title.span.begin)));
  const int authority_column = title_column + static_cast<int>(widest) + 1;
  const bool is_wide = !is_table(node, authority_column);

  Layout result = words(3);
  Layout clauses = laws(node.laws.size(), kReadingColumn);
  for (const ast::Reading& reading : node.readings) {
    clauses.add(hard_line()).add(words_.take()).add(to_column(kReadingColumn));
    clauses.add(words_.take()).add(to_column(title_column)).add(words_.take());
    clauses.add(is_wide ? nest(title_column, hard_line()) : to_column(authority_column));
    clauses.add(words(reading.is_default ? 3 : 2));
  }
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

bool FormatBuilder::is_table(const ast::Interpretation& node, int authority_column) const {
  constexpr std::size_t kAuthorityWidth = 10;  // `authority `
  constexpr std::size_t kDefaultWidth = 8;     // ` default`
  return std::ranges::all_of(node.readings, [&](const ast::Reading& reading) {
    const std::size_t width = display_width(words_.text_at(reading.authority.span.begin));
    return kIndent + static_cast<std::size_t>(authority_column) + kAuthorityWidth + width +
               (reading.is_default ? kDefaultWidth : 0) <=
           kFormatColumns;
  });
}

}  // namespace probity::syntax
