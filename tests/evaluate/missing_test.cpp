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

TEST_CASE(
    "missing: `known` looks at the dossier as filed, which holds no element of an unknown list") {
  const Finding finding = finding_with(
      "    for each x in parts\n    applies when known x.cost\n    requires x.fits\n    failing "
      "\"no\"\n",
      "", "/parts");
  CHECK(finding.outcome == Outcome::kNotApplicable);
}

TEST_CASE("missing: a day on which a country always was a member settles nothing to the contrary") {
  const Finding finding = finding_with(
      "    requires firm.seat is FR\n    failing \"no\"\n    unless outside \"outside\"\n"
      "        law LAW \"Art. 2\"\n        when seat is not in area on day\n",
      R"("seat": "PL")");
  CHECK(finding.missing == Names{"/day", "/firm/seat"});
  CHECK(finding.settled_by == Names{"/firm/seat"});
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

}  // namespace
}  // namespace probity::test
