#include "report/comply_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "report/margin.h"
#include "report/what_if_report.h"
#include "report/wording.h"

namespace probity {
namespace {

constexpr std::size_t kIndent = 6;      ///< of the entries, below the finding's own
constexpr std::size_t kMostValues = 4;  ///< of one fact on one line
constexpr std::size_t kMostJson = 200;  ///< bytes of a new element that are shown

/// A comparison that fails, and the clause that it stands in.
struct Limit {
  std::string clause;  ///< "requires", "unless screened"
  std::string title;   ///< of the exception; "" for the requirement
  Margin margin;
};

std::vector<Limit> limits_of(const Program& program, const Finding& finding) {
  std::vector<Limit> limits;
  for (Margin& margin : find_failing_margins(program, finding, {})) {
    limits.push_back({"requires", "", std::move(margin)});
  }
  for (const ExceptionResult& result : finding.exceptions) {
    const Exception& exception = program[result.exception];
    for (Margin& margin : find_failing_margins(program, finding, result.exception)) {
      limits.push_back({exception_words(program, exception), exception.title, std::move(margin)});
    }
  }
  return limits;
}

/// "/procurement/signed: `2026-05-30` instead of `2026-07-15`"
std::string change_text(const FactChange& fact) {
  const std::string place = changed_place_text(fact.pointer);
  if (fact.after.empty()) return fmt::format("{}: taken out of its list", place);
  if (fact.pointer.ends_with("/-")) {
    const std::string shown =
        fact.after.size() <= kMostJson ? fact.after : fact.after.substr(0, kMostJson) + "…";
    return fmt::format("{}: {}", place, shown);
  }
  if (fact.before.empty()) {
    return fmt::format("{}: {} (not given)", place, fact_value_text(fact.after));
  }
  return fmt::format("{}: {} instead of {}", place, fact_value_text(fact.after),
                     fact_value_text(fact.before));
}

/// "→ by derogation; SAFE then compliant; but safe.facilities then violated"
std::string effect_text(const Program& program, const InstrumentDecision& instrument,
                        const Cure& cure) {
  std::string text = fmt::format(" → {}", outcome_words(cure.outcome));
  if (cure.verdict != instrument.verdict) {
    text += fmt::format("; {} then {}", instrument.instrument, verdict_words(cure.verdict));
  }
  for (const OutcomeChange& broken : cure.breaks) {
    text += fmt::format("; but {}{} then violated", program[broken.rule].name,
                        broken.subject.empty() ? "" : fmt::format(" ({})", broken.subject));
  }
  return text;
}

/// Changes of one fact that are alike but for its new value.
bool are_alike(const Cure& left, const Cure& right) {
  const auto is_plain = [](const Cure& cure) {
    return cure.facts.size() == 1 && !cure.facts[0].after.empty() &&
           !cure.facts[0].pointer.ends_with("/-");
  };
  return is_plain(left) && is_plain(right) && left.facts[0].pointer == right.facts[0].pointer &&
         left.outcome == right.outcome && left.verdict == right.verdict && left.breaks.empty() &&
         right.breaks.empty();
}

std::string cure_text(const Program& program, const InstrumentDecision& instrument,
                      std::span<const Cure> alike) {
  const Cure& first = alike.front();
  std::vector<std::string> changes;
  changes.reserve(first.facts.size());
  for (const FactChange& fact : first.facts) changes.push_back(change_text(fact));
  std::string text = join_words(changes, "and");
  if (!first.note.empty()) text += fmt::format(" ({})", first.note);
  if (alike.size() > 1) {
    std::vector<std::string> others;
    for (const Cure& cure : alike.subspan(1)) {
      if (others.size() + 1 == kMostValues) break;
      others.push_back(fact_value_text(cure.facts[0].after));
    }
    const std::size_t left = alike.size() - 1 - others.size();
    if (left > 0) others.push_back(fmt::format("{} others", left));
    text += fmt::format(", or {}", join_words(others, "or"));
  }
  return text + effect_text(program, instrument, first);
}

using Cures = std::vector<Cure>::const_iterator;

void add_cures(Page& page, const Program& program, const InstrumentDecision& instrument,
               std::string_view heading, Cures begin, Cures end) {
  if (begin == end) return;
  page.line(kIndent - 2, heading, Tone::kNote);
  for (std::size_t shown = 0; begin != end; ++shown) {
    if (shown == kMostCures) {
      page.line(kIndent, fmt::format("and {} more (--format json lists them)", end - begin),
                Tone::kFaint);
      return;
    }
    const auto next =
        std::find_if(begin + 1, end, [&](const Cure& cure) { return !are_alike(*begin, cure); });
    page.entry({.indent = kIndent,
                .label = "-",
                .label_columns = 2,
                .text = cure_text(program, instrument, {begin, next})});
    begin = next;
  }
}

}  // namespace

const Finding* find_finding(const InstrumentDecision& instrument, const Compliance& compliance) {
  const auto found = std::ranges::find_if(instrument.findings, [&](const Finding& finding) {
    return finding.rule == compliance.rule && finding.subject == compliance.subject;
  });
  return found == instrument.findings.end() ? nullptr : &*found;
}

void add_compliance(Page& page, const Program& program, const InstrumentDecision& instrument,
                    const Finding& finding, const Compliance& compliance) {
  page.line(
      4,
      compliance.subject.empty() ? "To comply" : fmt::format("To comply, {}", compliance.subject),
      Tone::kStrong);
  std::string clause;
  for (const Limit& limit : limits_of(program, finding)) {
    if (limit.clause != clause && !limit.title.empty()) {
      page.line(kIndent, fmt::format("for the exception \"{}\":", limit.title));
    }
    clause = limit.clause;
    const std::string where = limit.margin.is_of_element && !limit.margin.pointer.empty()
                                  ? fmt::format(" ({})", limit.margin.pointer)
                                  : "";
    page.entry(
        {.indent = kIndent, .label = "-", .label_columns = 2, .text = limit.margin.move + where});
  }
  const std::vector<Cure>& cures = compliance.cures;
  const auto pairs =
      std::ranges::find_if(cures, [](const Cure& cure) { return cure.facts.size() > 1; });
  add_cures(page, program, instrument, "One of these changes is enough:", cures.begin(), pairs);
  add_cures(page, program, instrument,
            pairs == cures.begin() ? "No single fact cures it; two of them together do:"
                                   : "Two of them together keep the rule:",
            pairs, cures.end());
  if (cures.empty()) {
    page.line(kIndent - 2, "Nothing that was tried cures it: no single fact, and no two of them.",
              Tone::kNote);
  }
  page.line(kIndent,
            fmt::format("Each change was evaluated on its own: {} of {}{}.",
                        count_text(compliance.trials, "change", "changes"),
                        count_text(compliance.facts, "fact", "facts"),
                        compliance.was_cut ? "; there are more that were not tried" : ""),
            Tone::kFaint);
  page.blank();
}

void write_compliance(JsonReport& writer, const Program& program, const Decision& decision,
                      const std::vector<Compliance>& compliance) {
  writer.begin_array();
  for (const Compliance& entry : compliance) {
    const auto instrument =
        std::ranges::find(decision.instruments, entry.instrument, &InstrumentDecision::instrument);
    if (instrument == decision.instruments.end()) continue;
    const Finding* finding = find_finding(*instrument, entry);
    if (finding == nullptr) continue;
    writer.begin_object();
    writer.key("instrument").string(entry.instrument);
    writer.key("rule").string(program[entry.rule].name);
    writer.key("subject").string(entry.subject);
    writer.key("outcome").string(outcome_name(finding->outcome));
    writer.key("limits").begin_array();
    for (const Limit& limit : limits_of(program, *finding)) {
      writer.begin_object();
      writer.key("clause").string(limit.clause);
      writer.key("compared").string(limit.margin.compared);
      writer.key("pointer");
      if (limit.margin.pointer.empty()) {
        writer.null();
      } else {
        writer.string(limit.margin.pointer);
      }
      writer.key("found").string(limit.margin.found);
      writer.key("bound").string(limit.margin.bound);
      writer.key("distance").string(limit.margin.distance);
      writer.key("move").string(limit.margin.move);
      writer.end_object();
    }
    writer.end_array();
    writer.key("cures").begin_array();
    for (const Cure& cure : entry.cures) {
      writer.begin_object();
      writer.key("facts");
      write_fact_changes(writer, cure.facts);
      if (!cure.note.empty()) writer.key("note").string(cure.note);
      writer.key("outcome").string(outcome_name(cure.outcome));
      writer.key("verdict").string(verdict_name(cure.verdict));
      writer.key("breaks").begin_array();
      for (const OutcomeChange& broken : cure.breaks) {
        writer.begin_object();
        writer.key("rule").string(program[broken.rule].name);
        writer.key("subject").string(broken.subject);
        writer.end_object();
      }
      writer.end_array();
      writer.end_object();
    }
    writer.end_array();
    writer.key("searched").begin_object();
    writer.key("facts").number(entry.facts);
    writer.key("evaluations").number(entry.trials);
    writer.key("complete").boolean(!entry.was_cut);
    writer.end_object();
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace probity
