#include "report/finding_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/margin.h"
#include "report/trace_text.h"
#include "report/wording.h"

namespace probity {
namespace {

constexpr std::size_t kMargin = 4;         ///< of everything below a rule's name
constexpr std::size_t kLabelColumns = 14;  ///< "also missing"
constexpr std::size_t kMostPointers = 6;   ///< of one list of facts on one line

void add_entry(Page& page, std::string label, std::string text, Tone tone = Tone::kPlain) {
  page.entry({.indent = kMargin,
              .label = std::move(label),
              .label_columns = kLabelColumns,
              .text = std::move(text),
              .label_tone = Tone::kNote,
              .tone = tone});
}

void add_missing(Page& page, const Finding& finding) {
  if (!finding.settled_by.empty()) {
    add_entry(page, "settled by", pointers_text(finding.settled_by), Tone::kOpen);
  }
  std::vector<std::string> others;
  for (const std::string& pointer : finding.missing) {
    if (std::ranges::find(finding.settled_by, pointer) == finding.settled_by.end()) {
      others.push_back(pointer);
    }
  }
  if (others.empty()) return;
  add_entry(page, finding.settled_by.empty() ? "missing" : "also missing", pointers_text(others));
}

/// A derogation that carries the finding, with everything that it hangs on.
void add_derogation(Page& page, const Program& program, const Finding& finding,
                    const ExceptionResult& result) {
  const Exception& exception = program[result.exception];
  add_entry(page, "derogation", exception.title, Tone::kGood);
  for (const std::string& law : law_texts(program, exception.laws)) {
    page.line(kMargin + kLabelColumns, law, Tone::kFaint);
  }
  if (!result.note.empty()) page.line(kMargin + kLabelColumns, result.note);
  if (const std::optional<Margin> margin = find_margin(program, finding, result.exception)) {
    page.line(kMargin + kLabelColumns, margin_text(*margin));
  }
  if (exception.effective.until) {
    page.line(kMargin + kLabelColumns,
              fmt::format("lapses after {}", date_text(*exception.effective.until)), Tone::kOpen);
  }
}

void add_exception(Page& page, const Program& program, const Finding& finding,
                   const ExceptionResult& result, TextDetail detail) {
  if (result.outcome == ExceptionOutcome::kTrue) {
    add_derogation(page, program, finding, result);
    return;
  }
  // What is not in force, or was not needed, explains nothing.
  const bool is_asked =
      result.outcome == ExceptionOutcome::kFalse || result.outcome == ExceptionOutcome::kUnknown;
  if (!is_asked && detail == TextDetail::kOpenOnly) return;
  const Exception& exception = program[result.exception];
  add_entry(page, "exception",
            fmt::format("{}: {} ({})", exception_outcome_words(result.outcome), exception.title,
                        nearby_law_text(program, exception.laws, program[finding.rule].laws)));
  if (const std::optional<Margin> margin = find_margin(program, finding, result.exception)) {
    page.line(kMargin + kLabelColumns, margin_text(*margin));
  }
}

void add_evidence(Page& page, const Finding& finding, TextDetail detail) {
  std::string label = "evidence";
  // That a document is lacking matters where something hangs on it.
  const bool shows_lack = detail == TextDetail::kAll || finding.outcome == Outcome::kViolated ||
                          finding.outcome == Outcome::kExcused;
  for (const EvidenceResult& item : finding.evidence) {
    if (item.documents.empty() && !shows_lack) continue;
    const std::string documents =
        item.documents.empty() ? "no document on file" : join_words(item.documents, "and");
    add_entry(page, label, fmt::format("{}: {}", item.fact, documents));
    label.clear();
  }
}

/// The words for an outcome or a verdict that a reading gives, from its spelling for machines.
std::string spelled_words(const std::string& name) {
  if (name == verdict_name(Verdict::kNonCompliant)) {
    return std::string(verdict_words(Verdict::kNonCompliant));
  }
  if (name == outcome_name(Outcome::kExcused)) return std::string(outcome_words(Outcome::kExcused));
  std::string words = name;
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// What is said of one element.
void add_finding(Page& page, const Program& program, const Facts& facts, const Finding& finding,
                 TextDetail detail) {
  if (!finding.subject.empty()) {
    const std::string title = record_title(program.vocabulary, facts, finding.subject);
    add_entry(page, "about",
              title.empty() ? finding.subject : fmt::format("{} ({})", title, finding.subject),
              Tone::kStrong);
  }
  // Of what is open or excused, the message says what the entries below say in full.
  if (!finding.message.empty() && finding.outcome != Outcome::kUndetermined &&
      finding.outcome != Outcome::kExcused) {
    if (finding.subject.empty()) {
      page.line(kMargin, finding.message);
    } else {
      add_entry(page, "", finding.message);
    }
  }
  if (const std::optional<Margin> margin = find_margin(program, finding, {})) {
    add_entry(page, "limit", margin_text(*margin));
  }
  if (finding.possible.size() > 1) {
    add_entry(page, "open",
              fmt::format("{}{}", possible_text(finding),
                          is_harmless(finding) ? "; no breach possible" : ""));
  }
  for (const std::string& reason : finding.reasons) add_entry(page, "because", reason);
  if (!finding.reasons.empty() && finding.missing.empty()) {
    add_entry(page, "", "no missing fact would settle it; --verbose shows what it reads");
  }
  add_missing(page, finding);
  for (const ExceptionResult& exception : finding.exceptions) {
    add_exception(page, program, finding, exception, detail);
  }
  add_readings(page, kMargin, program, outcome_name(finding.outcome), finding.readings);
  add_evidence(page, finding, detail);
  if (detail == TextDetail::kAll) add_trace(page, kMargin, program, finding);
}

}  // namespace

bool is_harmless(const Finding& finding) {
  return finding.outcome == Outcome::kUndetermined && !finding.possible.empty() &&
         std::ranges::find(finding.possible, Outcome::kViolated) == finding.possible.end();
}

std::string possible_text(const Finding& finding) {
  std::vector<std::string> words;
  words.reserve(finding.possible.size());
  for (const Outcome outcome : finding.possible) words.emplace_back(outcome_words(outcome));
  return join_words(words, "or");
}

std::string pointers_text(const std::vector<std::string>& pointers) {
  if (pointers.size() <= kMostPointers + 1) return join_words(pointers, "and");
  std::vector<std::string> shown(pointers.begin(), pointers.begin() + kMostPointers);
  shown.push_back(fmt::format("{} more", pointers.size() - kMostPointers));
  return join_words(shown, "and");
}

void add_findings(Page& page, const Program& program, const Facts& facts,
                  std::span<const Finding> findings, TextDetail detail) {
  const Outcome outcome = findings.front().outcome;
  const Rule& rule = program[findings.front().rule];
  page.pieces(
      2, {{upper_case(outcome_words(outcome)), outcome_tone(outcome)}, {rule.name, Tone::kStrong}});
  page.line(kMargin, rule.title);
  for (const std::string& law : law_texts(program, rule.laws)) {
    page.line(kMargin, law, Tone::kFaint);
  }
  page.blank();
  std::size_t shown = 0;
  for (const Finding& finding : findings) {
    if (detail == TextDetail::kOpenOnly && shown == kMaxElements) {
      page.line(kMargin, fmt::format("and {} more (--verbose shows them)", findings.size() - shown),
                Tone::kFaint);
      break;
    }
    add_finding(page, program, facts, finding, detail);
    page.blank();
    ++shown;
  }
  page.blank();
}

void add_readings(Page& page, std::size_t indent, const Program& program, std::string_view own,
                  const ReadingOutcomes& readings) {
  std::string label = "reading";
  for (const auto& [name, outcomes] : readings) {
    const auto found = std::ranges::find(program.interpretations, name, &Interpretation::name);
    for (const auto& [reading, outcome] : outcomes) {
      std::string text;
      if (found == program.interpretations.end()) {
        text = fmt::format("{} if {}", spelled_words(outcome), reading);
      } else {
        const auto meant = std::ranges::find(found->readings, reading, &Reading::name);
        if (outcome == own) continue;
        const bool is_default =
            meant == found->readings.begin() + static_cast<std::ptrdiff_t>(found->default_reading);
        text = fmt::format("{} if {} is {}{}", spelled_words(outcome), name, reading,
                           is_default ? ", the default" : "");
        if (meant != found->readings.end()) {
          text += fmt::format(": {} ({})", meant->title, meant->authority);
        }
      }
      page.entry({.indent = indent,
                  .label = label,
                  .label_columns = kLabelColumns,
                  .text = text,
                  .label_tone = Tone::kNote});
      label.clear();
    }
  }
}

}  // namespace probity
