// Case files as people read what comes of them: tests/golden/cases/NAME.case, run against the small
// rule set beside it, gives NAME.txt: first the mistakes in its text, then the results.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/cases/sample_cases.h"
#include "tests/golden_support.h"

namespace probity::test {
namespace {

TEST_CASE("case files come out as the golden texts") {
  const SampleRules rules;
  const auto sources = golden_sources(golden_folder("cases"), ".case");
  CHECK(sources.size() >= 7);
  for (const auto& path : sources) {
    const SampleRun run = rules.run(path.filename().string(), read_golden(path));
    compare_golden(golden_folder("cases") / (path.stem().string() + ".txt"),
                   run.diagnostics_text() + run.report_text());
  }
}

TEST_CASE("every code of cases has a golden text") {
  check_codes_have_goldens(golden_folder("cases"), "PR0900", "PR0999");
}

}  // namespace
}  // namespace probity::test
