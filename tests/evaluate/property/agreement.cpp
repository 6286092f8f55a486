// Engine against reference: clause by clause first, then the tables over the engine's own clauses,
// then the whole.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/evaluate/property/properties.h"

namespace probity::property {
namespace {

using reference::Bounds;
using reference::Case;
using reference::ClauseTruths;
using reference::FindingState;
using reference::ReferenceFinding;
using reference::ReferenceInstrument;

/// Which of the two sides of the bracket is looked at.
enum class Side : std::uint8_t { kLeast, kMost };

bool is_on_side(Side side, Truth truth, Truth least, Truth most) {
  if (side == Side::kLeast) return least == Truth::kUnknown || truth == least;
  return truth == Truth::kUnknown || truth == most;
}

struct Bracket {
  const ReferenceFinding& least;
  const ReferenceFinding& most;
  Truth instrument_applies;
};

const reference::ExceptionTruth* find_exception(const ClauseTruths& clauses, ExceptionId id) {
  const auto found =
      std::ranges::find(clauses.exceptions, id, &reference::ExceptionTruth::exception);
  return found == clauses.exceptions.end() ? nullptr : &*found;
}

class FindingCheck {
 public:
  FindingCheck(const Subject& subject, const Finding& finding, const Bracket& bracket, Side side)
      : subject_(subject), finding_(finding), bracket_(bracket), side_(side) {
    clauses_.in_force = bracket.least.clauses.in_force;
    clauses_.applies = bracket.instrument_applies;  // a conjunct that stands in no trace of a rule
    clauses_.requirement = Truth::kTrue;
  }

  Complaint run() {
    if (bracket_.least.clauses.in_force) {
      read_clauses();
      compare_exceptions();
      if (!complaint_ && side_ == Side::kLeast) compare_tables();
    }
    return complaint_;
  }

 private:
  void complain(const std::string& what) {
    if (!complaint_) complaint_ = describe(subject_.program, finding_) + ": " + what;
  }

  void compare(std::string_view clause, Truth truth, Truth least, Truth most) {
    if (least != most && side_ == Side::kLeast) ++subject_.counters.between_bounds;
    if (is_on_side(side_, truth, least, most)) return;
    complain(fmt::format("{} is {}, the reference has {}{}", clause, truth_name(truth),
                         truth_name(least),
                         least == most ? "" : fmt::format(" to {}", truth_name(most))));
  }

  void read_clauses() {
    for (const TraceClause& clause : finding_.trace) {
      switch (clause.kind) {
        case TraceClause::Kind::kApplies:
          clauses_.applies = kleene_and(clauses_.applies, clause.truth);
          break;
        case TraceClause::Kind::kRequires:
          was_required_ = true;
          clauses_.requirement = clause.truth;
          // A bracket that ends before the requirement is asked says nothing of it.
          if (!bracket_.most.is_about_the_rule || side_ == Side::kLeast) {
            compare("requires", clause.truth, bracket_.least.clauses.requirement,
                    bracket_.most.clauses.requirement);
          }
          break;
        case TraceClause::Kind::kWinnerApplies:  // the generator makes no such declaration
        case TraceClause::Kind::kPrevails:
        case TraceClause::Kind::kException:
          break;
      }
    }
    compare("applies when", clauses_.applies, bracket_.least.clauses.applies,
            bracket_.most.clauses.applies);
    if (!was_required_ && clauses_.applies != Truth::kFalse) complain("`requires` was not asked");
  }

  void compare_exceptions() {
    const bool may_be_needed =
        clauses_.applies != Truth::kFalse && clauses_.requirement != Truth::kTrue;
    bool one_is_true = false;
    for (const ExceptionResult& result : finding_.exceptions) {
      const auto* least = find_exception(bracket_.least.clauses, result.exception);
      const auto* most = find_exception(bracket_.most.clauses, result.exception);
      // A finding that was decided without the reference asking has no clauses to compare.
      if (least == nullptr) continue;
      const std::string& name = subject_.program[result.exception].name;
      if (result.outcome == ExceptionOutcome::kNotInForce && least->in_force) {
        complain("exception " + name + " is in force");
      }
      if (result.outcome == ExceptionOutcome::kNotInForce) continue;
      if (result.outcome == ExceptionOutcome::kNotAsked) {
        if (may_be_needed && least->in_force && !one_is_true) {
          complain("exception " + name + " was not asked");
        }
        continue;
      }
      if (!may_be_needed) complain("exception " + name + " was asked and is not needed");
      if (!least->in_force) complain("exception " + name + " is not in force");
      Truth truth = Truth::kUnknown;
      if (result.outcome == ExceptionOutcome::kTrue) truth = Truth::kTrue;
      if (result.outcome == ExceptionOutcome::kFalse) truth = Truth::kFalse;
      one_is_true |= truth == Truth::kTrue;
      compare("exception " + name, truth, least->truth, most == nullptr ? truth : most->truth);
      clauses_.exceptions.push_back({result.exception, true, truth});
    }
  }

  void compare_tables() {
    if (!was_required_ && clauses_.applies != Truth::kFalse) return;
    const FindingState expected = reference::outcome_of(clauses_);
    if (state_of(finding_) != expected) {
      complain("its clauses make it " + describe(expected));
    }
  }

  const Subject& subject_;
  const Finding& finding_;
  const Bracket& bracket_;
  Side side_;
  ClauseTruths clauses_;
  bool was_required_ = false;
  Complaint complaint_;
};

Complaint compare_findings(const Subject& subject, const InstrumentDecision& decision,
                           const ReferenceInstrument& least, const ReferenceInstrument& most,
                           Side side) {
  // Where the bounds decide whether elements are looked at, the text fixes no list of findings.
  const auto about = [](const ReferenceFinding& finding) {
    return std::pair(finding.rule, finding.subject);
  };
  if (!std::ranges::equal(least.findings, most.findings, {}, about, about)) return std::nullopt;
  // An instrument that does not apply need not say so of each of its rules.
  if (least.applies == Truth::kFalse && decision.findings.empty()) return std::nullopt;
  if (decision.findings.size() != least.findings.size()) {
    return fmt::format("{} has {} findings, the reference has {}", decision.instrument,
                       decision.findings.size(), least.findings.size());
  }
  for (std::size_t index = 0; index < decision.findings.size(); ++index) {
    const Finding& finding = decision.findings[index];
    const Bracket bracket{least.findings[index], most.findings[index], least.applies};
    const std::string subject_pointer =
        reference::pointer_of(subject.program.vocabulary, bracket.least.subject);
    // What is decided before any element is looked at is about the dossier or about the list.
    const bool is_free =
        bracket.least.is_about_the_rule &&
        (finding.subject.empty() || is_about_a_list(subject.program.vocabulary, finding));
    if (finding.rule != bracket.least.rule || (finding.subject != subject_pointer && !is_free)) {
      return fmt::format("{}: the reference has rule {} about `{}` here",
                         describe(subject.program, finding),
                         subject.program[bracket.least.rule].name, subject_pointer);
    }
    if (side == Side::kLeast) {
      ++subject.counters.findings;
      if (finding.outcome == Outcome::kUndetermined) ++subject.counters.undetermined;
    }
    // There are no clauses of an element to compare, and those of an unknown list bound what is
    // left.
    if (bracket.least.is_about_a_list || bracket.least.is_about_the_rule) {
      if (state_of(finding) != bracket.least.state && bracket.least.state == bracket.most.state) {
        return fmt::format("{}: the reference has {}", describe(subject.program, finding),
                           describe(bracket.least.state));
      }
      continue;
    }
    if (Complaint complaint = FindingCheck(subject, finding, bracket, side).run()) return complaint;
  }
  return std::nullopt;
}

Complaint compare_verdict(const InstrumentDecision& decision, const ReferenceInstrument& least) {
  std::vector<FindingState> states;
  bool is_derogation = false;
  for (const Finding& finding : decision.findings) {
    states.push_back(state_of(finding));
    is_derogation |= finding.outcome == Outcome::kExcused;
  }
  if (states.empty() && least.applies == Truth::kFalse &&
      decision.verdict != Verdict::kNotApplicable) {
    return decision.instrument + " does not apply and its verdict does not say so";
  }
  if (states.empty()) return std::nullopt;
  const reference::VerdictState expected = reference::verdict_of(states);
  if (decision.verdict != expected.verdict) {
    return fmt::format("{} is {}, its findings make it {}", decision.instrument,
                       verdict_name(decision.verdict), verdict_name(expected.verdict));
  }
  if (decision.possible != expected.possible) {
    const auto names = [](const std::vector<Verdict>& verdicts) {
      std::vector<std::string_view> out;
      out.reserve(verdicts.size());
      for (const Verdict verdict : verdicts) out.push_back(verdict_name(verdict));
      return fmt::format("[{}]", fmt::join(out, ", "));
    };
    return fmt::format("{} has possible verdicts {}, its findings make them {}",
                       decision.instrument, names(decision.possible), names(expected.possible));
  }
  if (decision.by_derogation != (decision.verdict == Verdict::kCompliant && is_derogation)) {
    return fmt::format("{}: by_derogation is {}", decision.instrument, decision.by_derogation);
  }
  if (decision.as_of != least.as_of) return decision.instrument + ": another reference date";
  return std::nullopt;
}

/// Every choice of readings: the defaults, one at a time, and all combinations.
std::vector<std::vector<std::uint32_t>> all_readings(const Program& program) {
  std::vector<std::vector<std::uint32_t>> all = {{}};
  for (const Interpretation& interpretation : program.interpretations) {
    std::vector<std::vector<std::uint32_t>> longer;
    for (const std::vector<std::uint32_t>& before : all) {
      for (std::uint32_t reading = 0; reading < interpretation.readings.size(); ++reading) {
        longer.push_back(before);
        longer.back().push_back(reading);
      }
    }
    all = std::move(longer);
  }
  return all;
}

class ReadingsCheck {
 public:
  ReadingsCheck(const Subject& subject, InstrumentId instrument)
      : program_(subject.program), defaults_(reference::default_readings(subject.program)) {
    for (const std::vector<std::uint32_t>& choice : all_readings(program_)) {
      for (const Bounds bounds : {Bounds::kLeast, Bounds::kMost}) {
        Case assessed = case_of(subject, bounds);
        assessed.readings = choice;
        const ReferenceInstrument result = reference::assess(assessed, instrument);
        auto& outcomes = outcomes_[choice];
        for (const auto& finding : result.findings) {
          const auto key = std::pair(finding.rule, finding.subject);
          const auto [at, is_new] = outcomes.emplace(key, finding.state);
          if (!is_new && at->second != finding.state) is_fixed_ = false;
        }
      }
    }
  }

  /// Absent where the text does not fix the outcomes or the findings differ in number.
  std::optional<ReadingOutcomes> expected(RuleId rule, const reference::Path& subject) const {
    if (!is_fixed_) return std::nullopt;
    const auto key = std::pair(rule, subject);
    const auto outcome =
        [&](const std::vector<std::uint32_t>& choice) -> std::optional<std::string> {
      const auto& outcomes = outcomes_.at(choice);
      const auto found = outcomes.find(key);
      if (found == outcomes.end()) return std::nullopt;
      return std::string(outcome_name(found->second.outcome));
    };
    for (const auto& [choice, outcomes] : outcomes_) {
      if (!outcome(choice)) return std::nullopt;
    }
    const std::string usual = *outcome(defaults_);
    ReadingOutcomes readings;
    for (std::size_t point = 0; point < program_.interpretations.size(); ++point) {
      const Interpretation& interpretation = program_.interpretations[point];
      std::map<std::string, std::string> by_reading;
      bool differs = false;
      for (std::uint32_t reading = 0; reading < interpretation.readings.size(); ++reading) {
        std::vector<std::uint32_t> choice = defaults_;
        choice[point] = reading;
        by_reading[interpretation.readings[reading].name] = *outcome(choice);
        differs |= *outcome(choice) != usual;
      }
      if (differs) readings[interpretation.name] = by_reading;
    }
    add_joint(usual, outcome, readings);
    return readings;
  }

 private:
  /// Combinations of other readings whose outcome no smaller part of them has.
  template <class OutcomeOf>
  void add_joint(const std::string& usual, const OutcomeOf& outcome,
                 ReadingOutcomes& readings) const {
    for (const auto& [choice, unused] : outcomes_) {
      std::vector<std::string> changed;
      for (std::size_t point = 0; point < choice.size(); ++point) {
        if (choice[point] == defaults_[point]) continue;
        changed.push_back(
            fmt::format("{}={}", program_.interpretations[point].name,
                        program_.interpretations[point].readings[choice[point]].name));
      }
      if (changed.size() < 2 || *outcome(choice) == usual) continue;
      bool is_joint = true;
      for (std::size_t point = 0; point < choice.size(); ++point) {
        std::vector<std::uint32_t> part = choice;
        part[point] = defaults_[point];
        if (part != choice && *outcome(part) == *outcome(choice)) is_joint = false;
      }
      if (is_joint)
        readings["joint"][fmt::format("{}", fmt::join(changed, ","))] = *outcome(choice);
    }
  }

  const Program& program_;
  std::vector<std::uint32_t> defaults_;
  std::map<std::vector<std::uint32_t>, std::map<std::pair<RuleId, reference::Path>, FindingState>>
      outcomes_;
  bool is_fixed_ = true;
};

std::string text_of_readings(const ReadingOutcomes& readings) {
  std::string text;
  for (const auto& [point, outcomes] : readings) {
    for (const auto& [reading, outcome] : outcomes) {
      text += fmt::format(" {}: {} is {};", point, reading, outcome);
    }
  }
  return text.empty() ? " nothing" : text;
}

Complaint compare_readings(const Subject& subject, const InstrumentDecision& decision) {
  if (subject.program.interpretations.empty()) return std::nullopt;
  const ReadingsCheck check(subject, decision.id);
  for (const Finding& finding : decision.findings) {
    const auto expected = check.expected(
        finding.rule, reference::path_of(subject.program.vocabulary, finding.subject));
    if (!expected) continue;
    ++subject.counters.readings;
    if (finding.readings == *expected) continue;
    return fmt::format("{}: readings say{}, the reference has{}",
                       describe(subject.program, finding), text_of_readings(finding.readings),
                       text_of_readings(*expected));
  }
  return std::nullopt;
}

Complaint compare_listing(const Subject& subject,
                          const std::vector<ReferenceInstrument>& instruments) {
  const Vocabulary& vocabulary = subject.program.vocabulary;
  std::set<std::string> expected;
  const reference::FactTree& named =
      reference::fact_at(subject.dossier, {*vocabulary.roles.instruments});
  for (const reference::FactTree& element : named.children) {
    expected.insert(vocabulary.symbol(std::get<SymbolId>(element.scalar)));
  }
  for (const ReferenceInstrument& instrument : instruments) {
    if (instrument.applies != Truth::kFalse) expected.insert(subject.program[instrument.id].name);
  }
  std::set<std::string> listed;
  std::vector<Verdict> verdicts;
  for (const InstrumentDecision& instrument : subject.decision.instruments) {
    listed.insert(instrument.instrument);
    verdicts.push_back(instrument.verdict);
    const bool has_rules = instrument.id.is_present();
    if (!has_rules && (instrument.verdict != Verdict::kUndetermined || instrument.reason.empty())) {
      return instrument.instrument + " has no rules and is passed over";
    }
  }
  if (listed != expected) {
    return fmt::format("instruments {} are listed, the reference has {}", listed, expected);
  }
  if (subject.decision.verdict != reference::overall_verdict(verdicts)) {
    return "the dossier's verdict is not the worst of its instruments";
  }
  return std::nullopt;
}

}  // namespace

Complaint agrees_with_reference(const Subject& subject, Random& /*random*/) {
  std::vector<ReferenceInstrument> instruments;
  for (std::size_t index = 0; index < subject.program.instruments.size(); ++index) {
    const InstrumentId id(index);
    const ReferenceInstrument least = reference::assess(case_of(subject, Bounds::kLeast), id);
    const ReferenceInstrument most = reference::assess(case_of(subject, Bounds::kMost), id);
    instruments.push_back(least);
    const InstrumentDecision* decision =
        find_instrument(subject.decision, subject.program[id].name);
    if (decision == nullptr) continue;
    if (Complaint complaint = compare_findings(subject, *decision, least, most, Side::kLeast))
      return complaint;
    if (Complaint complaint = compare_readings(subject, *decision)) return complaint;
    if (Complaint complaint = compare_verdict(*decision, least)) return complaint;
  }
  return compare_listing(subject, instruments);
}

Complaint uses_no_other_correlation(const Subject& subject, Random& /*random*/) {
  for (std::size_t index = 0; index < subject.program.instruments.size(); ++index) {
    const InstrumentId id(index);
    const InstrumentDecision* decision =
        find_instrument(subject.decision, subject.program[id].name);
    if (decision == nullptr) continue;
    const ReferenceInstrument least = reference::assess(case_of(subject, Bounds::kLeast), id);
    const ReferenceInstrument most = reference::assess(case_of(subject, Bounds::kMost), id);
    if (Complaint complaint = compare_findings(subject, *decision, least, most, Side::kMost)) {
      return complaint;
    }
  }
  return std::nullopt;
}

}  // namespace probity::property
