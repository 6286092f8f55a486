// Reading and checking the shipped rules against reading alone.

#include <fmt/format.h>

#include <optional>

#include "check/check.h"
#include "tests/bench/bench.h"

namespace probity::bench {

void bench_rules() {
  const std::string path = PROBITY_SOURCE_DIR "/rules/eu_defence.ruleset";
  const double parse = best_seconds([&] {
    Diagnostics diagnostics;
    (void)read_rule_set(path, diagnostics).ok();
  });
  Diagnostics diagnostics;
  const auto text = read_rule_set(path, diagnostics);
  std::size_t bytes = 0;
  for (const ast::File& file : text.value().files)
    bytes += text.value().sources.at(file.source).bytes().size();
  const double check = best_seconds([&] {
    Diagnostics unused;
    (void)check_rule_set(text.value(), unused);
  });
  fmt::print("rules                    bytes  parse ms  check ms  check/parse  parse ns/byte\n");
  fmt::print("  eu_defence        {:12} {:9.1f} {:9.2f} {:12.3f} {:14.0f}\n", bytes, parse * 1e3,
             check * 1e3, check / parse, parse / static_cast<double>(bytes) * 1e9);
}

}  // namespace probity::bench
