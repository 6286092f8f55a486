// The loader against a walk over the same bytes: the same JSON as a dossier, with every fact typed
// and checked, and under `extensions`, where every token is visited and none is read.

#include <fmt/format.h>

#include "dossier/load.h"
#include "tests/bench/bench.h"

namespace probity::bench {
namespace {

double load_seconds(const Program& program, const std::string& json) {
  DossierLoader loader(program.vocabulary);
  Facts facts;
  const SourceText source("dossier.json", json);
  return best_seconds([&] {
    Diagnostics diagnostics;
    if (!loader.load(source, SourceId(std::uint32_t{0}), facts, diagnostics)) {
      fmt::print(stderr, "the dossier is refused: {}\n", diagnostics.sorted().front().message);
      std::exit(65);
    }
  });
}

}  // namespace

void bench_loader(const Program& program) {
  fmt::print("loader                          bytes     MB/s   times the walk   ns/byte\n");
  for (const std::size_t times : {1U, 20U, 400U, 8000U}) {
    const std::string json = grown_dossier("safe/base_category_one.json", times);
    const double load = load_seconds(program, json);
    const double walk = load_seconds(program, as_extension(program, json));
    const auto bytes = static_cast<double>(json.size());
    fmt::print("  lists repeated {:5} times {:10} {:8.0f} {:16.2f} {:9.2f}\n", times, json.size(),
               bytes / load / 1e6, load / walk, load / bytes * 1e9);
  }
}

}  // namespace probity::bench
