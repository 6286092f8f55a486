#include "report/norms_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/check_json.h"
#include "report/wording.h"
#include "support/match.h"

namespace probity {
namespace {

/// Follows expressions down and through definitions.
class TableFinder {
 public:
  explicit TableFinder(const Program& program) : program_(program) {}

  void visit(NodeId id) {
    if (!id.is_present()) return;
    match(
        program_[id].content,  //
        [](const node::Unknown&) {}, [](const node::Literal&) {}, [](const node::Root&) {},
        [](const node::Variable&) {}, [](const node::ParameterUse&) {},
        [](const node::ReadingTest&) {}, [](const node::Table&) {},
        [&](const node::Field& node) { visit(node.base); },
        [&](const node::Not& node) { visit(node.operand); },
        [&](const node::Known& node) { visit(node.operand); },
        [&](const node::Negate& node) { visit(node.operand); },
        [&](const node::And& node) { visit(node.operands); },
        [&](const node::Or& node) { visit(node.operands); },
        [&](const node::ListOf& node) { visit(node.elements); },
        [&](const node::Implies& node) { visit({node.left, node.right}); },
        [&](const node::Compare& node) { visit({node.left, node.right}); },
        [&](const node::Arithmetic& node) { visit({node.left, node.right}); },
        [&](const node::Concatenate& node) { visit({node.left, node.right}); },
        [&](const node::Conditional& node) { visit({node.condition, node.then, node.otherwise}); },
        [&](const node::In& node) { visit({node.element, node.set}); },
        [&](const node::InGroup& node) { visit({node.element, node.on}); },
        [&](const node::Otherwise& node) { visit({node.value, node.fallback}); },
        [&](const node::Quantifier& node) { visit({node.list, node.body}); },
        [&](const node::Aggregate& node) { visit({node.list, node.element, node.where}); },
        [&](const node::Distinct& node) { visit(node.list); },
        [&](const node::Round& node) { visit(node.value); },
        [&](const node::Call& node) {
          visit(node.arguments);
          const Definition& called = program_[node.definition];
          if (!seen_.insert(node.definition).second) return;
          if (!called.rows.empty()) tables_.insert(node.definition);
          visit(called.body);
        });
  }
  void visit(const std::vector<NodeId>& ids) {
    for (const NodeId id : ids) visit(id);
  }

  [[nodiscard]] std::vector<DefinitionId> tables() const {
    return {tables_.begin(), tables_.end()};
  }

 private:
  const Program& program_;
  std::set<DefinitionId> seen_;
  std::set<DefinitionId> tables_;
};

/// The declarations by which the rule prevails over another.
std::vector<PrevalenceId> won_by(const Program& program, RuleId rule) {
  std::vector<PrevalenceId> found;
  for (std::size_t index = 0; index < program.prevalences.size(); ++index) {
    if (program.prevalences[index].winner == rule) found.emplace_back(index);
  }
  return found;
}

void add_precedence(Page& page, std::size_t indent, const Program& program,
                    const Prevalence& prevalence, const std::string& relation) {
  std::string text = fmt::format("{} when {} ({})", relation, node_text(program, prevalence.when),
                                 short_law_text(program, prevalence.laws));
  const std::string window = window_words(prevalence.effective);
  if (!window.empty()) text += fmt::format(" ({})", window);
  if (prevalence.under) {
    text += fmt::format(", only where {}", reading_text(program, *prevalence.under));
  }
  page.line(indent, text, Tone::kNote);
}

void write_list(JsonReport& writer, const Program& program, const std::vector<PrevalenceId>& ids,
                RuleId Prevalence::* other) {
  writer.begin_array();
  for (const PrevalenceId id : ids) {
    const Prevalence& prevalence = program[id];
    writer.begin_object();
    writer.key("rule").string(program[prevalence.*other].name);
    writer.key("when").string(node_text(program, prevalence.when));
    writer.key("law");
    write_laws(writer, program, prevalence.laws);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::vector<DefinitionId> tables_of(const Program& program, RuleId rule) {
  const Rule& asked = program[rule];
  TableFinder finder(program);
  if (asked.for_each) finder.visit(asked.for_each->list);
  finder.visit(asked.applies_once);
  finder.visit(asked.applies_element);
  finder.visit(asked.requirement);
  for (const ExceptionId id : asked.exceptions) finder.visit(program[id].when);
  for (const PrevalenceId id : asked.prevailed_by) finder.visit(program[id].when);
  return finder.tables();
}

void add_table(Page& page, const Program& program, const Definition& table) {
  page.pieces(2,
              {{table.name, Tone::kStrong}, {short_law_text(program, table.laws), Tone::kFaint}});
  for (std::size_t index = 0; index < table.rows.size(); ++index) {
    const TableRow& row = table.rows[index];
    const std::string law =
        row.laws.empty() ? "" : fmt::format(" ({})", short_law_text(program, row.laws));
    page.entry({.indent = 4,
                .label = fmt::format("row {}", index + 1),
                .label_columns = 8,
                .text = fmt::format("{} → {}{}", node_text(program, row.condition),
                                    node_text(program, row.result), law),
                .label_tone = Tone::kNote});
  }
}

void write_table(JsonReport& writer, const Program& program, const Definition& table) {
  writer.begin_object();
  writer.key("table").string(table.name);
  writer.key("type").string(program.vocabulary.type_text(table.type));
  writer.key("doc").string(table.doc);
  writer.key("law");
  write_laws(writer, program, table.laws);
  writer.key("rows").begin_array();
  for (std::size_t index = 0; index < table.rows.size(); ++index) {
    const TableRow& row = table.rows[index];
    writer.begin_object();
    writer.key("row").number(index + 1);
    writer.key("when").string(node_text(program, row.condition));
    writer.key("then").string(node_text(program, row.result));
    writer.key("law");
    write_laws(writer, program, row.laws);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
}

void add_precedences(Page& page, std::size_t indent, const Program& program, RuleId rule) {
  for (const PrevalenceId id : program[rule].prevailed_by) {
    add_precedence(page, indent, program, program[id],
                   fmt::format("gives way to {}", program[program[id].winner].name));
  }
  for (const PrevalenceId id : won_by(program, rule)) {
    add_precedence(page, indent, program, program[id],
                   fmt::format("prevails over {}", program[program[id].loser].name));
  }
}

void write_precedences(JsonReport& writer, const Program& program, RuleId rule) {
  writer.key("gives_way_to");
  write_list(writer, program, program[rule].prevailed_by, &Prevalence::winner);
  writer.key("prevails_over");
  write_list(writer, program, won_by(program, rule), &Prevalence::loser);
}

}  // namespace probity
