// The search for what would settle a finding, on worlds that are small enough to list every cure by
// hand.
#include "analyse/comply.h"

#include <algorithm>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kLimits = R"(
instrument ONE
    effective from 2020-01-01
    applies when ONE is in instruments
    reference date submitted
parameter deadline : date
    law LAW "Art. 1"
    from 2020-01-01 is 2025-06-30
parameter ceiling : percentage
    law LAW "Art. 2"
    from 2020-01-01 is 35 %
parameter longest : duration
    law LAW "Art. 4"
    from 2020-01-01 is 30 days
parameter heaviest : number
    law LAW "Art. 3"
    from 2020-01-01 is 10
)";

/// "/day=2025-06-30 satisfied": pointer and new value of each fact, and the outcome.
Names cures_of(std::string_view rules, std::string_view fields, std::size_t entry = 0) {
  const Program program = world(std::string(kGroups) + std::string(kLimits) + std::string(rules));
  const std::string json = dossier_json(fields);
  const Facts facts = facts_of(program, json, Completeness::kDossier);
  const EvaluateOptions options;
  const Decision decision = evaluate(program, facts, options);
  const std::vector<Compliance> results =
      find_compliance({program, options, json, facts, decision}, RuleId(std::uint32_t{0}));
  REQUIRE(results.size() > entry);
  CHECK_FALSE(results[entry].was_cut);
  Names names;
  for (const Cure& cure : results[entry].cures) {
    std::string text;
    for (const FactChange& fact : cure.facts) {
      text += fmt::format("{}={} ", fact.pointer, fact.after.empty() ? "unknown" : fact.after);
    }
    text += outcome_name(cure.outcome);
    if (!cure.note.empty()) text += fmt::format(" ({})", cure.note);
    for (const OutcomeChange& broken : cure.breaks) {
      text += fmt::format(" but {}", program[broken.rule].name);
    }
    names.push_back(std::move(text));
  }
  return names;
}

TEST_CASE("a late day has to be the last one in time, and no other") {
  const std::string_view rules = R"(
rule in_time "In time"
    law LAW "Art. 1"
    requires day is on or before deadline
    failing "late"
)";
  CHECK(cures_of(rules, R"("day": "2025-08-15")") == Names{R"(/day="2025-06-30" satisfied)"});
  CHECK(cures_of(rules, "") == Names{R"(/day="2025-06-30" satisfied)"});
}

TEST_CASE("the day before a limit that does not pass itself") {
  CHECK(cures_of(R"(
rule in_time "In time"
    law LAW "Art. 1"
    requires day is before deadline
    failing "late"
)",
                 R"("day": "2025-06-30")") == Names{R"(/day="2025-06-29" satisfied)"});
}

// 40 of 100 is from outside. The outside part may cost 0.35 / 0.65 * 60 = 32.3076...; beside 40
// from outside the inside part has to cost 0.65 / 0.35 * 40 = 74.2857...
TEST_CASE("a duration has to be the nearest one that passes, or one beside the limit") {
  const auto cures = [](const char* condition) {
    return cures_of(fmt::format(R"(
rule long_enough "Long enough"
    law LAW "Art. 4"
    requires {}
    failing "no"
)",
                                condition),
                    R"("term": "30 days")");
  };
  CHECK(cures("term is less than longest") == Names{R"(/term="29 days" satisfied)"});
  CHECK(cures("term is more than longest") == Names{R"(/term="31 days" satisfied)"});
  CHECK(cures("term is not longest") == Names{R"(/term="29 days" satisfied)"});
}

TEST_CASE("amounts of a share are brought to the last cent that passes") {
  CHECK(cures_of(R"(
rule share "The share from outside stays below the ceiling"
    law LAW "Art. 2"
    requires sum(part.cost for part in parts where part.origin is not in area)
             / sum(part.cost for part in parts) is at most ceiling
    failing "too much"
)",
                 R"("parts": [
    {"origin": "PL", "cost": {"amount": 60, "currency": "EUR"}},
    {"origin": "US", "cost": {"amount": 40, "currency": "EUR"}}])") ==
        Names{"/parts/1=unknown satisfied",
              R"(/parts/0/cost={"amount": 74.29, "currency": "EUR"} satisfied)",
              R"(/parts/1/origin="PL" satisfied (in main.area))",
              R"(/parts/1/origin="FR" satisfied (in main.area))",
              R"(/parts/1/cost={"amount": 32.3, "currency": "EUR"} satisfied)"});
}

TEST_CASE("where no single fact is enough, two are") {
  const std::string_view rules = R"(
rule both "Both"
    law LAW "Art. 1"
    requires a and b
    failing "not both"
)";
  CHECK(cures_of(rules, R"("a": false, "b": false)") == Names{"/a=true /b=true satisfied"});
  CHECK(cures_of(rules, R"("a": true, "b": false)") == Names{"/b=true satisfied"});
  CHECK(cures_of(rules, R"("a": true)") == Names{"/b=true satisfied"});
}

TEST_CASE("the conditions of an exception are changed too, and an element is added") {
  CHECK(cures_of(R"(
rule plain "Plain"
    law LAW "Art. 1"
    requires a
    failing "no"
    unless fitting "a part fits"
        law LAW "Art. 2"
        when some part in parts satisfies part.fits
)",
                 R"("a": false, "parts": [])") ==
        Names{"/a=true satisfied", R"(/parts/-={"fits": true} excused)"});
}

TEST_CASE("a cure says what else it breaks") {
  CHECK(cures_of(R"(
rule one "One"
    law LAW "Art. 1"
    requires a
    failing "no"
rule two "Two"
    law LAW "Art. 2"
    requires not a
    failing "no"
)",
                 R"("a": false)") == Names{"/a=true satisfied but main.two"});
}

TEST_CASE("each element has its own cures, and the list that it stands in stays") {
  const std::string_view rules = R"(
rule light "No part is heavy"
    law LAW "Art. 3"
    for each part in parts
    requires part.weight is at most heaviest
    failing "heavy"
)";
  const std::string_view fields = R"("parts": [{"weight": 12.5}, {"weight": 1}, {"weight": 11}])";
  CHECK(cures_of(rules, fields, 0) == Names{"/parts/0/weight=10 satisfied"});
  CHECK(cures_of(rules, fields, 1) == Names{"/parts/2/weight=10 satisfied"});
  CHECK(cures_of(rules, "") ==
        Names{"/parts=[] not_applicable", R"(/parts/-={"weight": 10} satisfied)"});
}

TEST_CASE("sets lose and gain values, enums take another one") {
  CHECK(cures_of(R"(
rule lands_inside "All lands are inside"
    law LAW "Art. 1"
    requires every land in lands satisfies land is in area
    failing "outside"
)",
                 R"("lands": ["PL", "US"])") ==
        Names{"/lands/1=unknown satisfied", "/lands=[] satisfied"});
  CHECK(cures_of(R"(
rule not_red "Not red"
    law LAW "Art. 1"
    requires shade is not red
    failing "red"
)",
                 R"("shade": "red")") ==
        Names{R"(/shade="green" satisfied)", R"(/shade="blue" satisfied)"});
}

TEST_CASE("a rule that nothing can cure has no cure") {
  CHECK(cures_of(R"(
rule never "Never"
    law LAW "Art. 1"
    requires a and not a
    failing "never"
)",
                 R"("a": true)")
            .empty());
}

}  // namespace
}  // namespace probity::test
