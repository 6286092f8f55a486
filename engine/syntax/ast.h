// The AST: what a rule file says, as written, with the place of every word. The formatter, the
// checker and the cases read it; nothing in it is resolved, and nothing in it evaluates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnostics/source_text.h"
#include "support/box.h"
#include "values/date.h"
#include "values/duration.h"
#include "values/number.h"
#include "values/rounding.h"

namespace probity::ast {

/// An identifier as written, with its place.
struct Name {
  std::string text;
  Span span;
};

struct Text {
  std::string text;  ///< escapes resolved: \" \\ only
  Span span;         ///< quotes included
};

struct DateLiteral {
  Date date;
  Span span;
};

// ---- expressions -------------------------------------------------------------------------------

struct Expr;
using ExprBox = Box<Expr>;

struct BooleanLiteral {
  bool value = false;
};
struct UnknownLiteral {};
struct NumberLiteral {
  Number value;
};
struct PercentageLiteral {
  Number value;  ///< 35 % is 0.35
};
struct MoneyLiteral {
  Number amount;  ///< scale words applied: 1.5bn is 1500000000
  Name currency;  ///< not checked yet
};
struct DurationLiteral {
  Duration value;
};
struct TextLiteral {
  std::string value;
};
/// `{ a, b }`: the right side of `is in`, or part of a group.
struct SetLiteral {
  std::vector<Expr> elements;
};
/// `[ a, b ]`
struct ListLiteral {
  std::vector<Expr> elements;
};
/// A field of the root, a variable, a definition, a parameter, a group, an enum value, a country...
struct NameUse {
  Name name;
};
/// `base.field`; also `module.name`, told apart by the checker.
struct FieldAccess {
  ExprBox base;
  Name field;
};
struct Call {
  Name callee;  ///< a define with parameters; `module.name` has the qualifier in `module`
  std::optional<Name> module;
  std::vector<Expr> arguments;
};

enum class UnaryOperator : std::uint8_t { kNot, kNegate, kKnown };
struct Unary {
  UnaryOperator op = UnaryOperator::kNot;
  ExprBox operand;
};

/// A chain `a and b and c` has all its operands in one node.
enum class ConnectiveOperator : std::uint8_t { kAnd, kOr };
struct Connective {
  ConnectiveOperator op = ConnectiveOperator::kAnd;
  std::vector<Expr> operands;  ///< at least two
};

enum class BinaryOperator : std::uint8_t {
  kImplies,
  kOtherwise,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide
};
struct Binary {
  BinaryOperator op = BinaryOperator::kAdd;
  ExprBox left;
  ExprBox right;
};

enum class ComparisonOperator : std::uint8_t {
  kIs,
  kIsNot,
  kAtMost,
  kAtLeast,
  kMoreThan,
  kLessThan,
  kIn,
  kNotIn,
  kBefore,
  kAfter,
  kOnOrBefore,
  kOnOrAfter,
};
struct Comparison {
  ComparisonOperator op = ComparisonOperator::kIs;
  Span op_span;
  ExprBox left;
  ExprBox right;
  std::optional<ExprBox> on;  ///< `c is in EU on DATE`, for kIn and kNotIn
};

struct Conditional {
  ExprBox condition;
  ExprBox then;
  ExprBox otherwise;
};

enum class QuantifierKind : std::uint8_t { kSome, kEvery, kNo };
struct Quantifier {
  QuantifierKind kind = QuantifierKind::kSome;
  Name variable;
  ExprBox list;
  ExprBox body;
};

/// count(x in L where P) has no element; count(L), sum(L), min(L), max(L) have no variable either.
enum class AggregateKind : std::uint8_t { kCount, kSum, kMin, kMax, kList, kThe };
struct Aggregate {
  AggregateKind kind = AggregateKind::kCount;
  bool distinct = false;           ///< count(distinct E for ...)
  std::optional<ExprBox> element;  ///< E of `E for x in L`
  std::optional<Name> variable;
  ExprBox list;
  std::optional<ExprBox> where;
};
/// `distinct(L)`
struct Distinct {
  ExprBox list;
};
struct Rounded {
  ExprBox value;
  ExprBox places;  ///< checked to be an integer literal
  Name mode;       ///< checked to be a rounding mode
};

struct Expr {
  Span span;
  std::variant<BooleanLiteral, UnknownLiteral, NumberLiteral, PercentageLiteral, MoneyLiteral,
               DateLiteral, DurationLiteral, TextLiteral, SetLiteral, ListLiteral, NameUse,
               FieldAccess, Call, Unary, Connective, Binary, Comparison, Conditional, Quantifier,
               Aggregate, Distinct, Rounded>
      node;
};

// ---- clauses -----------------------------------------------------------------------------------

struct Law {
  Name act;
  Text reference;
  Span span;
};

/// `from D`, `until D` (inclusive), or both.
struct Window {
  std::optional<DateLiteral> from;
  std::optional<DateLiteral> until;
  Span span;
};

/// `ID is READING`
struct ReadingCondition {
  std::vector<Name> interpretation;  ///< one name, or module and name
  Name reading;
  Span span;
};

struct ForEach {
  Name variable;
  Expr list;
  Span span;
};

/// A text with placeholders; `{{` and `}}` stand for braces.
struct Template {
  std::vector<std::variant<std::string, Expr>> parts;
  Span span;
};

/// The clauses that a rule, an `unless` block and a remote exception share.
struct Norm {
  std::vector<Law> laws;
  std::optional<Window> effective;
  std::optional<ReadingCondition> under;
  std::vector<Expr> evidence;
  std::optional<Template> note;
};

struct Unless {
  Name name;
  Text title;
  Norm norm;
  Expr when;
  Span span;
};

// ---- types and declarations --------------------------------------------------------------------

struct TypeName {
  enum class Shape : std::uint8_t { kPlain, kList, kSet };
  Shape shape = Shape::kPlain;
  Name name;
  Span span;
};

struct Act {
  Name name;
  Text title;
  std::optional<Text> celex;
  std::optional<Text> eli;
};

struct EnumMember {
  Name name;
  std::optional<Text> label;
};
/// Either members in braces or a union of named enums.
struct Enum {
  Name name;
  std::vector<EnumMember> members;
  std::vector<Name> parts;
};

struct RecordField {
  Name name;
  TypeName type;
  std::string doc;
  bool required = false;
  bool nonempty = false;
  std::optional<Name> role;  ///< the word after `as`
};
struct Record {
  Name name;
  std::vector<RecordField> fields;
};

struct GroupMember {
  Name country;
  std::optional<Window> window;
};
/// One term of a group: a name or a set, added or taken away.
struct GroupTerm {
  bool subtracted = false;
  std::vector<Name> group;           ///< one name, or module and name; empty for a set
  std::vector<GroupMember> members;  ///< of a set
  std::optional<ReadingCondition> condition;
  Span span;
};
struct Group {
  Name name;
  std::vector<GroupTerm> terms;  ///< `group X { ... }` is one term
};

struct DatedValue {
  Window window;  ///< `from` always given
  Expr value;
};
struct Parameter {
  Name name;
  TypeName type;
  std::vector<Law> laws;
  std::vector<DatedValue> values;
};

struct DefineParameter {
  Name name;
  TypeName type;
};
struct Define {
  Name name;
  std::vector<DefineParameter> parameters;
  TypeName type;
  Expr body;
};
struct Figure {
  Name name;
  TypeName type;
  std::vector<Law> laws;  ///< may be empty
  Expr body;
};

/// `when CONDITION then RESULT`, and the laws that say so.
struct TableRow {
  Expr condition;
  Expr result;
  std::vector<Law> laws;  ///< of this row alone; may be empty
  Span span;
};
struct Table {
  Name name;
  std::vector<DefineParameter> inputs;
  TypeName type;
  std::vector<Law> laws;
  std::vector<TableRow> rows;
};

struct Rule {
  Name name;
  Text title;
  std::vector<Name> instruments;  ///< `for instrument A, B`
  Norm norm;
  std::optional<ForEach> for_each;
  std::optional<Expr> applies;
  Expr requirement;
  Template failing;
  std::vector<Unless> exceptions;
};

struct Exception {
  Name name;
  std::vector<Name> rule;  ///< one name, or module and name
  Text title;
  Norm norm;
  std::optional<ForEach> for_each;
  Expr when;
};

/// `rule A prevails over B`. Its norm has neither evidence nor a note.
struct Prevalence {
  std::vector<Name> winner;  ///< one name, or module and name
  std::vector<Name> loser;
  Norm norm;
  std::optional<ForEach> for_each;
  Expr when;
};

struct Instrument {
  Name name;
  std::optional<Window> effective;
  Expr applies;
  Expr reference_date;
};

struct Reading {
  Name name;
  Text title;
  Text authority;
  bool is_default = false;
};
struct Interpretation {
  Name name;
  Text title;
  std::vector<Law> laws;
  std::vector<Reading> readings;
};

struct Declaration {
  std::string doc;  ///< Markdown of the `##` comments before it
  Span span;
  /// False where a mistake in it was reported: its name and its type count, so that one mistake
  /// does not cause twenty, but what else it holds may be missing and must not be checked.
  bool is_complete = true;
  std::variant<Act, Enum, Record, Group, Parameter, Define, Figure, Table, Rule, Prevalence,
               Exception, Instrument, Interpretation>
      node;
};

struct File {
  SourceId source;
  Name module;
  std::optional<Text> title;
  std::vector<Name> uses;
  std::vector<Declaration> declarations;
};

/// A `.ruleset` file.
struct Manifest {
  Name name;
  Text title;
  Text version;
  struct Include {
    std::string folder;  ///< relative to the manifest, `/` between parts
    Span span;
  };
  std::vector<Include> includes;
};

}  // namespace probity::ast
