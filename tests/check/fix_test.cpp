// The safe fix of a diagnostic mends what it is offered for.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/check/sample.h"

namespace probity::test {
namespace {

constexpr const char* kName = "fixed.rules";

std::vector<Diagnostic> diagnose(const std::string& rules) {
  Diagnostics diagnostics;
  const RuleSetText text = sample_rule_set(kName, rules, diagnostics);
  (void)check_rule_set(text, diagnostics);
  return diagnostics.sorted();
}

/// Applies every safe fix, the last in the text first.
std::string fixed(std::string rules) {
  std::vector<Diagnostic> diagnostics = diagnose(rules);
  std::reverse(diagnostics.begin(), diagnostics.end());
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.fix || !diagnostic.fix->is_safe) continue;
    const Span span = diagnostic.fix->span;
    rules.replace(span.begin, span.end - span.begin, diagnostic.fix->replacement);
  }
  return rules;
}

std::string rule(const std::string& requirement) {
  return "module sample\nuse facts\nuse places\nrule r \"R\" law ACT \"1\"\n  requires " +
         requirement + "\n  failing \"no\"\n";
}

void check_fix(const std::string& wrong, const std::string& right) {
  CHECK(fixed(rule(wrong)) == rule(right));
  CHECK(diagnose(rule(right)).empty());
}

TEST_CASE("two negations become `every`") {
  check_fix("no p in parts satisfies not p.spare", "every p in parts satisfies p.spare");
  check_fix("(no p in parts satisfies p.origin is not PL)",
            "(every p in parts satisfies p.origin is PL)");
  check_fix("no p in parts satisfies p.origin is not in EU",
            "every p in parts satisfies p.origin is in EU");
  check_fix("no p in parts satisfies (not (p.spare and p.origin is PL))",
            "every p in parts satisfies ((p.spare and p.origin is PL))");
}

TEST_CASE("a comparison gets the words of its type") {
  check_fix("signed is at most submitted", "signed is on or before submitted");
  check_fix("signed is more than submitted", "signed is after submitted");
  check_fix("units is on or after 3", "units is at least 3");
  check_fix("total is before main_part.cost", "total is less than main_part.cost");
}

TEST_CASE("a country gets its own code") {
  check_fix("seat is UK", "seat is GB");
  check_fix("seat is in { EL, DEU }", "seat is in { GR, DE }");
}

}  // namespace
}  // namespace probity::test
