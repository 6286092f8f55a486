#include "report/what_if_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "dossier/json_edit.h"
#include "dossier/json_scanner.h"
#include "dossier/json_text.h"
#include "report/wording.h"
#include "values/money.h"

namespace probity {
namespace {

std::string unescaped(std::string_view raw) {
  std::string text;
  // A fault was refused by the loader; the part before it still tells what was meant.
  static_cast<void>(unescape(raw, text));
  return text;
}

/// JSON text of the dossier, written again with the escapes of the report.
void write_value(JsonReport& writer, std::string_view json) {
  if (json.empty()) {
    writer.null();
    return;
  }
  JsonScanner scanner(json, SourceId(std::uint32_t{0}));
  while (true) {
    switch (scanner.next()) {
      case JsonEvent::kObjectBegin:
        writer.begin_object();
        break;
      case JsonEvent::kObjectEnd:
        writer.end_object();
        break;
      case JsonEvent::kListBegin:
        writer.begin_array();
        break;
      case JsonEvent::kListEnd:
        writer.end_array();
        break;
      case JsonEvent::kKey:
        writer.key(unescaped(scanner.content()));
        break;
      case JsonEvent::kText:
        writer.string(unescaped(scanner.content()));
        break;
      case JsonEvent::kNumber:
        // What only begins like a number is told as it was written.
        if (find_number_fault(scanner.token())) {
          writer.string(scanner.token());
        } else {
          writer.json(scanner.token());
        }
        break;
      case JsonEvent::kTrue:
        writer.boolean(true);
        break;
      case JsonEvent::kFalse:
        writer.boolean(false);
        break;
      case JsonEvent::kNull:
        writer.null();
        break;
      case JsonEvent::kEnd:
      case JsonEvent::kFault:
        return;
    }
  }
}

std::string outcome_or_absence(const std::optional<Outcome>& outcome) {
  return outcome ? std::string(outcome_words(*outcome)) : "not there";
}

std::string verdict_or_absence(const std::optional<Verdict>& verdict) {
  return verdict ? std::string(verdict_words(*verdict)) : "not concerned";
}

template <typename Value>
void write_name(JsonReport& writer, const std::optional<Value>& value,
                std::string_view (*name)(Value)) {
  if (value) {
    writer.string(name(*value));
  } else {
    writer.null();
  }
}

/// The members `before` and `after` of an open object; `write` writes one of the two values.
template <typename Change, typename Write>
void write_before_and_after(JsonReport& writer, const Change& change, Write write) {
  writer.key("before");
  write(change.before);
  writer.key("after");
  write(change.after);
}

void add_facts(Page& page, const std::vector<FactChange>& facts) {
  std::string label = "if";
  for (const FactChange& fact : facts) {
    const std::string place = changed_place_text(fact.pointer);
    std::string text;
    if (fact.after.empty()) {
      text = fmt::format("{} were not there", place);
    } else {
      text = fmt::format("{} were {}", place, fact_value_text(fact.after));
    }
    if (!fact.before.empty()) {
      text += fmt::format(" (on file: {})", fact_value_text(fact.before));
    } else if (!fact.pointer.ends_with("/-")) {
      text += " (on file: not given)";
    }
    page.entry(
        {.indent = 2, .label = label, .label_columns = 5, .text = text, .label_tone = Tone::kNote});
    label = "and";
  }
}

void add_outcomes(Page& page, const Program& program, const Hypothesis& hypothesis) {
  if (hypothesis.findings.empty()) {
    page.line(2, "No finding changes.");
    return;
  }
  page.line(2, "Findings that change", Tone::kStrong);
  for (const OutcomeChange& change : hypothesis.findings) {
    std::string name = program[change.rule].name;
    if (!change.subject.empty()) name += fmt::format(", {}", change.subject);
    if (hypothesis.verdicts.size() > 1) name = fmt::format("{}: {}", change.instrument, name);
    page.line(4, fmt::format("{}: {} → {}", name, outcome_or_absence(change.before),
                             outcome_or_absence(change.after)));
  }
}

/// Is it an amount with its currency? As people write it, then.
std::optional<std::string> amount_text(std::string_view json) {
  const std::optional<std::string_view> amount = find_json(json, "/amount");
  const std::optional<std::string_view> code = find_json(json, "/currency");
  if (!amount || !code || code->size() < 2) return std::nullopt;
  const auto bare = [](std::string_view token) {
    return token.starts_with('"') ? token.substr(1, token.size() - 2) : token;
  };
  const std::optional<Number> number = Number::parse(bare(*amount));
  const std::optional<Currency> currency = find_currency(bare(*code));
  if (!number || !currency) return std::nullopt;
  return money_text({*number, *currency}).text;
}

}  // namespace

std::string fact_value_text(std::string_view json) {
  if (const std::optional<std::string> amount = amount_text(json)) return *amount;
  if (json.starts_with('"') && json.size() >= 2) {
    return in_backticks(unescaped(json.substr(1, json.size() - 2)));
  }
  return in_backticks(json);
}

std::string changed_place_text(const std::string& pointer) {
  constexpr std::string_view kAppended = "/-";
  if (!pointer.ends_with(kAppended)) return pointer;
  return fmt::format("a new element of {}", pointer.substr(0, pointer.size() - kAppended.size()));
}

void add_hypothesis(Page& page, const Program& program, const Hypothesis& hypothesis,
                    HypothesisState state) {
  page.line(0, "HYPOTHETICAL: this is not a verdict on the dossier, which stays as it is on file.",
            Tone::kOpen);
  page.blank();
  add_facts(page, hypothesis.facts);
  page.blank();
  if (state == HypothesisState::kRefused) return;
  std::size_t columns = 0;
  for (const VerdictChange& change : hypothesis.verdicts) {
    columns = std::max(columns, change.instrument.size() + 2);
  }
  for (const VerdictChange& change : hypothesis.verdicts) {
    const std::string after = verdict_or_absence(change.after);
    page.entry({.indent = 2,
                .label = change.instrument,
                .label_columns = columns,
                .text = change.before == change.after
                            ? fmt::format("{}, as before", after)
                            : fmt::format("{} → {}", verdict_or_absence(change.before), after),
                .label_tone = Tone::kStrong,
                .tone = change.after ? verdict_tone(*change.after) : Tone::kPlain});
  }
  page.blank();
  add_outcomes(page, program, hypothesis);
  page.blank();
}

void write_fact_changes(JsonReport& writer, const std::vector<FactChange>& facts) {
  writer.begin_array();
  for (const FactChange& fact : facts) {
    writer.begin_object();
    writer.key("pointer").string(fact.pointer);
    write_before_and_after(writer, fact,
                           [&](const std::string& json) { write_value(writer, json); });
    writer.end_object();
  }
  writer.end_array();
}

void write_hypothesis(JsonReport& writer, const Program& program, const Hypothesis& hypothesis,
                      HypothesisState state) {
  const auto write_verdict = [&](const std::optional<Verdict>& verdict) {
    write_name(writer, verdict, verdict_name);
  };
  const auto write_outcome = [&](const std::optional<Outcome>& outcome) {
    write_name(writer, outcome, outcome_name);
  };
  writer.begin_object();
  writer.key("facts");
  write_fact_changes(writer, hypothesis.facts);
  writer.key("verdict").begin_object();
  writer.key("before");
  write_verdict(hypothesis.before);
  writer.key("after");
  write_verdict(state == HypothesisState::kRefused ? std::nullopt
                                                   : std::optional(hypothesis.after));
  writer.end_object();
  writer.key("instruments").begin_array();
  for (const VerdictChange& change : hypothesis.verdicts) {
    writer.begin_object();
    writer.key("instrument").string(change.instrument);
    write_before_and_after(writer, change, write_verdict);
    writer.end_object();
  }
  writer.end_array();
  writer.key("findings").begin_array();
  for (const OutcomeChange& change : hypothesis.findings) {
    writer.begin_object();
    writer.key("instrument").string(change.instrument);
    writer.key("rule").string(program[change.rule].name);
    writer.key("subject").string(change.subject);
    write_before_and_after(writer, change, write_outcome);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
}

}  // namespace probity
