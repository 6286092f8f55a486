// What every declaration and clause becomes.
#include <doctest/doctest.h>

#include "tests/syntax/ast_text.h"

namespace probity::test {
namespace {

constexpr const char* kModule = "module sample \"A sample\"\n";

std::string date_of(const std::optional<ast::DateLiteral>& literal) {
  return literal ? date_text(literal->date) : "none";
}

std::string template_text(const ast::Template& text) {
  std::string result;
  for (const auto& part : text.parts) {
    result += match(
        part, [](const std::string& words) { return words; },
        [](const ast::Expr& expr) { return "<" + ast_text(expr) + ">"; });
  }
  return result;
}

TEST_CASE("a file has a module, a title and what it uses") {
  const ParsedFile parsed(
      "# a comment\nmodule safe \"Security Action for Europe (SAFE)\"\nuse dossier  # why\nuse "
      "places\n");
  CHECK(parsed.complaints().empty());
  CHECK(parsed.file.module.text == "safe");
  REQUIRE(parsed.file.title.has_value());
  CHECK(parsed.file.title->text == "Security Action for Europe (SAFE)");
  REQUIRE(parsed.file.uses.size() == 2);
  CHECK(parsed.file.uses[1].text == "places");
  CHECK_FALSE(ParsedFile("module safe").file.title.has_value());
}

TEST_CASE("acts") {
  const ParsedFile parsed(std::string(kModule) +
                          "act A \"Act\" celex \"32025R1106\"\n eli \"http://x\"\nact B \"B\"");
  const auto& act = parsed.at<ast::Act>(0);
  CHECK(act.name.text == "A");
  CHECK(act.title.text == "Act");
  CHECK(act.celex->text == "32025R1106");
  CHECK(act.eli->text == "http://x");
  CHECK_FALSE(parsed.at<ast::Act>(1).celex.has_value());
}

TEST_CASE("enums have members with labels, or parts") {
  const ParsedFile parsed(
      std::string(kModule) +
      "enum kind { works \"building\", supplies }\nenum all_kinds = kind + other");
  const auto& members = parsed.at<ast::Enum>(0).members;
  REQUIRE(members.size() == 2);
  CHECK(members[0].label->text == "building");
  CHECK(members[1].name.text == "supplies");
  CHECK_FALSE(members[1].label.has_value());
  REQUIRE(parsed.at<ast::Enum>(1).parts.size() == 2);
  CHECK(parsed.at<ast::Enum>(1).parts[1].text == "other");
}

TEST_CASE("records have fields with any word as name, marks, roles and documentation") {
  const ParsedFile parsed(std::string(kModule) + R"x(
## The root.
record dossier {
    ## Names the file.
    ## Never changes.
    dossier : text required as identifier
    instruments : list of act_name required nonempty as instruments
    evidence : set of item as evidence
    from : date
    required : boolean required
    as : date  list : money
})x");
  REQUIRE(parsed.complaints().empty());
  CHECK(parsed.file.declarations[0].doc == "The root.");
  const auto& fields = parsed.at<ast::Record>(0).fields;
  REQUIRE(fields.size() == 7);
  CHECK(fields[0].doc == "Names the file.\nNever changes.");
  CHECK(fields[0].required);
  CHECK(fields[0].role->text == "identifier");
  CHECK(fields[1].nonempty);
  CHECK(fields[1].type.shape == ast::TypeName::Shape::kList);
  CHECK(fields[1].type.name.text == "act_name");
  CHECK(parsed.text(fields[1].type.span) == "list of act_name");
  CHECK(fields[2].role->text == "evidence");
  CHECK(fields[2].type.shape == ast::TypeName::Shape::kSet);
  CHECK(fields[3].name.text == "from");
  CHECK(fields[3].type.name.text == "date");
  CHECK(fields[3].doc.empty());
  CHECK(fields[4].name.text == "required");
  CHECK(fields[4].required);
  CHECK_FALSE(fields[5].required);
  CHECK(fields[6].name.text == "list");
}

TEST_CASE("groups are sets with dated members, or sums and differences") {
  const ParsedFile parsed(std::string(kModule) + R"x(
group EU { PL from 2004-05-01, GB from 1973-01-01 until 2020-01-31, XX until 1999-12-31, DE }
group eligible_area = EU + places.EEA_EFTA - CY + { UA } if narrowness is wide)x");
  REQUIRE(parsed.complaints().empty());
  const auto& eu = parsed.at<ast::Group>(0).terms;
  REQUIRE(eu.size() == 1);
  REQUIRE(eu[0].members.size() == 4);
  CHECK(eu[0].members[1].country.text == "GB");
  CHECK(date_of(eu[0].members[1].window->from) == "1973-01-01");
  CHECK(date_of(eu[0].members[1].window->until) == "2020-01-31");
  CHECK(date_of(eu[0].members[2].window->from) == "none");
  CHECK_FALSE(eu[0].members[3].window.has_value());
  const auto& area = parsed.at<ast::Group>(1).terms;
  REQUIRE(area.size() == 4);
  CHECK(area[1].group.size() == 2);
  CHECK_FALSE(area[1].subtracted);
  CHECK(area[2].subtracted);
  CHECK_FALSE(area[3].subtracted);
  CHECK(area[3].members[0].country.text == "UA");
  CHECK(area[3].condition->interpretation[0].text == "narrowness");
  CHECK(area[3].condition->reading.text == "wide");
}

TEST_CASE("parameters have a law and dated values") {
  const ParsedFile parsed(std::string(kModule) + R"x(
parameter ceiling : percentage
    law SAFE_REG "Art. 16(10)"
    from 2025-05-29 until 2025-12-31 is 30 %
    from 2026-01-01 is 35 %)x");
  const auto& parameter = parsed.at<ast::Parameter>(0);
  CHECK(parameter.type.name.text == "percentage");
  REQUIRE(parameter.laws.size() == 1);
  CHECK(parameter.laws[0].act.text == "SAFE_REG");
  CHECK(parameter.laws[0].reference.text == "Art. 16(10)");
  REQUIRE(parameter.values.size() == 2);
  CHECK(date_of(parameter.values[0].window.until) == "2025-12-31");
  CHECK(parsed.text(parameter.values[0].window.span) == "from 2025-05-29 until 2025-12-31");
  CHECK(date_of(parameter.values[1].window.until) == "none");
  CHECK(ast_text(parameter.values[1].value) == "0.35%");
}

TEST_CASE("definitions and figures") {
  const ParsedFile parsed(std::string(kModule) + R"x(
define cost : money = sum(c.cost for c in components)
define share_of(c : component, day : date) : percentage = c.cost / cost
figure share : percentage = cost / total
figure cited : percentage
    law A "Art. 1"
    = cost / total)x");
  REQUIRE(parsed.complaints().empty());
  CHECK(parsed.at<ast::Define>(0).parameters.empty());
  const auto& define = parsed.at<ast::Define>(1);
  REQUIRE(define.parameters.size() == 2);
  CHECK(define.parameters[1].name.text == "day");
  CHECK(define.parameters[1].type.name.text == "date");
  CHECK(ast_text(define.body) == "(/ c.cost cost)");
  CHECK(parsed.at<ast::Figure>(2).laws.empty());
  CHECK(parsed.at<ast::Figure>(3).laws.size() == 1);
}

TEST_CASE("a table has inputs and rows, each with its own laws") {
  const ParsedFile parsed(std::string(kModule) + R"x(
## Highest share.
table cap(by_seap : boolean, value : money) : percentage
    law ACT "Art. 20(4)"
    law ACT "Art. 20(5)"
    when by_seap is true then 25 %
    when by_seap is false and value is at most EUR 5m then base_cap
        law ACT "Art. 20(6)"
    when by_seap is false and value is more than EUR 5m then -5 %)x");
  REQUIRE(parsed.complaints().empty());
  const auto& table = parsed.at<ast::Table>(0);
  CHECK(parsed.file.declarations[0].doc == "Highest share.");
  CHECK(table.name.text == "cap");
  REQUIRE(table.inputs.size() == 2);
  CHECK(table.inputs[1].name.text == "value");
  CHECK(table.type.name.text == "percentage");
  CHECK(table.laws.size() == 2);
  REQUIRE(table.rows.size() == 3);
  CHECK(ast_text(table.rows[0].condition) == "(is by_seap true)");
  CHECK(ast_text(table.rows[0].result) == "0.25%");
  CHECK(table.rows[0].laws.empty());
  CHECK(ast_text(table.rows[1].condition) == "(and (is by_seap false) (<= value EUR:5000000))");
  CHECK(ast_text(table.rows[1].result) == "base_cap");
  REQUIRE(table.rows[1].laws.size() == 1);
  CHECK(table.rows[1].laws[0].reference.text == "Art. 20(6)");
  CHECK(parsed.text(table.rows[0].span) == "when by_seap is true then 25 %");
  CHECK(ast_text(table.rows[2].result) == "(neg 0.05%)");
}

TEST_CASE("a rule prevails over another, of its own module or of one that it names") {
  const ParsedFile parsed(std::string(kModule) + R"x(
rule crisis prevails over open_procedure
    law  ACT "Art. 50"
    when stage is crisis
## Why.
rule edip.supply prevails over safe.control
    law      ACT "Art. 51"
    law      ACT "Art. 52"
    effective from 2026-01-01
    under    reach is wide
    for each contractor in contractors
    when     contractor.supplies
rule crisis "A rule"
    law      ACT "Art. 1"
    requires a
    failing  "no")x");
  REQUIRE(parsed.complaints().empty());
  const auto& first = parsed.at<ast::Prevalence>(0);
  REQUIRE(first.winner.size() == 1);
  CHECK(first.winner[0].text == "crisis");
  CHECK(first.loser[0].text == "open_procedure");
  CHECK_FALSE(first.for_each.has_value());
  CHECK(ast_text(first.when) == "(is stage crisis)");
  const auto& second = parsed.at<ast::Prevalence>(1);
  CHECK(parsed.file.declarations[1].doc == "Why.");
  REQUIRE(second.winner.size() == 2);
  CHECK(second.winner[0].text == "edip");
  CHECK(second.loser[1].text == "control");
  CHECK(second.norm.laws.size() == 2);
  CHECK(date_of(second.norm.effective->from) == "2026-01-01");
  CHECK(second.norm.under->reading.text == "wide");
  CHECK(second.for_each->variable.text == "contractor");
  CHECK(ast_text(second.when) == "contractor.supplies");
  CHECK(parsed.at<ast::Rule>(2).name.text == "crisis");
}

TEST_CASE("a rule has all its clauses") {
  const ParsedFile parsed(std::string(kModule) + R"x(
## Why the rule is there.
rule control "No contractor is controlled from outside"
    law      SAFE_REG "Art. 16(3)"
    law      SAFE_REG "Art. 16(4)"
    for instrument SAFE, EDIP
    effective from 2025-05-29 until 2030-12-31
    under    treaties.unanimity is wide
    for each contractor in procurement.contractors
    applies  when procurement.kind is defence_product
    requires every c in contractor.controllers satisfies c.country is in area
    evidence contractor.controllers, contractor.guarantees
    failing  "{contractor.name} is controlled from {contractor.controllers.country}"
    note     "see {{annex}}"
    unless screened "cleared by screening"
        law  SAFE_REG "Art. 16(5)"
        effective from 2026-01-01
        under unanimity is narrow
        when contractor.established_in is in EU
        evidence contractor.screenings
        note "cleared"
    unless guaranteed "guarantees verified"
        law  SAFE_REG "Art. 16(6)"
        when contractor.guaranteed)x");
  REQUIRE(parsed.complaints().empty());
  CHECK(parsed.file.declarations[0].doc == "Why the rule is there.");
  CHECK(parsed.file.declarations[0].is_complete);
  const auto& rule = parsed.at<ast::Rule>(0);
  CHECK(rule.title.text == "No contractor is controlled from outside");
  CHECK(rule.norm.laws.size() == 2);
  CHECK(parsed.text(rule.norm.laws[0].span) == "law      SAFE_REG \"Art. 16(3)\"");
  REQUIRE(rule.instruments.size() == 2);
  CHECK(rule.instruments[1].text == "EDIP");
  CHECK(date_of(rule.norm.effective->until) == "2030-12-31");
  REQUIRE(rule.norm.under->interpretation.size() == 2);
  CHECK(rule.norm.under->interpretation[0].text == "treaties");
  CHECK(rule.norm.under->reading.text == "wide");
  CHECK(rule.for_each->variable.text == "contractor");
  CHECK(ast_text(rule.for_each->list) == "procurement.contractors");
  CHECK(ast_text(*rule.applies) == "(is procurement.kind defence_product)");
  CHECK(ast_text(rule.requirement) == "(every [c] contractor.controllers (in c.country area))");
  REQUIRE(rule.norm.evidence.size() == 2);
  CHECK(ast_text(rule.norm.evidence[1]) == "contractor.guarantees");
  CHECK(template_text(rule.failing) ==
        "<contractor.name> is controlled from <contractor.controllers.country>");
  CHECK(template_text(*rule.norm.note) == "see {annex}");
  REQUIRE(rule.exceptions.size() == 2);
  const ast::Unless& screened = rule.exceptions[0];
  CHECK(screened.name.text == "screened");
  CHECK(date_of(screened.norm.effective->from) == "2026-01-01");
  CHECK(screened.norm.under->reading.text == "narrow");
  CHECK(ast_text(screened.when) == "(in contractor.established_in EU)");
  CHECK(screened.norm.evidence.size() == 1);
  CHECK(screened.norm.note.has_value());
  CHECK(ast_text(rule.exceptions[1].when) == "contractor.guaranteed");
}

TEST_CASE("a rule without law is read, so that the checker can say so") {
  const ParsedFile parsed(std::string(kModule) + "rule r \"R\"\n requires a\n failing \"f\"");
  CHECK(parsed.complaints().empty());
  CHECK(parsed.at<ast::Rule>(0).norm.laws.empty());
}

TEST_CASE("remote exceptions") {
  const ParsedFile parsed(std::string(kModule) + R"x(
exception unanimous_charge to treaties.budget "unanimous Council decision"
    law      TEU "Art. 41(2)"
    under    unanimity is wide
    for each item in expenditure
    when     item.council_unanimous_decision)x");
  REQUIRE(parsed.complaints().empty());
  const auto& exception = parsed.at<ast::Exception>(0);
  REQUIRE(exception.rule.size() == 2);
  CHECK(exception.rule[1].text == "budget");
  CHECK(exception.norm.under->reading.text == "wide");
  CHECK(exception.for_each->variable.text == "item");
  CHECK(ast_text(exception.when) == "item.council_unanimous_decision");
}

TEST_CASE("instruments and interpretations") {
  const ParsedFile parsed(std::string(kModule) + R"x(
instrument SAFE
    effective from 2025-05-29
    applies when SAFE is in instruments
    reference date submitted otherwise opened
interpretation unanimity "What a unanimous decision can do"
    law      TEU "Art. 41(2)"
    reading  narrow "it can only take off" authority "wording of the Treaty" default
    reading  wide   "it can also put on"   authority "position to be documented")x");
  REQUIRE(parsed.complaints().empty());
  const auto& instrument = parsed.at<ast::Instrument>(0);
  CHECK(date_of(instrument.effective->from) == "2025-05-29");
  CHECK(ast_text(instrument.applies) == "(in SAFE instruments)");
  CHECK(ast_text(instrument.reference_date) == "(otherwise submitted opened)");
  const auto& point = parsed.at<ast::Interpretation>(1);
  REQUIRE(point.readings.size() == 2);
  CHECK(point.readings[0].is_default);
  CHECK_FALSE(point.readings[1].is_default);
  CHECK(point.readings[1].authority.text == "position to be documented");
}

TEST_CASE("placeholders have spans inside their text") {
  const ParsedFile parsed(std::string(kModule) +
                          "rule r \"R\"\n requires a\n failing \"é \\\" {x.y}: { a + 1 } {{z}}\"");
  REQUIRE(parsed.complaints().empty());
  const ast::Template& failing = parsed.at<ast::Rule>(0).failing;
  CHECK(template_text(failing) == "é \" <x.y>: <(+ a 1)> {z}");
  REQUIRE(failing.parts.size() == 5);
  CHECK(parsed.text(std::get<ast::Expr>(failing.parts[1]).span) == "x.y");
  CHECK(parsed.text(std::get<ast::Expr>(failing.parts[3]).span) == "a + 1");
  CHECK(parsed.text(failing.span) == "\"é \\\" {x.y}: { a + 1 } {{z}}\"");
}

TEST_CASE("documentation belongs to the next declaration and not to an earlier one") {
  const ParsedFile parsed(
      "## Of the file.\nmodule m\n## One.\n##   indented\n# an ordinary comment\ngroup a { PL "
      "}\ngroup b { PL }\n## Two.\n\ngroup c { PL }\n## Of nothing.\n");
  REQUIRE(parsed.file.declarations.size() == 3);
  CHECK(parsed.file.declarations[0].doc == "One.\n  indented");
  CHECK(parsed.file.declarations[1].doc.empty());
  CHECK(parsed.file.declarations[2].doc == "Two.");
}

TEST_CASE("lines may end as on Windows") {
  const ParsedFile parsed("module m\r\n## Doc.\r\ngroup a { PL }\r\n");
  CHECK(parsed.complaints().empty());
  CHECK(parsed.file.declarations[0].doc == "Doc.");
}

TEST_CASE("a manifest lists folders, in folders and with keywords as names") {
  SourceMap sources;
  const SourceId id =
      sources.add(SourceText("x.ruleset",
                             "ruleset eu \"Law\" version \"2026.1\"\nincludes vocabulary, "
                             "proposals/safe_2025_03,\n  group/list\n"));
  Diagnostics diagnostics;
  const std::optional<ast::Manifest> manifest = parse_manifest(sources.at(id), id, diagnostics);
  REQUIRE(manifest.has_value());
  CHECK(manifest->name.text == "eu");
  CHECK(manifest->version.text == "2026.1");
  REQUIRE(manifest->includes.size() == 3);
  CHECK(manifest->includes[1].folder == "proposals/safe_2025_03");
  CHECK(sources.text(manifest->includes[1].span) == "proposals/safe_2025_03");
  CHECK(manifest->includes[2].folder == "group/list");
}

}  // namespace
}  // namespace probity::test
