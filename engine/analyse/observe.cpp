#include "analyse/observe.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "evaluate/evaluate.h"
#include "evaluate/instrument.h"
#include "evaluate/machine.h"
#include "support/match.h"

namespace probity {
namespace {

class Observer {
 public:
  Observer(const Program& program, const PreparedCase& prepared)
      : program_(program), prepared_(prepared) {
    seen_.evaluated.assign(program.nodes.size(), false);
  }

  void observe(const EvaluateOptions& options) {
    Readings readings;
    for (const Interpretation& point : program_.interpretations) {
      readings.push_back(point.default_reading);
    }
    for (const ReadingCondition& chosen : options.readings) {
      readings[chosen.interpretation.index()] = chosen.reading;
    }
    const Decision decision = evaluate(program_, *prepared_.facts, options);
    for (const InstrumentDecision& instrument : decision.instruments) {
      if (instrument.id.is_present()) seen_.instruments.insert(instrument.id);
      if (instrument.as_of) seen_.days.insert(*instrument.as_of);
      add_readings(instrument.readings, readings);
      for (const Finding& finding : instrument.findings) {
        add_finding(instrument, finding);
        add_readings(finding.readings, readings);
      }
    }
    observe_beside(decision, options, readings);
  }

  Observation take() { return std::move(seen_); }

 private:
  void add_finding(const InstrumentDecision& instrument, const Finding& finding) {
    seen_.rules.emplace(finding.rule, finding.outcome);
    for (const ExceptionResult& result : finding.exceptions) {
      seen_.exceptions.emplace(result.exception, result.outcome);
    }
    // Conjuncts of `applies when` that speak of the element are asked later than the others, and
    // only where those hold: two decisions.
    std::vector<const TraceNode*> once;
    std::vector<const TraceNode*> of_element;
    const std::vector<NodeId>& conjuncts = program_[finding.rule].applies_once;
    for (const TraceClause& clause : finding.trace) {
      const bool is_of_other = clause.kind == TraceClause::Kind::kWinnerApplies;
      walk(clause.root, is_of_other ? std::nullopt : instrument.as_of);
      if (is_of_other) continue;
      if (clause.kind != TraceClause::Kind::kApplies) {
        add_effects(std::array{&clause.root});
      } else if (std::ranges::find(conjuncts, clause.root.node) != conjuncts.end()) {
        once.push_back(&clause.root);
      } else {
        of_element.push_back(&clause.root);
      }
    }
    add_effects(once);
    add_effects(of_element);
  }

  /// A point that is named has readings of which some give another outcome.
  void add_readings(const ReadingOutcomes& outcomes, const Readings& readings) {
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (outcomes.contains(program_.interpretations[i].name)) {
        seen_.readings.emplace(InterpretationId(i), readings[i]);
      }
    }
  }

  /// What the decision keeps no trace of: whether instruments apply, and the figures.
  void observe_beside(const Decision& decision, const EvaluateOptions& options,
                      const Readings& readings) {
    Machine machine(program_, *prepared_.facts);
    machine.set_readings(readings);
    for (std::size_t i = 0; i < program_.instruments.size(); ++i) {
      static_cast<void>(set_reference_date(machine, InstrumentId(i), options));
      machine.set_frame_serial(0);
      observe_node(machine, program_.instruments[i].applies);
      const auto asked =
          std::ranges::find(decision.instruments, InstrumentId(i), &InstrumentDecision::id);
      if (asked == decision.instruments.end()) continue;
      for (const FigureResult& figure : asked->figures) {
        observe_node(machine, program_[figure.figure].body);
      }
    }
  }

  void observe_node(Machine& machine, NodeId node) {
    TraceNode holder{.node = node};
    machine.trace_into(&holder);
    static_cast<void>(machine.evaluate(node));
    machine.trace_into(nullptr);
    for (const TraceNode& step : holder.children) {
      walk(step, machine.reference_date());
      add_effects(std::array{&step});
    }
  }

  void add_effects(std::span<const TraceNode* const> steps) {
    for (const Effect& effect : find_effects(program_, steps)) seen_.effects.insert(effect);
  }

  /// `day` is absent where the steps were evaluated on a day that nobody tells.
  void walk(const TraceNode& step, std::optional<Date> day) {
    seen_.evaluated[step.node.index()] = true;
    if (step.row > 0) seen_.rows.emplace(step.node, step.row);
    if (step.distance && is_limit(program_, step.node)) {
      seen_.limits[step.node].add(*step.distance);
    }
    if (const auto* use = std::get_if<node::ParameterUse>(&program_[step.node].content)) {
      add_value(use->parameter, day);
    }
    for (const TraceNode& child : step.children) walk(child, day);
  }

  void add_value(ParameterId parameter, std::optional<Date> day) {
    const std::vector<DatedConstant>& values = program_[parameter].values;
    for (std::size_t i = 0; day && i < values.size(); ++i) {
      if (values[i].window.contains(*day)) {
        seen_.values.emplace(parameter, static_cast<std::uint32_t>(i));
      }
    }
  }

  const Program& program_;
  const PreparedCase& prepared_;
  Observation seen_;
};

/// Readings that the expectations speak of, beside those by which the case is evaluated.
class ClaimedReadings {
 public:
  explicit ClaimedReadings(const Program& program) : program_(program) {}

  std::set<std::pair<InterpretationId, std::uint32_t>> of(const Case& content) {
    for (const CaseExpectation& expectation : content.expectations) {
      for (const CaseClaim& claim : expectation.claims) {
        match(
            claim.content, [&](const claim::IsVerdict& is) { add(is.under, expectation.subject); },
            [&](const claim::IsOutcome& is) { add(is.under, expectation.subject); },
            [](const auto&) {});
      }
    }
    return std::move(readings_);
  }

 private:
  void add(const claim::Under& under, const subject::Any& about) {
    if (under.reading) readings_.emplace(under.reading->interpretation, under.reading->reading);
    if (!under.every_reading) return;
    for (std::size_t i = 0; i < program_.rules.size(); ++i) {
      if (!is_about(about, RuleId(i))) continue;
      for (const InterpretationId point : program_.rules[i].interpretations) {
        for (std::uint32_t k = 0; k < program_[point].readings.size(); ++k) {
          readings_.emplace(point, k);
        }
      }
    }
  }

  [[nodiscard]] bool is_about(const subject::Any& about, RuleId rule) const {
    if (const auto* one = std::get_if<subject::Rule>(&about)) return one->rule == rule;
    const auto* whole = std::get_if<subject::Instrument>(&about);
    return whole != nullptr &&
           std::ranges::any_of(program_[rule].instruments, [&](InstrumentId instrument) {
             return program_[instrument].name == whole->name;
           });
  }

  const Program& program_;
  std::set<std::pair<InterpretationId, std::uint32_t>> readings_;
};

}  // namespace

Observation observe_case(const Program& program, const PreparedCase& prepared) {
  Observer observer(program, prepared);
  if (!prepared.facts) return observer.take();
  EvaluateOptions own = prepared.content.options;
  own.with_trace = true;
  observer.observe(own);
  for (const auto& [point, reading] : ClaimedReadings(program).of(prepared.content)) {
    EvaluateOptions other = own;
    std::erase_if(other.readings, [&](const ReadingCondition& condition) {
      return condition.interpretation == point;
    });
    other.readings.push_back({point, reading});
    observer.observe(other);
  }
  return observer.take();
}

}  // namespace probity
