#include "cases/run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cases/paths.h"
#include "cases/views.h"
#include "evaluate/evaluate.h"
#include "support/match.h"
#include "values/date.h"

namespace probity {

namespace {

/// Compares the claims of one expectation with a decision.
class Comparison {
 public:
  Comparison(const Program& program, const Decision& decision,
             std::vector<CaseMismatch>& mismatches)
      : program_(program), decision_(decision), mismatches_(mismatches) {}

  void compare(const CaseExpectation& expectation) {
    for (const CaseClaim& claim : expectation.claims) {
      claim_ = &claim;
      where_.clear();
      match(
          expectation.subject, [&](const subject::Dossier&) { of_dossier(); },
          [&](const subject::Instrument& instrument) { of_instrument(instrument); },
          [&](const subject::Rule& rule) { of_rule(rule); },
          [&](const subject::Figure& figure) { of_figure(figure); },
          [&](const subject::Exception& exception) { of_exception(exception); });
    }
  }

 private:
  // ---- subjects ----

  void of_dossier() {
    if (const auto* const is = std::get_if<claim::IsVerdict>(&claim_->content)) {
      if (is->verdict == decision_.verdict) return;
      std::vector<std::string> because;
      because.reserve(decision_.instruments.size());
      for (const InstrumentDecision& instrument : decision_.instruments) {
        because.push_back(
            fmt::format("{} is {}", instrument.instrument, verdict_name(instrument.verdict)));
      }
      differ(fmt::format("the dossier is {}", verdict_name(decision_.verdict)), std::move(because));
    } else {
      differ("the dossier is not refused", {});
    }
  }

  void of_instrument(const subject::Instrument& subject) {
    const InstrumentDecision* const instrument = find_instrument(decision_, subject.name);
    if (std::holds_alternative<claim::IsNotConcerned>(claim_->content)) {
      if (instrument != nullptr) differ_of(*instrument);
      return;
    }
    if (instrument == nullptr) {
      differ(why_no_instrument(subject.name));
      return;
    }
    match(
        claim_->content,
        [&](const claim::IsVerdict& is) {
          const bool is_met =
              is.verdict == verdict_under(*instrument, is) &&
              (!is.by_derogation || *is.by_derogation == instrument->by_derogation) &&
              (is.possible.empty() || is.possible == instrument->possible) &&
              (!is.under.every_reading || instrument->readings.empty());
          if (!is_met) differ_of(*instrument);
        },
        [&](const claim::Lacks& lacks) {
          compare_missing(lacks, instrument->missing, instrument->instrument);
        },
        [&](const claim::SettledBy& settled) {
          compare_settled(settled, instrument->settled_by, instrument->instrument);
        },
        [](const auto&) {});
  }

  void of_rule(const subject::Rule& subject) {
    const std::vector<FindingView> views =
        findings_of(decision_, subject.rule, subject.element, subject.instrument);
    if (views.empty()) {
      differ(
          why_no_finding(program_, decision_, subject.rule, subject.element, subject.instrument));
    }
    for (const FindingView& view : views) {
      where_ = place_among(views, view);
      const Finding& finding = *view.finding;
      match(
          claim_->content,
          [&](const claim::IsOutcome& is) {
            if (!is_met(is, finding)) differ_of(finding);
          },
          [&](const claim::Lacks& lacks) {
            compare_missing(lacks, finding.missing, subject_text(finding));
          },
          [&](const claim::SettledBy& settled) {
            compare_settled(settled, finding.settled_by, subject_text(finding));
          },
          [](const auto&) {});
    }
  }

  void of_figure(const subject::Figure& subject) {
    const std::vector<FigureView> views = figures_of(decision_, subject.figure, subject.instrument);
    const std::string& name = program_[subject.figure].name;
    if (views.empty()) {
      differ(Absence{fmt::format("no instrument that concerns the dossier reports {}", name),
                     Code::no_such_finding});
    }
    for (const FigureView& view : views) {
      where_ = place_among(views, view);
      const FigureResult& figure = *view.figure;
      match(
          claim_->content,
          [&](const claim::IsValue& is) {
            if (!is_met(is, figure)) differ_of(figure, name);
          },
          [&](const claim::Lacks& lacks) {
            compare_missing(lacks, figure.unknown, "the figure " + name);
          },
          [](const auto&) {});
    }
  }

  void of_exception(const subject::Exception& subject) {
    const RuleId rule = program_[subject.exception].rule;
    const std::vector<FindingView> views =
        findings_of(decision_, rule, subject.element, subject.instrument);
    if (views.empty()) {
      differ(why_no_finding(program_, decision_, rule, subject.element, subject.instrument));
    }
    const auto& is = std::get<claim::IsException>(claim_->content);
    for (const FindingView& view : views) {
      where_ = place_among(views, view);
      const ExceptionOutcome came = outcome_of(*view.finding, subject.exception);
      if (came == is.outcome) continue;
      differ(fmt::format("the exception {}{} is {}", program_[subject.exception].name,
                         on_element(*view.finding), exception_outcome_name(came)),
             {finding_text(*view.finding)});
    }
  }

  // ---- claims ----

  /// The verdict, or what it would be under another reading.
  [[nodiscard]] Verdict verdict_under(const InstrumentDecision& instrument,
                                      const claim::IsVerdict& is) const {
    if (!is.under.reading) return instrument.verdict;
    const std::string name = under(*is.under.reading, instrument.readings,
                                   std::string(verdict_name(instrument.verdict)));
    for (const Verdict verdict : {Verdict::kNotApplicable, Verdict::kCompliant,
                                  Verdict::kUndetermined, Verdict::kNonCompliant}) {
      if (verdict_name(verdict) == name) return verdict;
    }
    return instrument.verdict;
  }

  /// Readings are listed only where the outcome differs between them.
  [[nodiscard]] std::string under(const ReadingCondition& condition,
                                  const ReadingOutcomes& readings, std::string usual) const {
    const Interpretation& interpretation = program_[condition.interpretation];
    const auto point = readings.find(interpretation.name);
    if (point == readings.end()) return usual;
    const auto outcome = point->second.find(interpretation.readings[condition.reading].name);
    return outcome == point->second.end() ? usual : outcome->second;
  }

  [[nodiscard]] bool is_met(const claim::IsOutcome& is, const Finding& finding) const {
    if (is.under.every_reading && !finding.readings.empty()) return false;
    if (!is.possible.empty() && is.possible != finding.possible) return false;
    for (const ExceptionId exception : is.by) {
      if (outcome_of(finding, exception) != ExceptionOutcome::kTrue) return false;
    }
    const std::string usual(outcome_name(finding.outcome));
    const std::string came =
        is.under.reading ? under(*is.under.reading, finding.readings, usual) : usual;
    return came == outcome_name(is.outcome);
  }

  [[nodiscard]] static ExceptionOutcome outcome_of(const Finding& finding, ExceptionId exception) {
    const auto found =
        std::ranges::find(finding.exceptions, exception, &ExceptionResult::exception);
    return found == finding.exceptions.end() ? ExceptionOutcome::kNotAsked : found->outcome;
  }

  /// By the exact value: what is shown may be rounded.
  [[nodiscard]] bool is_met(const claim::IsValue& is, const FigureResult& figure) const {
    const bool is_unknown = !figure.unknown.empty() || figure.value.text == "unknown";
    if (!is.value || is_unknown) return !is.value && is_unknown;
    const std::string& exact = figure.value.exact.empty() ? figure.value.text : figure.value.exact;
    return match(
        *is.value, [&](bool value) { return exact == (value ? "true" : "false"); },
        [&](const Number& number) {
          return exact == number.to_fraction_text() || exact == number.to_text();
        },
        [&](const Money& money) {
          return exact == money.amount.to_fraction_text() &&
                 figure.value.text.starts_with(money.currency.code());
        },
        [&](Date date) { return exact == date_text(date); },
        [&](const Duration& duration) { return exact == duration_text(duration); },
        [&](Country country) { return exact == country.text(); },
        [&](SymbolId symbol) { return exact == program_.vocabulary.symbol(symbol); },
        [&](const std::string& text) { return exact == text; });
  }

  void compare_missing(const claim::Lacks& lacks, std::vector<std::string> came,
                       const std::string& about) {
    std::vector<std::string> expected = lacks.pointers;
    const std::string text = fmt::format("{} lacks {}", about, list_paths(came));
    if (!lacks.in_order) {
      std::ranges::sort(expected);
      std::ranges::sort(came);
    }
    const bool is_met = lacks.and_others ? holds_all(came, expected) : came == expected;
    if (!is_met) differ(text, {});
  }

  [[nodiscard]] static bool holds_all(const std::vector<std::string>& came,
                                      const std::vector<std::string>& expected) {
    auto at = came.begin();
    return std::ranges::all_of(expected, [&](const std::string& pointer) {
      at = std::find(at, came.end(), pointer);
      return at != came.end();
    });
  }

  void compare_settled(const claim::SettledBy& settled, std::vector<std::string> came,
                       const std::string& about) {
    std::vector<std::string> expected = settled.pointers;
    const std::string text = fmt::format("{} is settled by {}", about, list_paths(came));
    std::ranges::sort(expected);
    std::ranges::sort(came);
    if (came != expected) differ(text, {});
  }

  // ---- what came instead ----

  /// " in SAFE", where a rule or figure belongs to several instruments.
  template <class View>
  [[nodiscard]] static std::string place_among(const std::vector<View>& views, const View& view) {
    const bool is_alone = std::ranges::all_of(
        views, [&](const View& other) { return other.instrument == view.instrument; });
    return is_alone ? "" : " in " + view.instrument->instrument;
  }

  void differ(const std::string& came, std::vector<std::string> because) {
    mismatches_.push_back(
        {claim_->span, claim_->text, came + where_, std::move(because), std::nullopt});
  }
  void differ(Absence absence) {
    mismatches_.push_back({claim_->span, claim_->text, std::move(absence.text), {}, absence.code});
  }

  void differ_of(const InstrumentDecision& instrument) {
    std::string came =
        fmt::format("{} is {}", instrument.instrument, verdict_name(instrument.verdict));
    if (instrument.by_derogation) came += " by derogation";
    if (instrument.possible.size() > 1) came += between(instrument.possible, verdict_name);
    std::vector<std::string> because;
    if (!instrument.reason.empty()) because.push_back(instrument.reason);
    if (!instrument.missing.empty()) because.push_back("lacks " + list_paths(instrument.missing));
    for (const Finding& finding : instrument.findings) {
      const bool decides = finding.outcome == Outcome::kViolated ||
                           finding.outcome == Outcome::kUndetermined ||
                           finding.outcome == Outcome::kExcused;
      if (decides) because.push_back(finding_text(finding));
    }
    append_readings(instrument.readings, because);
    differ(came, std::move(because));
  }

  void differ_of(const Finding& finding) {
    std::vector<std::string> because;
    if (!finding.message.empty()) because.push_back(finding.message);
    if (!finding.missing.empty()) because.push_back("lacks " + list_paths(finding.missing));
    because.insert(because.end(), finding.reasons.begin(), finding.reasons.end());
    append_readings(finding.readings, because);
    differ(finding_text(finding), std::move(because));
  }

  void differ_of(const FigureResult& figure, const std::string& name) {
    std::string came = fmt::format("the figure {} is {}", name, figure.value.text);
    if (figure.value.was_rounded) came += fmt::format(", exactly {}", figure.value.exact);
    std::vector<std::string> because;
    if (!figure.unknown.empty()) because.push_back("lacks " + list_paths(figure.unknown));
    differ(came, std::move(because));
  }

  static void append_readings(const ReadingOutcomes& readings, std::vector<std::string>& because) {
    for (const auto& [point, outcomes] : readings) {
      for (const auto& [reading, outcome] : outcomes) {
        because.push_back(fmt::format("under {} is {}: {}", point, reading, outcome));
      }
    }
  }

  [[nodiscard]] static std::string on_element(const Finding& finding) {
    return finding.subject.empty() ? "" : " for " + path_text(finding.subject);
  }
  [[nodiscard]] std::string subject_text(const Finding& finding) const {
    return program_[finding.rule].name + on_element(finding);
  }

  /// "safe.control for contractors[0] is excused by safe.control.screened"
  [[nodiscard]] std::string finding_text(const Finding& finding) const {
    std::string text =
        fmt::format("{} is {}", subject_text(finding), outcome_name(finding.outcome));
    std::vector<std::string> exceptions;
    for (const ExceptionResult& result : finding.exceptions) {
      if (result.outcome == ExceptionOutcome::kTrue) {
        exceptions.push_back(program_[result.exception].name);
      }
    }
    if (!exceptions.empty()) text += fmt::format(" by {}", fmt::join(exceptions, ", "));
    if (finding.possible.size() > 1) text += between(finding.possible, outcome_name);
    return text;
  }

  /// " between satisfied and violated"
  template <class Value, class Name>
  [[nodiscard]] static std::string between(const std::vector<Value>& values, Name name) {
    std::string text;
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (index > 0) text += index + 1 == values.size() ? " and " : ", ";
      text += name(values[index]);
    }
    return " between " + text;
  }

  const Program& program_;
  const Decision& decision_;
  std::vector<CaseMismatch>& mismatches_;
  const CaseClaim* claim_ = nullptr;
  std::string where_;
};

/// Of a dossier that was refused, nothing else can be expected.
std::vector<CaseMismatch> compare_refused(const PreparedCase& prepared) {
  std::vector<CaseMismatch> mismatches;
  for (const CaseExpectation& expectation : prepared.content.expectations) {
    for (const CaseClaim& claim : expectation.claims) {
      if (std::holds_alternative<claim::IsRefused>(claim.content)) continue;
      mismatches.push_back(
          {claim.span, claim.text, "the dossier is refused", prepared.refusals, std::nullopt});
      return mismatches;
    }
  }
  return mismatches;
}

}  // namespace

Decision decide_case(const Program& program, const PreparedCase& prepared) {
  return evaluate(program, *prepared.facts, prepared.content.options);
}

std::vector<CaseMismatch> compare_case(const Program& program, const PreparedCase& prepared,
                                       const Decision& decision) {
  std::vector<CaseMismatch> mismatches;
  Comparison comparison(program, decision, mismatches);
  for (const CaseExpectation& expectation : prepared.content.expectations) {
    comparison.compare(expectation);
  }
  return mismatches;
}

std::vector<CaseMismatch> run_case(const Program& program, const PreparedCase& prepared) {
  if (!prepared.facts) return compare_refused(prepared);
  return compare_case(program, prepared, decide_case(program, prepared));
}

std::vector<std::vector<CaseMismatch>> run_cases(const Program& program,
                                                 std::span<const PreparedCase> prepared) {
  std::vector<std::vector<CaseMismatch>> results;
  results.reserve(prepared.size());
  for (const PreparedCase& one : prepared) results.push_back(run_case(program, one));
  return results;
}

}  // namespace probity
