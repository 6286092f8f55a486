#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "check/check.h"
#include "tests/bench/bench.h"

namespace probity::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kShortestRun = 0.05;  ///< seconds; shorter runs measure the clock
constexpr int kRuns = 7;

double seconds_of(const std::function<void()>& work, std::size_t times) {
  const Clock::time_point begin = Clock::now();
  for (std::size_t count = 0; count < times; ++count) work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The end of the list that opens at `begin`.
std::size_t end_of_list(std::string_view json, std::size_t begin) {
  std::size_t depth = 0;
  bool is_text = false;
  for (std::size_t at = begin; at < json.size(); ++at) {
    const char c = json[at];
    if (is_text) {
      if (c == '\\') ++at;
      if (c == '"') is_text = false;
      continue;
    }
    if (c == '"') is_text = true;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && --depth == 0) return at;
  }
  return json.size();
}

}  // namespace

double best_seconds(const std::function<void()>& work) {
  std::size_t times = 1;
  while (seconds_of(work, times) < kShortestRun) times *= 2;
  double best = seconds_of(work, times);
  for (int run = 1; run < kRuns; ++run) best = std::min(best, seconds_of(work, times));
  return best / static_cast<double>(times);
}

Program shipped_rules() {
  Diagnostics diagnostics;
  const auto text = read_rule_set(PROBITY_SOURCE_DIR "/rules/eu_defence.ruleset", diagnostics);
  std::optional<Program> program;
  if (text.ok()) program = check_rule_set(text.value(), diagnostics);
  if (!program) {
    fmt::print(stderr, "the rules do not check\n");
    std::exit(78);
  }
  return std::move(*program);
}

std::string grown_dossier(std::string_view path, std::size_t times) {
  std::ifstream file(fmt::format("{}/cases/{}", PROBITY_SOURCE_DIR, path), std::ios::binary);
  std::string json{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  for (const char* list : {"\"components\": [", "\"contractors\": [", "\"subcontractors\": [",
                           "\"participants\": ["}) {
    const std::size_t key = json.find(list);
    if (key == std::string::npos) continue;
    const std::size_t open = json.find('[', key);
    const std::size_t close = end_of_list(json, open);
    const std::string elements = json.substr(open + 1, close - open - 1);
    if (elements.find('{') == std::string::npos) continue;
    std::string more;
    for (std::size_t count = 1; count < times; ++count) more += "," + elements;
    json.insert(close, more);
  }
  return json;
}

}  // namespace probity::bench
