// Expressions: names resolved, types known, nodes appended to the Program. Private to check/.
//
// Every function that gives a NodeId gives an absent one after a mistake, which it has reported; an
// absent operand makes the expression around it absent too and says nothing more.
//
// A hint is the type that the place expects: it gives enum values, countries, `unknown` and empty
// lists their type, and is not itself a demand; `require` demands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "check/context.h"

namespace probity {

/// Whether an expression may look at the dossier as filed (`known`, `otherwise`).
enum class AsFiled : std::uint8_t {
  kAllowed,             ///< `applies when`, `reference date`, defines, figures, `probity eval`
  kThroughDefinitions,  ///< texts: a figure that does may be named
  kRefused,             ///< `requires`, `when`, `for each`, `evidence`
};

/// Whether the literal `unknown` may stand.
enum class UnknownLiterals : std::uint8_t { kRefused, kAllowed };

struct Variable {
  std::string name;
  TypeId type;
  std::uint32_t slot = 0;
  Span span;
};

struct Surroundings {
  Visible visible;
  std::vector<Variable> variables;  ///< the innermost last
  AsFiled as_filed = AsFiled::kRefused;
  UnknownLiterals unknowns = UnknownLiterals::kRefused;
  std::string_view clause;  ///< "`requires`"
};

class ExpressionChecker {
 public:
  ExpressionChecker(Context& context, Surroundings surroundings)
      : context_(context), program_(context.program), surroundings_(std::move(surroundings)) {}

  [[nodiscard]] NodeId check(const ast::Expr& expression, TypeId hint = TypeId());
  /// Absent, after a diagnostic, where the expression is of another type.
  [[nodiscard]] NodeId require(const ast::Expr& expression, TypeId wanted);
  [[nodiscard]] NodeId require(const ast::Expr& expression, TypeKind wanted);

  /// The list that a variable runs over, and the variable: its type is open after a mistake.
  [[nodiscard]] NodeId check_range(const ast::Expr& list, const ast::Name& variable);
  /// The slot that check_range gave.
  [[nodiscard]] std::uint32_t last_slot() const { return surroundings_.variables.back().slot; }
  void leave_range() {
    left_.push_back(std::move(surroundings_.variables.back()));
    surroundings_.variables.pop_back();
  }
  [[nodiscard]] const std::vector<Variable>& variables() const { return surroundings_.variables; }
  /// A parameter of a define: the next slot.
  void declare_variable(const ast::Name& name, TypeId type);

 private:
  struct RootField {
    std::uint32_t field = 0;
  };
  using Meaning = std::variant<const Variable*, RootField, const DeclaredName*>;
  using Pair = std::pair<NodeId, NodeId>;

  // expressions.cpp
  NodeId add(node::Content content, TypeId type, Span span);
  NodeId literal(Constant value, TypeKind kind, Span span);
  TypeId type_of(NodeId id) const { return program_[id].type; }
  TypeKind kind(NodeId id) const { return program_.vocabulary.type(type_of(id)).kind; }
  TypeId primitive(TypeKind kind) const { return program_.vocabulary.primitive(kind); }
  NodeId money(const ast::Expr& expression, const ast::MoneyLiteral& literal);
  NodeId unknown(const ast::Expr& expression, TypeId hint);
  NodeId unary(const ast::Expr& expression, const ast::Unary& unary, TypeId hint);
  NodeId connective(const ast::Expr& expression, const ast::Connective& connective);
  NodeId binary(const ast::Expr& expression, const ast::Binary& binary, TypeId hint);
  NodeId conditional(const ast::Expr& expression, const ast::Conditional& conditional, TypeId hint);
  NodeId otherwise(const ast::Expr& expression, const ast::Binary& binary, TypeId hint);
  bool allows_as_filed(Span span, std::string_view word);
  /// Two expressions of one type: each may give the other its hint.
  Pair check_pair(const ast::Expr& left, const ast::Expr& right, TypeId hint);
  /// The same, and their types fit; otherwise both are absent, after a diagnostic.
  Pair require_pair(const ast::Expr& left, const ast::Expr& right, TypeId hint);
  /// A bare name on the left may be a value of the enum on the right, whatever else has that name.
  bool may_be_value_of(const ast::Expr& left, const ast::Expr& right) const;
  /// Only its place can say what it is.
  bool is_contextual(const ast::Expr& expression) const;
  void report_mismatch(NodeId found, TypeId wanted);
  void add_origin(Diagnostic& diagnostic, NodeId node) const;

  // references.cpp
  std::vector<Meaning> meanings_of(std::string_view name) const;
  NodeId name(const ast::Expr& expression, const ast::NameUse& use, TypeId hint);
  NodeId meaning(const Meaning& meaning, Span span);
  TypeId type_of_meaning(const Meaning& meaning) const;  ///< absent where it is no value
  NodeId declared(const DeclaredName& name, Span span);
  NodeId enum_value(std::string_view name, TypeId type, Span span);
  NodeId root_field(std::uint32_t field, Span span);
  NodeId field_access(const ast::Expr& expression, const ast::FieldAccess& access);
  std::optional<NodeId> qualified(const ast::Expr& expression, const ast::FieldAccess& access);
  NodeId field_of(NodeId base, const ast::Name& field, Span span);
  NodeId call(const ast::Expr& expression, const ast::Call& call);
  NodeId call_definition(const DeclaredName& name, std::vector<NodeId> arguments, Span span);
  Span place_of(const Meaning& meaning) const;

  // unknown_names.cpp
  std::vector<std::string_view> names_in_scope() const;
  void report_unknown_name(const ast::Name& name, TypeId hint);
  void report_two_meanings(const ast::Name& name, const std::vector<Meaning>& meanings);

  // comparisons.cpp
  NodeId comparison(const ast::Expr& expression, const ast::Comparison& comparison);
  NodeId equality(const ast::Expr& expression, const ast::Comparison& comparison);
  NodeId ordering(const ast::Expr& expression, const ast::Comparison& comparison);
  NodeId compare(const ast::Expr& expression, const ast::Comparison& comparison, Pair sides);
  std::optional<NodeId> reading_test(const ast::Expr& expression,
                                     const ast::Comparison& comparison);

  // membership.cpp
  NodeId membership(const ast::Expr& expression, const ast::Comparison& comparison);
  NodeId in_group(const ast::Expr& expression, const ast::Comparison& comparison, GroupId group);
  NodeId in_enum(const ast::Expr& expression, const ast::Comparison& comparison,
                 EnumId enumeration);
  NodeId in_list(const ast::Expr& expression, const ast::Comparison& comparison);
  /// The group or enum that stands right of `is in`, by its name.
  std::optional<std::variant<GroupId, EnumId>> named_set(const ast::Expr& expression);

  // arithmetic.cpp
  NodeId arithmetic(const ast::Expr& expression, const ast::Binary& binary, TypeId hint);
  NodeId concatenation(const ast::Expr& expression, Pair sides);
  NodeId negation(const ast::Expr& expression, const ast::Unary& unary, TypeId hint);
  NodeId rounded(const ast::Expr& expression, const ast::Rounded& rounded);
  std::optional<int> places(const ast::Expr& expression);
  void report_arithmetic(const ast::Expr& expression, node::Operation op, Pair sides);
  /// The currency of the literals and parameters in these; `is_mixed` after a diagnostic.
  struct FoundCurrency {
    std::optional<Currency> currency;
    bool is_mixed = false;
  };
  FoundCurrency currency_of(const std::vector<NodeId>& nodes);

  // lists.cpp
  NodeId list_literal(const ast::Expr& expression, const std::vector<ast::Expr>& elements,
                      TypeKind shape, TypeId hint);
  NodeId quantifier(const ast::Expr& expression, const ast::Quantifier& quantifier);
  NodeId aggregate(const ast::Expr& expression, const ast::Aggregate& aggregate);
  NodeId fold(const ast::Expr& expression, const ast::Aggregate& aggregate,
              node::Aggregate content);
  NodeId distinct(const ast::Expr& expression, const ast::Distinct& distinct);
  void warn_double_negation(const ast::Expr& expression, const ast::Quantifier& quantifier);

  Context& context_;
  Program& program_;
  Surroundings surroundings_;
  std::vector<Variable> left_;  ///< behind the ends of their ranges
};

}  // namespace probity
