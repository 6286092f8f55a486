// Evaluation against loading: how many dossiers a second, and how much of a check is the
// evaluation.

#include <fmt/format.h>

#include "dossier/load.h"
#include "evaluate/evaluate.h"
#include "tests/bench/bench.h"

namespace probity::bench {
namespace {

struct Seconds {
  double load = 0;
  double evaluate = 0;
  double with_trace = 0;
  double check = 0;  ///< load and evaluate, as `probity check` does
};

Seconds measure(const Program& program, const std::string& json) {
  DossierLoader loader(program.vocabulary);
  Facts facts;
  const SourceText source("dossier.json", json);
  const auto load = [&] {
    Diagnostics diagnostics;
    (void)loader.load(source, SourceId(std::uint32_t{0}), facts, diagnostics);
  };
  EvaluateOptions plain;
  plain.with_trace = false;
  const EvaluateOptions traced;
  Seconds seconds;
  seconds.load = best_seconds(load);
  seconds.evaluate = best_seconds([&] { (void)evaluate(program, facts, plain); });
  seconds.with_trace = best_seconds([&] { (void)evaluate(program, facts, traced); });
  seconds.check = best_seconds([&] {
    load();
    (void)evaluate(program, facts, plain);
  });
  return seconds;
}

}  // namespace

void bench_evaluate(const Program& program) {
  fmt::print(
      "evaluation                        bytes  checks/s  check/load  evaluate/load  "
      "trace/plain\n");
  struct Row {
    const char* path;
    std::size_t times;
  };
  for (const Row row :
       {Row{"safe/base_category_one.json", 1}, Row{"safe/s02b_lynx_alone_too_late.json", 1},
        Row{"safe/base_category_one.json", 20}, Row{"safe/base_category_one.json", 400}}) {
    const std::string json = grown_dossier(row.path, row.times);
    const Seconds seconds = measure(program, json);
    fmt::print("  {:26.26} {:8} {:9.0f} {:11.2f} {:14.2f} {:12.2f}\n",
               fmt::format("{} x{}", row.path + 5, row.times), json.size(), 1 / seconds.check,
               seconds.check / seconds.load, seconds.evaluate / seconds.load,
               seconds.with_trace / seconds.evaluate);
  }
}

}  // namespace probity::bench
