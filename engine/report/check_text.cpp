#include "report/check_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

#include "diagnostics/render.h"
#include "report/comply_report.h"
#include "report/finding_text.h"
#include "report/what_if_report.h"
#include "report/wording.h"

namespace probity {
namespace {

std::string verdict_text(const InstrumentDecision& instrument) {
  std::string text(verdict_words(instrument.verdict));
  if (instrument.by_derogation) text += ", by derogation";
  if (instrument.as_of) text += fmt::format(" on {}", date_text(*instrument.as_of));
  if (instrument.verdict == Verdict::kUndetermined && instrument.possible.size() > 1) {
    std::vector<std::string> words;
    words.reserve(instrument.possible.size());
    for (const Verdict verdict : instrument.possible) words.emplace_back(verdict_words(verdict));
    text += fmt::format(", can still be {}", join_words(words, "or"));
  }
  return text;
}

/// Identifier, title and source.
void add_name(Page& page, const Program& program, const DossierResult& result) {
  const std::string title = record_title(program.vocabulary, result.facts, "");
  if (!title.empty()) page.line(2, title);
  page.line(2, result.source().path(), Tone::kFaint);
}

/// A verdict that rests on other readings than the declared ones says so before anything else.
void add_chosen_readings(Page& page, const Program& program, const Decision& decision) {
  for (const ReadingCondition& chosen : decision.readings) {
    const Interpretation& point = program[chosen.interpretation];
    const Reading& reading = point.readings[chosen.reading];
    const Reading& usual = point.readings[point.default_reading];
    page.entry(
        {.indent = 2,
         .label = "chosen",
         .label_columns = 9,
         .text = fmt::format(
             "{} is {}: {} ({}){}", point.name, reading.name, reading.title, reading.authority,
             &reading == &usual ? ", the default" : fmt::format("; the default is {}", usual.name)),
         .label_tone = Tone::kNote});
  }
}

void add_head(Page& page, const Program& program, const DossierResult& result) {
  const Decision& decision = *result.decision;
  page.pieces(0, {{upper_case(verdict_words(decision.verdict)), verdict_tone(decision.verdict)},
                  {"", Tone::kPlain},
                  {decision.dossier, Tone::kStrong}});
  add_name(page, program, result);
  page.blank();
  if (decision.instruments.empty()) {
    page.line(2, "No instrument of the rule set concerns this dossier.");
    return;
  }
  std::size_t columns = 0;
  for (const InstrumentDecision& instrument : decision.instruments) {
    columns = std::max(columns, instrument.instrument.size() + 2);
  }
  for (const InstrumentDecision& instrument : decision.instruments) {
    page.entry({.indent = 2,
                .label = instrument.instrument,
                .label_columns = columns,
                .text = verdict_text(instrument),
                .label_tone = Tone::kStrong,
                .tone = verdict_tone(instrument.verdict)});
  }
  add_chosen_readings(page, program, decision);
}

void add_figures(Page& page, const Program& program, const std::vector<FigureResult>& figures) {
  if (figures.empty()) return;
  page.line(2, "Figures", Tone::kStrong);
  std::size_t columns = 0;
  for (const FigureResult& figure : figures) {
    columns = std::max(columns, program[figure.figure].name.size() + 2);
  }
  for (const FigureResult& figure : figures) {
    std::string text = figure.value.text.empty() ? "unknown" : figure.value.text;
    if (figure.value.was_rounded) text += fmt::format(", rounded from {}", figure.value.exact);
    if (!figure.unknown.empty())
      text += fmt::format(", for want of {}", pointers_text(figure.unknown));
    page.entry({.indent = 4,
                .label = program[figure.figure].name,
                .label_columns = std::min<std::size_t>(columns, 46),
                .text = text});
  }
  page.blank();
}

/// Findings of one rule that came out alike, in the order of their elements.
using FindingGroup = std::span<const Finding>;

std::vector<FindingGroup> group_findings(const std::vector<Finding>& findings) {
  std::vector<FindingGroup> groups;
  for (auto begin = findings.begin(); begin != findings.end();) {
    const auto end = std::find_if(begin, findings.end(), [&](const Finding& finding) {
      return finding.rule != begin->rule || finding.outcome != begin->outcome ||
             is_harmless(finding) != is_harmless(*begin);
    });
    groups.emplace_back(begin, end);
    begin = end;
  }
  return groups;
}

/// What is undetermined but cannot turn into a breach: one line a rule.
void add_harmless(Page& page, const Program& program, const std::vector<FindingGroup>& groups) {
  bool is_first = true;
  for (const FindingGroup group : groups) {
    if (!is_harmless(group.front())) continue;
    if (is_first) page.line(2, "Open, but no breach possible", Tone::kStrong);
    is_first = false;
    std::string text = program[group.front().rule].name;
    if (group.size() > 1) {
      text += fmt::format(", {} elements", group.size());
    } else if (!group.front().subject.empty()) {
      text += fmt::format(", {}", group.front().subject);
    }
    page.line(4, fmt::format("{}: {}", text, possible_text(group.front())));
  }
  page.blank();
}

/// "12 rules satisfied, 3 not applicable": what is not shown.
void add_rest(Page& page, const InstrumentDecision& instrument) {
  std::vector<std::string> parts;
  for (const Outcome outcome :
       {Outcome::kSatisfied, Outcome::kNotApplicable, Outcome::kNotInForce}) {
    const auto count = std::ranges::count(instrument.findings, outcome, &Finding::outcome);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, outcome_words(outcome)));
  }
  if (parts.empty()) return;
  page.line(2, fmt::format("Not shown: {} (--verbose shows them)", join_words(parts, "and")),
            Tone::kFaint);
}

bool is_shown(const Finding& finding, TextDetail detail) {
  if (is_harmless(finding)) return detail == TextDetail::kAll;
  switch (finding.outcome) {
    case Outcome::kViolated:
    case Outcome::kUndetermined:
    case Outcome::kExcused:
      return true;
    case Outcome::kNotInForce:
    case Outcome::kNotApplicable:
    case Outcome::kSatisfied:
      return detail == TextDetail::kAll;
  }
  return true;
}

/// Facts of an instrument that are explained one by one; `probity missing` explains all of them.
constexpr std::size_t kMostExplained = 12;

/// The facts that can still change the verdict, explained once for all findings.
void add_missing(Page& page, const Program& program, const InstrumentDecision& instrument) {
  if (instrument.missing.empty()) return;
  page.pieces(2, {{"Missing", Tone::kStrong},
                  {fmt::format("({}, weightiest first)",
                               count_text(instrument.missing.size(), "fact", "facts")),
                   Tone::kFaint}});
  const std::size_t shown = std::min(instrument.missing.size(), kMostExplained);
  for (std::size_t index = 0; index < shown; ++index) {
    page.line(4, instrument.missing[index], Tone::kOpen);
    const std::optional<FieldWords> words =
        field_words(program.vocabulary, instrument.missing[index]);
    if (words && !words->doc.empty()) page.line(6, first_sentence(words->doc));
  }
  if (shown < instrument.missing.size()) {
    page.line(4,
              fmt::format("and {} more; `probity missing` lists them all",
                          instrument.missing.size() - shown),
              Tone::kFaint);
  }
  if (!instrument.settled_by.empty() && instrument.settled_by.size() < instrument.missing.size()) {
    page.line(4, fmt::format("The verdict can be settled by {} alone.",
                             pointers_text(instrument.settled_by)));
  }
  page.blank();
}

void add_instrument(Page& page, const Program& program, const DossierResult& result,
                    const InstrumentDecision& instrument, TextDetail detail) {
  const std::string label = instrument_label(program, instrument.instrument);
  page.heading(label.empty() ? instrument.instrument
                             : fmt::format("{}, {}", instrument.instrument, label));
  page.blank();
  if (!instrument.reason.empty()) {
    page.line(2, instrument.reason);
    page.blank();
  }
  add_readings(page, 2, program, verdict_name(instrument.verdict), instrument.readings);
  page.blank();
  add_missing(page, program, instrument);

  const std::vector<FindingGroup> groups = group_findings(instrument.findings);
  // The worst first: an officer may read no further than the first screen.
  for (const Outcome wanted : {Outcome::kViolated, Outcome::kUndetermined, Outcome::kExcused}) {
    for (const FindingGroup group : groups) {
      if (group.front().outcome == wanted && is_shown(group.front(), detail)) {
        add_findings(page, program, result.facts, group, detail);
      }
    }
  }
  if (detail == TextDetail::kOpenOnly) add_harmless(page, program, groups);
  add_figures(page, program, instrument.figures);
  if (detail == TextDetail::kOpenOnly) {
    add_rest(page, instrument);
    return;
  }
  for (const Outcome wanted :
       {Outcome::kSatisfied, Outcome::kNotApplicable, Outcome::kNotInForce}) {
    for (const FindingGroup group : groups) {
      if (group.front().outcome == wanted) {
        add_findings(page, program, result.facts, group, detail);
      }
    }
  }
}

void add_refusal(Page& page, const Program& program, const DossierResult& result, Colour colour) {
  if (result.hypothesis) {
    add_hypothesis(page, program, *result.hypothesis, HypothesisState::kRefused);
  }
  page.pieces(0, {{"REJECTED", Tone::kBad}, {result.source().path(), Tone::kStrong}});
  page.line(2, fmt::format("The dossier was not evaluated: {}.",
                           count_text(result.refusals.size(), "mistake", "mistakes")));
  page.blank();
  for (const Diagnostic& refusal : result.refusals) {
    page.rendered(render_diagnostic(refusal, result.sources, colour));
    page.blank();
  }
}

/// What would settle the findings of this instrument.
void add_cures(Page& page, const Program& program, const InstrumentDecision& instrument,
               const std::vector<Compliance>& compliance) {
  for (const Compliance& entry : compliance) {
    if (entry.instrument != instrument.instrument) continue;
    const Finding* finding = find_finding(instrument, entry);
    if (finding != nullptr) add_compliance(page, program, instrument, *finding, entry);
  }
}

}  // namespace

std::string check_text(const Program& program, const DossierResult& result,
                       const TextOptions& options) {
  Page page(options.colour);
  if (!result.decision) {
    add_refusal(page, program, result, options.colour);
    return page.take();
  }
  if (result.hypothesis) {
    add_hypothesis(page, program, *result.hypothesis, HypothesisState::kEvaluated);
  }
  add_head(page, program, result);
  for (const InstrumentDecision& instrument : result.decision->instruments) {
    page.blank();
    add_instrument(page, program, result, instrument, options.detail);
  }
  return page.take();
}

void CheckTotals::add(const std::optional<Verdict>& verdict) {
  if (verdict) {
    ++verdicts[static_cast<std::size_t>(*verdict)];
  } else {
    ++rejected;
  }
}

std::size_t CheckTotals::dossiers() const {
  return std::accumulate(verdicts.begin(), verdicts.end(), rejected);
}

void RecordNote::add(std::uint64_t number) {
  if (count == 0) first = number;
  last = number;
  ++count;
}

namespace {

void add_record_note(Page& page, const std::optional<RecordNote>& record) {
  if (!record) {
    page.line(0, "Nothing was recorded (no --audit).", Tone::kFaint);
    return;
  }
  if (record->count == 0) {
    page.line(0, fmt::format("Nothing was recorded in {}.", record->log), Tone::kFaint);
    return;
  }
  page.line(0, record->count == 1
                   ? fmt::format("Recorded as decision {} in {}.", record->first, record->log)
                   : fmt::format("Recorded as {} decisions, {} to {}, in {}.", record->count,
                                 record->first, record->last, record->log));
  page.line(0, "Its checkpoint, to be kept elsewhere:", Tone::kFaint);
  page.verbatim(2, record->checkpoint, Tone::kFaint);
}

}  // namespace

std::string check_footer_text(const Program& program, const CheckTotals& totals,
                              const std::optional<RecordNote>& record, Colour colour) {
  Page page(colour);
  if (totals.dossiers() > 1) {
    std::vector<std::string> parts;
    for (const Verdict verdict : {Verdict::kNonCompliant, Verdict::kUndetermined,
                                  Verdict::kCompliant, Verdict::kNotApplicable}) {
      const std::size_t count = totals.verdicts[static_cast<std::size_t>(verdict)];
      if (count > 0) parts.push_back(fmt::format("{} {}", count, verdict_words(verdict)));
    }
    if (totals.rejected > 0) parts.push_back(fmt::format("{} rejected", totals.rejected));
    page.line(0, fmt::format("{} dossiers: {}", totals.dossiers(), join_words(parts, "and")),
              Tone::kStrong);
  }
  const RuleSetIdentity& rules = program.identity;
  page.line(0,
            fmt::format("Rules {} {} (sha256 {}), engine {}.", rules.name, rules.version,
                        rules.sha256.substr(0, 12), PROBITY_VERSION),
            Tone::kFaint);
  add_record_note(page, record);
  return page.take();
}

std::string explain_finding_text(const Program& program, const DossierResult& result, RuleId rule,
                                 Colour colour) {
  Page page(colour);
  if (!result.decision) {
    add_refusal(page, program, result, colour);
    return page.take();
  }
  if (result.hypothesis) {
    add_hypothesis(page, program, *result.hypothesis, HypothesisState::kEvaluated);
  }
  page.line(0, result.decision->dossier, Tone::kStrong);
  add_name(page, program, result);
  add_chosen_readings(page, program, *result.decision);
  page.blank();
  bool is_found = false;
  for (const InstrumentDecision& instrument : result.decision->instruments) {
    std::vector<Finding> findings;
    std::ranges::copy_if(instrument.findings, std::back_inserter(findings),
                         [&](const Finding& finding) { return finding.rule == rule; });
    if (findings.empty()) continue;
    is_found = true;
    page.heading(instrument.as_of
                     ? fmt::format("{} on {}", instrument.instrument, date_text(*instrument.as_of))
                     : instrument.instrument);
    page.blank();
    for (const FindingGroup group : group_findings(findings)) {
      add_findings(page, program, result.facts, group,
                   result.compliance ? TextDetail::kOpenOnly : TextDetail::kAll);
    }
    if (result.compliance) add_cures(page, program, instrument, *result.compliance);
  }
  if (!is_found) {
    page.line(2, fmt::format("No instrument that concerns this dossier has the rule {}.",
                             program[rule].name));
  }
  return page.take();
}

}  // namespace probity
