#include <doctest/doctest.h>

#include "report/check_json.h"
#include "report/json_report.h"
#include "tests/golden_support.h"
#include "tests/report/sample.h"

namespace probity::test {
namespace {

TEST_CASE("layouts differ in blanks only") {
  for (const JsonLayout layout : {JsonLayout::kOneLine, JsonLayout::kIndented}) {
    JsonReport writer(layout);
    writer.begin_object();
    writer.key("a").begin_array().string("x").null().boolean(true).number(3).end_array();
    writer.key("b").begin_object().end_object();
    writer.key("c").json("{\"d\": 1}");
    writer.end_object();
    std::string text = writer.take();
    if (layout == JsonLayout::kOneLine) CHECK(text.find('\n') == std::string::npos);
    std::erase_if(text, [](char character) { return character == ' ' || character == '\n'; });
    CHECK(text == R"({"a":["x",null,true,3],"b":{},"c":{"d":1}})");
  }
}

TEST_CASE("a decision has every key of the contract, in its order") {
  const Sample sample;
  Finding finding = finding_of(1, Outcome::kUndetermined, "/crates/0");
  finding.possible = {Outcome::kSatisfied, Outcome::kViolated};
  finding.missing = finding.settled_by = {"/crates/0/sealed"};
  finding.exceptions = {{ExceptionId(std::uint32_t{0}), ExceptionOutcome::kNotAsked, ""}};
  finding.readings = {{"port.waiver", {{"nobody", "violated"}}}};
  finding.evidence = {{"/crates", {"D1"}}};
  Finding ceiling = finding_of(0, Outcome::kViolated);
  ceiling.message = "too much";
  ceiling.trace = {sample.ceiling_clause("38.2 %", Truth::kFalse)};
  Decision decision = decision_with(Verdict::kNonCompliant, {ceiling, finding});
  decision.instruments[0].figures = {
      {DefinitionId(std::uint32_t{0}), {"38.20 %", "191/500", false}, {}},
  };
  decision.instruments[0].reason = "a reason";
  const auto folder = golden_folder("report");
  compare_golden(folder / "decision.json", check_json(sample.program, sample.result(decision),
                                                      JsonDetail::kFull, JsonLayout::kIndented) +
                                               "\n");
  compare_golden(folder / "decision_brief.json",
                 check_json(sample.program, sample.result(decision), JsonDetail::kBrief,
                            JsonLayout::kIndented) +
                     "\n");
}

TEST_CASE("an unknown figure is null, whether a fact or something else is the cause") {
  const Sample sample;
  Decision decision = decision_with(Verdict::kUndetermined, {});
  decision.instruments[0].figures = {{DefinitionId(std::uint32_t{0}), {}, {"/crates/1/weight"}}};
  const std::string text =
      check_json(sample.program, sample.result(decision), JsonDetail::kFull, JsonLayout::kOneLine);
  CHECK(text.find(R"("port.share":{"value":null,"exact":null,"unknown":["/crates/1/weight"]})") !=
        std::string::npos);
}

TEST_CASE("a refused dossier has every key and no verdict") {
  const Sample sample;
  DossierResult result = sample.result({});
  result.decision.reset();
  Diagnostic refusal;
  refusal.code = all_codes().front().code;
  refusal.span = {sample.source, 1, 10};
  refusal.message = "no such key";
  refusal.pointer = "/dossier";
  refusal.help = "write another";
  result.refusals = {refusal};
  compare_golden(
      golden_folder("report") / "refused.json",
      check_json(sample.program, result, JsonDetail::kFull, JsonLayout::kIndented) + "\n");
}

}  // namespace
}  // namespace probity::test
