// The reference meaning of an expression, written from language.md alone: slow, without sharing,
// without short cuts, every operand always evaluated. It shares nothing with evaluate/.
//
// Three values. A value is known or unknown; a list is known as far as its elements are, each of
// which may be there for sure or perhaps, and it is `open` where more elements may exist. `not`,
// `and`, `or`, `implies`, `if` and the quantifiers are strong Kleene; everything else that has an
// unknown operand is unknown.
//
// Bounds. language.md says which comparisons are decided although a side is unknown (a count, a
// sum or a ratio of sums against a known bound) and leaves open how much further an evaluator goes.
// The reference therefore knows two extremes, and an evaluator must lie between them:
//   kLeast: what the text obliges to. One side is a count or sum (seen through defines and
//   figures),
//     or a ratio of two sums whose denominator is surely above zero, and the other side is known.
//     Each element contributes the range of what it can, on its own; an unknown amount of money is
//     a number not below zero, and so is one for which there is no exchange rate. An element of an
//     unknown list brings nothing where `where` is false whatever it is. In a ratio the same fact
//     in numerator and denominator is one fact.
//   kMost: interval arithmetic over every arithmetic operation, every unknown amount and percentage
//     not below zero, a rate that is not there above zero and not wanted where all amounts are in
//     one currency, the unknown rest of one list in numerator and denominator is one rest, an enum
//     or boolean has no more distinct values than it has names, `if` with equal branches is what
//     they are.
// Neither uses any other correlation: `a or not a` is unknown where a is.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "check/program.h"
#include "tests/reference/fact_tree.h"
#include "values/truth.h"

namespace probity::reference {

enum class Bounds : std::uint8_t {
  kLeast,
  kMost,
  kNone,  ///< none at all: strong Kleene alone, each place of an expression evaluated once
};

/// Amounts by currency; a currency is there as soon as an amount of it was named.
using Purse = std::map<Currency, Number>;

/// A record by its place: its fields are read when somebody asks.
struct RecordAt {
  Path path;
  friend bool operator==(const RecordAt&, const RecordAt&) = default;
};

struct Element;
struct ListValue {
  std::vector<Element> elements;
  bool is_open = false;             ///< there may be more elements than these
  std::vector<Path> unknown_parts;  ///< the lists that nobody gave
};

/// Unknown (monostate) or known. A list always has a value: an unknown one is open and empty.
using Value = std::variant<std::monostate, bool, Number, Purse, Date, Duration, Country, SymbolId,
                           std::string, RecordAt, ListValue>;

struct Element {
  Value value;
  Truth is_there = Truth::kTrue;  ///< kTrue or kUnknown
  std::optional<Path> place;      ///< where in the dossier it stands
};

/// Interval; an absent end is unbounded, an open one is not reached.
struct Range {
  std::optional<Number> low;
  std::optional<Number> high;
  bool low_is_open = false;
  bool high_is_open = false;
};

/// What one evaluation looks at. `filed` is what `known` and `otherwise` see, `current` what all
/// else sees; they differ where a completion of a dossier is evaluated.
struct Setting {
  const Program* program = nullptr;
  const FactTree* filed = nullptr;
  const FactTree* current = nullptr;
  std::optional<Date> reference_date;
  std::vector<std::uint32_t> readings;  ///< by interpretation
  Bounds bounds = Bounds::kLeast;
};

/// Facts that an evaluation read and did not find.
struct Reads {
  std::set<Path> unknown;  ///< those of elements that nobody gave start with kNowhere
  /// With Bounds::kNone, how many places of the clauses use a fact; in a sum or count, each element
  /// of a list is a place, and what an unknown list may hold is two.
  std::map<Path, int> uses;
  std::set<Path> asked_as_filed;  ///< by `known` or `otherwise`, known or not
  bool wanted_rate = false;       ///< two currencies met without a rate
  /// An unknown ratio was compared with an unknown number, or its divisor may be zero.
  bool wanted_ratio_bound = false;
  bool wanted_one_number = false;   ///< `is` or `is not` between numbers that are not both known
  std::vector<Constant> landmarks;  ///< known values that something unknown was compared with
};

struct Slot {
  Value value;
  std::optional<Path> place;
};
using Frame = std::vector<Slot>;

class Expressions {
 public:
  /// Both must outlive it.
  Expressions(const Setting& setting, Reads& reads) : setting_(setting), reads_(reads) {}

  [[nodiscard]] Value value(NodeId id, Frame& frame);
  [[nodiscard]] Truth truth(NodeId node, Frame& frame);
  [[nodiscard]] bool group_contains(GroupId group, Country country, Date day) const;
  [[nodiscard]] static bool is_known(const Value& value);
  /// Where the expression stands in the dossier, if it is a fact or a list of the dossier.
  [[nodiscard]] std::optional<Path> place_of(NodeId node, Frame& frame) {
    return fact_place(node, frame);
  }

 private:
  /// A node behind the defines and figures that name it, with the frame that it sees.
  struct Place {
    NodeId node;
    Frame frame;
  };

  const FactTree& tree() const { return as_filed_ ? *setting_.filed : *setting_.current; }
  const Type& type_of(NodeId node) const;
  TypeKind kind_of(NodeId node) const { return type_of(node).kind; }
  Place resolve(NodeId node, Frame& frame);

  Value read(const Path& path, const Type& type);
  Value field(const Value& base, std::uint32_t index, const Type& base_type);
  Value call(const node::Call& call, Frame& frame);
  Value arithmetic(const node::Arithmetic& node, Frame& frame);
  Value date_arithmetic(const node::Arithmetic& node, const Value& left, const Value& right);
  Value divide(const node::Arithmetic& node, const Value& left, const Value& right);
  Value parameter_value(ParameterId parameter);
  Value slot_value(const Slot& slot, const Type& type);

  ListValue list(NodeId node, Frame& frame);
  ListValue concatenate(const ListValue& left, const ListValue& right) const;
  Element unknown_element(NodeId list_node) const;
  Truth enter(const node::Aggregate& node, const Element& element, Frame& frame);
  ListValue selected(const node::Aggregate& node, Frame& frame);
  ListValue without_repetition(const ListValue& list) const;
  Value aggregate(NodeId node, const node::Aggregate& content, Frame& frame);
  Value sum(const ListValue& members, TypeKind kind) const;
  Value extreme(const ListValue& members, bool is_maximum);
  bool is_complete(const ListValue& list, bool with_values) const;

  Truth quantifier(const node::Quantifier& node, Frame& frame);
  Truth membership(const node::In& node, Frame& frame);
  Truth group_membership(const node::InGroup& node, Frame& frame);
  std::optional<Value> filed_value(NodeId node, Frame& frame);
  Truth known(NodeId operand, Frame& frame);
  void note_landmarks(const Value& left, const Value& right);
  Truth comparison(const node::Compare& node, Frame& frame);
  Truth number_comparison(const node::Compare& node, Frame& frame, Currency currency);
  struct KnownSides {
    std::optional<Number> left;
    std::optional<Number> right;
  };
  Truth comparison_of(const node::Compare& node, Frame& frame, Currency currency,
                      const KnownSides& known);
  enum class Ratio : std::uint8_t { kLeft, kRight };  ///< the side on which it stands
  std::optional<Truth> ratio_comparison(const node::Compare& node, Frame& frame, Currency currency,
                                        Ratio side);
  static std::optional<Currency> common_currency(const Purse& left, const Purse& right);
  static std::set<Currency> currencies_in(const FactTree& fact);

  Range range(NodeId id, Frame& frame, Currency currency);
  Range aggregate_range(const node::Aggregate& content, Frame& frame, Currency currency);
  Range count_range(const node::Aggregate& node, Frame& frame);
  bool may_select_more(const node::Aggregate& node, Frame& frame);
  Range summand_range(const node::Aggregate& node, const Element& element, Frame& frame,
                      Currency currency);
  Range arithmetic_range(const node::Arithmetic& node, Frame& frame, Currency currency);
  Range purse_range(const Purse& purse, Currency currency);
  std::optional<Number> converted(const Purse& purse, Currency currency);
  std::optional<Number> exchange_rate(Currency from, Currency to);
  std::optional<Number> plain_number(const Value& value, Currency currency);
  Range unknown_range(TypeKind kind, bool is_plain_fact) const;
  std::optional<Path> fact_place(NodeId node, Frame& frame);

  const Setting& setting_;
  Reads& reads_;
  bool as_filed_ = false;
  bool met_nowhere_ = false;  ///< something was read of an element that nobody gave
};

}  // namespace probity::reference
