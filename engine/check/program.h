// The Program: what a rule set means. Every name is resolved, every expression typed and flat; it
// is immutable once checked, and evaluator, trace, audit and report read nothing else of the rules.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diagnostics/source_text.h"
#include "dossier/vocabulary.h"
#include "support/ids.h"
#include "values/country.h"
#include "values/date.h"
#include "values/duration.h"
#include "values/money.h"
#include "values/number.h"
#include "values/rounding.h"

namespace probity {

struct NodeTag;
struct ActTag;
struct GroupTag;
struct ParameterTag;
struct DefinitionTag;
struct RuleTag;
struct PrevalenceTag;
struct ExceptionTag;
struct InstrumentTag;
struct InterpretationTag;
struct ShapeTag;
using NodeId = Id<NodeTag>;
using ActId = Id<ActTag>;
using GroupId = Id<GroupTag>;
using ParameterId = Id<ParameterTag>;
using DefinitionId = Id<DefinitionTag>;
using RuleId = Id<RuleTag>;
using PrevalenceId = Id<PrevalenceTag>;
using ExceptionId = Id<ExceptionTag>;
using InstrumentId = Id<InstrumentTag>;
using InterpretationId = Id<InterpretationTag>;
/// Nodes with the same shape are the same expression over the same slots, wherever they stand.
using ShapeId = Id<ShapeTag>;

// ---- expressions -------------------------------------------------------------------------------

/// A known value that stands in the rules. A percentage is a Number in a node of that type.
using Constant = std::variant<bool, Number, Money, Date, Duration, Country, SymbolId, std::string>;

namespace node {

/// The literal `unknown`: of cases and `probity eval` only.
struct Unknown {};
struct Literal {
  Constant value;
};
/// The root record.
struct Root {};
/// The value in a slot of the frame: a quantifier's variable, or a parameter of a define.
struct Variable {
  std::uint32_t slot = 0;
};
/// A field of a record; over a list of records it maps, and lists within are joined into one.
struct Field {
  NodeId base;
  std::uint32_t field = 0;  ///< index in the base's record type
};
struct Not {
  NodeId operand;
};
struct And {
  std::vector<NodeId> operands;
};
struct Or {
  std::vector<NodeId> operands;
};
struct Implies {
  NodeId left, right;
};
struct Conditional {
  NodeId condition, then, otherwise;
};
/// Ordering and equality of two values of one type.
enum class Comparator : std::uint8_t { kEqual, kNotEqual, kAtMost, kAtLeast, kMoreThan, kLessThan };
struct Compare {
  Comparator op = Comparator::kEqual;
  NodeId left, right;
  /// Of money: the currency that both sides are brought to, that of the literal or parameter
  /// beside; absent for EUR.
  std::optional<Currency> currency;
};
/// Membership in a list or set.
struct In {
  NodeId element, set;
  bool negated = false;
};
/// Membership in a group of countries, at `on` or else at the reference date.
struct InGroup {
  NodeId element;
  GroupId group;
  NodeId on;  ///< absent: the reference date
  bool negated = false;
};
struct Known {
  NodeId operand;
};
struct Otherwise {
  NodeId value, fallback;
};
enum class Operation : std::uint8_t { kAdd, kSubtract, kMultiply, kDivide };
/// Of numbers, percentages, money, dates and durations, as the node's type and its operands' say.
struct Arithmetic {
  Operation op = Operation::kAdd;
  NodeId left, right;
};
struct Negate {
  NodeId operand;
};
/// Two lists into one.
struct Concatenate {
  NodeId left, right;
};
enum class Quantity : std::uint8_t { kSome, kEvery, kNo };
struct Quantifier {
  Quantity kind = Quantity::kSome;
  std::uint32_t slot = 0;
  NodeId list, body;
};
enum class Fold : std::uint8_t { kCount, kSum, kMin, kMax, kList, kThe };
/// Over the elements of `list` in `slot` for which `where` holds. `kThe`: exactly one, else
/// unknown.
struct Aggregate {
  Fold fold = Fold::kCount;
  bool distinct = false;
  std::uint32_t slot = 0;
  NodeId list;
  NodeId element;  ///< absent: the element itself
  NodeId where;    ///< absent: all of them
};
struct Distinct {
  NodeId list;
};
struct ListOf {
  std::vector<NodeId> elements;  ///< a list or a set, as the node's type says
};
struct ParameterUse {
  ParameterId parameter;
};
struct ReadingTest {
  InterpretationId interpretation;
  std::uint32_t reading = 0;
};
struct Call {
  DefinitionId definition;
  std::vector<NodeId> arguments;  ///< become slots 0.. of the definition's own frame
};
/// The body of a table: rows, each a condition on the slots of its inputs and a result. For all
/// inputs at least one row matches, and rows that match the same inputs have the same result.
struct Table {
  std::vector<NodeId> conditions;
  std::vector<NodeId> results;  ///< one for each condition
  /// Two rows that no other input than this tells apart: where both may match and differ, it
  /// decides.
  struct Parting {
    std::uint32_t first = 0, second = 0;  ///< rows, from 0
    std::uint32_t input = 0;              ///< its slot
  };
  std::vector<Parting> partings;
};
struct Round {
  NodeId value;
  int places = 0;
  RoundingMode mode = RoundingMode::kHalfEven;
};

using Content = std::variant<Unknown, Literal, Root, Variable, Field, Not, And, Or, Implies,
                             Conditional, Compare, In, InGroup, Known, Otherwise, Arithmetic,
                             Negate, Concatenate, Quantifier, Aggregate, Distinct, ListOf,
                             ParameterUse, ReadingTest, Call, Table, Round>;

}  // namespace node

struct Node {
  node::Content content;
  TypeId type;
  Span span;
  ShapeId shape;
};

// ---- declarations ------------------------------------------------------------------------------

/// Both days belong to the window.
struct Window {
  std::optional<Date> from;
  std::optional<Date> until;

  [[nodiscard]] bool contains(Date day) const {
    return (!from || *from <= day) && (!until || day <= *until);
  }
  friend bool operator==(const Window&, const Window&) = default;
};

struct Act {
  std::string name;
  std::string title;
  std::string celex;  ///< "" where not given
  std::string eli;
};

struct Citation {
  ActId act;
  std::string reference;  ///< "Art. 16(10)"
};

/// `under ID is READING`
struct ReadingCondition {
  InterpretationId interpretation;
  std::uint32_t reading = 0;
};

// A member without a country cannot be made: Country has no default.
struct GroupMember {  // NOLINT(cppcoreguidelines-pro-type-member-init)
  Country country;
  Window window;
  Span span;  ///< of the country
};
struct GroupTerm {
  bool subtracted = false;
  GroupId group;  ///< absent for members in braces
  std::vector<GroupMember> members;
  std::optional<ReadingCondition> condition;
};
struct Group {
  std::string name;  ///< qualified: "places.EU"
  std::string doc;
  std::vector<GroupTerm> terms;  ///< applied in order
  Span span;
};

struct DatedConstant {
  Window window;  ///< `from` always present, `until` where the next value or an end follows
  Constant value;
  Span span;
};
struct Parameter {
  std::string name;
  std::string doc;
  TypeId type;
  std::vector<Citation> laws;
  std::vector<DatedConstant> values;  ///< by date
  Span span;
};

/// A row is cited by its position in its table, from 1.
struct TableRow {
  NodeId condition;            ///< a conjunction of conditions on single inputs
  NodeId result;               ///< a literal, or a parameter
  std::vector<Citation> laws;  ///< of this row alone, beside those of the table
  Span span;
};

/// A define; a figure when `is_figure`; a table when it has rows.
struct Definition {
  std::string name;
  std::string doc;
  std::vector<TypeId> parameters;
  TypeId type;
  NodeId body;
  bool is_figure = false;
  std::vector<TableRow> rows;  ///< of a table
  std::vector<Citation> laws;
  std::vector<InstrumentId> instruments;  ///< of a figure: those of its module
  std::vector<ParameterId> parameters_needed;
  std::vector<InterpretationId> interpretations;  ///< that its value can depend on
  Span span;
};

/// Text and, between its pieces, values.
struct Template {
  std::vector<std::variant<std::string, NodeId>> parts;
};

struct ForEach {
  std::string variable;
  std::uint32_t slot = 0;
  NodeId list;
};

struct Exception {
  std::string name;  ///< qualified: "safe.control.screened", or "safe.single_buyer" if remote
  std::string title;
  std::string doc;
  RuleId rule;
  std::vector<Citation> laws;
  Window effective;
  std::optional<ReadingCondition> under;
  NodeId when;  ///< over the rule's own slots
  std::vector<NodeId> evidence;
  std::optional<Template> note;
  std::vector<ParameterId> parameters_needed;
  std::vector<InterpretationId> interpretations;
  Span span;
};

/// `rule A prevails over B`: while A is in force and applies and the condition is true, B is not
/// applicable.
struct Prevalence {
  RuleId winner;
  RuleId loser;
  std::string doc;
  std::vector<Citation> laws;
  Window effective;
  std::optional<ReadingCondition> under;
  /// Both rules run over the same list: asked of each element, of which A is asked too.
  bool is_by_element = false;
  std::optional<ForEach> for_each;  ///< present where the condition speaks of the element
  NodeId when;
  std::vector<ParameterId> parameters_needed;     ///< by the condition
  std::vector<InterpretationId> interpretations;  ///< that it can depend on
  Span span;                                      ///< `A prevails over B`
};

struct Rule {
  std::string name;  ///< qualified: "safe.control"
  std::string title;
  std::string doc;
  std::vector<Citation> laws;
  std::vector<InstrumentId> instruments;
  Window effective;
  std::optional<ReadingCondition> under;
  std::optional<ForEach> for_each;
  std::vector<NodeId>
      applies_once;  ///< conjuncts of `applies when` that do not mention the variable
  std::vector<NodeId> applies_element;  ///< the others
  NodeId requirement;
  std::vector<NodeId> evidence;
  Template failing;
  std::optional<Template> note;
  std::vector<ExceptionId> exceptions;     ///< `unless` blocks, then remote ones in rule-set order
  std::vector<PrevalenceId> prevailed_by;  ///< in rule-set order
  std::vector<ParameterId> parameters_needed;  ///< by applies and requires, transitively
  std::vector<InterpretationId>
      interpretations;  ///< that its outcome can depend on, exceptions included
  Span span;
};

struct Instrument {
  std::string name;  ///< as in `instruments` and in verdicts: "SAFE"
  std::string module;
  std::string doc;
  SymbolId symbol;
  Window effective;
  NodeId applies;
  NodeId reference_date;
  Span span;
};

struct Reading {
  std::string name;
  std::string title;
  std::string authority;
};
struct Interpretation {
  std::string name;  ///< qualified: "treaties.unanimity"
  std::string title;
  std::string doc;
  std::vector<Citation> laws;
  std::vector<Reading> readings;
  std::uint32_t default_reading = 0;
  Span span;
};

/// The name, version and digest that stand in every verdict.
struct RuleSetIdentity {
  std::string name;
  std::string title;
  std::string version;
  std::string sha256;
};

struct Program {
  RuleSetIdentity identity;
  Vocabulary vocabulary;
  SourceMap sources;
  std::vector<Node> nodes;
  std::vector<Act> acts;
  std::vector<Group> groups;
  std::vector<Parameter> parameters;
  std::vector<Definition> definitions;
  std::vector<Rule> rules;  ///< in rule-set order
  std::vector<Exception> exceptions;
  std::vector<Prevalence> prevalences;
  std::vector<Instrument> instruments;
  std::vector<Interpretation> interpretations;
  std::uint32_t frame_size = 0;  ///< slots that the largest frame needs
  /// Shapes by what they are made of, so that expressions checked later share those of the rules.
  std::map<std::string, ShapeId> shapes;

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[id.index()]; }
  [[nodiscard]] const Act& operator[](ActId id) const { return acts[id.index()]; }
  [[nodiscard]] const Group& operator[](GroupId id) const { return groups[id.index()]; }
  [[nodiscard]] const Parameter& operator[](ParameterId id) const { return parameters[id.index()]; }
  [[nodiscard]] const Definition& operator[](DefinitionId id) const {
    return definitions[id.index()];
  }
  [[nodiscard]] const Rule& operator[](RuleId id) const { return rules[id.index()]; }
  [[nodiscard]] const Exception& operator[](ExceptionId id) const { return exceptions[id.index()]; }
  [[nodiscard]] const Prevalence& operator[](PrevalenceId id) const {
    return prevalences[id.index()];
  }
  [[nodiscard]] const Instrument& operator[](InstrumentId id) const {
    return instruments[id.index()];
  }
  [[nodiscard]] const Interpretation& operator[](InterpretationId id) const {
    return interpretations[id.index()];
  }
};

}  // namespace probity
