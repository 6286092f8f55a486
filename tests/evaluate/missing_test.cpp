// What is missing, and what would settle it, where the random tests found an evaluator wrong.
#include <doctest/doctest.h>

#include <string>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

Finding finding_with(const std::string& clauses, const std::string& fields,
                     const std::string& subject = "") {
  const Program program = world(std::string(kInstrument) + std::string(kGroups) +
                                "rule it \"It\"\n    law LAW \"Art. 1\"\n" + clauses);
  return finding_of(program, decide(program, dossier_json(fields)), "it", subject);
}

Finding required(const std::string& requirement, const std::string& fields) {
  return finding_with("    requires " + requirement + "\n    failing \"no\"\n", fields);
}

TEST_CASE("missing: an instrument is settled by what makes all its rules inapplicable") {
  // Asking for compliance would need b, and for a breach too; that neither rule applies needs a.
  const Program program = world(std::string(kInstrument) + std::string(kGroups) + R"(
rule first "First"
    law LAW "Art. 1"
    applies when a
    requires b
    failing "no"
rule second "Second"
    law LAW "Art. 2"
    applies when a
    requires c
    failing "no"
)");
  CHECK(decide(program, dossier_json("")).instruments.front().settled_by == Names{"/a"});
  // A rule that surely applies closes that way.
  const Program always = world(std::string(kInstrument) + std::string(kGroups) + R"(
rule first "First"
    law LAW "Art. 1"
    applies when a
    requires b
    failing "no"
rule second "Second"
    law LAW "Art. 2"
    requires true
    failing "no"
)");
  const InstrumentDecision decision = decide(always, dossier_json("")).instruments.front();
  CHECK(decision.missing == Names{"/a", "/b"});
  // Compliant without a, since the second rule is satisfied.
  CHECK(decision.settled_by == Names{"/a"});
}

TEST_CASE("missing: a branch that may be taken is asked about") {
  const Finding finding = required("if a then b else c", R"("c": true)");
  CHECK(finding.missing == Names{"/a", "/b"});
  // With b true both branches are.
  CHECK(finding.settled_by == Names{"/a"});
}

TEST_CASE("missing: the elements of a list are asked about beside what is looked for in it") {
  const Finding finding = required("seat is in parts.origin", R"("parts": [{}])");
  CHECK(finding.missing == Names{"/seat", "/parts/0/origin"});
  CHECK(finding.settled_by == Names{"/seat", "/parts/0/origin"});
}

TEST_CASE("missing: facts behind an unknown list are missing too") {
  const Finding finding = required("some x in parts satisfies a", "");
  CHECK(finding.missing == Names{"/a", "/parts"});
  // No part at all settles it alone.
  CHECK(finding.settled_by == Names{"/parts"});
}

TEST_CASE("missing: an unknown list is missing also where its condition is decided") {
  CHECK(required("count(x in parts where a) is less than 3", R"("a": true)").missing ==
        Names{"/parts"});
  CHECK(required("sum(x.cost for x in parts where a) is less than EUR 3", R"("a": true)").missing ==
        Names{"/parts"});
}

TEST_CASE("missing: no pointer names a field of a list") {
  const Finding finding = required(
      "every x in parts satisfies (every maker in x.makers satisfies (x.origin is seat))", "");
  // What the elements would tell is told by the list; what they would be compared with is not.
  CHECK(finding.missing == Names{"/seat", "/parts"});
}

TEST_CASE("missing: a fact that is compared with itself is still missing") {
  const Finding finding = required("seat is (if a then FR else seat)", R"("a": false)");
  CHECK(finding.outcome == Outcome::kUndetermined);
  CHECK(finding.missing == Names{"/seat"});
}

TEST_CASE("missing: whether an element of an unknown list has a fact is as unknown as the list") {
  // Not applicable would be contradicted by a dossier that gives the parts with their costs.
  const Finding finding = finding_with(
      "    for each x in parts\n    applies when known x.cost\n    requires x.fits\n    failing "
      "\"no\"\n",
      "", "/parts");
  CHECK(finding.outcome == Outcome::kUndetermined);
  CHECK(finding.missing == Names{"/parts"});
}

TEST_CASE("missing: one condition cannot settle both branches") {
  const Finding finding = required("if a then b else c", "");
  CHECK(finding.missing == Names{"/a", "/b", "/c"});
  CHECK(finding.settled_by == Names{"/a", "/b"});
}

TEST_CASE("missing: two known branches that differ settle nothing without their condition") {
  const Finding finding = required("seat is (if a then FR else PL)", R"("seat": "PL")");
  CHECK(finding.missing == Names{"/a"});
  CHECK(finding.settled_by == Names{"/a"});
}

TEST_CASE("missing: of a conditional amount the branch that is taken is enough") {
  const Finding finding =
      required("(if a then price else budget) is at least EUR 10", R"("b": true)");
  CHECK(finding.missing == Names{"/a", "/price", "/budget"});
  CHECK(finding.settled_by == Names{"/a", "/price"});
}

TEST_CASE("missing: of equally small sets the earlier one settles") {
  const Finding finding =
      required("sum(x.cost for x in parts where x.fits) is at most EUR 10", R"("parts": [{}])");
  // At no cost it does not matter whether the part counts, and the other way round.
  CHECK(finding.missing == Names{"/parts/0/cost", "/parts/0/fits"});
  CHECK(finding.settled_by == Names{"/parts/0/cost"});
}

TEST_CASE("missing: a list of which nothing can count is not missing from a sum or a count") {
  const Finding finding =
      required("count(x in parts where a) is less than 3 and b", R"("a": false)");
  CHECK(finding.missing == Names{"/b"});
  CHECK(required("count(x in parts where a) is less than 3", "").settled_by == Names{"/a"});
}

TEST_CASE("missing: a list whose elements all pass settles nothing to the contrary") {
  const Finding finding = finding_with(
      "    applies when every x in parts satisfies a\n    requires b\n    failing \"no\"\n",
      R"("a": true)");
  CHECK(finding.missing == Names{"/b", "/parts"});
  // Given the list the rule surely applies, and the requirement is as open as before.
  CHECK(finding.settled_by == Names{"/b", "/parts"});
}

TEST_CASE("missing: a dividend is not, where the divisor is zero") {
  const Finding finding =
      required("price / sum(x.cost for x in parts) is at least 10 %", R"("parts": [])");
  CHECK(finding.missing.empty());
}

TEST_CASE("missing: a cost is, beside a condition that can never be known") {
  // 30 days and 2 months never compare; a cost of zero makes that no matter.
  const Finding finding = required(
      "sum(x.cost for x in parts where term is more than 2 months) / sum(x.cost for x in parts) "
      "is at least 35 %",
      R"("term": "30 days", "parts": [{}])");
  CHECK(finding.missing == Names{"/parts/0/cost"});
}

TEST_CASE("missing: a day on which a country always was a member settles nothing to the contrary") {
  const Finding finding = finding_with(
      "    requires firm.seat is FR\n    failing \"no\"\n    unless outside \"outside\"\n"
      "        law LAW \"Art. 2\"\n        when seat is not in area on day\n",
      R"("seat": "PL")");
  CHECK(finding.missing == Names{"/day", "/firm/seat"});
  CHECK(finding.settled_by == Names{"/firm/seat"});
}

TEST_CASE("missing: a day on which a group has no members makes none of its countries settle it") {
  const Finding finding = required("(seat is in newcomers on day) or a", R"("day": "2019-12-31")");
  CHECK(finding.outcome == Outcome::kUndetermined);
  CHECK(finding.settled_by == Names{"/a"});
}

TEST_CASE("missing: an amount without a rate unsettles nothing") {
  const std::string share =
      "sum(x.cost for x in parts where x.fits) / sum(x.cost for x in parts) is at most 100 %";
  CHECK(
      required(
          share,
          R"("parts": [{"fits": true, "cost": {"amount": 50, "currency": "EUR"}}, {"fits": true}])")
          .outcome == Outcome::kSatisfied);
  CHECK(required(share, R"("parts": [{"fits": true, "cost": {"amount": 50, "currency": "EUR"}},
                                     {"fits": true, "cost": {"amount": 20, "currency": "USD"}}])")
            .outcome == Outcome::kSatisfied);
}

TEST_CASE("missing: a conditional amount of which one branch is unknown") {
  const Finding finding = required("EUR 0 is more than (if a then price else budget)",
                                   R"("price": {"amount": 10, "currency": "EUR"})");
  CHECK(finding.outcome == Outcome::kUndetermined);
}

TEST_CASE("missing: amounts in one foreign currency decide nothing beside an unknown amount") {
  // Without a rate an amount in a third currency would unsettle what had been decided.
  const std::string requirement = "sum(x.cost for x in parts) is at least budget";
  const std::string budget = R"("budget": {"amount": 10, "currency": "USD"}, )";
  CHECK(required(requirement, budget + R"("parts": [{"cost": {"amount": 50, "currency": "USD"}}])")
            .outcome == Outcome::kSatisfied);
  const Finding open = required(
      requirement, budget + R"("parts": [{"cost": {"amount": 50, "currency": "USD"}}, {}])");
  CHECK(open.outcome == Outcome::kUndetermined);
  CHECK(required(requirement, budget + R"("parts": [{"cost": {"amount": 50, "currency": "USD"}},
                                                    {"cost": {"amount": 1, "currency": "GBP"}}])")
            .outcome == Outcome::kUndetermined);
}

TEST_CASE("missing: what is picked from a list may never be known, and no bound hides that") {
  const Finding finding =
      required("(the x in parts where a).cost is at least EUR 0", R"("a": true, "parts": [])");
  CHECK(finding.outcome == Outcome::kUndetermined);
}

}  // namespace
}  // namespace probity::test
