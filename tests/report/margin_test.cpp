// Margins on traces of the evaluator: what a share is over in money, and limits that each element
// of a list has to keep.
#include "report/margin.h"

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kDeclarations = R"(
instrument ONE
    effective from 2020-01-01
    applies when ONE is in instruments
    reference date submitted
parameter ceiling : percentage
    law LAW "Art. 1"
    from 2020-01-01 is 35 %
parameter bottom : percentage
    law LAW "Art. 1"
    from 2020-01-01 is 65 %
parameter heaviest : number
    law LAW "Art. 2"
    from 2020-01-01 is 10
define outside : money = sum(part.cost for part in parts where part.origin is not in area)
define inside : money = sum(part.cost for part in parts where part.origin is in area)
define whole : money = sum(part.cost for part in parts)
)";

std::vector<Margin> margins_of(std::string_view requirement, std::string_view fields) {
  const Program program = world(std::string(kGroups) + std::string(kDeclarations) +
                                "rule kept \"Kept\"\n    law LAW \"Art. 1\"\n    requires " +
                                std::string(requirement) + "\n    failing \"no\"\n");
  const Decision decision = decide(program, dossier_json(fields));
  return find_failing_margins(program, finding_of(program, decision, "kept"), {});
}

std::string parts_of(std::string_view inside, std::string_view outside,
                     std::string_view currency = "EUR") {
  return fmt::format(
      R"("parts": [{{"origin": "PL", "cost": {{"amount": {}, "currency": "{}"}}}},
      {{"origin": "US", "cost": {{"amount": {}, "currency": "{}"}}}}])",
      inside, currency, outside, currency);
}

// 38.2 of 100: 3.2 too much. 1 of 3 is below; 2 of 3 is 0.95 above 0.35 * 3 = 1.05.
TEST_CASE("a share tells how much of its numerator is too much, to the minor unit") {
  const auto surplus = [](const std::string& fields) {
    const std::vector<Margin> margins = margins_of("outside / whole is at most ceiling", fields);
    REQUIRE(margins.size() == 1);
    return margins[0].surplus;
  };
  CHECK(surplus(parts_of("61.8", "38.2")) == "outside is EUR 3.20 too much");
  CHECK(surplus(parts_of("1", "2")) == "outside is EUR 0.95 too much");
  // 35.01 of 100.01 may be 35.0035: 0.0065 over, and no coin is smaller than a cent.
  CHECK(surplus(parts_of("65", "35.01")) == "outside is EUR 0.01 too much");
  CHECK(surplus(parts_of("1", "2", "JPY")) == "outside is JPY 1 too much");
  CHECK(surplus(parts_of("1", "2", "KWD")) == "outside is KWD 0.95 too much");
  CHECK(margins_of("outside / whole is at most ceiling", parts_of("65", "35")).empty());
}

TEST_CASE("where the limit itself does not pass, and where a share is too small") {
  // 35 of 100 is not less than 35 %: one cent has to go.
  const std::vector<Margin> strict =
      margins_of("outside / whole is less than ceiling", parts_of("65", "35"));
  REQUIRE(strict.size() == 1);
  CHECK(strict[0].move == "outside has to fall by EUR 0.01 while the whole stays EUR 100");
  // 65 % of 90 are 58.50.
  const std::vector<Margin> floor =
      margins_of("inside / whole is at least bottom", parts_of("50", "40"));
  REQUIRE(floor.size() == 1);
  CHECK(floor[0].surplus == "inside is EUR 8.50 too little");
  CHECK(floor[0].move == "inside has to rise by EUR 8.50 while the whole stays EUR 90");
}

TEST_CASE("every element that fails its limit has a margin with its place") {
  const std::vector<Margin> margins =
      margins_of("every part in parts satisfies part.weight is at most heaviest",
                 R"("parts": [{"weight": 12}, {"weight": 10}, {"weight": 10.5}])");
  REQUIRE(margins.size() == 2);
  CHECK(margin_text(margins[0]) ==
        "part.weight (/parts/0/weight) is 12, at most 10 is allowed: 2 over");
  CHECK(margins[0].move == "part.weight has to fall by 2");
  CHECK(margin_text(margins[1]) ==
        "part.weight (/parts/2/weight) is 10.5, at most 10 is allowed: 0.5 over");
}

TEST_CASE("days and durations move by whole days, months and years") {
  const auto move = [](std::string_view requirement, std::string_view fields) {
    const std::vector<Margin> margins = margins_of(requirement, fields);
    REQUIRE(margins.size() == 1);
    return margins[0].move;
  };
  const std::string_view days = R"("day": "2026-07-15", "other_day": "2026-05-30")";
  CHECK(move("day is on or before other_day", days) == "day has to be 46 days earlier");
  CHECK(move("day is before other_day", days) == "day has to be 47 days earlier");
  CHECK(move("other_day is on or after day", days) == "other_day has to be 46 days later");
  CHECK(move("term is at most other_term", R"("term": "50 years", "other_term": "45 years")") ==
        "term has to fall by 5 years");
  CHECK(margins_of("term is at most other_term", R"("term": "50 days", "other_term": "1 month")")
            .empty());
}

}  // namespace
}  // namespace probity::test
