// Coverage as a list of things that are covered or not, each with its words and its place: what the
// texts, the tables and the JSON are made from. Private to report/.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyse/result.h"
#include "check/program.h"

namespace probity {

enum class CoverageKind : std::uint8_t {
  kRule,
  kException,
  kReading,
  kValue,
  kRow,
  kCondition,
  kLimit
};
inline constexpr std::size_t kCoverageKinds = 7;
[[nodiscard]] std::string_view coverage_heading(CoverageKind kind);  ///< "rules"

struct CoverageItem {
  CoverageKind kind = CoverageKind::kRule;
  Span span;
  std::string module;
  std::string name;  ///< "safe.control", "share is at most ceiling"
  bool is_covered = false;
  /// Where it is not: "no case breaks it".
  std::string lack;
  /// The cases that cover it, by how they do: "satisfied".
  std::vector<std::pair<std::string, CaseNumbers>> cases;
  /// Members that only this kind has, in JSON: the key and its text, quotes included.
  std::vector<std::pair<std::string, std::string>> members;
};

/// In the order of the kinds; within one, as in the coverage.
[[nodiscard]] std::vector<CoverageItem> coverage_items(const Program& program,
                                                       const Coverage& coverage);

struct CoverageCount {
  std::size_t covered = 0;
  std::size_t all = 0;
};
/// By kind.
using CoverageCounts = std::array<CoverageCount, kCoverageKinds>;

/// One line for each module that has something to cover, by name.
[[nodiscard]] std::vector<std::pair<std::string, CoverageCounts>> count_by_module(
    const std::vector<CoverageItem>& items);
[[nodiscard]] CoverageCounts total(
    const std::vector<std::pair<std::string, CoverageCounts>>& modules);

}  // namespace probity
