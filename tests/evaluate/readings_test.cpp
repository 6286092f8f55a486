// Readings of contested points, and verdicts of instruments and dossiers.
#include <doctest/doctest.h>

#include <string>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kPoints = R"(
interpretation point "A contested point"
    law LAW "Art. 5"
    reading narrow "one way" authority "wording" default
    reading wide "the other way" authority "purpose"

interpretation matter "Another"
    law LAW "Art. 6"
    reading strict "one way" authority "wording" default
    reading lenient "the other way" authority "purpose"
)";

constexpr std::string_view kReadRules = R"(
rule one_point "Hangs on one point"
    law LAW "Art. 1"
    requires a or point is wide
    failing "no"

rule two_points "Hangs on both points together"
    law LAW "Art. 2"
    requires a or (point is wide and matter is lenient)
    failing "no"

rule under_wide "Of the wide reading alone"
    law LAW "Art. 3"
    under point is wide
    requires a
    failing "no"

rule excused_if_wide "With an excuse of the wide reading"
    law LAW "Art. 4"
    requires a
    failing "no"
    unless widely "the wide reading excuses"
        law LAW "Art. 4"
        under point is wide
        when b
)";

TEST_CASE("readings: one at a time, and only where the outcome differs") {
  const Program program =
      world(std::string(kInstrument) + std::string(kPoints) + std::string(kReadRules));
  const Decision decision = decide(program, dossier_json(R"("a": false, "b": true)"));
  const Finding& one = finding_of(program, decision, "one_point");
  CHECK(one.outcome == Outcome::kViolated);
  CHECK(one.readings ==
        ReadingOutcomes{{"main.point", {{"narrow", "violated"}, {"wide", "satisfied"}}}});
  const Finding& excused = finding_of(program, decision, "excused_if_wide");
  CHECK(excused.outcome == Outcome::kViolated);
  CHECK(excused.readings ==
        ReadingOutcomes{{"main.point", {{"narrow", "violated"}, {"wide", "excused"}}}});

  const Decision same = decide(program, dossier_json(R"("a": true, "b": true)"));
  CHECK(finding_of(program, same, "one_point").readings.empty());
  CHECK(finding_of(program, same, "excused_if_wide").readings.empty());
}

TEST_CASE("readings: a combination that alone changes the outcome is joint") {
  const Program program =
      world(std::string(kInstrument) + std::string(kPoints) + std::string(kReadRules));
  const Decision decision = decide(program, dossier_json(R"("a": false, "b": true)"));
  const Finding& two = finding_of(program, decision, "two_points");
  CHECK(two.outcome == Outcome::kViolated);
  CHECK(two.readings ==
        ReadingOutcomes{{"joint", {{"main.point=wide,main.matter=lenient", "satisfied"}}}});
}

TEST_CASE("readings: a rule under another reading has no force") {
  const Program program =
      world(std::string(kInstrument) + std::string(kPoints) + std::string(kReadRules));
  const Decision decision = decide(program, dossier_json(R"("a": false, "b": true)"));
  const Finding& finding = finding_of(program, decision, "under_wide");
  CHECK(finding.outcome == Outcome::kNotInForce);
  CHECK(finding.readings ==
        ReadingOutcomes{{"main.point", {{"narrow", "not_in_force"}, {"wide", "violated"}}}});
}

TEST_CASE("readings: another default decides, and the rest is told from there") {
  const Program program =
      world(std::string(kInstrument) + std::string(kPoints) + std::string(kReadRules));
  EvaluateOptions options;
  options.readings.push_back({InterpretationId(std::uint32_t{0}), 1});
  const Decision decision = decide(program, dossier_json(R"("a": false, "b": true)"), options);
  CHECK(finding_of(program, decision, "one_point").outcome == Outcome::kSatisfied);
  CHECK(finding_of(program, decision, "under_wide").outcome == Outcome::kViolated);
  const Finding& two = finding_of(program, decision, "two_points");
  CHECK(two.outcome == Outcome::kViolated);
  CHECK(two.readings ==
        ReadingOutcomes{{"main.matter", {{"strict", "violated"}, {"lenient", "satisfied"}}}});
}

constexpr std::string_view kTwoRules = R"(
rule first "First"
    law LAW "Art. 1"
    applies when a
    requires b
    failing "no"
    unless mild "an excuse"
        law LAW "Art. 2"
        when n is 1

rule second "Second"
    law LAW "Art. 3"
    applies when c
    requires d
    failing "no"
)";

struct VerdictRow {
  const char* fields;
  Verdict verdict;
  bool by_derogation;
};

TEST_CASE("verdict: violated, then open, then met, then nothing to say") {
  const Program program = world(std::string(kInstrument) + std::string(kTwoRules));
  const VerdictRow rows[] = {
      {R"("a": true, "b": false, "n": 0, "c": true)", Verdict::kNonCompliant, false},
      {R"("a": true, "b": true, "c": true)", Verdict::kUndetermined, false},
      {R"("a": true, "b": true, "c": true, "d": true)", Verdict::kCompliant, false},
      {R"("a": true, "b": false, "n": 1, "c": true, "d": true)", Verdict::kCompliant, true},
      {R"("a": true, "b": false, "n": 1, "c": false)", Verdict::kCompliant, true},
      // Open, but it cannot be violated any more: the other rule decides.
      {R"("a": true, "b": true, "d": true)", Verdict::kCompliant, false},
      // Open between not applicable and satisfied, and nothing else: neither compliant nor out of
      // scope.
      {R"("a": false, "d": true)", Verdict::kUndetermined, false},
      {R"("a": false, "c": false)", Verdict::kNotApplicable, false},
  };
  for (const VerdictRow& row : rows) {
    CAPTURE(row.fields);
    const Decision decision = decide(program, dossier_json(row.fields));
    const InstrumentDecision& instrument = instrument_of(decision, "ONE");
    CHECK(verdict_name(instrument.verdict) == verdict_name(row.verdict));
    CHECK(instrument.by_derogation == row.by_derogation);
    CHECK(decision.verdict == row.verdict);
  }
}

TEST_CASE("verdict: an instrument that is named and has no rules is not passed over") {
  const Program program = world(std::string(kInstrument) + std::string(kTwoRules));
  const Decision decision =
      decide(program, dossier_json(R"("a": true, "b": true, "c": false)", R"("ONE", "THREE")"));
  REQUIRE(decision.instruments.size() == 2);
  const InstrumentDecision& three = instrument_of(decision, "THREE");
  CHECK_FALSE(three.id.is_present());
  CHECK(three.verdict == Verdict::kUndetermined);
  CHECK_FALSE(three.reason.empty());
  CHECK(instrument_of(decision, "ONE").verdict == Verdict::kCompliant);
  CHECK(decision.verdict == Verdict::kUndetermined);
}

constexpr std::string_view kTwoInstruments = R"(
instrument ONE
    applies when ONE is in instruments
    reference date submitted

instrument TWO
    applies when TWO is in instruments or (known parts and count(parts) is at least 1)
    reference date day otherwise submitted

rule shared "Of both"
    law LAW "Art. 1"
    effective from 2025-01-01
    requires a
    failing "no"

rule single "Of the second alone"
    law LAW "Art. 2"
    for instrument TWO
    requires b
    failing "no"
)";

TEST_CASE("verdict: each instrument has its rules and its day") {
  const Program program = world(kTwoInstruments);
  const Decision decision =
      decide(program, dossier_json(R"("a": false, "b": true, "day": "2024-12-31", "parts": [{}])"));
  REQUIRE(decision.instruments.size() == 2);
  CHECK(instrument_of(decision, "ONE").verdict == Verdict::kNonCompliant);
  CHECK(instrument_of(decision, "ONE").findings.size() == 1);
  const InstrumentDecision& two = instrument_of(decision, "TWO");
  CHECK(two.as_of == parse_date("2024-12-31"));
  CHECK(two.verdict == Verdict::kCompliant);
  REQUIRE(two.findings.size() == 2);
  CHECK(two.findings[0].outcome == Outcome::kNotInForce);
  CHECK(two.findings[1].outcome == Outcome::kSatisfied);
  CHECK(decision.verdict == Verdict::kNonCompliant);
}

TEST_CASE("verdict: what a dossier does not concern is not listed") {
  const Program program = world(kTwoInstruments);
  for (const char* parts : {R"("parts": [])", R"("a": true)"}) {
    const Decision decision = decide(program, dossier_json(parts));
    CAPTURE(parts);
    CHECK(decision.instruments.size() == 1);
  }
}

}  // namespace
}  // namespace probity::test
