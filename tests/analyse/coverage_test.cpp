// What cases cover, worked out by hand on rules of a line or two.
#include "analyse/coverage.h"

#include "tests/analyse/prepared_cases.h"

namespace probity::test {
namespace {

std::string rule_text(const std::string& requirement) {
  return "rule only \"Only\"\n    law LAW \"Art. 1\"\n    requires " + requirement +
         "\n    failing \"no\"\n";
}

/// The coverage of one rule set by cases that vary one dossier, each by these changes.
struct Covered {
  Program program;
  Coverage coverage;

  explicit Covered(const std::string& declarations, const std::vector<std::string>& changes,
                   const std::string& dossier = dossier_json("\"a\": true"))
      : program(world(std::string(kInstrument) + declarations)) {
    std::string text;
    for (const std::string& change : changes) {
      text += case_text(
          "case " + std::to_string(text.size()),
          (change.empty() ? "" : "    with " + change + "\n") + "    expect ONE is compliant");
    }
    const std::vector<PreparedCase> cases = prepare_cases(program, dossier, text);
    REQUIRE(cases.size() == changes.size());
    coverage = cover(program, observe_all(program, cases));
  }

  [[nodiscard]] std::string source(NodeId node) const {
    return std::string(program.sources.text(program[node].span));
  }
  /// Of the condition that is written so.
  [[nodiscard]] const ConditionCoverage& condition(const std::string& text) const {
    for (const ConditionCoverage& one : coverage.conditions) {
      if (source(one.condition) == text) return one;
    }
    FAIL("no condition ", text);
    return coverage.conditions.front();
  }
};

TEST_CASE("an alternative decides where the other one is false") {
  const Covered covered(rule_text("a or b"), {"a is true\n b is false", "a is false\n b is false"});
  CHECK(covered.condition("a").when_true == CaseNumbers{0});
  CHECK(covered.condition("a").when_false == CaseNumbers{1});
  CHECK(covered.condition("a").is_covered);
  CHECK(covered.condition("b").when_true.empty());
  CHECK(covered.condition("b").when_false == CaseNumbers{1});
  CHECK_FALSE(covered.condition("b").is_covered);
}

TEST_CASE("where both alternatives hold, neither decides") {
  const Covered covered(rule_text("a or b"), {"a is true\n b is true"});
  CHECK(covered.condition("a").when_true.empty());
  CHECK(covered.condition("b").when_true.empty());
}

TEST_CASE("the two evaluations may differ in conditions that are masked") {
  // a decides in the first by c being false, in the second by b being true.
  const Covered covered(rule_text("(a and b) or c"), {"a is true\n b is true\n c is false",
                                                      "a is false\n b is true\n c is false",
                                                      "a is true\n b is false\n c is true"});
  CHECK(covered.condition("a").is_covered);
  CHECK(covered.condition("b").when_true == CaseNumbers{0});
  CHECK_FALSE(covered.condition("b").is_covered);
  CHECK(covered.condition("c").when_true == CaseNumbers{2});
  CHECK(covered.condition("c").when_false == CaseNumbers{1});
}

TEST_CASE("a false part decides beside one that nobody knows, a true one does not") {
  const Covered covered(rule_text("a and b"),
                        {"a is false\n b is unknown", "a is true\n b is unknown"},
                        dossier_json(R"("a": true, "b": true)"));
  CHECK(covered.condition("a").when_false == CaseNumbers{0});
  CHECK(covered.condition("a").when_true.empty());
  CHECK(covered.condition("b").when_false.empty());
}

TEST_CASE("`not` turns the result of a condition, and so does `no`") {
  const Covered covered(rule_text("not a and (no part in parts satisfies part.fits)"),
                        {"a is false\n parts is []", "a is true\n parts is []",
                         "a is false\n parts is [{ fits is true }, { fits is false }]",
                         "a is false\n parts is [{ fits is false }]"});
  CHECK(covered.condition("a").when_false == CaseNumbers{0, 3});
  CHECK(covered.condition("a").when_true == CaseNumbers{1});
  CHECK(covered.condition("a").is_covered);
  CHECK(covered.condition("part.fits").when_true == CaseNumbers{2});
  CHECK(covered.condition("part.fits").when_false == CaseNumbers{3});
  CHECK(covered.condition("part.fits").is_covered);
}

TEST_CASE("one element among others that hold decides for `every`, and none of two that fail") {
  const Covered covered(rule_text("every part in parts satisfies part.fits"),
                        {"parts is [{ fits is true }, { fits is false }]",
                         "parts is [{ fits is false }, { fits is false }]",
                         "parts is [{ fits is true }, { fits is true }]"});
  CHECK(covered.condition("part.fits").when_false == CaseNumbers{0});
  CHECK(covered.condition("part.fits").when_true == CaseNumbers{2});
}

TEST_CASE("an element keeps a decision from being open where the rest of its list is not known") {
  const Covered covered(rule_text("some part in (firm.parts + spares) satisfies part.fits"),
                        {"firm is { parts is [{ fits is true }] }\n spares is unknown",
                         "firm is { parts is [{ fits is true }] }"},
                        dossier_json(R"("spares": [])"));
  CHECK(covered.condition("part.fits").when_true == CaseNumbers{0, 1});
  CHECK(covered.condition("part.fits").when_false.empty());
}

TEST_CASE("a `where` is a decision of its own, and a define is read where it is named") {
  const Covered covered(
      "define small(item : part) : boolean = item.fits and item.weight is at most 2\n" +
          rule_text("count(part in parts where small(part)) is at least 1"),
      {"parts is [{ fits is true, weight is 2 }, { fits is true, weight is 3 },"
       " { fits is false, weight is 1 }]"});
  CHECK(covered.condition("item.fits").is_covered);
  CHECK(covered.condition("item.weight is at most 2").is_covered);
  CHECK(covered.condition("count(part in parts where small(part)) is at least 1").when_true ==
        CaseNumbers{0});
}

TEST_CASE(
    "what a define is handed stands beside its own conditions, and decides where it is named") {
  const Covered covered(
      "define both(ready : boolean, item : part) : boolean = ready and item.fits\n" +
          rule_text("every part in parts satisfies both(a, part)"),
      {"a is true\n parts is [{ fits is true }]", "a is true\n parts is [{ fits is false }]",
       "a is false\n parts is [{ fits is false }]"});
  CHECK(covered.condition("item.fits").when_true == CaseNumbers{0});
  CHECK(covered.condition("item.fits").when_false == CaseNumbers{1});
  CHECK(covered.condition("a").when_true == CaseNumbers{0, 1});
  CHECK(covered.condition("a").when_false == CaseNumbers{2});
}

TEST_CASE("whether there is a fact decides beside what is asked of it") {
  const Covered covered(
      "rule only \"Only\"\n    law LAW \"Art. 1\"\n"
      "    applies when known firm and firm.seat is PL\n    requires a\n"
      "    failing \"no\"\n",
      {"firm is unknown", "firm is { seat is PL }", "firm is { seat is FR }"},
      dossier_json(R"("a": true, "firm": {"seat": "PL"})"));
  CHECK(covered.condition("known firm").when_false == CaseNumbers{0});
  CHECK(covered.condition("known firm").when_true == CaseNumbers{1});
  CHECK(covered.condition("firm.seat is PL").is_covered);
}

TEST_CASE("a limit wants a case at it and one next to it on the other side") {
  const std::vector<std::string> nearby{"n is 3", "n is 4", "n is 2"};
  CHECK(Covered(rule_text("n is at most 3"), nearby).coverage.limits[0].beyond == CaseNumbers{1});
  CHECK(Covered(rule_text("n is less than 3"), nearby).coverage.limits[0].beyond == CaseNumbers{2});
  CHECK(Covered(rule_text("n is at least 3"), nearby).coverage.limits[0].beyond == CaseNumbers{2});
  CHECK(Covered(rule_text("n is more than 3"), nearby).coverage.limits[0].beyond == CaseNumbers{1});
  CHECK(Covered(rule_text("n is 3"), nearby).coverage.limits[0].beyond == CaseNumbers{1, 2});
  CHECK(Covered(rule_text("n is 3"), nearby).coverage.limits[0].at == CaseNumbers{0});
}

TEST_CASE("a unit is a day, a cent, a hundredth of a percentage point") {
  const Covered far(rule_text("price is at most EUR 10"),
                    {"price is EUR 10.02", "price is EUR 9.99"});
  CHECK(far.coverage.limits[0].at.empty());
  CHECK(far.coverage.limits[0].beyond.empty());
  CHECK(far.coverage.limits[0].nearest == Number::fraction(2, 100));
  CHECK_FALSE(far.coverage.limits[0].is_covered());
  const Covered near(rule_text("price is at most EUR 10"),
                     {"price is EUR 10.01", "price is EUR 10"});
  CHECK(near.coverage.limits[0].is_covered());
  const Covered share(rule_text("p is at most 10 %"),
                      {"p is 10.02 %", "p is 10.01 %", "p is 10 %"});
  CHECK(share.coverage.limits[0].beyond == CaseNumbers{1});
  const Covered day(rule_text("day is on or before 2025-01-31"),
                    {"day is 2025-01-31", "day is 2025-02-02"});
  CHECK_FALSE(day.coverage.limits[0].is_covered());
  CHECK(day.coverage.limits[0].nearest == Number(2));
}

TEST_CASE("amounts in two currencies stand apart by what they come to") {
  const Covered covered(rule_text("price is at most EUR 10"),
                        {"price is SEK 100", "price is SEK 100.1"},
                        dossier_json(R"("exchange_rates": [{"from": "SEK", "to": "EUR", "rate": 0.1,
                                     "on": "2025-06-01"}])"));
  CHECK(covered.coverage.limits[0].is_covered());
}

TEST_CASE("rules and exceptions by outcome, values by day, rows and readings by what they decide") {
  const std::string rules = R"(
interpretation point "Point"
    law     LAW "Art. 4"
    reading narrow "n" authority "x" default
    reading wide   "w" authority "y"
parameter cap : number
    law LAW "Art. 2"
    from 2020-01-01 is 3
    from 2025-01-01 is 4
table lowest(kind : colour) : number
    law LAW "Art. 3"
    when kind is red then 1
    when kind is in { green, blue } then 2
rule only "Only"
    law LAW "Art. 1"
    effective from 2020-01-01
    requires n is at most cap and n is at least lowest(shade)
    failing "no"
    unless saved "saved"
        law LAW "Art. 5"
        when a and point is wide
)";
  const Program program = world(std::string(kInstrument) + rules);
  const std::string text =
      case_text("kept", "    with n is 4\n    expect only is satisfied") +
      case_text("broken before",
                "    with n is 4\n    as of 2024-12-31\n    expect only is violated") +
      case_text("excused in the wide reading",
                "    with n is 5\n    expect only is excused under point is wide");
  const std::vector<PreparedCase> cases =
      prepare_cases(program, dossier_json(R"("a": true, "shade": "blue")"), text);
  for (const PreparedCase& one : cases) CHECK(run_case(program, one).empty());
  const Coverage coverage = cover(program, observe_all(program, cases));
  CHECK(coverage.rules[0].with(Outcome::kSatisfied) == CaseNumbers{0});
  CHECK(coverage.rules[0].with(Outcome::kViolated) == CaseNumbers{1, 2});
  CHECK(coverage.rules[0].with(Outcome::kExcused) == CaseNumbers{2});
  CHECK(coverage.rules[0].is_covered());
  CHECK(coverage.exceptions[0].with(ExceptionOutcome::kTrue) == CaseNumbers{2});
  CHECK(coverage.exceptions[0].with(ExceptionOutcome::kFalse) == CaseNumbers{1, 2});
  CHECK(coverage.exceptions[0].is_covered());
  REQUIRE(coverage.values.size() == 2);
  CHECK(coverage.values[0].cases == CaseNumbers{1});
  CHECK(coverage.values[1].cases == CaseNumbers{0, 2});
  REQUIRE(coverage.rows.size() == 2);
  CHECK(coverage.rows[0].cases.empty());
  CHECK(coverage.rows[1].cases == CaseNumbers{0, 1, 2});
  REQUIRE(coverage.readings.size() == 2);
  CHECK(coverage.readings[0].cases == CaseNumbers{1, 2});
  CHECK(coverage.readings[1].cases == CaseNumbers{2});
}

}  // namespace
}  // namespace probity::test
