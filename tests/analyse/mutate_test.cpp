// Changes of small rules, and which cases notice them.
#include "analyse/mutate.h"

#include <algorithm>

#include "tests/analyse/prepared_cases.h"

namespace probity::test {
namespace {

/// "threshold 3 -> 4", in the order in which they are tried.
Names names_of(const Program& program) {
  Names names;
  for (const Mutant& mutant : find_mutants(program)) {
    names.push_back(fmt::format("{} {} -> {}", mutation_name(mutant.kind), mutant.before,
                                mutant.after.empty() ? "nothing" : mutant.after));
  }
  std::ranges::sort(names);
  return names;
}

Names sorted(Names names) {
  std::ranges::sort(names);
  return names;
}

Program rules(const std::string& declarations) {
  return world(std::string(kInstrument) + declarations);
}

std::string rule_text(const std::string& requirement) {
  return "rule only \"Only\"\n    law LAW \"Art. 1\"\n    requires " + requirement +
         "\n    failing \"no\"\n";
}

const Names kOfTheInstrument{"negation is in -> is not in"};

Names with_instrument(Names names) {
  names.insert(names.end(), kOfTheInstrument.begin(), kOfTheInstrument.end());
  return sorted(std::move(names));
}

/// What no case notices, as `names_of` names it.
Names survivors(const Program& program, const std::string& dossier, const std::string& text) {
  const std::vector<PreparedCase> cases = prepare_cases(program, dossier, text);
  const std::vector<Observation> seen = observe_all(program, cases);
  std::vector<WitnessCase> witnesses;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CHECK(run_case(program, cases[i]).empty());
    witnesses.push_back({&cases[i], &seen[i]});
  }
  MutantTrial trial(program, witnesses);
  Names names;
  for (const Mutant& mutant : find_mutants(program)) {
    if (trial.find_noticing(mutant)) continue;
    names.push_back(fmt::format("{} {} -> {}", mutation_name(mutant.kind), mutant.before,
                                mutant.after.empty() ? "nothing" : mutant.after));
  }
  return sorted(std::move(names));
}

TEST_CASE("a comparison is moved by one unit either way, and its limit let in or out") {
  CHECK(names_of(rules(rule_text("n is at most 3"))) ==
        with_instrument(
            {"comparator is at most -> is less than", "threshold 3 -> 2", "threshold 3 -> 4"}));
  CHECK(names_of(rules(rule_text("price is less than EUR 10"))) ==
        with_instrument({"comparator is less than -> is at most", "threshold EUR 10 -> EUR 9.99",
                         "threshold EUR 10 -> EUR 10.01"}));
  CHECK(names_of(rules(rule_text("p is at least 35 %"))) ==
        with_instrument({"comparator is at least -> is more than", "threshold 35 % -> 34.99 %",
                         "threshold 35 % -> 35.01 %"}));
  CHECK(names_of(rules(rule_text("day is after 2025-02-28"))) ==
        with_instrument({"comparator is after -> is on or after",
                         "threshold 2025-02-28 -> 2025-02-27",
                         "threshold 2025-02-28 -> 2025-03-01"}));
  CHECK(names_of(rules(rule_text("term is at most 2 months"))) ==
        with_instrument({"comparator is at most -> is less than", "threshold 2 months -> 1 month",
                         "threshold 2 months -> 3 months"}));
}

TEST_CASE("connectives, quantifiers, negations") {
  CHECK(names_of(rules(rule_text("not a and (some part in parts satisfies (part.fits or b))"))) ==
        with_instrument({"connective and -> or", "connective or -> and", "negation not -> nothing",
                         "quantifier some -> every"}));
}

TEST_CASE("the conditions of `applies when` are joined by a connective, too") {
  CHECK(names_of(rules("rule only \"Only\"\n    law LAW \"Art. 1\"\n    applies when a and b\n"
                       "    requires c\n    failing \"no\"\n")) ==
        with_instrument({"connective and -> or"}));
}

TEST_CASE("declarations: values, windows, countries, exceptions, precedences, readings") {
  const std::string text = R"(
interpretation point "Point"
    law     LAW "Art. 4"
    reading narrow "n" authority "x" default
    reading wide   "w" authority "y"
parameter cap : number
    law LAW "Art. 2"
    from 2020-01-01 is 3
    from 2025-01-01 is 4
group pair { PL, FR from 2020-01-01 }
rule only "Only"
    law LAW "Art. 1"
    effective from 2020-01-01 until 2030-12-31
    requires n is at most cap
    failing "no"
    unless saved "saved"
        law LAW "Art. 5"
        under point is wide
        when seat is in pair
rule other "Other"
    law LAW "Art. 6"
    requires a
    failing "no"
rule only prevails over other
    law LAW "Art. 7"
    when b
)";
  CHECK(
      names_of(rules(text)) ==
      with_instrument(
          {"comparator is at most -> is less than", "exception main.only.saved -> nothing",
           "group FR -> nothing", "group PL -> nothing", "negation is in -> is not in",
           "precedence only prevails over other -> nothing",
           "reading narrow default -> wide default", "reading under main.point is wide -> nothing",
           "threshold 3 -> 2", "threshold 3 -> 4", "threshold 4 -> 3", "threshold 4 -> 5",
           // Of the parameter, the rule and FR: on the day before,
           // none of them is asked.
           "window from 2020-01-01 -> from 2020-01-02", "window from 2020-01-01 -> from 2020-01-02",
           "window from 2020-01-01 -> from 2020-01-02", "window from 2025-01-01 -> from 2024-12-31",
           "window from 2025-01-01 -> from 2025-01-02",
           "window until 2030-12-31 -> until 2030-12-30",
           "window until 2030-12-31 -> until 2031-01-01"}));
}

TEST_CASE("what holds on days on which nobody is asked is not changed") {
  const std::string text = R"(
instrument TWO
    effective from 2025-01-01
    applies when TWO is in instruments
    reference date submitted
group old { PL from 2004-05-01, FR from 2025-06-01, GB from 1973-01-01 until 2020-01-31 }
rule only "Only"
    law LAW "Art. 1"
    effective from 2025-01-01
    requires seat is in old
    failing "no"
)";
  CHECK(names_of(world(text)) ==
        sorted({"negation is in -> is not in", "negation is in -> is not in", "group PL -> nothing",
                "group FR -> nothing", "window from 2025-06-01 -> from 2025-05-31",
                "window from 2025-06-01 -> from 2025-06-02",
                "window from 2025-01-01 -> from 2024-12-31",
                "window from 2025-01-01 -> from 2025-01-02",
                "window from 2025-01-01 -> from 2025-01-02"}));
}

TEST_CASE("a country that the groups that are asked have from elsewhere is not left out") {
  const std::string text = R"(
group first { PL, FR, DE until 2020-01-01 }
group second { FR, DE }
group both = first + second
rule only "Only"
    law LAW "Art. 1"
    requires seat is in both
    failing "no"
)";
  CHECK(names_of(rules(text)) == with_instrument({"group DE -> nothing", "group PL -> nothing",
                                                  "negation is in -> is not in"}));
}

TEST_CASE("cases at a limit and next to it notice that it is moved") {
  const Program program = rules(rule_text("n is at most 3"));
  const std::string at = case_text("at", "    with n is 3\n    expect only is satisfied");
  const std::string above = case_text("above", "    with n is 4\n    expect only is violated");
  const std::string elsewhere =
      case_text("elsewhere", "    with instruments is [TWO]\n    expect ONE is not concerned");
  CHECK(survivors(program, dossier_json(""), at + above + elsewhere).empty());
  CHECK(survivors(program, dossier_json(""), at + elsewhere) == Names{"threshold 3 -> 4"});
  CHECK(survivors(program, dossier_json(""), above + elsewhere) ==
        Names{"comparator is at most -> is less than", "threshold 3 -> 2"});
}

TEST_CASE("a case that expects nothing of a rule does not notice what changes in it") {
  const Program program = rules(rule_text("n is at most 3") +
                                "rule other \"Other\"\n    law LAW \"Art. 2\"\n    requires a\n"
                                "    failing \"no\"\n");
  const std::string text = case_text("other", "    with n is 3\n    expect other is satisfied");
  CHECK(survivors(program, dossier_json(R"("a": true)"), text) ==
        Names{"comparator is at most -> is less than", "threshold 3 -> 2", "threshold 3 -> 4"});
}

TEST_CASE("a sum that is changed on one side of a comparison does not cancel out any more") {
  const std::string sum = "sum(part.cost for part in parts where part.weight is at most 2)";
  const Program program = rules(rule_text(sum + " is at most " + sum));
  const std::string text = case_text("any cost",
                                     "    with parts is [{ weight is 2, cost is unknown }]\n"
                                     "    expect only is satisfied");
  // On the left, a part less or none more changes nothing; on the right, one less leaves it open.
  CHECK(survivors(program, dossier_json(""), text) == Names{"comparator is at most -> is less than",
                                                            "threshold 2 -> 1", "threshold 2 -> 3",
                                                            "threshold 2 -> 3"});
}

TEST_CASE("after a trial the rules are what they were") {
  const Program program = rules(rule_text("a and b") +
                                "rule second \"Second\"\n"
                                "    law LAW \"Art. 2\"\n    applies when a and c\n    requires b\n"
                                "    failing \"no\"\n");
  Program copy = program;
  const std::string dossier = dossier_json(R"("a": true, "b": false, "c": true)");
  for (const Mutant& mutant : find_mutants(program)) {
    make(copy, mutant);
    unmake(copy, program, mutant);
    CHECK(copy.nodes.size() == program.nodes.size());
    const Decision decision = decide(copy, dossier);
    REQUIRE(decision.instruments[0].findings.size() == 2);
    CHECK(decision.instruments[0].findings[0].outcome == Outcome::kViolated);
    CHECK(decision.instruments[0].findings[1].outcome == Outcome::kViolated);
  }
}

TEST_CASE("what two rule sets share is told once, and noticed where one of them notices it") {
  const MutantResult one{MutationKind::kGroup, "places/eu.rules", 3, 5, "EU", "IE", "", {}};
  MutantResult other = one;
  other.noticed_by = 7;
  MutantResult earlier = one;
  earlier.line = 2;
  const std::vector<MutantResult> merged = merge_mutants({one, earlier, other});
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].line == 2);
  CHECK_FALSE(merged[0].noticed_by.has_value());
  CHECK(merged[1].noticed_by == 7);
}

}  // namespace
}  // namespace probity::test
