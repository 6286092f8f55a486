#include "report/mutation_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "report/json_report.h"

namespace probity {
namespace {

struct Count {
  std::size_t noticed = 0;
  std::size_t all = 0;
};

std::array<Count, kMutationKinds> count_kinds(const std::vector<MutantResult>& mutants) {
  std::array<Count, kMutationKinds> counts{};
  for (const MutantResult& mutant : mutants) {
    Count& count = counts[static_cast<std::size_t>(mutant.kind)];
    ++count.all;
    if (mutant.noticed_by) ++count.noticed;
  }
  return counts;
}

/// "`is at most` becomes `is less than`"
std::string change_text(const MutantResult& mutant) {
  if (mutant.after.empty()) return fmt::format("`{}` is left out", mutant.before);
  return fmt::format("`{}` becomes `{}`", mutant.before, mutant.after);
}

void append_mutant(const MutationReport& report, const MutantResult& mutant, Page& page) {
  page.pieces(0, {{mutant.noticed_by ? "noticed  " : "survived ",
                   mutant.noticed_by ? Tone::kGood : Tone::kBad},
                  {change_text(mutant), Tone::kStrong}});
  page.line(2,
            fmt::format("{}:{}:{} in `{}`", mutant.path, mutant.line, mutant.column, mutant.part));
  if (!mutant.noticed_by) return;
  const CaseResult& by = report.cases[*mutant.noticed_by];
  page.line(2, fmt::format("by {}:{} \"{}\"", by.file, by.line, by.title), Tone::kFaint);
}

/// Tenths of a percentage point, rounded down, so that only all reads 100 %.
std::string share_text(const Count& count) {
  if (count.all == 0) return "";
  constexpr std::size_t kTenths = 1000;
  const std::size_t tenths = count.noticed * kTenths / count.all;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

std::string table_row(std::string_view name, const Count& count) {
  return fmt::format("{:<12}{:>8}{:>8}{:>10}", name, count.noticed, count.all, share_text(count));
}

}  // namespace

std::size_t MutationReport::survived() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      mutants, [](const MutantResult& mutant) { return !mutant.noticed_by; }));
}

std::string mutation_text(const MutationReport& report, MutationDetail detail, Colour colour) {
  Page page(colour);
  for (const MutantResult& mutant : report.mutants) {
    if (mutant.noticed_by && detail == MutationDetail::kSurvivors) continue;
    append_mutant(report, mutant, page);
  }
  page.blank();
  page.verbatim(0, fmt::format("{:<12}{:>8}{:>8}", "change of", "noticed", "made"));
  const std::array<Count, kMutationKinds> counts = count_kinds(report.mutants);
  Count sum;
  for (std::size_t i = 0; i < kMutationKinds; ++i) {
    sum.noticed += counts[i].noticed;
    sum.all += counts[i].all;
    if (counts[i].all == 0) continue;
    page.verbatim(0, table_row(mutation_name(static_cast<MutationKind>(i)), counts[i]));
  }
  page.verbatim(0, table_row("all", sum));
  page.blank();
  const std::size_t survived = report.survived();
  page.line(0, fmt::format("{} noticed, {} survived", sum.noticed, survived),
            survived == 0 ? Tone::kGood : Tone::kBad);
  return page.take();
}

std::string mutation_json(const MutationReport& report) {
  JsonReport json(JsonLayout::kIndented);
  const std::size_t survived = report.survived();
  json.begin_object().key("noticed").number(report.mutants.size() - survived);
  json.key("survived").number(survived).key("kinds").begin_object();
  const std::array<Count, kMutationKinds> counts = count_kinds(report.mutants);
  for (std::size_t i = 0; i < kMutationKinds; ++i) {
    json.key(mutation_name(static_cast<MutationKind>(i))).begin_object();
    json.key("noticed").number(counts[i].noticed).key("of").number(counts[i].all).end_object();
  }
  json.end_object().key("mutants").begin_array();
  for (const MutantResult& mutant : report.mutants) {
    json.begin_object().key("kind").string(mutation_name(mutant.kind));
    json.key("file").string(mutant.path);
    json.key("line").number(mutant.line).key("column").number(mutant.column);
    json.key("part").string(mutant.part);
    json.key("before").string(mutant.before).key("after").string(mutant.after);
    json.key("noticed_by");
    if (mutant.noticed_by) {
      const CaseResult& by = report.cases[*mutant.noticed_by];
      json.begin_object().key("file").string(by.file).key("line").number(by.line);
      json.key("title").string(by.title).end_object();
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

}  // namespace probity
