// A Program, Facts and Decisions made by hand, so that the tests of the report stand on no parser,
// checker or evaluator.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "check/program.h"
#include "dossier/facts.h"
#include "evaluate/decision.h"
#include "report/dossier_result.h"

namespace probity::test {

inline constexpr std::string_view kSampleRules =
    "    requires share is at most ceiling\n"
    "    when     announced   # by whom does not matter\n"
    "             and crate.sealed\n"
    "    figure share = sum(crate.weight)\n"
    "    from 2020-05-01 is 35 %\n";

/// One instrument PORT with two rules: `port.ceiling` and, for each crate, `port.seal` with the
/// exception `waived`; the figure `port.share`; the contested point `port.waiver`.
class Sample {
 public:
  Sample() {
    make_vocabulary();
    make_program();
    make_facts();
    source = dossiers.add(SourceText("landing.json", R"({"dossier": "L-1"})"));
  }

  [[nodiscard]] DossierResult result(Decision decision) const {
    return {dossiers, source, facts, std::string(64, 'a'), std::move(decision), {}};
  }

  /// The requirement of `port.ceiling` with what it came to.
  [[nodiscard]] TraceClause ceiling_clause(std::string share, Truth truth) const {
    const std::string value = truth == Truth::kTrue ? "true" : "false";
    return {TraceClause::Kind::kRequires,
            {},
            truth,
            TraceNode{compare,
                      value,
                      {},
                      "",
                      {{figure_call, std::move(share), {{"/crates", "2 crates"}}, "", {}},
                       {parameter_use, "35 %", {}, "", {}}}}};
  }

  Program program;
  Facts facts;
  SourceMap dossiers;
  SourceId source;
  NodeId compare, figure_call, parameter_use, condition;

 private:
  void make_vocabulary() {
    Vocabulary& words = program.vocabulary;
    const TypeId text = words.primitive(TypeKind::kText);
    const TypeId boolean = words.primitive(TypeKind::kBoolean);
    words.enums.push_back(
        {"act", "dossier", "", {{words.intern_symbol("PORT"), "Act on the harbour"}}});
    const TypeId acts =
        words.intern({.kind = TypeKind::kSet,
                      .element = words.intern(
                          {.kind = TypeKind::kEnum, .enumeration = EnumId(std::uint32_t{0})})});
    const TypeId crates =
        words.intern({.kind = TypeKind::kList,
                      .element = words.intern(
                          {.kind = TypeKind::kRecord, .record = RecordId(std::uint32_t{1})})});
    words.records.push_back(
        {.name = "dossier",
         .module = "dossier",
         .fields = {
             {.name = "dossier", .type = text, .required = true, .role = Role::kIdentifier},
             {.name = "title", .type = text},
             {.name = "instruments", .type = acts, .required = true, .role = Role::kInstruments},
             {.name = "announced",
              .type = boolean,
              .doc = "Whether the harbour master was told. By radio, too."},
             {.name = "crates", .type = crates, .doc = "Crates that were landed."}}});
    words.records.push_back(
        {.name = "crate",
         .module = "dossier",
         .fields = {{.name = "name", .type = text}, {.name = "sealed", .type = boolean}}});
    words.root = RecordId(std::uint32_t{0});
    words.roles.identifier = 0;
    words.roles.instruments = 2;
  }

  NodeId add_node(node::Content content, TypeKind type, std::string_view words) {
    const std::size_t begin = kSampleRules.find(words);
    program.nodes.push_back({std::move(content),
                             program.vocabulary.primitive(type),
                             {rules_, static_cast<std::uint32_t>(begin),
                              static_cast<std::uint32_t>(begin + words.size())},
                             {}});
    return NodeId(program.nodes.size() - 1);
  }

  void make_program() {
    rules_ = program.sources.add(SourceText("port/port.rules", std::string(kSampleRules)));
    program.identity = {"harbour", "Rules of a harbour", "1.0", std::string(64, 'b')};
    program.acts.push_back(
        {"PORT_ACT", "Act on the harbour of 1 May 2020", "32020R0001", "http://data.example/port"});
    const ActId act(std::uint32_t{0});
    figure_call =
        add_node(node::Call{DefinitionId(std::uint32_t{0}), {}}, TypeKind::kPercentage, "share");
    parameter_use = add_node(node::ParameterUse{ParameterId(std::uint32_t{0})},
                             TypeKind::kPercentage, "ceiling");
    compare = add_node(node::Compare{node::Comparator::kAtMost, figure_call, parameter_use, {}},
                       TypeKind::kBoolean, "share is at most ceiling");
    condition = add_node(node::And{}, TypeKind::kBoolean,
                         "announced   # by whom does not matter\n             and crate.sealed");
    program.parameters.push_back({"port.ceiling_share",
                                  "",
                                  program.vocabulary.primitive(TypeKind::kPercentage),
                                  {{act, "Art. 2"}},
                                  {},
                                  {}});
    Definition share;
    share.name = "port.share";
    share.is_figure = true;
    program.definitions.push_back(share);
    Rule ceiling;
    ceiling.name = "port.ceiling";
    ceiling.title = "Foreign crates stay below the ceiling";
    ceiling.laws = {{act, "Art. 2"}, {act, "Art. 2a"}};
    ceiling.requirement = compare;
    program.rules.push_back(ceiling);
    Rule seal;
    seal.name = "port.seal";
    seal.title = "Every crate is sealed";
    seal.laws = {{act, "Art. 3"}};
    seal.exceptions = {ExceptionId(std::uint32_t{0})};
    program.rules.push_back(seal);
    Exception waived;
    waived.name = "port.seal.waived";
    waived.title = "waived by the harbour master";
    waived.rule = RuleId(std::uint32_t{1});
    waived.laws = {{act, "Art. 4"}};
    waived.effective.until = parse_date("2029-12-31");
    waived.when = condition;
    program.exceptions.push_back(waived);
    Interpretation waiver;
    waiver.name = "port.waiver";
    waiver.readings = {{"master", "the harbour master can", "wording"},
                       {"nobody", "nobody can", "a court, perhaps"}};
    program.interpretations.push_back(waiver);
  }

  Fact text_fact(std::string_view words) {
    const auto begin = static_cast<std::uint32_t>(facts.text_pool.size());
    facts.text_pool += words;
    return {FactKind::kText, begin, static_cast<std::uint32_t>(words.size())};
  }

  void make_facts() {
    const Fact unknown;
    facts.paths.push_back({});
    facts.element_pool = {{FactKind::kRecord, 1}, {FactKind::kRecord, 2}};
    facts.slots = {text_fact("L-1"),
                   text_fact("Tea\x1b[2J from afar"),
                   unknown,
                   unknown,
                   {FactKind::kList, 0, 2},
                   text_fact("green tea"),
                   unknown,
                   unknown,
                   unknown};
    facts.instances = {{RecordId(std::uint32_t{0}), 0, {}},
                       {RecordId(std::uint32_t{1}), 5, {}},
                       {RecordId(std::uint32_t{1}), 7, {}}};
  }

  SourceId rules_;
};

/// A decision with one instrument and these findings.
inline Decision decision_with(Verdict verdict, std::vector<Finding> findings) {
  InstrumentDecision instrument;
  instrument.instrument = "PORT";
  instrument.id = InstrumentId(std::uint32_t{0});
  instrument.verdict = verdict;
  instrument.as_of = parse_date("2026-03-14");
  instrument.possible = {verdict};
  instrument.findings = std::move(findings);
  return {"L-1", parse_date("2026-03-14"), {}, verdict, {instrument}};
}

inline Finding finding_of(std::uint32_t rule, Outcome outcome, std::string subject = "") {
  Finding finding;
  finding.rule = RuleId(rule);
  finding.outcome = outcome;
  finding.subject = std::move(subject);
  finding.possible = {outcome};
  return finding;
}

}  // namespace probity::test
