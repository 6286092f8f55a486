// The loader, by which every fact is typed and checked, against raw simdjson: a walk over the same
// bytes that visits every token and reads none.

#include <fmt/format.h>
#include <simdjson.h>

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

/// The number of tokens, so that nothing is left out of the walk.
std::size_t visit(simdjson::ondemand::value value) {
  std::size_t tokens = 1;
  switch (value.type()) {
    case simdjson::ondemand::json_type::array:
      for (auto element : value.get_array()) tokens += visit(element.value());
      break;
    case simdjson::ondemand::json_type::object:
      for (auto field : value.get_object()) tokens += 1 + visit(field.value());
      break;
    default:
      tokens += value.raw_json_token().size();
      break;
  }
  return tokens;
}

double walk_seconds(const std::string& json) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(json);
  std::size_t tokens = 0;
  const double seconds = best_seconds([&] {
    simdjson::ondemand::document document = parser.iterate(padded);
    tokens += visit(document.get_value());
  });
  if (tokens == 0) std::exit(70);
  return seconds;
}

}  // namespace

void bench_loader(const Program& program) {
  fmt::print("loader                          bytes     MB/s   raw simdjson walks   ns/byte\n");
  for (const std::size_t times : {1U, 20U, 400U, 8000U}) {
    const std::string json = grown_dossier("safe/base_category_one.json", times);
    const double load = load_seconds(program, json);
    const double walk = walk_seconds(json);
    const auto bytes = static_cast<double>(json.size());
    fmt::print("  lists repeated {:5} times {:10} {:8.0f} {:20.2f} {:9.2f}\n", times, json.size(),
               bytes / load / 1e6, load / walk, load / bytes * 1e9);
  }
}

}  // namespace probity::bench
