// The outcome of a rule and the verdict of an instrument, table by table (language.md, "The outcome
// of a rule", "The verdict of an instrument, and of a dossier").
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kRule = R"(
rule plain "A rule"
    law LAW "Art. 1"
    applies when a
    requires b
    failing "b is not"
    unless first "one excuse"
        law LAW "Art. 2"
        when c
    unless second "another"
        law LAW "Art. 3"
        when d
)";

std::string fields_of(const std::string& letters) {
  std::string fields;
  for (std::size_t index = 0; index < letters.size(); ++index) {
    if (letters[index] == 'U') continue;
    if (!fields.empty()) fields += ", ";
    fields +=
        std::string("\"") + "abcd"[index] + "\": " + (letters[index] == 'T' ? "true" : "false");
  }
  return fields;
}

struct Row {
  const char* facts;  ///< applies, requires, first exception, second exception
  Outcome outcome;
  Names possible;
};

TEST_CASE("outcome: every unknown clause is taken both ways") {
  const Program program = world(std::string(kInstrument) + std::string(kRule));
  const std::vector<Row> rows = {
      {"TTFF", Outcome::kSatisfied, {"satisfied"}},
      {"TTTT", Outcome::kSatisfied, {"satisfied"}},
      {"TTUU", Outcome::kSatisfied, {"satisfied"}},
      {"TFFF", Outcome::kViolated, {"violated"}},
      {"TFTF", Outcome::kExcused, {"excused"}},
      {"TFUT", Outcome::kExcused, {"excused"}},
      {"TFUF", Outcome::kUndetermined, {"excused", "violated"}},
      {"TFUU", Outcome::kUndetermined, {"excused", "violated"}},
      {"TUFF", Outcome::kUndetermined, {"satisfied", "violated"}},
      {"TUTF", Outcome::kExcused, {"satisfied", "excused"}},
      {"TUUF", Outcome::kUndetermined, {"satisfied", "excused", "violated"}},
      {"FFFF", Outcome::kNotApplicable, {"not_applicable"}},
      {"FUUU", Outcome::kNotApplicable, {"not_applicable"}},
      {"UTFF", Outcome::kUndetermined, {"not_applicable", "satisfied"}},
      {"UTUU", Outcome::kUndetermined, {"not_applicable", "satisfied"}},
      {"UFFF", Outcome::kUndetermined, {"not_applicable", "violated"}},
      {"UFTF", Outcome::kUndetermined, {"not_applicable", "excused"}},
      {"UUFF", Outcome::kUndetermined, {"not_applicable", "satisfied", "violated"}},
      {"UUTF", Outcome::kUndetermined, {"not_applicable", "satisfied", "excused"}},
      {"UUUU", Outcome::kUndetermined, {"not_applicable", "satisfied", "excused", "violated"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.facts);
    const Decision decision = decide(program, dossier_json(fields_of(row.facts)));
    const Finding& finding = finding_of(program, decision, "plain");
    CHECK(outcome_name(finding.outcome) == outcome_name(row.outcome));
    CHECK(names_of(finding.possible) == row.possible);
  }
}

TEST_CASE("outcome: what is missing is what can still change it") {
  const Program program = world(std::string(kInstrument) + std::string(kRule));
  const auto finding = [&](const std::string& facts) {
    return finding_of(program, decide(program, dossier_json(fields_of(facts))), "plain");
  };
  CHECK(finding("TTUU").missing.empty());
  CHECK(finding("FUUU").missing.empty());
  CHECK(finding("TUTU").missing.empty());
  CHECK(finding("UTUU").missing == Names{"/a"});
  CHECK(finding("TUFF").missing == Names{"/b"});
  CHECK(finding("TUFF").settled_by == Names{"/b"});
  CHECK(finding("TFUU").missing == Names{"/c", "/d"});
  CHECK(finding("TFUU").settled_by == Names{"/c"});
  CHECK(finding("UUUU").missing == Names{"/a", "/b", "/c", "/d"});
  CHECK(finding("UUUU").settled_by == Names{"/a"});
  CHECK(finding("TUUF").settled_by == Names{"/b"});
}

TEST_CASE("outcome: an exception is asked where it is needed") {
  const Program program = world(std::string(kInstrument) + std::string(kRule));
  const auto outcomes = [&](const std::string& facts) {
    Names names;
    const Decision decision = decide(program, dossier_json(fields_of(facts)));
    for (const ExceptionResult& result : finding_of(program, decision, "plain").exceptions) {
      names.emplace_back(exception_outcome_name(result.outcome));
    }
    return names;
  };
  CHECK(outcomes("TTTT") == Names{"not_asked", "not_asked"});
  for (const std::string& outcome : outcomes("FFTT")) CHECK(outcome == "not_asked");
  CHECK(outcomes("TFFT") == Names{"false", "true"});
  CHECK(outcomes("TFFF") == Names{"false", "false"});
  CHECK(outcomes("TUUF") == Names{"unknown", "false"});
}

constexpr std::string_view kWindows = R"(
rule dated "A rule with a life"
    law LAW "Art. 1"
    effective from 2020-01-01 until 2029-12-31
    requires a
    failing "not a"
    unless for_a_time "an excuse for a time"
        law LAW "Art. 2"
        effective from 2024-01-01 until 2024-12-31
        when b
)";

TEST_CASE("force: both ends of a window belong to it") {
  const Program program = world(std::string(kInstrument) + std::string(kWindows));
  const auto outcome = [&](const std::string& day) {
    const Decision decision =
        decide(program, dossier_json(R"("a": false, "b": true)", R"("ONE")", day));
    return std::string(outcome_name(finding_of(program, decision, "dated").outcome));
  };
  CHECK(outcome("2019-12-31") == "not_in_force");
  CHECK(outcome("2020-01-01") == "violated");
  CHECK(outcome("2023-12-31") == "violated");
  CHECK(outcome("2024-01-01") == "excused");
  CHECK(outcome("2024-12-31") == "excused");
  CHECK(outcome("2025-01-01") == "violated");
  CHECK(outcome("2029-12-31") == "violated");
  CHECK(outcome("2030-01-01") == "not_in_force");
}

TEST_CASE("force: --as-of replaces the reference date") {
  const Program program = world(std::string(kInstrument) + std::string(kWindows));
  EvaluateOptions options;
  options.as_of = parse_date("2024-06-01");
  const Decision decision = decide(program, dossier_json(R"("a": false, "b": true)"), options);
  CHECK(finding_of(program, decision, "dated").outcome == Outcome::kExcused);
  CHECK(decision.as_of == parse_date("2024-06-01"));
  CHECK(instrument_of(decision, "ONE").as_of == parse_date("2024-06-01"));
}

TEST_CASE("force: an exception out of force says so and is false") {
  const Program program = world(std::string(kInstrument) + std::string(kWindows));
  const Decision decision = decide(program, dossier_json(R"("a": false)"));
  const Finding& finding = finding_of(program, decision, "dated");
  CHECK(finding.outcome == Outcome::kViolated);
  REQUIRE(finding.exceptions.size() == 1);
  CHECK(finding.exceptions.front().outcome == ExceptionOutcome::kNotInForce);
}

constexpr std::string_view kInstrumentWindow = R"(
instrument ONE
    effective from 2024-01-01
    applies when ONE is in instruments
    reference date submitted

parameter limit : number
    law LAW "Art. 9"
    from 2020-01-01 is 1
    from 2025-01-01 is 2

rule within "n within the limit of its day"
    law LAW "Art. 1"
    effective from 2020-01-01
    requires n is at most limit
    failing "above"
)";

TEST_CASE("force: without the instrument none of its rules has any") {
  const Program program = world(kInstrumentWindow);
  const Decision decision = decide(program, dossier_json(R"("n": 5)", R"("ONE")", "2023-12-31"));
  CHECK(finding_of(program, decision, "within").outcome == Outcome::kNotInForce);
  CHECK(instrument_of(decision, "ONE").verdict == Verdict::kNotApplicable);
}

TEST_CASE("force: a parameter has the value of the day") {
  const Program program = world(kInstrumentWindow);
  const auto outcome = [&](const std::string& day) {
    return finding_of(program, decide(program, dossier_json(R"("n": 2)", R"("ONE")", day)),
                      "within")
        .outcome;
  };
  CHECK(outcome("2024-12-31") == Outcome::kViolated);
  CHECK(outcome("2025-01-01") == Outcome::kSatisfied);
}

constexpr std::string_view kForEach = R"(
rule per_part "Each part fits"
    law LAW "Art. 1"
    for each x in parts
    applies when a and x.weight is at least 1
    requires x.fits
    failing "{x.name} does not fit"
    unless light "light ones"
        law LAW "Art. 2"
        when b and x.weight is at most 2
)";

TEST_CASE("for each: one finding an element, and its pointer") {
  const Program program = world(std::string(kInstrument) + std::string(kForEach));
  const Decision decision = decide(
      program,
      dossier_json(
          R"("a": true, "b": true, "parts": [{"fits": true, "weight": 5}, {"fits": false, "weight": 2},
             {"fits": false, "weight": 5}, {"fits": false, "weight": 0}, {"weight": 5}])"));
  CHECK(instrument_of(decision, "ONE").findings.size() == 5);
  CHECK(finding_of(program, decision, "per_part", "/parts/0").outcome == Outcome::kSatisfied);
  CHECK(finding_of(program, decision, "per_part", "/parts/1").outcome == Outcome::kExcused);
  CHECK(finding_of(program, decision, "per_part", "/parts/2").outcome == Outcome::kViolated);
  CHECK(finding_of(program, decision, "per_part", "/parts/3").outcome == Outcome::kNotApplicable);
  const Finding& open = finding_of(program, decision, "per_part", "/parts/4");
  CHECK(names_of(open.possible) == Names{"satisfied", "violated"});
  CHECK(open.missing == Names{"/parts/4/fits"});
}

TEST_CASE("for each: an empty list is not applicable, an unknown one is open") {
  const Program program = world(std::string(kInstrument) + std::string(kForEach));
  const Decision none = decide(program, dossier_json(R"("a": true, "parts": [])"));
  REQUIRE(instrument_of(none, "ONE").findings.size() == 1);
  CHECK(instrument_of(none, "ONE").findings.front().outcome == Outcome::kNotApplicable);
  const Decision unknown = decide(program, dossier_json(R"("a": true, "b": false)"));
  REQUIRE(instrument_of(unknown, "ONE").findings.size() == 1);
  const Finding& finding = finding_of(program, unknown, "per_part", "/parts");
  CHECK(finding.outcome == Outcome::kUndetermined);
  CHECK(names_of(finding.possible) == Names{"not_applicable", "satisfied", "violated"});
  CHECK(finding.missing == Names{"/parts"});
  CHECK(finding.settled_by == Names{"/parts"});
}

TEST_CASE("for each: conjuncts without the variable are decided first, once") {
  const Program program = world(std::string(kInstrument) + std::string(kForEach));
  for (const char* list :
       {R"("parts": [{"fits": false, "weight": 5}, {}])", R"("parts": [])", R"("n": 1)"}) {
    CAPTURE(list);
    const Decision decision = decide(program, dossier_json(std::string(R"("a": false, )") + list));
    REQUIRE(instrument_of(decision, "ONE").findings.size() == 1);
    CHECK(instrument_of(decision, "ONE").findings.front().outcome == Outcome::kNotApplicable);
  }
  const Decision open =
      decide(program, dossier_json(R"("b": false, "parts": [{"fits": false, "weight": 5}])"));
  const Finding& finding = finding_of(program, open, "per_part", "/parts/0");
  CHECK(names_of(finding.possible) == Names{"not_applicable", "violated"});
  CHECK(finding.missing == Names{"/a"});
}

TEST_CASE("for each: an unknown list also misses what its elements would ask of the dossier") {
  const Program program = world(std::string(kInstrument) + std::string(kForEach));
  // Known, b alone decides whether an element can still be excused.
  const Finding finding =
      finding_of(program, decide(program, dossier_json(R"("a": true)")), "per_part", "/parts");
  CHECK(names_of(finding.possible) == Names{"not_applicable", "satisfied", "excused", "violated"});
  CHECK(finding.missing == Names{"/b", "/parts"});
}

}  // namespace
}  // namespace probity::test
