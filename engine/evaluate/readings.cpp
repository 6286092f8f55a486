#include "evaluate/readings.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

#include "evaluate/verdict.h"

namespace probity {

namespace {

/// Every combination of readings of `varied`, the defaults first.
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

/// `index` is where the subject stands under the default readings, and mostly under others.
Outcome outcome_for(const std::vector<Glimpse>& findings, PathId subject, std::size_t index) {
  if (index < findings.size() && findings[index].subject == subject) {
    return findings[index].possible.outcome();
  }
  const auto place = std::ranges::find(findings, subject, &Glimpse::subject);
  if (place != findings.end()) return place->possible.outcome();
  // The rule has one finding for the whole list here, or one for each element there.
  const auto worst = std::ranges::max_element(
      findings, {}, [](const Glimpse& glimpse) { return badness(glimpse.possible); });
  return worst == findings.end() ? Outcome::kNotApplicable : worst->possible.outcome();
}

/// Outcomes by reading of anything that depends on a choice of readings: `outcome_under` gives it
/// under one choice, `name` its name.
template <class OutcomeUnder, class Name>
ReadingOutcomes outcomes_by_reading(const Program& program,
                                    const std::vector<InterpretationId>& varied,
                                    const Readings& defaults, const OutcomeUnder& outcome_under,
                                    const Name& name) {
  ReadingOutcomes result;
  if (varied.empty()) return result;
  const auto usual = outcome_under(defaults);
  for (const InterpretationId id : varied) {
    const Interpretation& interpretation = program[id];
    std::map<std::string, std::string> outcomes;
    Readings readings = defaults;
    bool differs = false;
    for (std::uint32_t i = 0; i < interpretation.readings.size(); ++i) {
      readings[id.index()] = i;
      const auto outcome = outcome_under(readings);
      differs = differs || outcome != usual;
      outcomes.emplace(interpretation.readings[i].name, name(outcome));
    }
    if (differs) result.emplace(interpretation.name, std::move(outcomes));
  }
  if (varied.size() < 2 || !are_few(program, varied)) return result;
  std::map<std::string, std::string> joint;
  for_each_combination(program, varied, defaults, [&](const Readings& readings) {
    const auto outcome = outcome_under(readings);
    if (outcome == usual) return;
    const std::vector<InterpretationId> ids = changed(varied, defaults, readings);
    if (ids.size() < 2) return;
    // A part of the combination that already gives this outcome is the one to report.
    for (std::size_t part = 1; part + 1 < std::size_t{1} << ids.size(); ++part) {
      Readings fewer = defaults;
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if ((part >> i & 1U) != 0) fewer[ids[i].index()] = readings[ids[i].index()];
      }
      if (outcome_under(fewer) == outcome) return;
    }
    joint.emplace(combination_text(program, ids, readings), name(outcome));
  });
  if (!joint.empty()) result.emplace("joint", std::move(joint));
  return result;
}

}  // namespace

/// Builds the tree: evaluates once for every leaf.
class RuleReadings::Explorer {
 public:
  Explorer(RuleReadings& target, Machine& machine, RuleId rule, const Scene& scene)
      : target_(target), machine_(machine), rule_(rule), scene_(scene) {}

  void run(Look usual) {
    Readings readings = target_.defaults_;
    std::vector<bool> fixed(readings.size(), false);
    explore(readings, fixed, std::move(usual));
    for (const Branch& branch : target_.branches_) {
      if (branch.interpretation.is_present()) target_.varied_.push_back(branch.interpretation);
    }
    std::ranges::sort(target_.varied_);
    target_.varied_.erase(std::ranges::unique(target_.varied_).begin(), target_.varied_.end());
  }

 private:
  Look look(const Readings& readings) {
    machine_.set_readings(readings);
    machine_.forget_asked();
    Look result;
    for (const Assessment& assessment : assess(machine_, rule_, scene_)) {
      result.findings.push_back({assessment.subject, assessment.possible});
    }
    result.asked = machine_.asked();
    return result;
  }

  /// `seen` is what `readings` give. Adds the branches of all choices that are left, their root
  /// last.
  void explore(Readings& readings, std::vector<bool>& fixed, Look seen) {
    std::size_t place = 0;
    while (place < fixed.size() && (!seen.asked[place] || fixed[place])) ++place;
    if (place == fixed.size()) {
      target_.branches_.push_back({.findings = std::move(seen.findings)});
      return;
    }
    const InterpretationId id(place);
    Branch branch{.interpretation = id};
    fixed[place] = true;
    const std::uint32_t usual = readings[place];
    const auto count = static_cast<std::uint32_t>(machine_.program()[id].readings.size());
    for (std::uint32_t reading = 0; reading < count; ++reading) {
      readings[place] = reading;
      explore(readings, fixed, reading == usual ? seen : look(readings));
      branch.next.push_back(target_.branches_.size() - 1);
    }
    readings[place] = usual;
    fixed[place] = false;
    const bool matters = std::ranges::any_of(
        branch.next, [&](std::size_t next) { return !are_equal(branch.next.front(), next); });
    if (matters) {
      target_.branches_.push_back(std::move(branch));
    } else {
      // One of the equal parts stands for all.
      target_.branches_.resize(branch.next.front() + 1);
    }
  }

  [[nodiscard]] bool are_equal(std::size_t left, std::size_t right) const {
    if (left == right) return true;
    const Branch& one = target_.branches_[left];
    const Branch& other = target_.branches_[right];
    return one.interpretation == other.interpretation && one.findings == other.findings &&
           std::ranges::equal(one.next, other.next,
                              [&](std::size_t a, std::size_t b) { return are_equal(a, b); });
  }

  RuleReadings& target_;
  Machine& machine_;
  RuleId rule_;
  Scene scene_;
};

RuleReadings::RuleReadings(Machine& machine, RuleId rule, const Scene& scene,
                           const Readings& defaults, Look usual)
    : defaults_(defaults) {
  Explorer(*this, machine, rule, {scene.instrument, scene.applies, false, scene.as_of})
      .run(std::move(usual));
  machine.set_readings(defaults);
}

const std::vector<Glimpse>& RuleReadings::under(const Readings& readings) const {
  const Branch* at = &branches_.back();
  while (at->interpretation.is_present()) {
    at = &branches_[at->next[readings[at->interpretation.index()]]];
  }
  return at->findings;
}

ReadingOutcomes RuleReadings::of_finding(const Program& program, PathId subject,
                                         std::size_t index) const {
  return outcomes_by_reading(
      program, varied_, defaults_,
      [&](const Readings& readings) { return outcome_for(under(readings), subject, index); },
      outcome_name);
}

ReadingOutcomes verdict_by_reading(const Program& program, const std::vector<RuleReadings>& rules,
                                   const Readings& defaults, Truth applies) {
  std::vector<InterpretationId> varied;
  for (const RuleReadings& rule : rules) {
    varied.insert(varied.end(), rule.varied().begin(), rule.varied().end());
  }
  std::ranges::sort(varied);
  varied.erase(std::ranges::unique(varied).begin(), varied.end());
  std::vector<OutcomeSet> findings;
  return outcomes_by_reading(
      program, varied, defaults,
      [&](const Readings& readings) {
        findings.clear();
        for (const RuleReadings& rule : rules) {
          for (const Glimpse& glimpse : rule.under(readings)) findings.push_back(glimpse.possible);
        }
        return verdict_of(findings, applies);
      },
      verdict_name);
}

}  // namespace probity
