// A clause of a rule set as text, for the report on what changed.
#include <fmt/format.h>

#include "report/diff_report.h"
#include "report/wording.h"
#include "support/match.h"

namespace probity {
namespace {

std::string joined(const Program& program, const Expressions& expressions) {
  const bool is_list = expressions.join == Expressions::Join::kComma;
  std::string text;
  for (const NodeId node : expressions.nodes) {
    if (!text.empty()) text += is_list ? ", " : " and ";
    const bool needs_brackets = !is_list && expressions.nodes.size() > 1 &&
                                (std::holds_alternative<node::Or>(program[node].content) ||
                                 std::holds_alternative<node::Implies>(program[node].content) ||
                                 std::holds_alternative<node::Quantifier>(program[node].content) ||
                                 std::holds_alternative<node::Conditional>(program[node].content));
    const std::string words = node_text(program, node);
    text += needs_brackets && !words.starts_with('(') ? fmt::format("({})", words) : words;
  }
  return text;
}

std::string template_text(const Program& program, const Template& text) {
  std::string words;
  for (const auto& part : text.parts) {
    words += match(
        part, [](const std::string& plain) { return plain; },
        [&](NodeId value) { return fmt::format("{{{}}}", node_text(program, value)); });
  }
  return fmt::format("\"{}\"", words);
}

std::string members_text(const DatedMembers& members) {
  std::string text;
  for (const auto& [country, windows] : members.members) {
    std::string when;
    for (const Window& window : windows) {
      when += fmt::format("{}{}", when.empty() ? " " : " and ", window_words(window));
    }
    text +=
        fmt::format("{}{}{}", text.empty() ? "" : ", ", country.text(), when == " " ? "" : when);
  }
  return text;
}

std::string row_text(const Program& program, const RowContent& row) {
  const std::string law =
      row.laws.empty() ? "" : fmt::format(" ({})", short_law_text(program, row.laws));
  return fmt::format("when {} then {}{}", node_text(program, row.condition),
                     node_text(program, row.result), law);
}

}  // namespace

std::string part_text(const Program& program, const PartContent& content) {
  return match(
      content, [](const std::string& text) { return text; },
      [&](const Expressions& expressions) { return joined(program, expressions); },
      [&](const std::vector<Citation>& laws) {
        return join_words(law_texts(program, laws), "and");
      },
      [](const Window& window) { return window_words(window); },
      [&](const ReadingCondition& condition) { return reading_text(program, condition); },
      [&](const Template& text) { return template_text(program, text); },
      [&](const TypedConstant& constant) {
        return constant_text(program, constant.value, constant.type) +
               (constant.until ? fmt::format(" until {}", date_text(*constant.until)) : "");
      },
      [&](const ForEachClause& range) {
        return fmt::format("{} in {}", range.variable, node_text(program, range.list));
      },
      [](const DatedMembers& members) { return members_text(members); },
      [&](const RowContent& row) { return row_text(program, row); });
}

}  // namespace probity
