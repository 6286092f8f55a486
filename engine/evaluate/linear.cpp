#include "evaluate/linear.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>

#include "evaluate/relevance.h"
#include "evaluate/summand.h"
#include "support/match.h"

namespace probity {

namespace {

/// Which element of which list a summand belongs to; equal keys move together.
using SummandKey = std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t>;
enum KeyKind : int { kScalar, kElement, kTail, kLoose };

}  // namespace

/// constant + the summands + numerator / divisor.
class LinearForm {
 public:
  LinearForm(Machine& machine, Currency target) : machine_(machine), target_(target) {}

  void add(NodeId id, const Number& factor);
  [[nodiscard]] Tested compare_with(node::Comparator comparator);
  /// The currency of an amount that could not be brought to the target.
  [[nodiscard]] std::optional<Currency> unconverted() const {
    if (unconverted_) return unconverted_;
    if (numerator_ && numerator_->unconverted()) return numerator_->unconverted();
    return divisor_ ? divisor_->unconverted() : std::nullopt;
  }
  /// Whether some amount is unknown, so that nobody knows its currency either.
  [[nodiscard]] bool has_unknown_amount() const {
    return has_unknown_amount_ || (numerator_ && numerator_->has_unknown_amount()) ||
           (divisor_ && divisor_->has_unknown_amount());
  }

 private:
  void add_known(const Value& value, const Number& factor);
  void add_amount(const Money& money, const Number& factor);
  void add_arithmetic(const node::Arithmetic& arithmetic, NodeId id, const Number& factor);
  void add_ratio(const node::Arithmetic& division, NodeId id, const Number& factor);
  void add_aggregate(const node::Aggregate& aggregate, NodeId id, const Number& factor);
  void add_element(const node::Aggregate& aggregate, SummandKey key, const Number& factor);
  void add_tail(const node::Aggregate& aggregate, SummandKey key, CauseId cause,
                const Number& factor);
  void add_distinct_count(const node::Aggregate& aggregate, const Number& factor);
  void add_opaque(NodeId id, const Value& value, const Number& factor);
  void add_unit(CauseId cause, const Number& factor);
  void note_unknown(NodeId id, const Value& value);
  /// The number that a factor in a product is, money in the target currency.
  [[nodiscard]] std::optional<Number> known_factor(const Value& value);
  [[nodiscard]] std::vector<BoundTerm> terms() const;
  [[nodiscard]] CauseId everything() const;
  [[nodiscard]] SummandKey loose_key() { return {kLoose, next_loose_++, 0, 0}; }
  [[nodiscard]] PartKey part_key(NodeId node, std::uint32_t slot) const {
    return {machine_.program()[node].shape, machine_.frame_serial(), slot};
  }
  void merge(const LinearForm& other, const Number& factor);

  Machine& machine_;
  Currency target_;
  Number constant_;
  std::map<SummandKey, Summand> summands_;
  std::unique_ptr<LinearForm> numerator_;
  std::unique_ptr<LinearForm> divisor_;
  std::optional<Currency> unconverted_;
  bool has_unknown_amount_ = false;
  std::uint32_t next_loose_ = 0;
  bool is_ratio_part_ = false;
};

namespace {

/// Does the record come from the dossier itself? One that is picked from a list may stay unknown
/// for ever, which no bound may hide.
bool is_place(const Program& program, NodeId id) {
  return match(
      program[id].content, [](const node::Root&) { return true; },
      [](const node::Variable&) { return true; },
      [&](const node::Field& field) { return is_place(program, field.base); },
      [](const auto&) { return false; });
}

bool is_never_negative(const Program& program, NodeId id) {
  const Node& at = program[id];
  const TypeKind kind = program.vocabulary.type(at.type).kind;
  return match(
      at.content,
      [&](const node::Field& field) {
        return (kind == TypeKind::kMoney || kind == TypeKind::kPercentage) &&
               is_place(program, field.base);
      },
      [&](const node::Literal& literal) {
        if (const auto* number = std::get_if<Number>(&literal.value)) return number->sign() >= 0;
        if (const auto* money = std::get_if<Money>(&literal.value)) {
          return money->amount.sign() >= 0;
        }
        return false;
      },
      [&](const node::Arithmetic& arithmetic) {
        // A quotient may stay unknown for ever, which no bound may hide.
        return (arithmetic.op == node::Operation::kAdd ||
                arithmetic.op == node::Operation::kMultiply) &&
               is_never_negative(program, arithmetic.left) &&
               is_never_negative(program, arithmetic.right);
      },
      [&](const node::Aggregate& aggregate) {
        return aggregate.fold == node::Fold::kCount ||
               (aggregate.fold == node::Fold::kSum &&
                is_never_negative(
                    program, aggregate.element.is_present() ? aggregate.element : aggregate.list));
      },
      [&](const node::Call& call) {
        return is_never_negative(program, program[call.definition].body);
      },
      [](const auto&) { return false; });
}

}  // namespace

void LinearForm::add(NodeId id, const Number& factor) {
  const Value value = machine_.evaluate(id);
  const bool is_plain = !is_unknown(value) && known_factor(value).has_value();
  if (is_plain || std::holds_alternative<node::Literal>(machine_.program()[id].content)) {
    add_known(value, factor);
    return;
  }
  const Node& at = machine_.program()[id];
  match(
      at.content,
      [&](const node::Arithmetic& arithmetic) { add_arithmetic(arithmetic, id, factor); },
      [&](const node::Negate& negate) { add(negate.operand, -factor); },
      [&](const node::Call& call) {
        const Machine::CallScope scope(machine_, call);
        add(machine_.program()[call.definition].body, factor);
      },
      [&](const node::Conditional& conditional) {
        const Tested condition = machine_.test(conditional.condition);
        if (condition.truth == Truth::kUnknown) {
          add_opaque(id, value, factor);
        } else {
          add(condition.truth == Truth::kTrue ? conditional.then : conditional.otherwise, factor);
        }
      },
      [&](const node::Aggregate& aggregate) { add_aggregate(aggregate, id, factor); },
      [&](const auto&) {
        if (is_unknown(value)) {
          add_opaque(id, value, factor);
        } else {
          add_known(value, factor);
        }
      });
}

void LinearForm::add_known(const Value& value, const Number& factor) {
  if (const auto* number = std::get_if<Number>(&value)) constant_ += *number * factor;
  if (const auto* sum = std::get_if<MoneySum>(&value)) {
    for (const Money& part : sum->parts) add_amount(part, factor);
  }
}

void LinearForm::add_amount(const Money& money, const Number& factor) {
  if (const std::optional<Number> amount = machine_.convert(money, target_)) {
    constant_ += *amount * factor;
    return;
  }
  if (!unconverted_) unconverted_ = money.currency;
  // The rate is above zero, so the amount keeps its sign.
  SummandPart part;
  part.factor = money.amount.sign() < 0 ? -factor : factor;
  part.value_cause = machine_.missing_rate({{money}}, target_);
  part.least = Number();
  summands_[loose_key()].parts.push_back(std::move(part));
}

void LinearForm::note_unknown(NodeId id, const Value& value) {
  const Program& program = machine_.program();
  const Type& type = program.vocabulary.type(program[id].type);
  const bool is_list = type.kind == TypeKind::kList || type.kind == TypeKind::kSet;
  const TypeKind kind = is_list ? program.vocabulary.type(type.element).kind : type.kind;
  if (is_unknown(value) && kind == TypeKind::kMoney) has_unknown_amount_ = true;
}

std::optional<Number> LinearForm::known_factor(const Value& value) {
  if (const auto* number = std::get_if<Number>(&value)) return *number;
  if (const auto* sum = std::get_if<MoneySum>(&value))
    return machine_.convert(*sum, target_).amount;
  return std::nullopt;
}

void LinearForm::add_arithmetic(const node::Arithmetic& arithmetic, NodeId id,
                                const Number& factor) {
  using node::Operation;
  switch (arithmetic.op) {
    case Operation::kAdd:
    case Operation::kSubtract:
      add(arithmetic.left, factor);
      add(arithmetic.right, arithmetic.op == Operation::kAdd ? factor : -factor);
      return;
    case Operation::kMultiply: {
      const std::optional<Number> left = known_factor(machine_.evaluate(arithmetic.left));
      const std::optional<Number> right = known_factor(machine_.evaluate(arithmetic.right));
      if (left) return add(arithmetic.right, factor * *left);
      if (right) return add(arithmetic.left, factor * *right);
      Value value = machine_.evaluate(id);
      if (is_unknown(value)) {
        // A factor that turns out to be zero decides beside one that can never be known.
        const std::array<CauseId, 2> factors{
            cause_of(machine_, machine_.evaluate(arithmetic.left)),
            cause_of(machine_, machine_.evaluate(arithmetic.right))};
        value = Unknown{machine_.causes().all_knowable(factors)};
      }
      return add_opaque(id, value, factor);
    }
    case Operation::kDivide:
      return add_ratio(arithmetic, id, factor);
  }
}

void LinearForm::add_ratio(const node::Arithmetic& division, NodeId id, const Number& factor) {
  const Value divisor = machine_.evaluate(division.right);
  if (const std::optional<Number> known = known_factor(divisor)) {
    const std::optional<Number> share = Number::divide(factor, *known);
    if (share) return add(division.left, *share);
  }
  const bool is_zero = !is_unknown(divisor) && known_factor(divisor).has_value();
  if (numerator_ || is_zero) return add_opaque(id, machine_.evaluate(id), factor);
  numerator_ = std::make_unique<LinearForm>(machine_, target_);
  divisor_ = std::make_unique<LinearForm>(machine_, target_);
  numerator_->is_ratio_part_ = divisor_->is_ratio_part_ = true;
  numerator_->add(division.left, factor);
  divisor_->add(division.right, Number(1));
}

void LinearForm::add_aggregate(const node::Aggregate& aggregate, NodeId id, const Number& factor) {
  const bool is_count = aggregate.fold == node::Fold::kCount;
  if (!is_count && aggregate.fold != node::Fold::kSum) {
    return add_opaque(id, machine_.evaluate(id), factor);
  }
  if (is_count && aggregate.distinct) return add_distinct_count(aggregate, factor);
  const ListId elements = machine_.list(aggregate.list);
  const std::uint32_t shape = machine_.program()[aggregate.list].shape.value;
  for (std::size_t i = 0; i < machine_[elements].size(); ++i) {
    const PathId path = machine_.path_of({elements, i});
    machine_.set_slot(aggregate.slot, machine_.at({elements, i}));
    add_element(aggregate, path.is_present() ? SummandKey{kElement, path.value, 0, 0} : loose_key(),
                factor);
  }
  const std::vector<CauseId> open = machine_[elements].open;
  for (std::size_t i = 0; i < open.size(); ++i) {
    add_tail(aggregate, {kTail, shape, machine_.frame_serial(), static_cast<std::uint32_t>(i)},
             open[i], factor);
  }
}

void LinearForm::add_element(const node::Aggregate& aggregate, SummandKey key,
                             const Number& factor) {
  SummandPart part;
  part.factor = factor;
  if (aggregate.where.is_present()) {
    const Tested member = machine_.test(aggregate.where);
    if (member.truth == Truth::kFalse) return;
    if (member.truth == Truth::kUnknown) part.where_cause = member.cause;
    part.where = part_key(aggregate.where, aggregate.slot);
  }
  if (aggregate.fold == node::Fold::kCount) {
    part.value = Number(1);
  } else {
    part.is_weighted = true;
    const Value value = aggregate.element.is_present() ? machine_.evaluate(aggregate.element)
                                                       : machine_.slot(aggregate.slot);
    const NodeId element = aggregate.element.is_present() ? aggregate.element : aggregate.list;
    part.value_key = part_key(element, aggregate.slot);
    part.value = known_factor(value);
    note_unknown(element, value);
    if (!part.value) {
      const auto* sum = std::get_if<MoneySum>(&value);
      if (sum != nullptr && !unconverted_) unconverted_ = foreign_currency(*sum, target_);
      part.value_cause =
          sum != nullptr ? machine_.missing_rate(*sum, target_) : std::get<Unknown>(value).cause;
      if (is_never_negative(machine_.program(), element)) part.least = Number();
    }
  }
  if (part.value && !part.where_cause.is_present()) {
    constant_ += factor * *part.value;
  } else {
    summands_[key].parts.push_back(std::move(part));
  }
}

void LinearForm::add_tail(const node::Aggregate& aggregate, SummandKey key, CauseId cause,
                          const Number& factor) {
  const TypeId type = machine_.program()[aggregate.list].type;
  machine_.set_slot(aggregate.slot, machine_.unknown_element(type, cause));
  Tested member{Truth::kTrue, {}};
  if (aggregate.where.is_present()) member = machine_.test(aggregate.where);
  if (member.truth == Truth::kFalse) return;  // whatever the list holds, it brings nothing
  const NodeId element = aggregate.element.is_present() ? aggregate.element : aggregate.list;
  SummandPart part;
  part.factor = factor;
  part.value_cause = cause;
  part.value_key = part_key(element, aggregate.slot);
  if (aggregate.element.is_present()) {
    const Value value = machine_.evaluate(aggregate.element);
    const CauseId lacking = cause_of(machine_, value);
    if (lacking.is_present()) {
      part.value_cause = machine_.behind(cause, {Truth::kUnknown, lacking}, Goal::kKnown);
    }
  }
  if (aggregate.where.is_present()) {
    part.where = part_key(aggregate.where, aggregate.slot);
    part.where_cause = machine_.behind(cause, member, Goal::kFalse, Emptiness::kBodyDecides);
  }
  const bool is_count = aggregate.fold == node::Fold::kCount;
  if (!is_count) note_unknown(element, Unknown{cause});
  if (is_count || is_never_negative(machine_.program(), element)) part.least = Number();
  part.is_weighted = !is_count;
  summands_[key].parts.push_back(std::move(part));
}

void LinearForm::add_unit(CauseId cause, const Number& factor) {
  SummandPart part;
  part.factor = factor;
  part.where_cause = cause;
  part.value = Number(1);
  summands_[loose_key()].parts.push_back(std::move(part));
}

void LinearForm::add_distinct_count(const node::Aggregate& aggregate, const Number& factor) {
  const ListId elements = machine_.list(aggregate.list);
  std::vector<Value> sure;
  std::vector<std::pair<Value, std::vector<CauseId>>> possible;  ///< a value, and who may bring it
  std::vector<CauseId> nameless;                                 ///< surely there, value unknown
  std::vector<CauseId> doubtful;                                 ///< neither is known
  const auto has = [&](const Value& value) {
    return std::ranges::any_of(sure, [&](const Value& other) { return are_equal(value, other); });
  };
  for (std::size_t i = 0; i < machine_[elements].size(); ++i) {
    machine_.set_slot(aggregate.slot, machine_.at({elements, i}));
    Tested member{Truth::kTrue, {}};
    if (aggregate.where.is_present()) member = machine_.test(aggregate.where);
    if (member.truth == Truth::kFalse) continue;
    Value value = aggregate.element.is_present() ? machine_.evaluate(aggregate.element)
                                                 : machine_.slot(aggregate.slot);
    if (is_unknown(value)) {
      const CauseId cause = std::get<Unknown>(value).cause;
      if (member.truth == Truth::kTrue) {
        nameless.push_back(cause);
      } else {
        doubtful.push_back(machine_.causes().all(member.cause, cause));
      }
    } else if (member.truth == Truth::kTrue) {
      if (!has(value)) sure.push_back(std::move(value));
    } else {
      const auto place = std::ranges::find_if(
          possible, [&](const auto& entry) { return are_equal(entry.first, value); });
      if (place == possible.end()) {
        possible.emplace_back(std::move(value), std::vector<CauseId>{member.cause});
      } else {
        place->second.push_back(member.cause);
      }
    }
  }
  constant_ += factor * Number(static_cast<std::int64_t>(sure.size()));
  for (const auto& [value, causes] : possible) {
    if (!has(value)) add_unit(machine_.causes().disjunction(causes), factor);
  }
  // Values that nobody knows are at least one value together, where nothing else is sure.
  std::size_t first = 0;
  if (sure.empty() && !nameless.empty()) {
    constant_ += factor;
    first = 1;
  }
  for (std::size_t i = first; i < nameless.size(); ++i) {
    add_unit(first == 0 ? nameless[i] : machine_.causes().all(nameless[0], nameless[i]), factor);
  }
  for (const CauseId cause : doubtful) add_unit(cause, factor);
  for (const CauseId cause : machine_[elements].open) {
    add_tail(aggregate, loose_key(), cause, factor);
  }
}

void LinearForm::add_opaque(NodeId id, const Value& value, const Number& factor) {
  note_unknown(id, value);
  SummandPart part;
  part.factor = factor;
  part.value_key = part_key(id, 0);
  part.value_cause = cause_of(machine_, value);
  if (const auto* sum = std::get_if<MoneySum>(&value)) {
    if (!unconverted_) unconverted_ = foreign_currency(*sum, target_);
    part.value_cause = machine_.missing_rate(*sum, target_);
  }
  if (is_never_negative(machine_.program(), id)) part.least = Number();
  // Only what stands in numerator and divisor moves together; `a or not a` stays unknown.
  const SummandKey key{kScalar, machine_.program()[id].shape.value, machine_.frame_serial(), 0};
  summands_[is_ratio_part_ ? key : loose_key()].parts.push_back(std::move(part));
}

std::vector<BoundTerm> LinearForm::terms() const {
  std::vector<BoundTerm> result;
  result.reserve(summands_.size());
  for (const auto& [key, summand] : summands_) {
    result.push_back(term_of(summand, machine_.causes()));
  }
  return result;
}

CauseId LinearForm::everything() const {
  std::vector<CauseId> causes;
  for (const auto& [key, summand] : summands_) {
    for (const SummandPart& part : summand.parts) {
      causes.push_back(part.where_cause);
      causes.push_back(part.value_cause);
    }
  }
  if (numerator_) causes.push_back(numerator_->everything());
  if (divisor_) causes.push_back(divisor_->everything());
  return machine_.causes().all_knowable(causes);
}

void LinearForm::merge(const LinearForm& other, const Number& factor) {
  constant_ += other.constant_ * factor;
  for (const auto& [key, summand] : other.summands_) {
    const SummandKey place = std::get<0>(key) == kLoose ? loose_key() : key;
    for (SummandPart part : summand.parts) {
      part.factor *= factor;
      summands_[place].parts.push_back(std::move(part));
    }
  }
}

Tested LinearForm::compare_with(node::Comparator comparator) {
  if (!numerator_) {
    std::vector<BoundTerm> all = terms();
    const Truth truth = compare_with_zero(comparator, constant_, all);
    if (truth != Truth::kUnknown) return {truth, {}};
    return {truth, machine_.causes().bound(comparator, constant_, std::move(all))};
  }
  // k + n / d compared with zero is k * d + n compared with zero, where d is surely above zero.
  const bool is_simple = summands_.empty() && !numerator_->numerator_ && !divisor_->numerator_;
  if (!is_simple || compare_with_zero(node::Comparator::kMoreThan, divisor_->constant_,
                                      divisor_->terms()) != Truth::kTrue) {
    const CauseId open = everything();
    // With nothing open the divisor is zero, or nobody can say that it is not.
    return {Truth::kUnknown,
            open.is_present() ? open : machine_.causes().reason("division by zero")};
  }
  numerator_->merge(*divisor_, constant_);
  return numerator_->compare_with(comparator);
}

Tested compare_by_bounds(Machine& machine, const node::Compare& compare) {
  const Machine::TracePause pause(machine);
  const auto form_in = [&](Currency target) {
    LinearForm form(machine, target);
    form.add(compare.left, Number(1));
    form.add(compare.right, Number(-1));
    return form;
  };
  LinearForm form = form_in(compare.currency ? *compare.currency : euro());
  if (const std::optional<Currency> foreign = form.unconverted()) {
    // Amounts that are all in one other currency need no rate between them. One that is still
    // unknown may turn out to be in a third currency, and what was decided must then stand.
    LinearForm in_foreign = form_in(*foreign);
    if (!in_foreign.unconverted() && !in_foreign.has_unknown_amount()) {
      return in_foreign.compare_with(compare.op);
    }
  }
  return form.compare_with(compare.op);
}

}  // namespace probity
