#include "check/tables.h"

#include <algorithm>

#include <fmt/format.h>

#include "check/nodes.h"
#include "check/norms.h"
#include "check/table_proof.h"

namespace probity {
namespace {

using DeclaredTable = Declared<ast::Table, DefinitionId>;

/// A literal, a minus before one, or a parameter: what the law itself says.
bool is_of_law(const Program& program, NodeId id) {
  if (const auto* negate = node_if<node::Negate>(program, id)) id = negate->operand;
  return node_if<node::Literal>(program, id) != nullptr ||
         node_if<node::ParameterUse>(program, id) != nullptr;
}

bool is_input(const Program& program, NodeId id) {
  return node_if<node::Variable>(program, id) != nullptr;
}

/// A condition on one input: a comparison with a value of the law, or membership in a set of them
/// or in a group at the reference date.
bool is_on_one_input(const Program& program, NodeId id) {
  if (const auto* compare = node_if<node::Compare>(program, id)) {
    return is_input(program, compare->left) && is_of_law(program, compare->right);
  }
  if (const auto* membership = node_if<node::In>(program, id)) {
    const auto* set = node_if<node::ListOf>(program, membership->set);
    return is_input(program, membership->element) && set != nullptr &&
           std::all_of(set->elements.begin(), set->elements.end(),
                       [&](NodeId element) { return is_of_law(program, element); });
  }
  const auto* membership = node_if<node::InGroup>(program, id);
  return membership != nullptr && is_input(program, membership->element) &&
         !membership->on.is_present();
}

/// What to write instead of a condition that is none on one input.
std::string advice(const Program& program, NodeId id) {
  const std::string_view written = program.sources.text(program[id].span);
  if (is_input(program, id)) return fmt::format("write `{} is true`", written);
  if (const auto* negation = node_if<node::Not>(program, id)) {
    if (is_input(program, negation->operand)) {
      return fmt::format("write `{} is false`",
                         program.sources.text(program[negation->operand].span));
    }
  }
  if (node_if<node::Or>(program, id) != nullptr) {
    return "write a row for each, or a set: `kind is in { a, b }`";
  }
  return "write `INPUT is VALUE`, `INPUT is at most VALUE`, `INPUT is in { A, B }` or `INPUT is in "
         "GROUP`, joined by `and`; a value is a literal or a parameter";
}

class TableChecker {
 public:
  TableChecker(const DeclaredTable& declared, Context& context)
      : declared_(declared), context_(context), written_(*declared.written) {}

  void run() {
    require_law(written_.laws, written_.name, "table", context_);
    node::Table content;
    std::vector<TableRow> rows;
    for (const ast::TableRow& row : written_.rows) {
      TableRow checked{.condition = check_row_condition(row),
                       .result = check_result(row),
                       .laws = resolve_laws(row.laws, *declared_.visible, context_),
                       .span = row.span};
      is_whole_ = is_whole_ && checked.condition.is_present() && checked.result.is_present();
      content.conditions.push_back(checked.condition);
      content.results.push_back(checked.result);
      rows.push_back(std::move(checked));
    }
    std::vector<Citation> laws = resolve_laws(written_.laws, *declared_.visible, context_);
    Program& program = context_.program;
    Definition& definition = program.definitions[declared_.id.index()];
    definition.rows = std::move(rows);
    definition.laws = std::move(laws);
    const bool has_types = definition.type.is_present() &&
                           std::all_of(definition.parameters.begin(), definition.parameters.end(),
                                       [](TypeId type) { return type.is_present(); });
    if (!is_whole_ || !has_types) return;
    definition.body = add_node(program, std::move(content), definition.type, written_.name.span);
    std::vector<ast::Name> names;
    names.reserve(written_.inputs.size());
    for (const ast::DefineParameter& input : written_.inputs) names.push_back(input.name);
    std::get<node::Table>(program.nodes[definition.body.index()].content).partings =
        prove_table(declared_.id, names, context_);
  }

 private:
  [[nodiscard]] ExpressionChecker checker() const {
    return checker_for(*declared_.visible, variables_, {.name = "a table"}, context_);
  }

  /// Inputs are declared with the first row, so that what is wrong with their names is said once.
  void declare_inputs() {
    if (!variables_.empty()) return;
    ExpressionChecker declaring = checker();
    const std::vector<TypeId>& types = context_.program[declared_.id].parameters;
    for (std::size_t i = 0; i < types.size(); ++i) {
      const TypeId type = types[i].is_present()
                              ? types[i]
                              : context_.program.vocabulary.primitive(TypeKind::kUnknown);
      declaring.declare_variable(written_.inputs[i].name, type);
    }
    variables_ = declaring.variables();
  }

  NodeId check_row_condition(const ast::TableRow& row) {
    declare_inputs();
    const Program& program = context_.program;
    const NodeId condition = checker().require(row.condition, TypeKind::kBoolean);
    bool is_right = condition.is_present();
    for (const NodeId conjunct : conjuncts_of(program, condition)) {
      if (is_on_one_input(program, conjunct)) continue;
      is_right = false;
      context_.report({.code = Code::row_condition,
                       .span = program[conjunct].span,
                       .message = "a row asks for something else than the value of one input",
                       .help = advice(program, conjunct)});
    }
    return is_right ? condition : NodeId();
  }

  NodeId check_result(const ast::TableRow& row) {
    const TypeId type = context_.program[declared_.id].type;
    ExpressionChecker plain = checker_for(*declared_.visible, {}, {.name = "a table"}, context_);
    const NodeId result = type.is_present() ? plain.require(row.result, type) : NodeId();
    if (!result.is_present() || is_of_law(context_.program, result)) return result;
    context_.report({.code = Code::row_result,
                     .span = row.result.span,
                     .message = "the result of a row is computed",
                     .help = "a row gives what the law says: a literal or a `parameter`; what "
                             "follows from it is a `define` that names the table"});
    return NodeId();
  }

  const DeclaredTable& declared_;
  Context& context_;
  const ast::Table& written_;
  std::vector<Variable> variables_;
  bool is_whole_ = true;
};

}  // namespace

void fill_tables(const Declarations& declarations, Context& context) {
  for (const DeclaredTable& declared : declarations.tables) {
    if (declared.is_complete()) TableChecker(declared, context).run();
  }
}

}  // namespace probity
