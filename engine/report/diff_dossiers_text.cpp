#include "report/diff_dossiers_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/wording.h"

namespace probity {
namespace {

/// Dossiers and rules before their lists are cut.
constexpr std::size_t kShownDossiers = 12;
constexpr std::size_t kShownRules = 8;
constexpr std::size_t kRuleColumns = 40;

std::string verdict_text(const std::optional<Verdict>& verdict) {
  return verdict ? std::string(verdict_words(*verdict)) : "refused";
}

std::string outcome_text(const std::optional<Outcome>& outcome) {
  return outcome ? std::string(outcome_words(*outcome)) : "not asked";
}

/// Things with how often they were counted, in the order in which they came.
class Tally {
 public:
  void count(const std::string& thing) {
    const auto known = std::ranges::find(counts_, thing, &Count::first);
    if (known == counts_.end()) {
      counts_.emplace_back(thing, 1);
    } else {
      ++known->second;
    }
  }

  using Count = std::pair<std::string, std::size_t>;
  /// The most frequent first.
  [[nodiscard]] std::vector<Count> take() {
    std::ranges::stable_sort(counts_, std::ranges::greater(), &Count::second);
    return std::exchange(counts_, {});
  }

 private:
  std::vector<Count> counts_;
};

void write_tally(Page& page, std::string_view label, Tally& tally) {
  std::vector<Tally::Count> counts = tally.take();
  const std::size_t shown = std::min(counts.size(), kShownRules);
  for (std::size_t index = 0; index < shown; ++index) {
    page.entry({.indent = 2,
                .label = index == 0 ? std::string(label) : "",
                .label_columns = 10,
                .text = fmt::format("{}: {}", counts[index].first, counts[index].second),
                .label_tone = Tone::kNote});
  }
  if (shown < counts.size()) {
    page.line(12, fmt::format("and {} others", counts.size() - shown), Tone::kFaint);
  }
}

void write_summary(Page& page, const DossierComparison& comparison) {
  Tally verdicts;
  Tally rules;
  for (const DossierDifference& difference : comparison.differences) {
    if (difference.before != difference.after) {
      verdicts.count(
          fmt::format("{} → {}", verdict_text(difference.before), verdict_text(difference.after)));
    }
    for (const FindingDifference& finding : difference.findings) rules.count(finding.rule);
  }
  write_tally(page, "verdicts", verdicts);
  write_tally(page, "findings", rules);
}

void write_dossier(Page& page, const DossierDifference& difference) {
  page.line(2, difference.name, Tone::kStrong);
  page.line(4, difference.source, Tone::kFaint);
  const bool is_same = difference.before == difference.after;
  const std::string after = verdict_text(difference.after);
  page.pieces(4, {{is_same ? "verdict as before:" : "verdict:", Tone::kNote},
                  {is_same ? after : fmt::format("{} → {}", verdict_text(difference.before), after),
                   Tone::kPlain}});
  for (const FindingDifference& finding : difference.findings) {
    const std::string subject = finding.subject.empty() ? "" : " " + finding.subject;
    page.entry({.indent = 4,
                .label = finding.rule + subject,
                .label_columns = kRuleColumns,
                .text = fmt::format("{} → {}", outcome_text(finding.before),
                                    outcome_text(finding.after))});
  }
}

}  // namespace

void write_dossiers(Page& page, const DossierComparison& comparison, DiffDetail detail) {
  page.blank();
  page.heading("Dossiers and cases");
  page.line(
      2,
      fmt::format(
          "{} compared, {} {} out otherwise{}", comparison.compared, comparison.differences.size(),
          comparison.differences.size() == 1 ? "comes" : "come",
          comparison.unfit == 0 ? "" : fmt::format("; {} fit neither rule set", comparison.unfit)));
  write_summary(page, comparison);
  const bool is_cut = detail == DiffDetail::kSome && comparison.differences.size() > kShownDossiers;
  const std::size_t shown = is_cut ? kShownDossiers : comparison.differences.size();
  for (std::size_t index = 0; index < shown; ++index) {
    page.blank();
    write_dossier(page, comparison.differences[index]);
  }
  if (!is_cut) return;
  page.blank();
  page.line(2,
            fmt::format("Not shown: {} others (--verbose shows them)",
                        comparison.differences.size() - shown),
            Tone::kFaint);
}

}  // namespace probity
