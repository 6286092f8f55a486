// The Machine evaluates expressions of a Program over the facts of one dossier, at one reference
// date, under one choice of readings (language.md, "Expressions", "Three values"). It is total:
// what cannot be told is unknown, with its cause. Rules and verdicts are built on it elsewhere.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "check/program.h"
#include "dossier/facts.h"
#include "evaluate/causes.h"
#include "evaluate/decision.h"
#include "evaluate/exchange.h"
#include "evaluate/places.h"
#include "evaluate/value.h"

namespace probity {

/// A list or set: a view of the dossier's elements, or computed values. Where it is open, it may
/// have further elements that nobody knows.
struct ListData {
  std::span<const Fact> facts;  ///< used when `is_view`
  bool is_view = false;
  TypeId element_type;        ///< of a view
  PathId path;                ///< of a view
  std::vector<Value> values;  ///< otherwise
  std::vector<CauseId> open;

  [[nodiscard]] std::size_t size() const { return is_view ? facts.size() : values.size(); }
  [[nodiscard]] bool is_open() const { return !open.empty(); }
};

/// Slots of one expression or of one call. Frames with serial 0 have no variables of their own
/// from outside, so that equal shapes in them are equal values.
struct Frame {
  std::size_t base = 0;
  std::uint32_t serial = 0;
};

/// One element of a comprehension, while its `where` and its body are asked.
struct ElementAt {
  ListId list;
  std::size_t index = 0;
};

class Machine {
 public:
  /// Both must outlive this. Readings start at the declared defaults, without a reference date.
  Machine(const Program& program, const Facts& facts);

  void set_reference_date(std::optional<Date> day) { reference_date_ = day; }
  [[nodiscard]] std::optional<Date> reference_date() const { return reference_date_; }
  void set_readings(std::vector<std::uint32_t> readings) { readings_ = std::move(readings); }
  [[nodiscard]] const std::vector<std::uint32_t>& readings() const { return readings_; }

  [[nodiscard]] Value evaluate(NodeId id);
  [[nodiscard]] Tested test(NodeId node);
  /// The list that a node of list type comes to.
  [[nodiscard]] ListId list(NodeId node);

  [[nodiscard]] const ListData& operator[](ListId id) const { return lists_[id.index()]; }
  [[nodiscard]] Value at(const ElementAt& element);
  /// Path of an element that stands in the dossier; absent for a computed one.
  [[nodiscard]] PathId path_of(const ElementAt& element);

  /// Gives the variable of a `for each` its value; slots of inner quantifiers lie above it.
  void set_slot(std::uint32_t slot, Value value) { slots_[frame_.base + slot] = std::move(value); }
  [[nodiscard]] const Value& slot(std::uint32_t slot) const { return slots_[frame_.base + slot]; }
  /// Frames of a rule with a `for each` are told apart from those without variables.
  void set_frame_serial(std::uint32_t serial) { frame_.serial = serial; }

  /// While set, every evaluated node is recorded below `root`; null stops it.
  void trace_into(TraceNode* root) { trace_ = root; }

  [[nodiscard]] bool is_current(const ReadingCondition& condition) {
    asked_[condition.interpretation.index()] = true;
    return readings_[condition.interpretation.index()] == condition.reading;
  }
  /// The interpretations whose reading was asked for since `forget_asked`: no other one could have
  /// changed what was evaluated.
  [[nodiscard]] const std::vector<bool>& asked() const { return asked_; }
  void forget_asked() { asked_.assign(asked_.size(), false); }
  [[nodiscard]] bool contains(GroupId group, Country country, Date day);
  /// The value of the parameter on the reference date; null outside its dates.
  [[nodiscard]] const Constant* find_value(ParameterId parameter) const;

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] Causes& causes() { return causes_; }
  [[nodiscard]] Places& places() { return places_; }

  /// Brings a sum to one currency; absent, with the cause, where a rate is missing.
  struct Converted {
    std::optional<Number> amount;
    CauseId cause;
  };
  [[nodiscard]] Converted convert(const MoneySum& sum, Currency target);
  [[nodiscard]] std::optional<Number> convert(const Money& money, Currency target) const;
  /// Precondition: `sum` does not convert.
  [[nodiscard]] CauseId missing_rate(const MoneySum& sum, Currency target);
  /// A sum in several currencies in EUR, as it is printed; any other value as it is.
  [[nodiscard]] Value brought_to_one(Value value);

  /// An element of which nothing is known, for the rest of an open list of records or values.
  [[nodiscard]] Value unknown_element(TypeId list_type, CauseId rest);
  /// Cause of what `body` says of the unknown rest of an open list: its facts, and those outside it
  /// that its elements would ask for. `when_empty` is what no further element comes to.
  [[nodiscard]] CauseId behind(CauseId rest, const Tested& body, Goal when_empty,
                               Emptiness emptiness = Emptiness::kNeedsList);

  /// Value of an element for `where`/body: binds the slot and evaluates.
  [[nodiscard]] Value evaluate_with(std::uint32_t slot, const Value& element, NodeId node);

  /// Enters the frame of a called definition for as long as it lives.
  class CallScope {
   public:
    CallScope(Machine& machine, const node::Call& call);
    ~CallScope();
    CallScope(const CallScope&) = delete;
    CallScope& operator=(const CallScope&) = delete;

   private:
    Machine& machine_;
    Frame caller_;
  };
  [[nodiscard]] std::uint32_t frame_serial() const { return frame_.serial; }

  /// Stops the recording, of steps and of what is read of unknown elements, for as long as it
  /// lives.
  class TracePause {
   public:
    explicit TracePause(Machine& machine)
        : machine_(machine), trace_(machine.trace_), met_imagined_(machine.met_imagined_) {
      machine.trace_ = nullptr;
    }
    ~TracePause() {
      machine_.trace_ = trace_;
      machine_.met_imagined_ = met_imagined_;
    }
    TracePause(const TracePause&) = delete;
    TracePause& operator=(const TracePause&) = delete;

   private:
    Machine& machine_;
    TraceNode* trace_;
    bool met_imagined_;
  };

 private:
  Value evaluate_content(NodeId id);
  Value evaluate_field(const node::Field& field, const Node& at);
  Value read_field(const RecordValue& record, std::uint32_t field);
  Value map_field(const ListData& base, RecordId record, std::uint32_t field);
  Value value_of(const Fact& fact, TypeId type, PathId place);
  Value unknown(TypeId type, CauseId cause);
  Value constant(const Constant& value);
  Value evaluate_connective(const std::vector<NodeId>& operands, Truth decisive);
  Value evaluate_conditional(const node::Conditional& conditional, const Node& at);
  Value evaluate_table(const node::Table& table, const Node& at);
  /// Why the rows that may match do not agree: the inputs that can change the result.
  CauseId why_open(const node::Table& table, const std::vector<std::size_t>& open,
                   const std::vector<Value>& results, const std::vector<CauseId>& causes);
  [[nodiscard]] std::set<PathId> facts_of(CauseId cause) const;
  Value evaluate_variable(const node::Variable& variable);
  Value evaluate_known(NodeId operand);
  /// A value as `known` and `otherwise` see it. Whether an element that nobody knows has a fact is
  /// as unknown as the element.
  struct Filed {
    Value value;
    bool is_there = false;
    bool is_imagined = false;
  };
  Filed evaluate_filed(NodeId operand);
  Value evaluate_otherwise(const node::Otherwise& otherwise);
  Value evaluate_call(const node::Call& call);
  Value evaluate_round(const node::Round& round, const Node& at);

  Value evaluate_compare(const node::Compare& compare);
  /// Precondition: both known.
  Tested compare_known(const node::Compare& compare, const Value& left, const Value& right);
  /// Left less right of known values; absent for what cannot be subtracted.
  std::optional<Number> distance(const node::Compare& compare, const Value& left,
                                 const Value& right);
  Value evaluate_arithmetic(const node::Arithmetic& arithmetic, const Node& at);
  Value divide(const Value& left, const Value& right);
  Value evaluate_negate(const node::Negate& negate);

  /// Whether the country is in the group on every day or on none; absent where the day matters.
  std::optional<bool> constant_membership(GroupId group, Country country);
  /// Whether any country at all is in the group on this day.
  bool has_member(GroupId group, Date day);
  /// Equal, once money is brought to one currency.
  Tested is_same(const Value& left, const Value& right);
  Value evaluate_in(const node::In& in);
  Value evaluate_in_group(const node::InGroup& in);
  Value evaluate_quantifier(const node::Quantifier& quantifier);
  Value evaluate_aggregate(const node::Aggregate& aggregate, const Node& at);
  Value sum_of(const std::vector<Value>& values, TypeId type);
  Value extreme_of(const std::vector<Value>& values, bool greatest);
  Value evaluate_distinct(const node::Distinct& distinct);
  Value concatenate(const node::Concatenate& lists);
  Value list_of(const node::ListOf& list);

  void add_unknown_parts(const ExchangeRate& entry, PathId path, std::vector<CauseId>& parts);
  ListId add(ListData list);
  Value truth(const Tested& tested);

  const Program& program_;
  const Facts& facts_;
  Exchange exchange_;
  Causes causes_;
  Places places_;
  std::deque<ListData> lists_;
  std::vector<Value> slots_;
  Frame frame_;
  std::uint32_t next_serial_ = 2;  ///< 1 is that of a rule with a `for each`
  std::optional<Date> reference_date_;
  std::vector<std::uint32_t> readings_;
  std::vector<bool> asked_;
  TraceNode* trace_ = nullptr;
  bool met_imagined_ = false;  ///< something was read of an element that nobody knows
};

/// Sum of two sums, currency by currency.
[[nodiscard]] MoneySum plus(MoneySum left, const MoneySum& right);
/// Are two known values of one type the same? Sums of money in several currencies are not asked.
[[nodiscard]] bool are_equal(const Value& left, const Value& right);
/// Cause of an unknown value, or of the unknown part of a list; absent when it is known.
[[nodiscard]] CauseId cause_of(Machine& machine, const Value& value);

}  // namespace probity
