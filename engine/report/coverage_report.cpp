#include "report/coverage_report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "report/coverage_items.h"

namespace probity {
namespace {

constexpr std::size_t kModuleColumns = 16;
constexpr std::array<std::size_t, kCoverageKinds> kColumns = {8, 11, 9, 9, 7, 11, 8};
constexpr std::size_t kMostCasesNamed = 3;

std::string place_text(const Program& program, const CoverageItem& item) {
  const SourceText& source = program.sources.at(item.span.source);
  return fmt::format("{}:{}", source.path(), source.position(item.span.begin).line);
}

/// "97.5 %", rounded down, so that only what is whole reads 100 %.
std::string percent_text(const CoverageCount& count) {
  if (count.all == 0) return "";
  constexpr std::size_t kTenths = 1000;
  const std::size_t tenths = count.covered * kTenths / count.all;
  if (tenths == kTenths) return "100 %";
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

template <class Cell>
std::string table_row(std::string_view name, const Cell& cell_of) {
  std::string row = fmt::format("{:<{}}", name, kModuleColumns);
  for (std::size_t i = 0; i < kCoverageKinds; ++i) {
    row += fmt::format("{:>{}}", cell_of(i), kColumns[i]);
  }
  return row.substr(0, row.find_last_not_of(' ') + 1);
}

std::string counts_row(std::string_view name, const CoverageCounts& counts) {
  return table_row(name, [&](std::size_t i) {
    return counts[i].all == 0 ? std::string()
                              : fmt::format("{}/{}", counts[i].covered, counts[i].all);
  });
}

std::string_view noun(CoverageKind kind) {
  const std::string_view plural = coverage_heading(kind);
  return plural.substr(0, plural.size() - 1);
}

std::string cases_text(const CaseNumbers& cases, std::span<const CaseResult> results) {
  std::string text;
  for (std::size_t i = 0; i < cases.size() && i < kMostCasesNamed; ++i) {
    const CaseResult& result = results[cases[i]];
    text += fmt::format("{}{}:{}", i == 0 ? "" : ", ", result.file, result.line);
  }
  if (cases.size() > kMostCasesNamed) {
    text += fmt::format(" and {} more", cases.size() - kMostCasesNamed);
  }
  return text;
}

void write_counts(const CoverageCounts& counts, JsonReport& json) {
  for (std::size_t i = 0; i < kCoverageKinds; ++i) {
    json.key(coverage_heading(static_cast<CoverageKind>(i))).begin_object();
    json.key("covered").number(counts[i].covered).key("of").number(counts[i].all).end_object();
  }
}

void write_cases(const CaseNumbers& cases, JsonReport& json) {
  json.begin_array();
  for (const std::uint32_t number : cases) json.number(number);
  json.end_array();
}

void write_item(const Program& program, const CoverageItem& item, JsonReport& json) {
  const SourceText& source = program.sources.at(item.span.source);
  const Position position = source.position(item.span.begin);
  json.begin_object().key(noun(item.kind)).string(item.name);
  json.key("file").string(source.path());
  json.key("line").number(position.line).key("column").number(position.column);
  json.key("covered").boolean(item.is_covered);
  for (const auto& [key, value] : item.members) json.key(key).json(value);
  const bool has_outcomes =
      item.kind == CoverageKind::kRule || item.kind == CoverageKind::kException;
  if (has_outcomes) json.key("cases").begin_object();
  for (const auto& [way, cases] : item.cases) {
    json.key(way);
    write_cases(cases, json);
  }
  if (has_outcomes) json.end_object();
  json.end_object();
}

}  // namespace

void append_coverage(const RuleSetCoverage& covered, Page& page) {
  const Program& program = covered.program;
  const std::vector<CoverageItem> items = coverage_items(program, covered.coverage);
  const auto modules = count_by_module(items);
  const CoverageCounts sum = total(modules);
  page.blank();
  page.heading(fmt::format("coverage of {} {}", program.identity.name, program.identity.version));
  page.verbatim(0, table_row("", [](std::size_t i) {
                  return std::string(coverage_heading(static_cast<CoverageKind>(i)));
                }));
  for (const auto& [module, counts] : modules) page.verbatim(0, counts_row(module, counts));
  if (modules.size() > 1) page.verbatim(0, counts_row("all", sum));
  page.verbatim(0, table_row("", [&](std::size_t i) { return percent_text(sum[i]); }));
  const bool has_gaps =
      std::ranges::any_of(items, [](const CoverageItem& item) { return !item.is_covered; });
  if (!has_gaps) return;
  page.blank();
  page.line(0, "not covered", Tone::kStrong);
  for (const CoverageItem& item : items) {
    if (item.is_covered) continue;
    page.line(2, fmt::format("{} {}", noun(item.kind), item.name));
    page.line(4, fmt::format("{}: {}", place_text(program, item), item.lack), Tone::kFaint);
  }
}

void append_covering_cases(const RuleSetCoverage& covered, std::span<const CaseResult> results,
                           Page& page) {
  page.blank();
  page.line(0, "covered", Tone::kStrong);
  for (const CoverageItem& item : coverage_items(covered.program, covered.coverage)) {
    if (!item.is_covered) continue;
    page.line(2, fmt::format("{} {}", noun(item.kind), item.name));
    for (const auto& [way, cases] : item.cases) {
      if (cases.empty()) continue;
      std::string words = way;
      std::ranges::replace(words, '_', ' ');
      page.entry({.indent = 4,
                  .label = words,
                  .label_columns = 16,
                  .text = cases_text(cases, results),
                  .label_tone = Tone::kFaint});
    }
  }
}

void write_coverage(const RuleSetCoverage& covered, JsonReport& json) {
  const Program& program = covered.program;
  const std::vector<CoverageItem> items = coverage_items(program, covered.coverage);
  const auto modules = count_by_module(items);
  json.begin_object().key("rules").begin_object();
  json.key("name").string(program.identity.name);
  json.key("version").string(program.identity.version);
  json.key("sha256").string(program.identity.sha256).end_object();
  json.key("totals").begin_object();
  write_counts(total(modules), json);
  json.end_object().key("modules").begin_array();
  for (const auto& [module, counts] : modules) {
    json.begin_object().key("module").string(module);
    write_counts(counts, json);
    json.end_object();
  }
  json.end_array().key("items").begin_object();
  for (std::size_t i = 0; i < kCoverageKinds; ++i) {
    const auto kind = static_cast<CoverageKind>(i);
    json.key(coverage_heading(kind)).begin_array();
    for (const CoverageItem& item : items) {
      if (item.kind == kind) write_item(program, item, json);
    }
    json.end_array();
  }
  json.end_object().end_object();
}

}  // namespace probity
