// What the benchmarks share. They print ratios beside times: a ratio compares two ways of handling
// the same bytes on the same machine, a time alone compares nothing. Nothing here is a test.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "check/program.h"

namespace probity::bench {

/// Seconds of one run of `work`: the best of several, each long enough to be measured.
[[nodiscard]] double best_seconds(const std::function<void()>& work);

/// The rules that ship with the program. Stops the program where they do not check.
[[nodiscard]] Program shipped_rules();

/// A dossier of cases/ with the elements of its lists repeated, as JSON.
[[nodiscard]] std::string grown_dossier(std::string_view path, std::size_t times);

void bench_loader(const Program& program);
void bench_evaluate(const Program& program);
void bench_rules();
void bench_audit();

}  // namespace probity::bench
