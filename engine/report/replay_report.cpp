#include "report/replay_report.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "report/check_json.h"
#include "report/html.h"
#include "report/json_report.h"
#include "report/sarif_report.h"
#include "report/wording.h"
#include "support/text.h"

namespace probity {
namespace {

/// Decisions that are listed below a rule; the others are counted.
constexpr std::size_t kMostListed = 10;

std::string words_or_none(const std::optional<Outcome>& outcome) {
  return outcome ? std::string(outcome_words(*outcome)) : "none";
}

std::string verdict_or_refused(const std::optional<Verdict>& verdict) {
  return verdict ? std::string(verdict_words(*verdict)) : "refused";
}

std::string decision_words(const ReplayedDecision& decision) {
  return fmt::format("{} ({})", decision.number, escape_untrusted(decision.dossier));
}

std::string_view replay_outcome_name(ReplayOutcome outcome) {
  switch (outcome) {
    case ReplayOutcome::kSame:
      return "same";
    case ReplayOutcome::kExpected:
      return "expected";
    case ReplayOutcome::kChanged:
      return "changed";
    case ReplayOutcome::kErased:
      return "erased";
    case ReplayOutcome::kNotKept:
      return "not_kept";
    case ReplayOutcome::kFailed:
      return "failed";
  }
  return "";
}

void add_difference(Page& page, const ReplayedDecision& decision) {
  page.line(2, fmt::format("decision {} does not come out as it was", decision_words(decision)),
            Tone::kBad);
  page.line(4, decision.difference->place, Tone::kStrong);
  page.entry({.indent = 4,
              .label = "recorded",
              .label_columns = 10,
              .text = decision.difference->recorded});
  page.entry({.indent = 4, .label = "now", .label_columns = 10, .text = decision.difference->now});
}

/// A rule and what becomes of its findings, with the decisions in which that is so.
struct RuleChange {
  std::string rule;
  std::optional<Outcome> before;
  std::optional<Outcome> after;

  friend bool operator<(const RuleChange& left, const RuleChange& right) {
    return std::tie(left.rule, left.before, left.after) <
           std::tie(right.rule, right.before, right.after);
  }
};

void add_changes_by_rule(Page& page, const Replay& replay) {
  struct Seen {
    std::string law;
    std::set<std::uint64_t> decisions;
  };
  std::map<RuleChange, Seen> changes;
  for (const ReplayedDecision& decision : replay.decisions) {
    for (const ReplayChange& change : decision.changes) {
      const FindingDifference& finding = change.finding;
      Seen& seen = changes[{finding.rule, finding.before, finding.after}];
      seen.law = change.law;
      seen.decisions.insert(decision.number);
    }
  }
  if (changes.empty()) return;
  page.line(0, "Findings that change, by rule", Tone::kStrong);
  for (const auto& [change, seen] : changes) {
    const std::set<std::uint64_t>& decisions = seen.decisions;
    page.line(2, fmt::format("{}: {} → {}", change.rule, words_or_none(change.before),
                             words_or_none(change.after)));
    if (!seen.law.empty()) page.line(4, seen.law, Tone::kFaint);
    std::string numbers;
    std::size_t listed = 0;
    for (const std::uint64_t number : decisions) {
      if (listed++ == kMostListed) break;
      numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", number);
    }
    if (decisions.size() > kMostListed) {
      numbers += fmt::format(" and {} more", decisions.size() - kMostListed);
    }
    page.line(4,
              fmt::format("in {}: {}", decisions.size() == 1 ? "decision" : "decisions", numbers),
              Tone::kFaint);
  }
  page.blank();
}

void add_changed_verdicts(Page& page, const Replay& replay) {
  bool is_first = true;
  for (const ReplayedDecision& decision : replay.decisions) {
    if (decision.before == decision.after) continue;
    if (is_first) page.line(0, "Verdicts that change", Tone::kStrong);
    is_first = false;
    page.line(2,
              fmt::format("decision {}: {} → {}{}", decision_words(decision),
                          verdict_or_refused(decision.before), verdict_or_refused(decision.after),
                          decision.outcome == ReplayOutcome::kExpected ? " (expected)" : ""));
  }
  page.blank();
}

void add_unmet(Page& page, const Replay& replay) {
  if (replay.unmet.empty()) return;
  page.line(0, "Expected, but not seen", Tone::kStrong);
  for (const ExpectedChange& change : replay.unmet) {
    page.line(2, fmt::format("decision {}, {}: {} → {}", change.decision,
                             escape_untrusted(change.rule), change.before, change.after));
  }
  page.blank();
}

void write_optional_verdict(JsonReport& json, const std::optional<Verdict>& verdict) {
  write_optional(json, verdict ? std::string(verdict_name(*verdict)) : "");
}

void write_decision(JsonReport& json, const ReplayedDecision& decision) {
  json.begin_object();
  json.key("decision").number(decision.number);
  json.key("dossier").string(decision.dossier);
  json.key("outcome").string(replay_outcome_name(decision.outcome));
  if (decision.error) json.key("why").string(decision.error->message);
  if (decision.difference) {
    json.key("difference").begin_object();
    json.key("place").string(decision.difference->place);
    json.key("recorded").string(decision.difference->recorded);
    json.key("now").string(decision.difference->now);
    json.end_object();
  }
  json.key("before");
  write_optional_verdict(json, decision.before);
  json.key("after");
  write_optional_verdict(json, decision.after);
  json.key("changes").begin_array();
  for (const ReplayChange& change : decision.changes) {
    json.begin_object();
    json.key("instrument").string(change.finding.instrument);
    json.key("rule").string(change.finding.rule);
    json.key("law").string(change.law);
    json.key("subject").string(change.finding.subject);
    json.key("old").string(outcome_or_none(change.finding.before));
    json.key("new").string(outcome_or_none(change.finding.after));
    json.key("expected");
    write_optional(json, change.reason);
    json.end_object();
  }
  json.end_array().end_object();
}

std::string finding_words(const FindingDifference& finding) {
  return fmt::format("{}{}{}: {} → {}", finding.rule, finding.subject.empty() ? "" : " ",
                     finding.subject, outcome_or_none(finding.before),
                     outcome_or_none(finding.after));
}

std::string junit_message(const ReplayedDecision& decision) {
  if (decision.difference) {
    return fmt::format("{}: recorded {}, now {}", decision.difference->place,
                       decision.difference->recorded, decision.difference->now);
  }
  if (decision.error) return decision.error->message;
  std::string text;
  if (decision.before != decision.after) {
    text = fmt::format("{} → {}", verdict_or_refused(decision.before),
                       verdict_or_refused(decision.after));
  }
  for (const ReplayChange& change : decision.changes) {
    if (!change.reason.empty()) continue;
    text += fmt::format("{}{}", text.empty() ? "" : "; ", finding_words(change.finding));
  }
  return text;
}

}  // namespace

std::string replay_text(const Replay& replay, Colour colour) {
  Page page(colour);
  for (const ReplayedDecision& decision : replay.decisions) {
    if (decision.difference) add_difference(page, decision);
    if (decision.outcome == ReplayOutcome::kFailed) {
      page.line(2,
                fmt::format("decision {}: {}", decision_words(decision), decision.error->message),
                Tone::kBad);
    }
  }
  page.blank();
  add_changed_verdicts(page, replay);
  add_changes_by_rule(page, replay);
  add_unmet(page, replay);
  const bool is_good =
      replay.count(ReplayOutcome::kChanged) + replay.count(ReplayOutcome::kFailed) == 0;
  std::string summary = fmt::format(
      "{}{}: {} as recorded", count_text(replay.decisions.size(), "decision", "decisions"),
      replay.rules.empty() ? "" : " by " + replay.rules, replay.count(ReplayOutcome::kSame));
  constexpr std::array<std::pair<ReplayOutcome, std::string_view>, 5> kOthers{
      {{ReplayOutcome::kChanged, "changed"},
       {ReplayOutcome::kExpected, "changed as expected"},
       {ReplayOutcome::kFailed, "failed"},
       {ReplayOutcome::kErased, "erased"},
       {ReplayOutcome::kNotKept, "too large to have been kept"}}};
  for (const auto& [outcome, words] : kOthers) {
    const std::size_t count = replay.count(outcome);
    if (count > 0) summary += fmt::format(", {} {}", count, words);
  }
  page.line(0, summary, is_good ? Tone::kGood : Tone::kBad);
  return page.take();
}

std::string replay_json(const Replay& replay) {
  JsonReport json(JsonLayout::kIndented);
  json.begin_object();
  json.key("rules");
  write_optional(json, replay.rules);
  for (const ReplayOutcome outcome :
       {ReplayOutcome::kSame, ReplayOutcome::kChanged, ReplayOutcome::kExpected,
        ReplayOutcome::kErased, ReplayOutcome::kNotKept, ReplayOutcome::kFailed}) {
    json.key(replay_outcome_name(outcome)).number(replay.count(outcome));
  }
  json.key("decisions").begin_array();
  for (const ReplayedDecision& decision : replay.decisions) {
    if (decision.outcome != ReplayOutcome::kSame) write_decision(json, decision);
  }
  json.end_array();
  json.key("unmet").begin_array();
  for (const ExpectedChange& change : replay.unmet) {
    json.begin_object();
    json.key("decision").number(change.decision);
    json.key("rule").string(change.rule);
    json.key("old").string(change.before);
    json.key("new").string(change.after);
    json.key("reason").string(change.reason);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string replay_junit(const Replay& replay) {
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "  <testsuite name=\"replay\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
      replay.decisions.size(), replay.count(ReplayOutcome::kChanged),
      replay.count(ReplayOutcome::kFailed),
      replay.count(ReplayOutcome::kErased) + replay.count(ReplayOutcome::kNotKept));
  for (const ReplayedDecision& decision : replay.decisions) {
    text += fmt::format(R"(    <testcase classname="replay" name="{} {}")", decision.number,
                        html_text(decision.dossier));
    std::string content;
    switch (decision.outcome) {
      case ReplayOutcome::kChanged:
        content = fmt::format(R"(<failure message="{}"/>)", html_text(junit_message(decision)));
        break;
      case ReplayOutcome::kFailed:
        content = fmt::format(R"(<error message="{}"/>)", html_text(junit_message(decision)));
        break;
      case ReplayOutcome::kErased:
        content = R"(<skipped message="erased"/>)";
        break;
      case ReplayOutcome::kNotKept:
        content = R"(<skipped message="too large to have been kept"/>)";
        break;
      case ReplayOutcome::kSame:
      case ReplayOutcome::kExpected:
        break;
    }
    text += content.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", content);
  }
  return text + "  </testsuite>\n</testsuites>\n";
}

namespace {

void write_sarif_result(JsonReport& json, const ReplayedDecision& decision, const std::string& rule,
                        const std::string& message) {
  json.begin_object();
  json.key("ruleId").string(rule);
  json.key("level").string("error");
  json.key("message").begin_object();
  json.key("text").string(fmt::format("decision {}: {}", decision_words(decision), message));
  json.end_object();
  json.key("locations").begin_array().begin_object();
  json.key("logicalLocations").begin_array().begin_object();
  json.key("fullyQualifiedName").string(fmt::format("decision {}", decision.number));
  json.end_object().end_array();
  json.end_object().end_array();
  json.end_object();
}

void write_sarif_results(JsonReport& json, const ReplayedDecision& decision) {
  const bool is_bad =
      decision.outcome == ReplayOutcome::kChanged || decision.outcome == ReplayOutcome::kFailed;
  if (!is_bad) return;
  if (decision.changes.empty()) {
    write_sarif_result(json, decision, "replay", junit_message(decision));
    return;
  }
  for (const ReplayChange& change : decision.changes) {
    if (!change.reason.empty()) continue;
    write_sarif_result(json, decision, change.finding.rule, finding_words(change.finding));
  }
}

}  // namespace

std::string replay_sarif(const Replay& replay) {
  JsonReport json(JsonLayout::kIndented);
  json.begin_object();
  json.key("$schema").string(kSarifSchema);
  json.key("version").string("2.1.0");
  json.key("runs").begin_array().begin_object();
  json.key("tool").begin_object().key("driver").begin_object();
  json.key("name").string("probity").key("version").string(PROBITY_VERSION);
  json.end_object().end_object();
  json.key("results").begin_array();
  for (const ReplayedDecision& decision : replay.decisions) write_sarif_results(json, decision);
  json.end_array();
  json.end_object().end_array();
  json.end_object();
  return json.take() + '\n';
}

}  // namespace probity
