// The text report, as a page to read: tests/golden/report/*.txt.

#include <doctest/doctest.h>

#include "report/check_text.h"
#include "tests/golden_support.h"
#include "tests/report/sample.h"

namespace probity::test {
namespace {

void compare_page(const char* name, const std::string& page) {
  compare_golden(golden_folder("report") / name, page);
}

Finding violated_ceiling(const Sample& sample) {
  Finding finding = finding_of(0, Outcome::kViolated);
  finding.message = "38.2 % of the weight is foreign; the ceiling is 35 %";
  finding.trace = {sample.ceiling_clause("38.2 %", Truth::kFalse)};
  finding.evidence = {{"/crates", {"D1", "D2"}}};
  return finding;
}

Finding excused_seal() {
  Finding finding = finding_of(1, Outcome::kExcused, "/crates/0");
  finding.exceptions = {{ExceptionId(std::uint32_t{0}), ExceptionOutcome::kTrue,
                         "Only because the seal of green tea was waived."}};
  finding.readings = {{"port.waiver", {{"master", "excused"}, {"nobody", "violated"}}}};
  return finding;
}

Finding open_seal(const std::string& subject) {
  Finding finding = finding_of(1, Outcome::kUndetermined, subject);
  finding.possible = {Outcome::kSatisfied, Outcome::kViolated};
  finding.missing = {subject + "/sealed", "/announced"};
  finding.settled_by = {subject + "/sealed"};
  finding.exceptions = {{ExceptionId(std::uint32_t{0}), ExceptionOutcome::kUnknown, ""}};
  return finding;
}

TEST_CASE("a violated rule shows its law, its figures, the limit and its evidence") {
  const Sample sample;
  Decision decision = decision_with(Verdict::kNonCompliant, {violated_ceiling(sample)});
  decision.instruments[0].figures = {
      {DefinitionId(std::uint32_t{0}), {"38.20 %", "191/500", true}, {}}};
  compare_page("violated.txt", check_text(sample.program, sample.result(decision), {}));
}

TEST_CASE("a verdict by derogation shows the exception, its last day and the other reading") {
  const Sample sample;
  Decision decision = decision_with(Verdict::kCompliant, {excused_seal()});
  decision.instruments[0].by_derogation = true;
  compare_page("by_derogation.txt", check_text(sample.program, sample.result(decision), {}));
}

TEST_CASE("an undetermined verdict shows what is missing, and what cannot matter in one line") {
  const Sample sample;
  Finding harmless = finding_of(0, Outcome::kUndetermined);
  harmless.possible = {Outcome::kNotApplicable, Outcome::kSatisfied};
  harmless.missing = {"/announced"};
  Decision decision = decision_with(Verdict::kUndetermined,
                                    {harmless, open_seal("/crates/0"), open_seal("/crates/1")});
  InstrumentDecision& instrument = decision.instruments[0];
  instrument.possible = {Verdict::kCompliant, Verdict::kNonCompliant};
  instrument.missing = {"/crates/0/sealed", "/announced"};
  instrument.settled_by = {"/crates/0/sealed"};
  instrument.figures = {{DefinitionId(std::uint32_t{0}), {}, {"/crates/1/weight"}}};
  compare_page("undetermined.txt", check_text(sample.program, sample.result(decision), {}));
}

TEST_CASE("all details show what is satisfied, and the reasoning as trees") {
  const Sample sample;
  Finding satisfied = finding_of(0, Outcome::kSatisfied);
  satisfied.trace = {sample.ceiling_clause("35 %", Truth::kTrue)};
  const Decision decision = decision_with(Verdict::kCompliant, {satisfied});
  compare_page("verbose.txt",
               check_text(sample.program, sample.result(decision), {.detail = TextDetail::kAll}));
}

TEST_CASE("many elements are counted, not listed") {
  const Sample sample;
  std::vector<Finding> findings(25, open_seal("/crates/1"));
  const Decision decision = decision_with(Verdict::kUndetermined, std::move(findings));
  const std::string page = check_text(sample.program, sample.result(decision), {});
  CHECK(page.find("and 15 more (--verbose shows them)") != std::string::npos);
}

TEST_CASE("colours do not change the words") {
  const Sample sample;
  const Decision decision = decision_with(Verdict::kNonCompliant, {violated_ceiling(sample)});
  const std::string plain = check_text(sample.program, sample.result(decision), {});
  std::string coloured =
      check_text(sample.program, sample.result(decision), {.colour = Colour::kOn});
  CHECK(coloured != plain);
  for (std::size_t begin = coloured.find('\x1b'); begin != std::string::npos;
       begin = coloured.find('\x1b')) {
    coloured.erase(begin, coloured.find('m', begin) - begin + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("the footer counts dossiers and says that nothing was recorded") {
  const Sample sample;
  CheckTotals totals;
  totals.add(Verdict::kCompliant);
  totals.add(Verdict::kNonCompliant);
  totals.add(std::nullopt);
  CHECK(check_footer_text(sample.program, totals, std::nullopt, Colour::kOff) ==
        "3 dossiers: 1 non-compliant, 1 compliant and 1 rejected\n"
        "Rules harbour 1.0 (sha256 bbbbbbbbbbbb), engine " PROBITY_VERSION
        ".\n"
        "Nothing was recorded (no --audit).\n");
}

}  // namespace
}  // namespace probity::test
