// What a correct rule set becomes: slots, conjuncts, windows, terms, readings, shapes.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/check/sample.h"

namespace probity::test {
namespace {

const Rule& rule_named(const Program& program, const std::string& name) {
  const auto found = std::find_if(program.rules.begin(), program.rules.end(),
                                  [&](const Rule& rule) { return rule.name == name; });
  REQUIRE(found != program.rules.end());
  return *found;
}

const Definition& definition_named(const Program& program, const std::string& name) {
  const auto found =
      std::find_if(program.definitions.begin(), program.definitions.end(),
                   [&](const Definition& definition) { return definition.name == name; });
  REQUIRE(found != program.definitions.end());
  return *found;
}

std::string source(const Program& program, NodeId id) {
  return std::string(program.sources.text(program[id].span));
}

std::vector<std::string> sources(const Program& program, const std::vector<NodeId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const NodeId id : ids) texts.push_back(source(program, id));
  return texts;
}

template <class Content>
const Content& content(const Program& program, NodeId id) {
  REQUIRE(id.is_present());
  const auto* found = std::get_if<Content>(&program[id].content);
  REQUIRE(found != nullptr);
  return *found;
}

std::string type_text(const Program& program, NodeId id) {
  return program.vocabulary.type_text(program[id].type);
}

Date day(const char* text) { return parse_date(text).value(); }

constexpr const char* kEnd = "\n    failing \"no\"\n";

TEST_CASE("the conjuncts of `applies when` are split by the variable of `for each`") {
  const Program program = sample_program(
      std::string("define spare(p : part) : boolean = p.spare\n"
                  "rule r \"R\" law ACT \"1\" for each part in parts\n"
                  "  applies when urgent and (seat is PL and spare(part)) and known signed\n"
                  "    and (some other in parts satisfies other.spare)\n"
                  "  requires part.origin is PL") +
      kEnd);
  const Rule& rule = rule_named(program, "sample.r");
  CHECK(sources(program, rule.applies_once) ==
        std::vector<std::string>{"urgent", "seat is PL", "known signed",
                                 "(some other in parts satisfies other.spare)"});
  CHECK(sources(program, rule.applies_element) == std::vector<std::string>{"spare(part)"});
}

TEST_CASE("a rule without `for each` asks all of its conjuncts once") {
  const Program program =
      sample_program(std::string("rule r \"R\" law ACT \"1\" applies when urgent and seat is PL\n"
                                 "  requires units is 1") +
                     kEnd);
  const Rule& rule = rule_named(program, "sample.r");
  CHECK(rule.applies_once.size() == 2);
  CHECK(rule.applies_element.empty());
  CHECK_FALSE(rule.for_each.has_value());
}

TEST_CASE("slots: the variable of `for each` is 0, nested quantifiers follow, siblings share") {
  const Program program = sample_program(
      std::string(
          "rule r \"R\" law ACT \"1\" for each part in parts\n"
          "  requires (some a in part.pieces satisfies (every b in a.pieces satisfies b.spare))\n"
          "    and (no c in parts satisfies c.spare)\n"
          "    and count(d in parts where d.spare) is 1") +
      kEnd);
  const Rule& rule = rule_named(program, "sample.r");
  REQUIRE(rule.for_each.has_value());
  CHECK(rule.for_each->slot == 0);
  CHECK(rule.for_each->variable == "part");
  const auto& all = content<node::And>(program, rule.requirement);
  const auto& some = content<node::Quantifier>(program, all.operands[0]);
  CHECK(some.slot == 1);
  CHECK(some.kind == node::Quantity::kSome);
  CHECK(content<node::Quantifier>(program, some.body).slot == 2);
  CHECK(content<node::Quantifier>(program, all.operands[1]).slot == 1);
  const auto& compare = content<node::Compare>(program, all.operands[2]);
  CHECK(content<node::Aggregate>(program, compare.left).slot == 1);
  CHECK(program.frame_size == 3);
}

TEST_CASE("slots of a define: its parameters, then its quantifiers") {
  const Program program =
      sample_program(std::string("define f(a : part, b : number) : boolean =\n"
                                 "  a.spare and b is 1 and (some c in a.pieces satisfies c.spare)\n"
                                 "rule r \"R\" law ACT \"1\" for each part in parts\n"
                                 "  requires f(part, 1)") +
                     kEnd);
  const Definition& definition = definition_named(program, "sample.f");
  CHECK(definition.parameters.size() == 2);
  const auto& all = content<node::And>(program, definition.body);
  const auto& first = content<node::Field>(program, all.operands[0]);
  CHECK(content<node::Variable>(program, first.base).slot == 0);
  const auto& second = content<node::Compare>(program, all.operands[1]);
  CHECK(content<node::Variable>(program, second.left).slot == 1);
  CHECK(content<node::Quantifier>(program, all.operands[2]).slot == 2);
  const auto& call = content<node::Call>(program, rule_named(program, "sample.r").requirement);
  CHECK(call.arguments.size() == 2);
}

TEST_CASE("a value of a parameter holds until the day before the next one") {
  const Program program =
      sample_program(std::string("parameter ceiling : percentage law ACT \"2\"\n"
                                 "  from 2025-01-01 until 2025-06-30 is 35 %\n"
                                 "  from 2026-01-01 is 30 %\n"
                                 "  from 2027-01-01 is 25 %\n"
                                 "rule r \"R\" law ACT \"1\" effective from 2026-01-01\n"
                                 "  requires share is at most ceiling") +
                     kEnd);
  REQUIRE(program.parameters.size() == 1);
  const std::vector<DatedConstant>& values = program.parameters[0].values;
  REQUIRE(values.size() == 3);
  CHECK(values[0].window == Window{day("2025-01-01"), day("2025-06-30")});
  CHECK(values[1].window == Window{day("2026-01-01"), day("2026-12-31")});
  CHECK(values[2].window == Window{day("2027-01-01"), std::nullopt});
  CHECK(std::get<Number>(values[1].value) == Number::parse("0.3"));
  CHECK(program.vocabulary.type_text(program.parameters[0].type) == "percentage");
}

TEST_CASE("parameters needed and interpretations are followed through definitions and groups") {
  const Program program = sample_program(
      std::string(
          "parameter ceiling : percentage law ACT \"2\" from 2025-01-01 is 35 %\n"
          "parameter floor : percentage law ACT \"2\" from 2025-01-01 is 5 %\n"
          "interpretation reach \"R\" law ACT \"3\"\n"
          "  reading near \"n\" authority \"A\" default reading far \"f\" authority \"B\"\n"
          "interpretation scope \"S\" law ACT \"3\"\n"
          "  reading narrow \"n\" authority \"A\" default reading wide \"w\" authority \"B\"\n"
          "group inner = { PL } + { NO } if reach is far\n"
          "group outer = inner + { DE }\n"
          "define small : boolean = share is at most ceiling\n"
          "define inside : boolean = small and seat is in outer\n"
          "rule r \"R\" law ACT \"1\" applies when inside requires urgent failing \"no\"\n"
          "  unless e \"E\" law ACT \"4\" under scope is wide when share is at least floor\n"
          "rule s \"S\" law ACT \"1\" requires units is 1") +
      kEnd);
  const Rule& rule = rule_named(program, "sample.r");
  REQUIRE(rule.parameters_needed.size() == 1);
  CHECK(program[rule.parameters_needed[0]].name == "sample.ceiling");
  REQUIRE(rule.interpretations.size() == 2);
  CHECK(program[rule.interpretations[0]].name == "sample.reach");
  CHECK(program[rule.interpretations[1]].name == "sample.scope");
  REQUIRE(rule.exceptions.size() == 1);
  const Exception& exception = program[rule.exceptions[0]];
  CHECK(exception.name == "sample.r.e");
  REQUIRE(exception.under.has_value());
  CHECK(exception.under->reading == 1);
  REQUIRE(exception.parameters_needed.size() == 1);
  CHECK(program[exception.parameters_needed[0]].name == "sample.floor");
  CHECK(rule_named(program, "sample.s").interpretations.empty());
  const Definition& inside = definition_named(program, "sample.inside");
  CHECK(inside.parameters_needed.size() == 1);
  CHECK(inside.interpretations.size() == 1);
}

TEST_CASE("the terms of a group keep their order, signs, windows and conditions") {
  const Program program = sample_program(
      std::string(
          "interpretation reach \"R\" law ACT \"3\"\n"
          "  reading near \"n\" authority \"A\" default reading far \"f\" authority \"B\"\n"
          "group area = EU - { DE } + { CA from 2026-02-14 until 2026-12-31 } if reach is far\n"
          "rule r \"R\" law ACT \"1\" requires seat is in area") +
      kEnd);
  const auto found = std::find_if(program.groups.begin(), program.groups.end(),
                                  [](const Group& group) { return group.name == "sample.area"; });
  REQUIRE(found != program.groups.end());
  REQUIRE(found->terms.size() == 3);
  CHECK(program[found->terms[0].group].name == "places.EU");
  CHECK_FALSE(found->terms[0].subtracted);
  CHECK(found->terms[1].subtracted);
  CHECK_FALSE(found->terms[1].group.is_present());
  REQUIRE(found->terms[2].members.size() == 1);
  CHECK(found->terms[2].members[0].country.text() == "CA");
  CHECK(found->terms[2].members[0].window == Window{day("2026-02-14"), day("2026-12-31")});
  REQUIRE(found->terms[2].condition.has_value());
  CHECK(found->terms[2].condition->reading == 1);
}

TEST_CASE("membership: a group, a group on a day, an enum, values in braces, a fact") {
  const Program program = sample_program(
      std::string(
          "rule r \"R\" law ACT \"1\" requires\n"
          "  seat is in EU and seat is not in places.EU on submitted and finish is in colour\n"
          "  and finish is in { pale, red } and seat is in states and ACT_TWO is in instruments") +
      kEnd);
  const auto& all = content<node::And>(program, rule_named(program, "sample.r").requirement);
  CHECK_FALSE(content<node::InGroup>(program, all.operands[0]).on.is_present());
  const auto& on_a_day = content<node::InGroup>(program, all.operands[1]);
  CHECK(on_a_day.negated);
  CHECK(source(program, on_a_day.on) == "submitted");
  const auto& in_enum = content<node::In>(program, all.operands[2]);
  CHECK(type_text(program, in_enum.set) == "set of tint");
  CHECK(content<node::ListOf>(program, in_enum.set).elements.size() == 3);
  CHECK(type_text(program, content<node::In>(program, all.operands[3]).set) == "set of tint");
  const auto& named = content<node::In>(program, all.operands[5]);
  CHECK(type_text(program, named.element) == "instrument_id");
}

TEST_CASE("an enum value never competes with a fact of its name") {
  const Program program = sample_program(
      std::string("enum subject { title, paint }\n"
                  "define f(s : subject) : boolean = s is title or s is paint\n"
                  "define g(s : subject) : boolean = title is s\n"
                  "rule r \"R\" law ACT \"1\" requires f(title) and g(paint) and title is \"x\"") +
      kEnd);
  const auto& all = content<node::And>(program, rule_named(program, "sample.r").requirement);
  const auto& call = content<node::Call>(program, all.operands[0]);
  CHECK(type_text(program, call.arguments[0]) == "subject");
  const auto& compare = content<node::Compare>(program, all.operands[2]);
  CHECK(type_text(program, compare.left) == "text");
}

TEST_CASE("the currency of a comparison is that of the literal or parameter beside") {
  const Program program = sample_program(
      std::string(
          "parameter floor : money law ACT \"2\" from 2025-01-01 is PLN 100\n"
          "define twice : money = floor * 2\n"
          "figure cheap : boolean = total is at most USD 5\n"
          "figure plain : boolean = total is at most main_part.cost\n"
          "rule r \"R\" law ACT \"1\" requires total - main_part.cost is at least 2 * twice") +
      kEnd);
  const auto currency = [&](NodeId id) { return content<node::Compare>(program, id).currency; };
  CHECK(currency(rule_named(program, "sample.r").requirement) == find_currency("PLN"));
  CHECK(currency(definition_named(program, "sample.cheap").body) == find_currency("USD"));
  CHECK_FALSE(currency(definition_named(program, "sample.plain").body).has_value());
}

TEST_CASE("the types of arithmetic and of fields over lists") {
  const Program program = sample_program(
      "figure a : percentage = total / main_part.cost\n"
      "figure b : money = share * total + total / 2\n"
      "figure c : number = signed - submitted\n"
      "figure d : date = signed + period + period\n"
      "figure e : number = 10 % * count(parts)\n"
      "figure f : list of country = parts.pieces.origin + parts.markets\n"
      "figure g : percentage = share * share + share / 2\n"
      "figure h : money = max([total, main_part.cost])\n"
      "figure i : number = share / share\n");
  CHECK(type_text(program, definition_named(program, "sample.f").body) == "list of country");
  const auto& joined =
      content<node::Concatenate>(program, definition_named(program, "sample.f").body);
  CHECK(type_text(program, joined.left) == "list of country");
}

TEST_CASE("equal expressions over equal slots have one shape, wherever they stand") {
  const Program program = sample_program(
      "figure a : money = sum(p.cost for p in parts)\n"
      "figure b : money = sum(part.cost for part in parts)\n"
      "figure c : money = sum(p.cost for p in parts where p.spare)\n"
      "figure d : number = 1\n"
      "figure e : percentage = 100 %\n");
  const auto shape = [&](const char* name) {
    return program[definition_named(program, name).body].shape;
  };
  CHECK(shape("sample.a") == shape("sample.b"));
  CHECK(shape("sample.a") != shape("sample.c"));
  CHECK(shape("sample.d") != shape("sample.e"));
}

TEST_CASE("a remote exception follows the rule's own, under its own name") {
  Diagnostics diagnostics;
  RuleSetText text = sample_rule_set(
      "test.rules",
      "module sample\nuse facts\n"
      "rule r \"R\" law ACT \"1\" for each part in parts requires part.spare failing \"no\"\n"
      "  unless own \"O\" law ACT \"2\" when part.origin is PL\n",
      diagnostics);
  add_file(text, "guidance.rules",
           "module guidance \"Guidance\"\nuse facts\nuse sample\n"
           "act LETTER \"Letter\"\n"
           "## Said in a letter.\n"
           "exception later to sample.r \"L\" law LETTER \"2\" effective until 2027-12-31\n"
           "  for each part\n    in parts when part.origin is DE\n",
           diagnostics);
  const std::optional<Program> program = check_rule_set(text, diagnostics);
  REQUIRE(program.has_value());
  CHECK(diagnostics.empty());
  const Rule& rule = rule_named(*program, "sample.r");
  REQUIRE(rule.exceptions.size() == 2);
  CHECK((*program)[rule.exceptions[0]].name == "sample.r.own");
  const Exception& later = (*program)[rule.exceptions[1]];
  CHECK(later.name == "guidance.later");
  CHECK(later.doc == "Said in a letter.");
  CHECK(later.effective.until == day("2027-12-31"));
  CHECK((*program)[later.laws[0].act].name == "LETTER");
}

TEST_CASE("an exception whose `for each` means another list in its own module is refused") {
  Diagnostics diagnostics;
  RuleSetText text;
  add_file(text, "facts.rules", read_file(kCheckGolden / "shared/facts.rules"), diagnostics);
  add_file(text, "lists.rules", "module lists\nuse facts\ndefine chosen : list of part = parts\n",
           diagnostics);
  add_file(
      text, "sample.rules",
      read_file(kCheckGolden / "shared/sample.rules") +
          "rule r \"R\" law ACT \"1\" for each part in chosen requires part.spare failing \"no\"\n",
      diagnostics);
  text.files.back().uses.push_back(ast::Name{.text = "lists"});
  add_file(text, "guidance.rules",
           "module guidance\nuse facts\nuse sample\n"
           "define chosen : list of rate = rates\n"
           "exception later to r \"L\" law ACT \"2\"\n"
           "  for each part in chosen when part.rate is 1\n",
           diagnostics);
  CHECK_FALSE(check_rule_set(text, diagnostics).has_value());
  REQUIRE(diagnostics.sorted().size() == 1);
  CHECK(diagnostics.sorted()[0].code == Code::for_each_differs);
}

TEST_CASE("rules belong to the instruments of their module, or to those that they name") {
  const Program program = sample_program(
      std::string(
          "instrument ACT_TWO applies when urgent reference date signed otherwise submitted\n"
          "figure shown : number = units\n"
          "rule r \"R\" law ACT \"1\" requires urgent failing \"no\"\n"
          "rule s \"S\" law ACT \"1\" for instrument ACT_TWO requires urgent") +
      kEnd);
  CHECK(rule_named(program, "sample.r").instruments.size() == 2);
  const Rule& rule = rule_named(program, "sample.s");
  REQUIRE(rule.instruments.size() == 1);
  const Instrument& instrument = program[rule.instruments[0]];
  CHECK(instrument.name == "ACT_TWO");
  CHECK(instrument.module == "sample");
  CHECK(program.vocabulary.symbol(instrument.symbol) == "ACT_TWO");
  CHECK(definition_named(program, "sample.shown").instruments.size() == 2);
}

TEST_CASE("`dossier.x` reaches a fact that a declaration hides") {
  const Program program =
      sample_program(std::string("group title = { PL }\n"
                                 "rule r \"R\" law ACT \"1\" requires dossier.title is \"x\" and "
                                 "seat is in sample.title") +
                     kEnd);
  const auto& all = content<node::And>(program, rule_named(program, "sample.r").requirement);
  const auto& compare = content<node::Compare>(program, all.operands[0]);
  const auto& field = content<node::Field>(program, compare.left);
  CHECK(program.vocabulary.record(program.vocabulary.root).fields[field.field].name == "title");
}

TEST_CASE("the vocabulary: unions share symbols, roles are found by their shape") {
  const Program program = sample_program("");
  const Vocabulary& vocabulary = program.vocabulary;
  const auto find_enum = [&](const std::string& name) -> const EnumType& {
    return *std::find_if(vocabulary.enums.begin(), vocabulary.enums.end(),
                         [&](const EnumType& type) { return type.name == name; });
  };
  CHECK(find_enum("tint").values.size() == 5);
  CHECK(find_enum("tint").values[0].symbol == find_enum("colour").values[0].symbol);
  CHECK(find_enum("instrument_id").values[1].label == "act two");
  REQUIRE(vocabulary.roles.rates.has_value());
  REQUIRE(vocabulary.roles.evidence.has_value());
  CHECK(vocabulary.rate_fields.to == 1);
  CHECK(vocabulary.rate_fields.on == 3);
  CHECK(vocabulary.evidence_fields.supports == 1);
  CHECK(vocabulary.record(vocabulary.root).fields[*vocabulary.roles.extensions].role ==
        Role::kExtensions);
}

}  // namespace
}  // namespace probity::test
