// Case files: cases, changes and expectations.
#include <algorithm>
#include <utility>

#include "support/match.h"
#include "syntax/format_builder.h"

namespace probity::syntax {

Layout FormatBuilder::case_file(const ast::CaseFile& file) {
  Layout result;
  if (file.rule_set) result.add(words(2));
  for (std::size_t index = 0; index < file.uses.size(); ++index) {
    if (words_.next() > 0) result.add(words_.follows_empty_line() ? empty_line() : hard_line());
    result.add(words(2));
  }
  for (const ast::Case& part : file.cases) {
    if (words_.next() > 0) result.add(nest(kIndent, words_.take_tail_comments()));
    result.add(empty_line()).add(one_case(part));
  }
  return std::move(result.add(last_comments()));
}

Layout FormatBuilder::one_case(const ast::Case& node) {
  Layout result = words(2);
  Layout clauses = laws(node.laws.size(), kCaseColumn);
  clauses.add(text_clause(kCaseColumn));
  if (!node.changes.empty()) {
    clauses.add(lines_clause(node.changes.size(),
                             [&](std::size_t index) { return change(node.changes[index]); }));
  }
  if (node.as_of) {
    clauses.add(hard_line()).add(words(2)).add(to_column(kCaseColumn)).add(words_.take());
  }
  for (const ast::ReadingCondition& point : node.readings) clauses.add(under(point, kCaseColumn));
  clauses.add(lines_clause(node.expectations.size(), [&](std::size_t index) {
    return expectation(node.expectations[index]);
  }));
  return std::move(result.add(nest(kIndent, std::move(clauses))));
}

template <class Make>
Layout FormatBuilder::lines_clause(std::size_t count, Make make) {
  Layout result = sequence({hard_line(), words_.take(), to_column(kCaseColumn)});
  Layout lines;
  for (std::size_t index = 0; index < count; ++index) {
    if (index > 0) lines.add(hard_line());
    lines.add(make(index));
  }
  return std::move(result.add(align(std::move(lines))));
}

// ---- changes -----------------------------------------------------------------------------------

Layout FormatBuilder::change(const ast::Change& node) {
  return match(
      node.node,
      [&](const ast::SetFact& set) {
        Layout result = path(set.place).add(space()).add(words_.take()).add(space());
        return std::move(result.add(nest(kIndent, value(set.value))));
      },
      [&](const ast::AddElements& added) {
        Layout result = words(2).add(space());
        result.add(path(added.list)).add(space());
        return std::move(result.add(nest(kIndent, values(added.values))));
      },
      [&](const ast::CopyElement& copy) {
        Layout result = words_.take().add(space());
        result.add(path(copy.original));
        if (!words_.at("{")) return result;
        return std::move(result.add(space()).add(nest(kIndent, record_value(copy.differences))));
      },
      [&](const ast::RemoveElement& removal) {
        Layout result = words_.take().add(space());
        result.add(path(removal.element));
        if (!removal.set) return result;
        result.add(space()).add(words_.take()).add(space());
        return std::move(result.add(path(*removal.set)));
      });
}

Layout FormatBuilder::path(const ast::FactPath& node) {
  return joined(words_.index_at(node.span.end) - words_.next());
}

/// Records that go on on further lines are indented by `indent` more.
Layout FormatBuilder::value(const ast::FactValue& node, int indent) {
  if (const auto* const list = std::get_if<ast::FactList>(&node.node)) {
    if (list->elements.empty()) return joined(2);
    Layout result = words_.take();
    result.add(values(list->elements));
    return std::move(result.add(words_.take()));
  }
  if (const auto* const record = std::get_if<ast::FactRecord>(&node.node)) {
    return record_value(*record, indent);
  }
  Layout result;
  if (words_.at("-")) result.add(words_.take());
  return std::move(result.add(words_until(node.span.end)));
}

Layout FormatBuilder::record_value(const ast::FactRecord& node, int indent) {
  if (node.members.empty()) return joined(2);
  Layout result = words_.take().add(space());
  result.add(nest(indent, hanging(node.members.size(), [&](std::size_t index) {
                    Layout member = words(2).add(space());
                    return std::move(member.add(value(node.members[index].value)));
                  })));
  return std::move(result.add(space()).add(words_.take()));
}

/// Several records that are too long for one line have one each.
Layout FormatBuilder::values(const std::vector<ast::FactValue>& nodes) {
  const bool has_records = std::ranges::any_of(nodes, [](const ast::FactValue& node) {
    return std::holds_alternative<ast::FactRecord>(node.node);
  });
  if (!has_records) {
    return hanging(nodes.size(), [&](std::size_t index) { return value(nodes[index]); });
  }
  Layout result;
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    if (index > 0) result.add(line());
    result.add(value(nodes[index], nodes.size() > 1 ? kIndent : 0));
    if (index + 1 < nodes.size()) result.add(words_.take());
  }
  return group(std::move(result));
}

// ---- expectations ------------------------------------------------------------------------------

Layout FormatBuilder::expectation(const ast::Expectation& node) {
  Layout result = subject(node.subject);
  Layout first = sequence({line()});
  first = loose_group(std::move(first.add(claim_head(node.claims.front()))));
  result.add(nest(kIndent, std::move(first.add(claim_tail(node.claims.front())))));
  for (std::size_t index = 1; index < node.claims.size(); ++index) {
    Layout conjunct = sequence({line(), words_.take(), space()});
    Layout further = claim_head(node.claims[index]);
    further.add(claim_tail(node.claims[index]));
    result.add(nest(kIndent, std::move(conjunct.add(nest(kIndent, std::move(further))))));
  }
  return group(std::move(result));
}

Layout FormatBuilder::subject(const ast::CaseSubject& node) {
  using Kind = ast::CaseSubject::Kind;
  if (node.kind == Kind::kDossier) return words_.take();
  Layout result;
  if (node.kind != Kind::kNamed) result.add(words_.take()).add(space());
  result.add(qualified_name(node.name));
  if (node.element) {
    result.add(space()).add(words_.take()).add(space());
    result.add(path(*node.element));
  }
  if (node.instrument) result.add(space()).add(words(2));
  return result;
}

/// Its verb with what follows at once.
Layout FormatBuilder::claim_head(const ast::Claim& node) {
  const auto* const is = std::get_if<ast::IsClaim>(&node.node);
  Layout result = words(is != nullptr && is->negated ? 2 : 1).add(space());
  return std::move(result.add(
      is != nullptr ? value(is->value) : path(std::get<ast::LacksClaim>(node.node).facts.front())));
}

Layout FormatBuilder::claim_tail(const ast::Claim& node) {
  return match(
      node.node, [&](const ast::IsClaim& is) { return circumstances(is); },
      [&](const ast::LacksClaim& lacks) { return further_facts(lacks); });
}

Layout FormatBuilder::circumstances(const ast::IsClaim& node) {
  Layout result;
  const auto add = [&](Layout clause) {
    result.add(loose_group(sequence({line(), std::move(clause)})));
  };
  if (!node.by.empty()) {
    Layout causes = words_.take().add(space());
    add(std::move(causes.add(
        hanging(node.by.size(), [&](std::size_t index) { return path(node.by[index]); }))));
  }
  if (node.without) add(words(2));
  if (!node.between.empty()) {
    Layout outcomes = words(2);
    for (std::size_t index = 1; index < node.between.size(); ++index) {
      if (!words_.at(",")) outcomes.add(space());
      outcomes.add(words(2));
    }
    add(std::move(outcomes));
  }
  if (node.under) {
    Layout point = words_.take().add(space());
    add(std::move(point.add(reading_condition(*node.under))));
  }
  if (node.under_every_reading) add(words(3));
  return result;
}

Layout FormatBuilder::further_facts(const ast::LacksClaim& node) {
  Layout result;
  for (std::size_t index = 1; index < node.facts.size(); ++index) {
    if (!node.in_order) result.add(words_.take());
    Layout fact = sequence({line()});
    if (node.in_order) fact.add(words_.take()).add(space());
    result.add(loose_group(std::move(fact.add(path(node.facts[index])))));
  }
  if (node.and_others) result.add(loose_group(sequence({line(), words(2)})));
  return result;
}

}  // namespace probity::syntax
