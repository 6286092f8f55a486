// probity_bench [NAME...]: loader, evaluate, rules, audit; all of them without a name.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/bench/bench.h"

int main(int count, char** values) {
  using namespace probity::bench;
  const std::vector<std::string> names(values + 1, values + count);
  const auto is_wanted = [&](const char* name) {
    return names.empty() || std::ranges::find(names, name) != names.end();
  };
  const probity::Program program = shipped_rules();
  if (is_wanted("loader")) bench_loader(program);
  if (is_wanted("evaluate")) bench_evaluate(program);
  if (is_wanted("rules")) bench_rules();
  if (is_wanted("audit")) bench_audit();
  return 0;
}
