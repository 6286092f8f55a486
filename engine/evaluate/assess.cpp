#include "evaluate/assess.h"

#include <algorithm>
#include <bit>

#include "evaluate/conjunction.h"
#include "evaluate/force.h"
#include "evaluate/precedence.h"

namespace probity {

namespace {

constexpr std::uint32_t kForEachFrame = 1;

/// Asks the clauses of one rule, recording the steps where somebody wants to read them.
class Inquiry {
 public:
  Inquiry(Machine& machine, const Rule& rule, const Scene& scene)
      : machine_(machine), rule_(rule), scene_(scene) {}

  std::vector<Assessment> run() {
    machine_.set_frame_serial(rule_.for_each ? kForEachFrame : 0);
    if (!is_in_force(machine_, rule_, scene_.instrument)) return {settled(Outcome::kNotInForce)};
    Conjunction once;
    once.add(scene_.applies);
    for (const NodeId conjunct : rule_.applies_once) once.add(ask_applies(conjunct));
    once_ = once.result(machine_.causes());
    PrevalenceId prevailing;
    if (once_.truth != Truth::kFalse && !rule_.prevailed_by.empty()) {
      precedence_.emplace(machine_, rule_, scene_,
                          [this](TraceClause::Kind kind, PrevalenceId prevalence, NodeId node) {
                            return ask({.kind = kind, .prevalence = prevalence}, node);
                          });
      const Precedence::Found found = precedence_->once();
      once.add(negated(found.prevails, machine_.causes()));
      once_ = once.result(machine_.causes());
      prevailing = found.prevailing;
    }
    if (once_.truth == Truth::kFalse) {
      Assessment result = settled(Outcome::kNotApplicable);
      result.applies = once_;
      result.prevailing = prevailing;
      return {result};
    }
    once_trace_ = std::move(trace_);
    if (rule_.for_each) return assess_elements();
    Assessment result;
    result.element = Unknown{};
    assess_one(result);
    return {std::move(result)};
  }

 private:
  [[nodiscard]] PathId list_path() {
    const ListData& list = machine_[machine_.list(rule_.for_each->list)];
    if (list.path.is_present()) return list.path;
    if (list.open.empty()) return machine_.places().root();
    return first_fact(list.open.front());
  }

  [[nodiscard]] PathId first_fact(CauseId cause) {
    std::vector<MissingFact> facts;
    machine_.causes().collect(cause, facts);
    return facts.empty() ? machine_.places().root() : facts.front().path;
  }

  Assessment settled(Outcome outcome) {
    Assessment result;
    result.possible = {outcome};
    result.trace = std::move(trace_);
    if (rule_.for_each) result.subject = list_path();
    result.element = Unknown{};
    return result;
  }

  std::vector<Assessment> assess_elements() {
    std::vector<Assessment> results;
    const ListId elements = machine_.list(rule_.for_each->list);
    const std::size_t size = machine_[elements].size();
    for (std::size_t i = 0; i < size; ++i) {
      Assessment result;
      result.subject = machine_.path_of({elements, i});
      result.element = machine_.at({elements, i});
      machine_.set_slot(rule_.for_each->slot, result.element);
      assess_one(result);
      results.push_back(std::move(result));
    }
    const std::vector<CauseId> open = machine_[elements].open;
    for (const CauseId cause : open) results.push_back(assess_unknown_elements(cause, size > 0));
    if (results.empty()) results.push_back(settled(Outcome::kNotApplicable));
    return results;
  }

  /// One element of which nothing is known stands for all that the list may hold.
  Assessment assess_unknown_elements(CauseId cause, bool has_others) {
    Assessment result;
    result.subject = first_fact(cause);
    result.list_cause = cause;
    result.can_be_empty = has_others || !machine_.places().is_nonempty_list(result.subject);
    const Type& type = machine_.program().vocabulary.type(
        machine_.program().vocabulary.type(machine_.program()[rule_.for_each->list].type).element);
    result.element = type.kind == TypeKind::kRecord
                         ? Value(RecordValue{type.record, InstanceId{}, result.subject, true})
                         : Value(Unknown{cause, true});
    machine_.set_slot(rule_.for_each->slot, result.element);
    assess_one(result);
    if (result.can_be_empty) result.possible.add(Outcome::kNotApplicable);
    return result;
  }

  void assess_one(Assessment& result) {
    trace_.clear();
    Conjunction applies;
    applies.add(once_);
    for (const NodeId conjunct : rule_.applies_element) applies.add(ask_applies(conjunct));
    result.applies = applies.result(machine_.causes());
    if (result.applies.truth != Truth::kFalse && precedence_) {
      const Precedence::Found found = precedence_->of_element();
      applies.add(negated(found.prevails, machine_.causes()));
      result.applies = applies.result(machine_.causes());
      result.prevailing = found.prevailing;
    }
    if (result.applies.truth != Truth::kTrue) result.possible.add(Outcome::kNotApplicable);
    if (result.applies.truth != Truth::kFalse) ask_requirement(result);
    if (scene_.with_trace) {
      result.trace = once_trace_;
      std::ranges::move(trace_, std::back_inserter(result.trace));
    }
    for (std::size_t i = result.exceptions.size(); i < rule_.exceptions.size(); ++i) {
      result.exceptions.push_back({rule_.exceptions[i], ExceptionOutcome::kNotAsked, {}});
    }
  }

  void ask_requirement(Assessment& result) {
    result.requirement = ask({.kind = TraceClause::Kind::kRequires}, rule_.requirement);
    if (result.requirement.truth != Truth::kFalse) result.possible.add(Outcome::kSatisfied);
    if (result.requirement.truth == Truth::kTrue) return;
    bool is_open = false;
    for (const ExceptionId id : rule_.exceptions) {
      const AskedException asked = ask_exception(id);
      result.exceptions.push_back(asked);
      is_open = is_open || asked.outcome == ExceptionOutcome::kUnknown;
      if (asked.outcome == ExceptionOutcome::kTrue) {
        result.possible.add(Outcome::kExcused);
        return;
      }
    }
    if (is_open) result.possible.add(Outcome::kExcused);
    result.possible.add(Outcome::kViolated);
  }

  AskedException ask_exception(ExceptionId id) {
    const Exception& exception = machine_.program()[id];
    const std::optional<Date> day = machine_.reference_date();
    if (!day || !exception.effective.contains(*day) ||
        (exception.under && !machine_.is_current(*exception.under)) ||
        !have_values(machine_, exception.parameters_needed)) {
      return {id, ExceptionOutcome::kNotInForce, {}};
    }
    const Tested tested =
        ask({.kind = TraceClause::Kind::kException, .exception = id}, exception.when);
    switch (tested.truth) {
      case Truth::kTrue:
        return {id, ExceptionOutcome::kTrue, {}};
      case Truth::kFalse:
        return {id, ExceptionOutcome::kFalse, {}};
      case Truth::kUnknown:
        break;
    }
    return {id, ExceptionOutcome::kUnknown, tested.cause};
  }

  Tested ask_applies(NodeId node) { return ask({.kind = TraceClause::Kind::kApplies}, node); }

  /// `clause` says which one is asked; its truth and its steps are filled in.
  Tested ask(TraceClause clause, NodeId node) {
    if (!scene_.with_trace) return machine_.test(node);
    TraceNode holder;
    machine_.trace_into(&holder);
    const Tested tested = machine_.test(node);
    machine_.trace_into(nullptr);
    clause.truth = tested.truth;
    if (holder.children.empty()) {
      clause.root.node = node;
      clause.root.value = truth_name(tested.truth);
    } else {
      clause.root = std::move(holder.children.front());
    }
    trace_.push_back(std::move(clause));
    return tested;
  }

  Machine& machine_;
  const Rule& rule_;
  const Scene& scene_;
  Tested once_;
  std::optional<Precedence> precedence_;  ///< where another rule may prevail
  std::vector<TraceClause> once_trace_;
  std::vector<TraceClause> trace_;
};

}  // namespace

std::vector<Outcome> OutcomeSet::list() const {
  std::vector<Outcome> result;
  for (const Outcome outcome : {Outcome::kNotInForce, Outcome::kNotApplicable, Outcome::kSatisfied,
                                Outcome::kExcused, Outcome::kViolated}) {
    if (has(outcome)) result.push_back(outcome);
  }
  return result;
}

Outcome OutcomeSet::outcome() const {
  if (*this == OutcomeSet{Outcome::kSatisfied, Outcome::kExcused}) return Outcome::kExcused;
  if (!std::has_single_bit(bits_)) return Outcome::kUndetermined;
  return static_cast<Outcome>(std::countr_zero(bits_));
}

std::vector<Assessment> assess(Machine& machine, RuleId rule, const Scene& scene) {
  return Inquiry(machine, machine.program()[rule], scene).run();
}

void enter_element(Machine& machine, const Rule& rule, const Assessment& assessment) {
  machine.set_frame_serial(rule.for_each ? kForEachFrame : 0);
  if (rule.for_each) machine.set_slot(rule.for_each->slot, assessment.element);
}

}  // namespace probity
