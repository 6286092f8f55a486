// Rules that prevail over others, by hand (language.md, `rule A prevails over B`).
#include <doctest/doctest.h>

#include <string>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kRules = R"(
rule winner "The one that prevails"
    law LAW "Art. 1"
    applies when a
    requires b
    failing "b is not"
rule loser "The other one"
    law LAW "Art. 2"
    requires c
    failing "c is not"
rule winner prevails over loser
    law LAW "Art. 3"
    when d
)";

Finding loser_with(std::string_view rules, const std::string& fields,
                   const EvaluateOptions& options = {}) {
  const Program program = world(std::string(kInstrument) + std::string(rules));
  return finding_of(program, decide(program, dossier_json(fields), options), "loser");
}

TEST_CASE("precedence: the other rule is not applicable while the first applies") {
  const auto outcome = [](const std::string& fields) {
    return names_of(loser_with(kRules, fields).possible);
  };
  CHECK(outcome(R"("a": true, "c": false, "d": true)") == Names{"not_applicable"});
  CHECK(outcome(R"("a": true, "c": true, "d": true)") == Names{"not_applicable"});
  CHECK(outcome(R"("a": true, "d": true)") == Names{"not_applicable"});
  CHECK(outcome(R"("a": false, "c": false, "d": true)") == Names{"violated"});
  CHECK(outcome(R"("a": true, "c": false, "d": false)") == Names{"violated"});
  CHECK(outcome(R"("a": true, "c": true, "d": false)") == Names{"satisfied"});
  CHECK(outcome(R"("c": false, "d": false)") == Names{"violated"});
  CHECK(outcome(R"("a": false, "c": false)") == Names{"violated"});
}

TEST_CASE("precedence: an unknown condition leaves it open whether the rule applies") {
  const Finding condition = loser_with(kRules, R"("a": true, "c": false)");
  CHECK(names_of(condition.possible) == Names{"not_applicable", "violated"});
  CHECK(condition.missing == Names{"/d"});
  CHECK(condition.settled_by == Names{"/d"});
  const Finding applies = loser_with(kRules, R"("c": true, "d": true)");
  CHECK(names_of(applies.possible) == Names{"not_applicable", "satisfied"});
  CHECK(applies.missing == Names{"/a"});
  const Finding both = loser_with(kRules, R"("c": false)");
  CHECK(names_of(both.possible) == Names{"not_applicable", "violated"});
  CHECK(both.missing == Names{"/a", "/d"});
  CHECK(both.settled_by == Names{"/a"});
}

TEST_CASE("precedence: the finding says which rule prevails, and by which law") {
  const Finding finding = loser_with(kRules, R"("a": true, "c": false, "d": true)");
  CHECK(finding.outcome == Outcome::kNotApplicable);
  CHECK(finding.message == "main.winner prevails (A law, Art. 3)");
  CHECK(finding.prevailing.is_present());
  REQUIRE(finding.trace.size() == 2);
  CHECK(finding.trace[0].kind == TraceClause::Kind::kWinnerApplies);
  CHECK(finding.trace[1].kind == TraceClause::Kind::kPrevails);
  CHECK(finding.trace[1].truth == Truth::kTrue);
  CHECK_FALSE(loser_with(kRules, R"("a": true, "c": false, "d": false)").prevailing.is_present());
}

TEST_CASE("precedence: it holds while the declaration and the rule that prevails are in force") {
  const auto outcome = [](std::string_view rule_window, std::string_view own_window) {
    const std::string rules = fmt::format(R"(
rule winner "The one that prevails"
    law LAW "Art. 1"
    {}
    requires b
    failing "b is not"
rule loser "The other one"
    law LAW "Art. 2"
    requires c
    failing "c is not"
rule winner prevails over loser
    law LAW "Art. 3"
    {}
    when d
)",
                                          rule_window, own_window);
    return loser_with(rules, R"("c": false, "d": true)").outcome;
  };
  CHECK(outcome("", "") == Outcome::kNotApplicable);
  CHECK(outcome("effective until 2025-06-01", "") == Outcome::kNotApplicable);
  CHECK(outcome("effective until 2025-05-31", "") == Outcome::kViolated);
  CHECK(outcome("", "effective from 2025-06-01") == Outcome::kNotApplicable);
  CHECK(outcome("", "effective from 2025-06-02") == Outcome::kViolated);
}

TEST_CASE("precedence: a rule over which a third one prevails prevails over none") {
  const std::string rules = std::string(kRules) + R"(
rule third "The third"
    law LAW "Art. 4"
    applies when n is 1
    requires b
    failing "b is not"
rule third prevails over winner
    law LAW "Art. 5"
    when true or a
)";
  CHECK(loser_with(rules, R"("a": true, "c": false, "d": true, "n": 1)").outcome ==
        Outcome::kViolated);
  CHECK(loser_with(rules, R"("a": true, "c": false, "d": true, "n": 2)").outcome ==
        Outcome::kNotApplicable);
  const Finding open = loser_with(rules, R"("a": true, "c": false, "d": true)");
  CHECK(names_of(open.possible) == Names{"not_applicable", "violated"});
  CHECK(open.missing == Names{"/n"});
}

TEST_CASE("precedence: of two that may prevail one is enough") {
  const std::string rules = std::string(kRules) + R"(
rule third "The third"
    law LAW "Art. 4"
    requires b
    failing "b is not"
rule third prevails over loser
    law LAW "Art. 5"
    when n is 1
)";
  const Finding finding = loser_with(rules, R"("a": true, "c": false, "d": false, "n": 1)");
  CHECK(finding.message == "main.third prevails (A law, Art. 5)");
  CHECK(loser_with(rules, R"("c": false, "n": 1)").outcome == Outcome::kNotApplicable);
}

constexpr std::string_view kElements = R"(
rule winner "The one that prevails"
    law LAW "Art. 1"
    for each part in parts
    applies when part.fits
    requires b
    failing "b is not"
rule loser "The other one"
    law LAW "Art. 2"
    for each component in parts
    requires component.weight is at least 1
    failing "too light"
rule winner prevails over loser
    law LAW "Art. 3"
    for each item in parts
    when item.origin is PL
)";

TEST_CASE("precedence: element by element over the same list") {
  const Program program = world(std::string(kInstrument) + std::string(kElements));
  const Decision decision = decide(program, dossier_json(R"("parts": [
      {"fits": true, "origin": "PL", "weight": 0},
      {"fits": false, "origin": "PL", "weight": 0},
      {"fits": true, "origin": "FR", "weight": 0},
      {"fits": true, "weight": 0},
      {"origin": "PL", "weight": 2}])"));
  const auto possible = [&](const char* subject) {
    return names_of(finding_of(program, decision, "loser", subject).possible);
  };
  CHECK(possible("/parts/0") == Names{"not_applicable"});
  CHECK(possible("/parts/1") == Names{"violated"});
  CHECK(possible("/parts/2") == Names{"violated"});
  CHECK(possible("/parts/3") == Names{"not_applicable", "violated"});
  CHECK(possible("/parts/4") == Names{"not_applicable", "satisfied"});
  CHECK(finding_of(program, decision, "loser", "/parts/0").message ==
        "main.winner prevails (A law, Art. 3)");
  CHECK(finding_of(program, decision, "loser", "/parts/3").missing == Names{"/parts/3/origin"});
  CHECK(finding_of(program, decision, "loser", "/parts/4").missing == Names{"/parts/4/fits"});
}

TEST_CASE("precedence: a rule without a list prevails for every element") {
  const std::string rules = R"(
rule winner "The one that prevails"
    law LAW "Art. 1"
    applies when a
    requires b
    failing "b is not"
rule loser "The other one"
    law LAW "Art. 2"
    for each component in parts
    requires component.weight is at least 1
    failing "too light"
rule winner prevails over loser
    law LAW "Art. 3"
    when some spare in spares satisfies spare.fits
)";
  const Program program = world(std::string(kInstrument) + rules);
  const auto decided = [&](const std::string& fields) {
    return decide(program, dossier_json(R"("spares": [{"fits": true}], "parts": [{"weight": 2},
                                           {"weight": 0}], )" +
                                        fields));
  };
  const Decision prevails = decided(R"("a": true)");
  CHECK(finding_of(program, prevails, "loser", "/parts").outcome == Outcome::kNotApplicable);
  const Decision open = decided("\"b\": true");
  CHECK(names_of(finding_of(program, open, "loser", "/parts/1").possible) ==
        Names{"not_applicable", "violated"});
  // The slots of the quantifier and of the list do not meet.
  const Decision stays = decided(R"("a": false)");
  CHECK(finding_of(program, stays, "loser", "/parts/0").outcome == Outcome::kSatisfied);
  CHECK(finding_of(program, stays, "loser", "/parts/1").outcome == Outcome::kViolated);
}

TEST_CASE("precedence: a rule of another instrument is asked in its own, on its own day") {
  const std::string rules = R"(
instrument TWO
    applies when TWO is in instruments
    reference date day
rule winner "The one that prevails"
    law LAW "Art. 1"
    for instrument TWO
    effective from 2025-01-01
    requires b
    failing "b is not"
rule loser "The other one"
    law LAW "Art. 2"
    for instrument ONE
    requires c
    failing "c is not"
rule winner prevails over loser
    law LAW "Art. 3"
    when d
)";
  std::string with_required_day(kVocabulary);
  const std::string optional_day = "day : date  other_day";
  with_required_day.replace(with_required_day.find(optional_day), optional_day.size(),
                            "day : date required  other_day");
  const Program program =
      compile({with_required_day, std::string(kOpening) + std::string(kInstrument) + rules});
  const auto outcome = [&](const char* day, const char* instruments,
                           const EvaluateOptions& options = {}) {
    const std::string fields = fmt::format(R"("c": false, "d": true, "day": "{}")", day);
    const Decision decision = decide(program, dossier_json(fields, instruments), options);
    return finding_of(program, decision, "loser").outcome;
  };
  CHECK(outcome("2025-03-01", R"("ONE", "TWO")") == Outcome::kNotApplicable);
  CHECK(outcome("2024-03-01", R"("ONE", "TWO")") == Outcome::kViolated);
  CHECK(outcome("2025-03-01", R"("ONE")") == Outcome::kViolated);
  EvaluateOptions options;
  options.as_of = parse_date("2025-06-01");
  CHECK(outcome("2024-03-01", R"("ONE", "TWO")", options) == Outcome::kNotApplicable);
}

TEST_CASE("precedence: under another reading the outcome differs, and says so") {
  const std::string rules = R"(
interpretation reach "How far it reaches"
    law LAW "Art. 8"
    reading narrow "not far" authority "wording" default
    reading wide "far" authority "recital"
rule winner "The one that prevails"
    law LAW "Art. 1"
    requires b
    failing "b is not"
rule loser "The other one"
    law LAW "Art. 2"
    requires c
    failing "c is not"
rule winner prevails over loser
    law LAW "Art. 3"
    under reach is wide
    when d
)";
  const Finding finding = loser_with(rules, R"("c": false, "d": true)");
  CHECK(finding.outcome == Outcome::kViolated);
  const ReadingOutcomes expected{
      {"main.reach", {{"narrow", "violated"}, {"wide", "not_applicable"}}}};
  CHECK(finding.readings == expected);
}

}  // namespace
}  // namespace probity::test
