#include "evaluate/precedence.h"

#include <algorithm>
#include <utility>

#include "evaluate/conjunction.h"
#include "evaluate/force.h"

namespace probity {

namespace {

/// Truth of alternatives, with the causes of the unknown ones.
class Disjunction {
 public:
  void add(const Tested& tested) {
    truth_ = kleene_or(truth_, tested.truth);
    if (tested.truth == Truth::kUnknown) open_.push_back(tested.cause);
  }
  [[nodiscard]] Tested result(Causes& causes) const {
    if (truth_ != Truth::kUnknown) return {truth_, {}};
    return {truth_, causes.disjunction(open_)};
  }

 private:
  Truth truth_ = Truth::kFalse;
  std::vector<CauseId> open_;
};

/// Another reference date for as long as it lives.
class DateScope {
 public:
  DateScope(Machine& machine, std::optional<Date> day)
      : machine_(machine), before_(machine.reference_date()) {
    machine_.set_reference_date(day);
  }
  ~DateScope() { machine_.set_reference_date(before_); }
  DateScope(const DateScope&) = delete;
  DateScope& operator=(const DateScope&) = delete;

 private:
  Machine& machine_;
  std::optional<Date> before_;
};

}  // namespace

Precedence::Precedence(Machine& machine, const Rule& rule, const Scene& scene, Ask ask)
    : machine_(machine), scene_(scene), ask_(std::move(ask)) {
  for (const PrevalenceId id : rule.prevailed_by) {
    const Prevalence& prevalence = machine_.program()[id];
    if (!is_in_force(machine_, prevalence)) continue;
    Candidate candidate{.id = id, .ways = ways_of(id), .condition = {Truth::kFalse, {}}};
    std::erase_if(candidate.ways, [](const Way& way) { return way.once.truth == Truth::kFalse; });
    if (candidate.ways.empty()) continue;
    if (!prevalence.for_each) {
      candidate.condition = ask_(TraceClause::Kind::kPrevails, id, prevalence.when);
    }
    candidates_.push_back(std::move(candidate));
  }
}

std::vector<Precedence::Way> Precedence::ways_of(PrevalenceId id) {
  const Program& program = machine_.program();
  const std::vector<InstrumentId>& instruments = program[program[id].winner].instruments;
  std::vector<Way> ways;
  if (std::ranges::find(instruments, scene_.instrument) != instruments.end()) {
    ways.push_back(way_in(id, scene_.instrument, scene_.applies));
    return ways;
  }
  for (const InstrumentId instrument : instruments) {
    std::optional<Date> day = scene_.as_of;
    if (!day) {
      const Value value = machine_.evaluate(program[instrument].reference_date);
      const Date* known = std::get_if<Date>(&value);
      if (known == nullptr) {
        ways.push_back({{Truth::kUnknown, cause_of(machine_, value)}, std::nullopt, nullptr});
        continue;
      }
      day = *known;
    }
    const DateScope scope(machine_, day);
    ways.push_back(way_in(id, instrument, machine_.test(program[instrument].applies)));
  }
  return ways;
}

Precedence::Way Precedence::way_in(PrevalenceId id, InstrumentId instrument,
                                   const Tested& applies) {
  const Rule& winner = machine_.program()[machine_.program()[id].winner];
  Way way{{Truth::kFalse, {}}, machine_.reference_date(), nullptr};
  if (applies.truth == Truth::kFalse || !is_in_force(machine_, winner, instrument)) return way;
  Conjunction once;
  once.add(applies);
  for (const NodeId conjunct : winner.applies_once) {
    once.add(ask_(TraceClause::Kind::kWinnerApplies, id, conjunct));
  }
  if (!winner.prevailed_by.empty()) {
    const Scene scene{instrument, applies, scene_.with_trace, scene_.as_of};
    way.over_winner = std::make_unique<Precedence>(machine_, winner, scene, ask_);
    once.add(negated(way.over_winner->once().prevails, machine_.causes()));
  }
  way.once = once.result(machine_.causes());
  return way;
}

Tested Precedence::applies_to_element(PrevalenceId id, const Way& way) {
  const Prevalence& prevalence = machine_.program()[id];
  if (!prevalence.is_by_element) return way.once;
  const DateScope scope(machine_, way.day);
  Conjunction applies;
  applies.add(way.once);
  for (const NodeId conjunct : machine_.program()[prevalence.winner].applies_element) {
    applies.add(ask_(TraceClause::Kind::kWinnerApplies, id, conjunct));
  }
  if (way.over_winner) {
    applies.add(negated(way.over_winner->of_element().prevails, machine_.causes()));
  }
  return applies.result(machine_.causes());
}

Tested Precedence::prevails(const Candidate& candidate) {
  Disjunction applies;
  for (const Way& way : candidate.ways) applies.add(applies_to_element(candidate.id, way));
  Conjunction both;
  both.add(applies.result(machine_.causes()));
  const Prevalence& prevalence = machine_.program()[candidate.id];
  const bool is_asked = both.result(machine_.causes()).truth != Truth::kFalse;
  if (prevalence.for_each && is_asked) {
    both.add(ask_(TraceClause::Kind::kPrevails, candidate.id, prevalence.when));
  } else {
    both.add(candidate.condition);
  }
  return both.result(machine_.causes());
}

Precedence::Found Precedence::find(bool by_element) {
  Disjunction any;
  for (const Candidate& candidate : candidates_) {
    if (machine_.program()[candidate.id].is_by_element != by_element) continue;
    const Tested tested = prevails(candidate);
    if (tested.truth == Truth::kTrue) return {tested, candidate.id};
    any.add(tested);
  }
  return {any.result(machine_.causes()), {}};
}

Precedence::Found Precedence::once() { return find(false); }
Precedence::Found Precedence::of_element() { return find(true); }

}  // namespace probity
