#include "evaluate/readings.h"

#include <algorithm>

#include "evaluate/verdict.h"

namespace probity {

namespace {

/// Every combination of readings of `varied`, the defaults first; stops at the limit.
template <class Visit>
void for_each_combination(const Program& program, const std::vector<InterpretationId>& varied,
                          const Readings& defaults, const Visit& visit) {
  Readings readings = defaults;
  const auto descend = [&](const auto& self, std::size_t depth) -> void {
    if (depth == varied.size()) {
      visit(readings);
      return;
    }
    const std::size_t place = varied[depth].index();
    const auto count = static_cast<std::uint32_t>(program[varied[depth]].readings.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      readings[place] = (defaults[place] + i) % count;
      self(self, depth + 1);
    }
    readings[place] = defaults[place];
  };
  descend(descend, 0);
}

bool are_few(const Program& program, const std::vector<InterpretationId>& varied) {
  std::size_t combinations = 1;
  for (const InterpretationId id : varied) {
    combinations *= program[id].readings.size();
    if (combinations > kMostCombinations) return false;
  }
  return true;
}

std::vector<InterpretationId> changed(const std::vector<InterpretationId>& varied,
                                      const Readings& defaults, const Readings& readings) {
  std::vector<InterpretationId> result;
  std::ranges::copy_if(varied, std::back_inserter(result), [&](InterpretationId id) {
    return readings[id.index()] != defaults[id.index()];
  });
  return result;
}

std::string combination_text(const Program& program, const std::vector<InterpretationId>& ids,
                             const Readings& readings) {
  std::string text;
  for (const InterpretationId id : ids) {
    const Interpretation& interpretation = program[id];
    text += (text.empty() ? "" : ",") + interpretation.name + "=" +
            interpretation.readings[readings[id.index()]].name;
  }
  return text;
}

/// How bad it is that a rule has this outcome, for a rule whose findings differ in number.
int badness(OutcomeSet set) {
  switch (set.outcome()) {
    case Outcome::kViolated:
      return 5;
    case Outcome::kUndetermined:
      return 4;
    case Outcome::kExcused:
      return 3;
    case Outcome::kSatisfied:
      return 2;
    case Outcome::kNotApplicable:
      return 1;
    case Outcome::kNotInForce:
      return 0;
  }
  return 0;
}

Outcome outcome_for(const std::vector<Glimpse>& findings, PathId subject) {
  const auto place = std::ranges::find(findings, subject, &Glimpse::subject);
  if (place != findings.end()) return place->possible.outcome();
  // The rule has one finding for the whole list here, or one for each element there.
  const auto worst = std::ranges::max_element(
      findings, {}, [](const Glimpse& glimpse) { return badness(glimpse.possible); });
  return worst == findings.end() ? Outcome::kNotApplicable : worst->possible.outcome();
}

/// Outcomes by reading of anything that depends on a choice of readings: `name_under` gives its
/// name (an outcome, a verdict) under one choice.
template <class NameUnder>
ReadingOutcomes outcomes_by_reading(const Program& program,
                                    const std::vector<InterpretationId>& varied,
                                    const Readings& defaults, bool with_joint,
                                    const NameUnder& name_under) {
  ReadingOutcomes result;
  const std::string usual = name_under(defaults);
  for (const InterpretationId id : varied) {
    const Interpretation& interpretation = program[id];
    std::map<std::string, std::string> outcomes;
    Readings readings = defaults;
    bool differs = false;
    for (std::uint32_t i = 0; i < interpretation.readings.size(); ++i) {
      readings[id.index()] = i;
      const std::string outcome = name_under(readings);
      differs = differs || outcome != usual;
      outcomes.emplace(interpretation.readings[i].name, outcome);
    }
    if (differs) result.emplace(interpretation.name, std::move(outcomes));
  }
  if (!with_joint || varied.size() < 2) return result;
  std::map<std::string, std::string> joint;
  for_each_combination(program, varied, defaults, [&](const Readings& readings) {
    const std::vector<InterpretationId> ids = changed(varied, defaults, readings);
    const std::string outcome = name_under(readings);
    if (ids.size() < 2 || outcome == usual) return;
    // A part of the combination that already gives this outcome is the one to report.
    for (std::size_t part = 1; part + 1 < std::size_t{1} << ids.size(); ++part) {
      Readings fewer = defaults;
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if ((part >> i & 1U) != 0) fewer[ids[i].index()] = readings[ids[i].index()];
      }
      if (name_under(fewer) == outcome) return;
    }
    joint.emplace(combination_text(program, ids, readings), outcome);
  });
  if (!joint.empty()) result.emplace("joint", std::move(joint));
  return result;
}

}  // namespace

RuleReadings::RuleReadings(Machine& machine, RuleId rule, const Scene& scene,
                           const Readings& defaults)
    : interpretations_(machine.program()[rule].interpretations), defaults_(defaults) {
  const Program& program = machine.program();
  is_complete_ = are_few(program, interpretations_);
  const Scene plain{scene.instrument, scene.applies, false};
  const auto look = [&](const Readings& readings) {
    machine.set_readings(readings);
    std::vector<Glimpse> glimpses;
    for (const Assessment& assessment : assess(machine, rule, plain)) {
      glimpses.push_back({assessment.subject, assessment.possible});
    }
    findings_.insert_or_assign(key_of(readings), std::move(glimpses));
  };
  if (is_complete_) {
    for_each_combination(program, interpretations_, defaults, look);
  } else {
    look(defaults);
    for (const InterpretationId id : interpretations_) {
      Readings readings = defaults;
      for (std::uint32_t i = 0; i < program[id].readings.size(); ++i) {
        readings[id.index()] = i;
        look(readings);
      }
    }
  }
  machine.set_readings(defaults);
}

Readings RuleReadings::key_of(const Readings& readings) const {
  Readings key;
  key.reserve(interpretations_.size());
  for (const InterpretationId id : interpretations_) key.push_back(readings[id.index()]);
  return key;
}

const std::vector<Glimpse>& RuleReadings::under(const Readings& readings) const {
  return findings_.at(key_of(readings));
}

bool RuleReadings::depends_on(InterpretationId interpretation) const {
  const auto place = std::ranges::find(interpretations_, interpretation);
  if (place == interpretations_.end()) return false;
  const auto index = static_cast<std::size_t>(place - interpretations_.begin());
  const auto is_same = [](const std::vector<Glimpse>& left, const std::vector<Glimpse>& right) {
    return std::ranges::equal(left, right, [](const Glimpse& one, const Glimpse& other) {
      return one.subject == other.subject && one.possible == other.possible;
    });
  };
  for (const auto& [key, findings] : findings_) {
    Readings usual = key;
    usual[index] = defaults_[interpretation.index()];
    const auto other = findings_.find(usual);
    if (other != findings_.end() && !is_same(findings, other->second)) return true;
  }
  return false;
}

ReadingOutcomes RuleReadings::of_subject(const Program& program, PathId subject) const {
  return outcomes_by_reading(
      program, interpretations_, defaults_, is_complete_, [&](const Readings& readings) {
        return std::string(outcome_name(outcome_for(under(readings), subject)));
      });
}

ReadingOutcomes verdict_by_reading(const Program& program, const std::vector<RuleReadings>& rules,
                                   const Readings& defaults, Truth applies) {
  std::vector<InterpretationId> varied;
  for (std::size_t i = 0; i < program.interpretations.size(); ++i) {
    const InterpretationId id(i);
    if (std::ranges::any_of(rules, [&](const RuleReadings& rule) { return rule.depends_on(id); })) {
      varied.push_back(id);
    }
  }
  const bool is_complete =
      are_few(program, varied) && std::ranges::all_of(rules, &RuleReadings::is_complete);
  return outcomes_by_reading(program, varied, defaults, is_complete, [&](const Readings& readings) {
    std::vector<OutcomeSet> findings;
    for (const RuleReadings& rule : rules) {
      for (const Glimpse& glimpse : rule.under(readings)) findings.push_back(glimpse.possible);
    }
    return std::string(verdict_name(verdict_of(findings, applies)));
  });
}

}  // namespace probity
