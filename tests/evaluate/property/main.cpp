// probity_property_tests: random rule sets and dossiers, and what has to hold of all of them.
//
// usage: probity_property_tests [--seed N] [--pairs N] [--seconds N] [--rule-set N] [--show]
//                               [--without conditionals|days|membership|unknown_lists]...
//                               [--only PROPERTY]
//
// Also by environment: PROBITY_PROPERTY_SEED, PROBITY_PROPERTY_PAIRS, PROBITY_PROPERTY_SECONDS. The
// run ends with the first of the two limits, and fails when time ran out before kLeastPairs pairs,
// or as many as were asked for, had been tried. A failure is printed as a small example with the
// seed and the number of the rule set that repeat it. --rule-set tries that one alone, --show
// prints it.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/evaluate/property/dossier_generator.h"
#include "tests/evaluate/property/engine.h"
#include "tests/evaluate/property/properties.h"
#include "tests/evaluate/property/rule_generator.h"
#include "tests/evaluate/property/shrink.h"

namespace probity::property {
namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
  std::uint64_t seed = 20260301;
  std::size_t pairs = 21'000;
  std::size_t seconds = 600;
  std::optional<std::size_t> rule_set;
  bool show = false;
  RuleOptions rules;
  bool with_unknown_lists = true;
  std::string only;  ///< part of a property's name
};

constexpr std::size_t kDossiersForARuleSet = 24;
constexpr std::size_t kLeastPairs = 20'000;
constexpr std::size_t kMostFailures = 6;
constexpr std::chrono::seconds kShrinkingTime{20};

struct Run {
  Arguments arguments;
  Counters counters;
  std::size_t rule_sets = 0;
  std::size_t rejected = 0;
  std::size_t pairs = 0;
  std::map<std::string, std::size_t> failures;  ///< by property
  std::size_t printed = 0;
  std::string first_rejection;
};

std::size_t allowed_misses(const Property& property, std::size_t pairs) {
  if (property.hold == Hold::kAlways) return 0;
  return std::max<std::size_t>(1, pairs / kPairsForAMiss);
}

void report(Run& run, std::size_t rule_set, Example example, const Failure& failure) {
  const std::size_t seen = ++run.failures[failure.property->name];
  // An allowed miss is shown to those who ask for it: making it small takes time.
  const bool may_be_allowed = seen <= allowed_misses(*failure.property, run.arguments.pairs);
  if (may_be_allowed && run.arguments.only.empty()) return;
  if (seen > (run.arguments.only.empty() ? 2 : kMostFailures) || run.printed >= kMostFailures)
    return;
  ++run.printed;
  example = shrink(*failure.property, std::move(example), kShrinkingTime);
  Counters unused;
  const auto smaller = property::run(*failure.property, example, unused);
  fmt::print("FAILED: {} (--seed {} --rule-set {})\n{}\n", failure.property->name,
             run.arguments.seed, rule_set, smaller ? smaller->detail : failure.detail);
  for (const RuleFile& file : example.rules) fmt::print("---- {}\n{}", file.path, text_of(file));
  fmt::print("---- dossier\n{}\n\n", example.json);
  std::fflush(stdout);
}

void try_dossier(Run& run, std::size_t rule_set, const RuleFiles& files, const Program& program,
                 Engine& engine, Random& random) {
  DossierOptions options;
  const unsigned levels[] = {5, 15, 30, 60};
  options.unknown_percent = levels[random.below(4)];
  options.unknown_list_percent = run.arguments.with_unknown_lists ? options.unknown_percent / 2 : 0;
  options.with_null_elements = random.chance(15);
  if (random.chance(15)) options.currency = *find_currency("USD");
  const reference::FactTree dossier = generate_dossier(program.vocabulary, random, options);
  Example example{files, reference::dossier_json(program.vocabulary, dossier), random.bits()};
  ++run.pairs;
  for (const Property& property : all_properties()) {
    if (std::string_view(property.name).find(run.arguments.only) == std::string_view::npos)
      continue;
    try {
      const Decision decision = engine.decide(dossier, true);
      Random own(example.seed);
      const Subject subject{program, engine, dossier, decision, run.counters};
      if (Complaint complaint = property.check(subject, own)) {
        report(run, rule_set, example, Failure{&property, *complaint});
      }
    } catch (const std::exception& error) {
      report(run, rule_set, example, Failure{&property, error.what()});
    }
  }
}

void try_rule_set(Run& run, std::size_t number) {
  Random random(run.arguments.seed * 1'000'003 + number);
  RuleOptions options = run.arguments.rules;
  options.only_plain_bounds = random.chance(70);
  options.with_known = random.chance(60);
  const RuleFiles files = generate_rules(random, options);
  ++run.rule_sets;
  const CheckedRules checked = check_files(files);
  if (run.arguments.show) {
    for (const RuleFile& file : files) fmt::print("---- {}\n{}\n", file.path, text_of(file));
    fmt::print("---- diagnostics\n{}\n", checked.diagnostics);
  }
  if (!checked.program) {
    ++run.rejected;
    if (run.first_rejection.empty()) {
      run.first_rejection = fmt::format("--rule-set {}\n{}", number, checked.diagnostics);
    }
    return;
  }
  Engine engine(*checked.program);
  for (std::size_t count = 0; count < kDossiersForARuleSet; ++count) {
    try_dossier(run, number, files, *checked.program, engine, random);
  }
}

std::optional<std::size_t> number_from(const char* text) {
  if (text == nullptr || *text == '\0') return std::nullopt;
  return std::strtoull(text, nullptr, 10);
}

Arguments read_arguments(const std::vector<std::string>& given) {
  Arguments arguments;
  arguments.seed = number_from(std::getenv("PROBITY_PROPERTY_SEED")).value_or(arguments.seed);
  arguments.pairs = number_from(std::getenv("PROBITY_PROPERTY_PAIRS")).value_or(arguments.pairs);
  arguments.seconds =
      number_from(std::getenv("PROBITY_PROPERTY_SECONDS")).value_or(arguments.seconds);
  for (std::size_t index = 0; index < given.size(); ++index) {
    if (given[index] == "--show") {
      arguments.show = true;
      continue;
    }
    if (given[index] == "--without" && index + 1 < given.size()) {
      ++index;
      if (given[index] == "conditionals") arguments.rules.with_conditionals = false;
      if (given[index] == "membership") arguments.rules.with_membership = false;
      if (given[index] == "unknown_lists") arguments.with_unknown_lists = false;
      if (given[index] == "days") arguments.rules.with_days = false;
      continue;
    }
    if (given[index] == "--only" && index + 1 < given.size()) {
      arguments.only = given[++index];
      continue;
    }
    const std::optional<std::size_t> value =
        index + 1 < given.size() ? number_from(given[index + 1].c_str()) : std::nullopt;
    if (!value) continue;
    if (given[index] == "--seed") arguments.seed = *value;
    if (given[index] == "--pairs") arguments.pairs = *value;
    if (given[index] == "--seconds") arguments.seconds = *value;
    if (given[index] == "--rule-set") arguments.rule_set = value;
    ++index;
  }
  return arguments;
}

int run_all(const Arguments& arguments) {
  Run run{arguments, {}, 0, 0, 0, {}, 0, {}};
  fmt::print("seed {}\n", arguments.seed);
  const Clock::time_point end = Clock::now() + std::chrono::seconds(arguments.seconds);
  if (arguments.rule_set) {
    try_rule_set(run, *arguments.rule_set);
  } else {
    for (std::size_t number = 0; run.pairs < arguments.pairs && Clock::now() < end; ++number) {
      try_rule_set(run, number);
      if (run.printed >= kMostFailures) break;
    }
  }
  const Counters& counters = run.counters;
  fmt::print(
      "{} pairs of {} rule sets ({} rejected by the checker); {} findings, {} of them "
      "undetermined; "
      "{} clauses between the bounds; {} completions; {} findings with {} completions by brute "
      "force; "
      "{} readings\n",
      run.pairs, run.rule_sets, run.rejected, counters.findings, counters.undetermined,
      counters.between_bounds, counters.completions, counters.relevance_checks,
      counters.relevance_completions, counters.readings);
  if (!run.first_rejection.empty()) fmt::print("first rejection: {}\n", run.first_rejection);
  std::size_t failed = 0;
  for (const Property& property : all_properties()) {
    const std::size_t count =
        run.failures.contains(property.name) ? run.failures[property.name] : 0;
    if (count > allowed_misses(property, run.pairs)) ++failed;
    fmt::print("{}: {}\n", property.name, count == 0 ? "holds" : fmt::format("{} failures", count));
  }
  // A generator whose rules the checker refuses tests nothing.
  const bool is_accepted = run.rejected * 4 <= run.rule_sets;
  if (!is_accepted) ++failed;
  const std::size_t least = std::min(kLeastPairs, arguments.pairs);
  const bool is_enough = arguments.rule_set || run.pairs >= least;
  if (!is_enough) {
    ++failed;
    fmt::print("only {} pairs were tried, {} are the least\n", run.pairs, least);
  }
  const std::size_t checks = all_properties().size() + 2;
  fmt::print("{} passed, {} failed\n", checks - failed, failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace probity::property

int main(int count, char** values) {
  const std::vector<std::string> given(values + 1, values + count);
  return probity::property::run_all(probity::property::read_arguments(given));
}
