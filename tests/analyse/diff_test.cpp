#include "analyse/diff.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "analyse/membership.h"
#include "analyse/references.h"
#include "tests/check/sample.h"

namespace probity::test {
namespace {

RuleSetDiff diff_of(const std::string& before, const std::string& after) {
  return compare_rule_sets(sample_program(before), sample_program(after));
}

std::string rule(const std::string& clauses) {
  return "rule r \"R\"\n    law ACT \"Art. 1\"\n" + clauses + "    failing \"no\"\n";
}

/// Whether the rules `before` and `after` mean the same with one requirement for the other.
bool same(const std::string& before, const std::string& after) {
  return diff_of(rule("    requires " + before + "\n"), rule("    requires " + after + "\n"))
      .changes.empty();
}

const DeclarationChange& only(const RuleSetDiff& diff) {
  REQUIRE(diff.changes.size() == 1);
  return diff.changes.front();
}

TEST_CASE("what is only spelling is no difference") {
  CHECK(same("units is at least 2", "(units is at least 2)"));
  CHECK(same("units is at least 2", "2 is at most units"));
  CHECK(same("units is more than 2", "2 is less than units"));
  CHECK(same("units is 2", "2 is units"));
  CHECK(same("total is at most EUR 1.5bn", "total is at most EUR 1_500_000_000"));
  CHECK(same("urgent and units is 2", "units is 2 and urgent"));
  CHECK(same("urgent and (units is 2 and seat is in EU)",
             "(urgent and units is 2) and seat is in EU"));
  CHECK(same("some p in parts satisfies p.spare", "some q in parts satisfies q.spare"));
  CHECK(same("seat is in EU", "seat is in places.EU"));
  CHECK(same("paint is in { red, blue }", "paint is in { blue, red }"));
  CHECK(same("urgent", "dossier.urgent"));
}

TEST_CASE("what means something else is a difference") {
  CHECK_FALSE(same("units is at least 2", "units is at least 3"));
  CHECK_FALSE(same("units is at least 2", "units is at most 2"));
  CHECK_FALSE(same("units is at least 2", "units is more than 2"));
  CHECK_FALSE(same("urgent and units is 2", "urgent or units is 2"));
  CHECK_FALSE(
      same("urgent and (units is 2 or seat is in EU)", "(urgent and units is 2) or seat is in EU"));
  CHECK_FALSE(same("seat is in EU", "seat is in EFTA"));
  CHECK_FALSE(same("seat is in EU", "seat is not in EU"));
  CHECK_FALSE(same("some p in parts satisfies p.spare", "every p in parts satisfies p.spare"));
  CHECK_FALSE(same("some p in parts satisfies (some q in p.pieces satisfies p.spare)",
                   "some p in parts satisfies (some q in p.pieces satisfies q.spare)"));
  CHECK_FALSE(same("total is at most EUR 2", "total is at most PLN 2"));
  CHECK_FALSE(same("share is at most 35 %", "share is at most 36 %"));
  CHECK_FALSE(same("units - 2 is at least 1", "2 - units is at least 1"));
}

TEST_CASE("a definition stands for what it says") {
  const std::string plain = rule("    requires urgent and units is at least 2\n");
  const std::string parted =
      "define enough : boolean = units is at least 2\n" + rule("    requires urgent and enough\n");
  const RuleSetDiff diff = diff_of(plain, parted);
  CHECK(diff.changes.empty());
  REQUIRE(diff.restatements.size() == 1);
  CHECK(diff.restatements[0].name == "sample.enough");
  CHECK(diff.restatements[0].change == ChangeKind::kAdded);

  // With a parameter, and the variable of a quantifier within it.
  const std::string called =
      "define has_spare(whole : part) : boolean =\n"
      "    some piece in whole.pieces satisfies piece.spare\n" +
      rule("    requires every p in parts satisfies has_spare(p)\n");
  const std::string written =
      rule("    requires every p in parts satisfies (some x in p.pieces satisfies x.spare)\n");
  CHECK(diff_of(called, written).changes.empty());
}

TEST_CASE("a definition that says something else is told, with the rules that rest on it") {
  const auto rules = [](const std::string& bound) {
    return "define enough : boolean = units is at least " + bound +
           "\ndefine fit : boolean = enough and urgent\n" + rule("    requires fit\n");
  };
  const RuleSetDiff diff = diff_of(rules("2"), rules("3"));
  const DeclarationChange& change = only(diff);
  CHECK(change.kind == DeclarationKind::kDefine);
  CHECK(change.name == "sample.enough");
  REQUIRE(change.parts.size() == 1);
  CHECK(change.parts[0].part == "is");
  CHECK(change.bears_on == std::vector<std::string>{"sample.r"});
}

TEST_CASE("a renamed group is the same group wherever it is named") {
  const auto rules = [](const std::string& name) {
    return "group " + name + " = { PL, DE }\ngroup wide = " + name + " + EFTA\n" +
           rule("    requires seat is in " + name + " or seat is in wide\n");
  };
  const RuleSetDiff diff = diff_of(rules("narrow"), rules("core"));
  const DeclarationChange& change = only(diff);
  CHECK(change.change == ChangeKind::kRenamed);
  CHECK(change.name == "sample.core");
  CHECK(change.old_name == "sample.narrow");
  CHECK(change.parts.empty());
}

TEST_CASE("of a group it is told who joins, who leaves, and whose days are other") {
  const auto rules = [](const std::string& members) {
    return "group g = " + members + "\n" + rule("    requires seat is in g\n");
  };
  const RuleSetDiff diff = diff_of(rules("{ PL from 2004-05-01, DE, FR }"),
                                   rules("{ PL from 2005-05-01, DE, IT from 2000-01-01 }"));
  const DeclarationChange& change = only(diff);
  REQUIRE(change.parts.size() == 3);
  CHECK(change.parts[0].part == "joins");
  CHECK(change.parts[1].part == "leaves");
  CHECK(change.parts[2].part == "other days");
  const auto members = [](const std::optional<PartContent>& content) {
    return std::get<DatedMembers>(content.value()).members;
  };
  CHECK(members(change.parts[0].after).front().first.text() == "IT");
  CHECK(members(change.parts[1].before).front().first.text() == "FR");
  CHECK(members(change.parts[2].before).front().second.front().from == parse_date("2004-05-01"));
  CHECK(members(change.parts[2].after).front().second.front().from == parse_date("2005-05-01"));
  CHECK(change.bears_on == std::vector<std::string>{"sample.r"});
  // The same members out of other groups are the same group.
  CHECK(diff_of(rules("{ NO, IS, PL }"), rules("EFTA + { PL }")).changes.empty());
}

TEST_CASE("membership is what terms add and take away, on days that do not overlap") {
  const Program program = sample_program(
      "group g = { PL from 2004-01-01 until 2010-12-31 } + { PL from 2011-01-01 }"
      " - { PL from 2020-01-01 until 2020-12-31 } + EU - { DE }\n" +
      rule("    requires seat is in g\n"));
  std::size_t at = 0;
  while (program.groups[at].name != "sample.g") ++at;
  const Membership members = membership_of(program, GroupId(at), std::nullopt);
  // EU has PL without days, which fills the gap; DE is taken away, GB keeps its window.
  const auto find = [&](const char* code) { return members.at(*find_country(code)); };
  CHECK(find("PL") == std::vector<Window>{Window()});
  CHECK_FALSE(members.contains(*find_country("DE")));
  REQUIRE(find("GB").size() == 1);
  CHECK(find("GB").front().until == parse_date("2020-01-31"));
}

TEST_CASE("of a table rows are told by what they ask, and their order is nothing") {
  const auto rules = [](const std::string& rows) {
    return "table t(fast : boolean) : number\n    law ACT \"Art. 2\"\n" + rows +
           rule("    requires t(urgent) is at least 2\n");
  };
  const std::string before = rules("    when fast is true then 3\n    when fast is false then 1\n");
  CHECK(diff_of(before, rules("    when fast is false then 1\n    when fast is true then 3\n"))
            .changes.empty());
  const RuleSetDiff diff =
      diff_of(before, rules("    when fast is false then 2\n    when fast is true then 3\n"));
  const DeclarationChange& change = only(diff);
  CHECK(change.kind == DeclarationKind::kTable);
  REQUIRE(change.parts.size() == 1);
  CHECK(change.parts[0].part == "row");
  CHECK(change.parts[0].before.has_value());
  CHECK(change.parts[0].after.has_value());
}

TEST_CASE("exceptions follow their rule, and those of a new rule are not told twice") {
  const std::string unless =
      "    unless e \"E\"\n        law ACT \"Art. 3\"\n        when urgent\n";
  const std::string plain = rule("    requires units is 1\n");
  const RuleSetDiff added = diff_of(plain, plain + unless);
  CHECK(only(added).kind == DeclarationKind::kException);
  CHECK(only(added).rule == "sample.r");
  const std::string other =
      "rule q \"Q\"\n    law ACT \"Art. 4\"\n    requires urgent\n    failing \"no\"\n";
  const RuleSetDiff whole = diff_of(other, other + plain + unless);
  CHECK(only(whole).kind == DeclarationKind::kRule);
  CHECK(only(whole).change == ChangeKind::kAdded);
}

TEST_CASE("who names whom is found in every clause, and where it stands in the text") {
  const Program program = sample_program(
      "parameter p : number\n    law ACT \"Art. 2\"\n    from 2025-01-01 is 2\n"
      "define d(one : part) : boolean = one.origin is in # not this one: EFTA\n        EU\n" +
      rule("    applies when units is at least p\n    requires some x in parts satisfies d(x)\n"));
  const CrossReferences references = find_references(program);
  const std::vector<Declared>& named = references.names.at(RuleId(std::uint32_t{0}));
  CHECK(std::ranges::find(named, Declared(ParameterId(std::uint32_t{0}))) != named.end());
  CHECK(std::ranges::find(named, Declared(DefinitionId(std::uint32_t{0}))) != named.end());
  std::vector<std::string_view> words;
  words.reserve(references.mentions.size());
  for (const Mention& mention : references.mentions) {
    words.push_back(program.sources.text(mention.span));
  }
  CHECK(std::ranges::count(words, "p") == 1);
  CHECK(std::ranges::count(words, "d") == 1);
  CHECK(std::ranges::count(words, "EU") == 1);
  CHECK(std::ranges::count(words, "EFTA") == 0);
  CHECK(std::ranges::count(words, "origin") == 1);
}

TEST_CASE("definitions that double at every step do not make a comparison endless") {
  std::string text = "define d0(n : number) : boolean = units is at least n\n";
  for (int step = 1; step <= 40; ++step) {
    text += fmt::format("define d{0}(n : number) : boolean = d{1}(n + 1) and d{1}(n + 2)\n", step,
                        step - 1);
  }
  const auto rules = [&](const std::string& bound) {
    return text + rule("    requires d40(" + bound + ")\n");
  };
  CHECK(only(diff_of(rules("1"), rules("2"))).kind == DeclarationKind::kRule);
}

}  // namespace
}  // namespace probity::test
