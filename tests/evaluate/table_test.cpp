// Decision tables by hand (language.md, `table`): the row that decides, what is known although an
// input is not, and what is missing where it is not known.
#include <doctest/doctest.h>

#include <string>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kTables = R"x(
group area = { PL, FR from 2020-01-01, GB until 2020-01-31 }

parameter low : percentage
    law LAW "Art. 9"
    from 2020-01-01 until 2024-12-31 is 5 %
    from 2025-01-01 is 10 %

table cap(seap : boolean, free : boolean) : percentage
    law LAW "Art. 1"
    when seap is true                    then 25 %
    when seap is false and free is true  then 25 %
        law LAW "Art. 1(2)"
    when seap is false and free is false then low

table stage(hurried : boolean, loud : boolean) : number
    law LAW "Art. 2"
    when hurried is true and loud is true  then 1
    when hurried is true and loud is false then 1
    when hurried is false                  then 2

table may_join(hurried : boolean, tint : colour) : boolean
    law LAW "Art. 3"
    when hurried is true                                    then true
    when hurried is false and tint is in { red, green }     then false
    when hurried is false and tint is not in { red, green } then true

table band(cost : money, made : date, from_where : country) : text
    law LAW "Art. 4"
    when cost is at most EUR 5m                                              then "small"
    when cost is more than EUR 5m and from_where is in area                  then "near"
    when cost is more than EUR 5m and from_where is not in area
     and made is before 2025-01-01                                           then "old"
    when cost is more than EUR 5m and from_where is not in area
     and made is on or after 2025-01-01                                      then "far"
)x";

TEST_CASE("table: the row that matches gives the value") {
  Calculator calculate(kTables);
  const auto cap = [&](const char* fields) { return calculate("cap(a, b)", fields); };
  CHECK(cap(R"("a": true, "b": true)") == "\"25 %\"");
  CHECK(cap(R"("a": true, "b": false)") == "\"25 %\"");
  CHECK(cap(R"("a": false, "b": true)") == "\"25 %\"");
  // The parameter has its value of the reference date.
  CHECK(cap(R"("a": false, "b": false)") == "\"10 %\"");
  CHECK(calculate("cap(a is b, not c)", R"("a": true, "b": false, "c": true)") == "\"10 %\"");
  CHECK(calculate("EUR 200 * cap(true, b)") == R"({"amount": "50", "currency": "EUR"})");
}

TEST_CASE("table: an unknown input does not matter where the rows that may match agree") {
  Calculator calculate(kTables);
  CHECK(calculate("cap(a, b)", R"("a": true)") == "\"25 %\"");
  CHECK(calculate("cap(a, b)", R"("b": true)") == "\"25 %\"");
  CHECK(calculate("stage(a, b)", R"("a": true)") == "\"1\"");
  CHECK(calculate("stage(a, b)", R"("a": false)") == "\"2\"");
  CHECK(calculate("may_join(a, shade)", R"("a": true)") == "true");
  CHECK(calculate("may_join(a, shade)", R"("shade": "blue")") == "true");
}

TEST_CASE("table: an unknown result is missing the inputs that can change it, and no others") {
  Calculator calculate(kTables);
  const auto missing = [&](const char* expression, const char* fields) {
    const ExpressionValue value = calculate.ask(expression, fields);
    CHECK_FALSE(value.is_known);
    return value.missing;
  };
  CHECK(missing("cap(a, b)", "") == Names{"/a", "/b"});
  CHECK(missing("cap(a, b)", R"("b": false)") == Names{"/a"});
  CHECK(missing("cap(a, b)", R"("a": false)") == Names{"/b"});
  // Whether it is loud never matters.
  CHECK(missing("stage(a, b)", "") == Names{"/a"});
  CHECK(missing("may_join(a, shade)", R"("a": false)") == Names{"/shade"});
  CHECK(missing("may_join(a, shade)", R"("shade": "red")") == Names{"/a"});
  CHECK(missing("may_join(a, shade)", "") == Names{"/a", "/shade"});
  CHECK(missing("band(price, day, seat)", R"("seat": "PL")") == Names{"/price"});
  CHECK(missing("band(price, day, seat)", R"("day": "2024-06-01")") == Names{"/price", "/seat"});
}

TEST_CASE("table: amounts, dates and countries") {
  Calculator calculate(kTables);
  const auto band = [&](const char* amount, const char* day, const char* seat) {
    return calculate("band(price, day, seat)",
                     fmt::format(R"("price": {{"amount": {}, "currency": "EUR"}}, "day": "{}",
                                    "seat": "{}")",
                                 amount, day, seat));
  };
  CHECK(band("5000000", "2024-12-31", "US") == "\"small\"");
  CHECK(band("5000000.01", "2024-12-31", "US") == "\"old\"");
  CHECK(band("5000001", "2025-01-01", "US") == "\"far\"");
  CHECK(band("5000001", "2025-01-01", "FR") == "\"near\"");
  // GB has left the group by the reference date.
  CHECK(band("5000001", "2025-01-01", "GB") == "\"far\"");
}

TEST_CASE("table: an amount that is known without its rate is missing the rates") {
  Calculator calculate(kTables);
  const auto missing = [&](const char* others) {
    return calculate
        .ask("band(price, day, seat)",
             fmt::format(R"("price": {{"amount": 1, "currency": "USD"}}, {})", others))
        .missing;
  };
  CHECK(missing(R"("day": "2025-01-01", "seat": "FR")") == Names{"/exchange_rates"});
  CHECK(missing(R"("day": "2025-01-01")") == Names{"/exchange_rates", "/seat"});
}

Finding finding_with(const std::string& requirement, const std::string& fields) {
  const Program program =
      world(std::string(kInstrument) + std::string(kTables) +
            "rule it \"It\"\n    law LAW \"Art. 7\"\n    effective from 2020-01-01\n    requires " +
            requirement + "\n    failing \"the cap is {cap(a, b)}\"\n");
  return finding_of(program, decide(program, dossier_json(fields)), "it");
}

TEST_CASE("table: a bound by a table is asked like any other") {
  const std::string bound = "p is at most cap(a, b)";
  CHECK(finding_with(bound, R"("p": "25 %", "a": true)").outcome == Outcome::kSatisfied);
  const Finding broken = finding_with(bound, R"("p": "26 %", "b": true)");
  CHECK(broken.outcome == Outcome::kViolated);
  CHECK(broken.message == "the cap is 25 %");
  const Finding open = finding_with(bound, R"("p": "20 %")");
  CHECK(open.outcome == Outcome::kUndetermined);
  CHECK(open.missing == Names{"/a", "/b"});
  // One row that surely matches settles it.
  CHECK(open.settled_by == Names{"/a"});
}

TEST_CASE("table: a condition by a table says which facts settle it") {
  const Finding open = finding_with("may_join(a, shade)", "");
  CHECK(open.missing == Names{"/a", "/shade"});
  CHECK(open.settled_by == Names{"/a"});
}

const TraceNode* find_row(const TraceNode& step) {
  if (step.row != 0) return &step;
  for (const TraceNode& child : step.children) {
    if (const TraceNode* found = find_row(child)) return found;
  }
  return nullptr;
}

TEST_CASE("table: the reasoning names the row that decided") {
  const auto row_of = [](const std::string& fields) -> std::uint32_t {
    const Finding finding = finding_with("p is at most cap(a, b)", fields);
    REQUIRE(finding.trace.size() == 1);
    const TraceNode* row = find_row(finding.trace.front().root);
    return row == nullptr ? 0 : row->row;
  };
  CHECK(row_of(R"("p": "1 %", "a": true)") == 1);
  CHECK(row_of(R"("p": "1 %", "a": false, "b": true)") == 2);
  CHECK(row_of(R"("p": "1 %", "a": false, "b": false)") == 3);
  // Two rows may match and agree: none decided alone.
  CHECK(row_of(R"("p": "1 %", "b": true)") == 0);
}

TEST_CASE("table: its parameters are those of the rules that name it") {
  const Program program = world(std::string(kInstrument) + std::string(kTables) + R"(
rule it "It"
    law LAW "Art. 7"
    effective from 2020-01-01
    requires p is at most cap(a, b)
    failing "no"
)");
  const auto outcome_on = [&](const char* day) {
    const std::string fields = R"("p": "8 %", "a": false, "b": false)";
    return finding_of(program, decide(program, dossier_json(fields, "\"ONE\"", day)), "it").outcome;
  };
  CHECK(outcome_on("2019-12-31") == Outcome::kNotInForce);
  CHECK(outcome_on("2024-12-31") == Outcome::kViolated);
  CHECK(outcome_on("2025-01-01") == Outcome::kSatisfied);
}

}  // namespace
}  // namespace probity::test
