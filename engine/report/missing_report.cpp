#include "report/missing_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/check_json.h"
#include "report/check_text.h"
#include "report/wording.h"

namespace probity {
namespace {

/// Rules named one by one under a fact; the others are counted.
constexpr std::size_t kMostAskers = 4;

bool holds(const std::vector<std::string>& pointers, const std::string& pointer) {
  return std::ranges::find(pointers, pointer) != pointers.end();
}

std::vector<const Finding*> askers_of(const InstrumentDecision& instrument,
                                      const std::string& pointer) {
  std::vector<const Finding*> askers;
  for (const Finding& finding : instrument.findings) {
    if (holds(finding.missing, pointer)) askers.push_back(&finding);
  }
  return askers;
}

void add_fact(Page& page, const Program& program, const Facts& facts,
              const InstrumentDecision& instrument, const std::string& pointer) {
  const std::optional<FieldWords> words = field_words(program.vocabulary, pointer);
  page.pieces(2, {{pointer, Tone::kOpen}, {words ? words->type : "", Tone::kFaint}});
  if (words && !words->doc.empty()) page.line(4, first_paragraph(words->doc));
  const std::string element = pointer.substr(0, pointer.rfind('/'));
  const std::string owner = record_title(program.vocabulary, facts, element);
  if (!element.empty() && !owner.empty()) {
    page.entry({.indent = 4,
                .label = "of",
                .label_columns = 10,
                .text = owner,
                .label_tone = Tone::kNote});
  }
  const std::vector<const Finding*> askers = askers_of(instrument, pointer);
  std::string label = "asked by";
  for (std::size_t index = 0; index < std::min(askers.size(), kMostAskers); ++index) {
    const Rule& rule = program[askers[index]->rule];
    page.entry({.indent = 4,
                .label = label,
                .label_columns = 10,
                .text = fmt::format("{} ({}): {}", rule.name, short_law_text(program, rule.laws),
                                    rule.title),
                .label_tone = Tone::kNote});
    label.clear();
  }
  if (askers.size() > kMostAskers) {
    page.line(14, fmt::format("and {} more", askers.size() - kMostAskers), Tone::kFaint);
  }
  page.blank();
}

void add_instrument(Page& page, const Program& program, const DossierResult& result,
                    const InstrumentDecision& instrument) {
  page.heading(instrument.instrument);
  page.line(
      2,
      instrument.missing.empty()
          ? fmt::format("{}: nothing that is missing can change it.",
                        verdict_words(instrument.verdict))
          : fmt::format("{}: {} can still change the outcome, weightiest first.",
                        verdict_words(instrument.verdict),
                        count_text(instrument.missing.size(), "missing fact", "missing facts")),
      verdict_tone(instrument.verdict));
  if (!instrument.reason.empty()) page.line(2, instrument.reason);
  if (!instrument.settled_by.empty() && instrument.settled_by.size() < instrument.missing.size()) {
    page.line(2, fmt::format("Enough to settle it: {}", join_words(instrument.settled_by, "and")));
  }
  page.blank();
  for (const std::string& pointer : instrument.missing) {
    add_fact(page, program, result.facts, instrument, pointer);
  }
}

void write_instrument(JsonReport& writer, const Program& program,
                      const InstrumentDecision& instrument) {
  writer.begin_object();
  writer.key("instrument").string(instrument.instrument);
  writer.key("verdict").string(verdict_name(instrument.verdict));
  writer.key("as_of");
  write_optional(writer, instrument.as_of ? date_text(*instrument.as_of) : "");
  writer.key("settled_by");
  write_strings(writer, instrument.settled_by);
  writer.key("missing").begin_array();
  for (const std::string& pointer : instrument.missing) {
    const std::optional<FieldWords> words = field_words(program.vocabulary, pointer);
    writer.begin_object();
    writer.key("pointer").string(pointer);
    writer.key("type").string(words ? words->type : "");
    writer.key("doc").string(words ? words->doc : "");
    writer.key("settles").boolean(holds(instrument.settled_by, pointer));
    writer.key("asked_by").begin_array();
    for (const Finding* finding : askers_of(instrument, pointer)) {
      const Rule& rule = program[finding->rule];
      writer.begin_object();
      writer.key("rule").string(rule.name);
      writer.key("subject").string(finding->subject);
      writer.key("title").string(rule.title);
      writer.key("law");
      write_laws(writer, program, rule.laws);
      writer.end_object();
    }
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
}

}  // namespace

std::string missing_text(const Program& program, const DossierResult& result, Colour colour) {
  if (!result.decision) return check_text(program, result, {.colour = colour});
  Page page(colour);
  page.line(0, result.decision->dossier, Tone::kStrong);
  const std::string title = record_title(program.vocabulary, result.facts, "");
  if (!title.empty()) page.line(2, title);
  page.line(2, result.source().path(), Tone::kFaint);
  for (const InstrumentDecision& instrument : result.decision->instruments) {
    page.blank();
    add_instrument(page, program, result, instrument);
  }
  return page.take();
}

std::string missing_json(const Program& program, const DossierResult& result) {
  JsonReport writer(JsonLayout::kIndented);
  const Decision* decision = result.decision ? &*result.decision : nullptr;
  writer.begin_object();
  writer.key("dossier");
  write_optional(writer, decision == nullptr ? "" : decision->dossier);
  writer.key("source").string(result.source().path());
  writer.key("sha256");
  write_optional(writer, result.sha256);
  writer.key("rules");
  write_rule_set(writer, program);
  writer.key("engine").string(PROBITY_VERSION);
  writer.key("as_of");
  write_optional(writer, decision != nullptr && decision->as_of ? date_text(*decision->as_of) : "");
  writer.key("instruments").begin_array();
  if (decision != nullptr) {
    for (const InstrumentDecision& instrument : decision->instruments) {
      write_instrument(writer, program, instrument);
    }
  }
  writer.end_array();
  writer.key("rejected");
  if (decision == nullptr) {
    write_refusals(writer, result);
  } else {
    writer.null();
  }
  writer.end_object();
  return writer.take();
}

}  // namespace probity
