// Case files in memory: what is read, in one way, and what can be run again on another program.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/cases/sample_cases.h"

namespace probity::test {
namespace {

/// One case about base.json with these lines behind `dossier`.
std::string one_case(const std::string& lines) {
  return "case \"sample\"\n    dossier \"base.json\"\n" + lines;
}

TEST_CASE("every form of a case that is written in right.case passes") {
  const SampleRules rules;
  const SampleRun run = rules.run("right.case", read_golden(golden_folder("cases") / "right.case"));
  CHECK_MESSAGE(run.all_pass(), run.diagnostics_text(), run.report_text());
  CHECK(run.results.size() == 9);
}

TEST_CASE("the grammar of cases has no ambiguity") {
  for (const char* name : {"right.case", "outcomes.case", "names.case", "claims.case"}) {
    const std::string text = read_golden(golden_folder("cases") / name);
    CHECK_MESSAGE(count_case_ambiguities(SourceText(name, text)) == 0, name);
  }
}

TEST_CASE("no case file of the repository is read in two ways") {
  std::size_t files = 0;
  const auto root = std::filesystem::path(PROBITY_SOURCE_DIR) / "cases";
  for (const auto& found : std::filesystem::recursive_directory_iterator(root)) {
    if (found.path().extension() != ".case") continue;
    const SourceText source(found.path().string(), read_golden(found.path()));
    CHECK_MESSAGE(count_case_ambiguities(source) == 0, found.path().string());
    ++files;
  }
  CHECK(files > 5);
}

TEST_CASE("the examples of the language reference are read, and in one way") {
  const std::string text =
      read_golden(std::filesystem::path(PROBITY_SOURCE_DIR) / "grammar/reference.md");
  std::size_t examples = 0;
  for (std::size_t at = text.find("```case\n"); at != std::string::npos;
       at = text.find("```case\n", at + 1)) {
    const std::size_t begin = at + 8;
    const SourceText source("example.case", text.substr(begin, text.find("```", begin) - begin));
    Diagnostics diagnostics;
    const ast::CaseFile file = parse_case_file(source, SourceId(std::size_t{0}), diagnostics);
    CHECK(!file.cases.empty());
    CHECK(diagnostics.empty());
    CHECK(count_case_ambiguities(source) == 0);
    ++examples;
  }
  CHECK(examples >= 1);
}

TEST_CASE("the words of cases stay names where no keyword can stand") {
  const SampleRules rules;
  CHECK(rules
            .run("x.case", one_case("    with wares[0].kind is with\n"
                                    "    expect MARKET is compliant\n"))
            .all_pass());
  CHECK(rules
            .run("x.case", one_case("    with kinds is [cloth, with]\n"
                                    "    expect MARKET is compliant\n"))
            .all_pass());
}

TEST_CASE("changes are made in order, each in what those before it left") {
  const SampleRules rules;
  const SampleRun run =
      rules.run("x.case", one_case("    with remove wares[0]\n"
                                   "         wares[0].weighed is false\n"
                                   "         wares[0].price is EUR 11\n"
                                   "    expect weighing for wares[0] is violated\n"
                                   "           figure total_price is EUR 11\n"));
  CHECK_MESSAGE(run.all_pass(), run.diagnostics_text(), run.report_text());
}

TEST_CASE("a figure is compared by its exact value, not by the one that is shown") {
  const SampleRules rules;
  const std::string with = "    with wares[1].price is EUR 30.000001\n";
  CHECK(!rules.run("x.case", one_case(with + "    expect figure foreign_share is 30 %\n"))
             .all_pass());
  CHECK(rules.run("x.case", one_case(with + "    expect figure total_price is EUR 100.000001\n"))
            .all_pass());
}

TEST_CASE("prepared cases run again in memory, and notice a changed program") {
  const SampleRules rules;
  const std::string text = one_case("    expect share is satisfied\n");
  const SourceText source("x.case", text);
  Diagnostics diagnostics;
  const ast::CaseFile file = parse_case_file(source, SourceId(std::size_t{0}), diagnostics);
  std::vector<CheckedCase> checked = check_case_file(file, source, rules.program(), diagnostics);
  REQUIRE(checked.size() == 1);
  CasePreparer preparer(rules.program().vocabulary);
  std::vector<PreparedCase> prepared;
  const BaseDossier base =
      base_dossier("base.json", read_golden(golden_folder("cases") / "base.json"));
  prepared.reserve(3);
  for (int copy = 0; copy < 3; ++copy) {
    prepared.push_back(*preparer.prepare(checked.front().content, base, diagnostics));
  }
  for (const auto& mismatches : run_cases(rules.program(), prepared)) CHECK(mismatches.empty());

  Program changed = rules.program();
  changed.parameters.front().values.front().value = Number(0);
  const auto results = run_cases(changed, prepared);
  REQUIRE(results.size() == 3);
  for (const auto& mismatches : results) {
    REQUIRE(mismatches.size() == 1);
    CHECK(mismatches.front().came == "market.share is violated");
  }
}

}  // namespace
}  // namespace probity::test
