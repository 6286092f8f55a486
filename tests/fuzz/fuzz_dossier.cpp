// Any bytes as a dossier of the real vocabulary: the loader takes or refuses them, and what it took
// is evaluated twice, with the same decision.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "check/check.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"

namespace probity {
namespace {

/// Longer inputs cost time and find nothing that shorter ones do not.
constexpr std::size_t kMostBytes = std::size_t{64} << 10;

const Program& the_rules() {
  static const Program kProgram = [] {
    Diagnostics diagnostics;
    const auto text = read_rule_set(PROBITY_SOURCE_DIR "/rules/eu_defence.ruleset", diagnostics);
    std::optional<Program> program;
    if (text.ok()) program = check_rule_set(text.value(), diagnostics);
    if (!program) {
      std::fputs("the rules do not check\n", stderr);
      std::abort();
    }
    return std::move(*program);
  }();
  return kProgram;
}

void expect(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

bool are_same(const Decision& left, const Decision& right) {
  if (left.verdict != right.verdict || left.instruments.size() != right.instruments.size())
    return false;
  for (std::size_t index = 0; index < left.instruments.size(); ++index) {
    const InstrumentDecision& one = left.instruments[index];
    const InstrumentDecision& other = right.instruments[index];
    if (one.verdict != other.verdict || one.missing != other.missing ||
        one.findings.size() != other.findings.size()) {
      return false;
    }
    for (std::size_t finding = 0; finding < one.findings.size(); ++finding) {
      if (one.findings[finding].possible != other.findings[finding].possible) return false;
    }
  }
  return true;
}

void check_shape(const Decision& decision) {
  for (const InstrumentDecision& instrument : decision.instruments) {
    for (const Finding& finding : instrument.findings) {
      const bool is_open = finding.outcome == Outcome::kUndetermined;
      expect(!finding.possible.empty(), "a finding without possible outcomes");
      expect(is_open || finding.missing.empty(), "a settled finding that misses something");
      expect(finding.settled_by.size() <= finding.missing.size(), "more settle than are missing");
    }
  }
}

}  // namespace
}  // namespace probity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probity;
  if (size > kMostBytes) return 0;
  static DossierLoader loader(the_rules().vocabulary);
  static Facts facts;
  const SourceText source("input.json", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics diagnostics;
  const bool is_loaded = loader.load(source, SourceId(std::uint32_t{0}), facts, diagnostics);
  expect(is_loaded != diagnostics.has_errors(),
         "a refusal without a reason, or a reason without one");
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    expect(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size,
           "a diagnostic outside the dossier");
  }
  if (!is_loaded) return 0;
  EvaluateOptions options;
  options.with_trace = size % 2 == 0;
  const Decision decision = evaluate(the_rules(), facts, options);
  check_shape(decision);
  expect(are_same(decision, evaluate(the_rules(), facts, options)), "two evaluations differ");
  return 0;
}
