// A small world for the hand-written tables: one vocabulary, rules as text, dossiers as JSON.
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/check.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"
#include "syntax/parser.h"

template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& names) {
    return fmt::format("[{}]", fmt::join(names, ", ")).c_str();
  }
};
template <>
struct doctest::StringMaker<probity::ReadingOutcomes> {
  static String convert(const probity::ReadingOutcomes& readings) {
    std::string text;
    for (const auto& [point, outcomes] : readings) {
      for (const auto& [reading, outcome] : outcomes) {
        text += fmt::format("{}: {} is {}; ", point, reading, outcome);
      }
    }
    return text.c_str();
  }
};

namespace probity::test {

/// Every fact that the tables use. The names are ours; the engine knows none of them.
inline constexpr std::string_view kVocabulary = R"(
module dossier "Facts of the tables"

enum instrument_id { ONE, TWO, THREE }
enum colour { red, green, blue }

record dossier {
  dossier : text required as identifier
  submitted : date required
  instruments : set of instrument_id required as instruments
  exchange_rates : list of rate as rates
  a : boolean  b : boolean  c : boolean  d : boolean
  n : number  m : number
  p : percentage
  price : money  budget : money
  day : date  other_day : date
  term : duration  other_term : duration
  seat : country
  shade : colour
  lands : set of country
  parts : list of part
  spares : list of part
  firm : firm
}
record rate { from : text required  to : text required  rate : number required  on : date required }
record part { name : text  origin : country  cost : money  fits : boolean  weight : number  makers : list of maker }
record maker { country : country  good : boolean }
record firm { seat : country  signed : date  parts : list of part }
)";

inline constexpr std::string_view kOpening = R"(module main "Rules of the tables"
use dossier

act LAW "A law" celex "32025R1106"
)";

/// One instrument that applies when the dossier names it.
inline constexpr std::string_view kInstrument = R"(
instrument ONE
    applies when ONE is in instruments
    reference date submitted
)";

inline constexpr std::string_view kGroups = R"(
group area = { PL, FR from 2020-01-01, GB until 2020-01-31 }
group newcomers { FR from 2020-01-01 }
)";

inline Program compile(const std::vector<std::string>& files) {
  Diagnostics diagnostics;
  RuleSetText text;
  for (const std::string& bytes : files) {
    const std::string name = "file" + std::to_string(text.files.size()) + ".rules";
    const SourceId id = text.sources.add(SourceText(name, bytes));
    text.files.push_back(parse_rule_file(text.sources.at(id), id, diagnostics));
  }
  std::optional<Program> program = check_rule_set(text, diagnostics);
  if (!program) {
    for (const Diagnostic& diagnostic : diagnostics.sorted()) {
      MESSAGE(std::string(entry(diagnostic.code).text), " ", diagnostic.message);
    }
  }
  REQUIRE(program.has_value());
  return std::move(*program);
}

/// The vocabulary and one module with these declarations.
inline Program world(std::string_view declarations) {
  return compile({std::string(kVocabulary), std::string(kOpening) + std::string(declarations)});
}

inline Facts facts_of(const Program& program, const std::string& json, Completeness completeness) {
  Facts facts;
  Diagnostics diagnostics;
  DossierLoader loader(program.vocabulary, completeness);
  const SourceText source("facts.json", json);
  const bool is_loaded = loader.load(source, SourceId(std::uint32_t{0}), facts, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted()) MESSAGE(diagnostic.message);
  REQUIRE(is_loaded);
  return facts;
}

/// `fields` are the members of the object beside those that every dossier has: R"("a": true)".
inline std::string dossier_json(std::string_view fields, std::string_view instruments = R"("ONE")",
                                std::string_view submitted = "2025-06-01") {
  std::string json = R"({"dossier": "T", "submitted": ")" + std::string(submitted) +
                     R"(", "instruments": [)" + std::string(instruments) + "]";
  if (!fields.empty()) json += ", " + std::string(fields);
  return json + "}";
}

inline Decision decide(const Program& program, const std::string& json,
                       const EvaluateOptions& options = {}) {
  return evaluate(program, facts_of(program, json, Completeness::kDossier), options);
}

/// The value as `probity eval` writes it, or "unknown".
class Calculator {
 public:
  explicit Calculator(std::string_view declarations = kGroups)
      : program_(world(std::string(kInstrument) + std::string(declarations))) {}

  ExpressionValue ask(const std::string& expression, std::string_view fields = "") {
    Diagnostics diagnostics;
    const SourceId id = program_.sources.add(SourceText("expression", expression));
    const auto parsed = parse_expression(program_.sources.at(id), id, diagnostics);
    std::optional<CheckedExpression> checked;
    if (parsed) checked = check_expression(*parsed, program_, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.sorted()) {
      if (!checked) MESSAGE(expression, ": ", diagnostic.message);
    }
    REQUIRE(checked.has_value());
    const Facts facts =
        facts_of(program_, "{" + std::string(fields) + "}", Completeness::kFactsOnly);
    return evaluate_expression(program_, facts, checked->node, parse_date("2025-06-01"));
  }

  std::string operator()(const std::string& expression, std::string_view fields = "") {
    const ExpressionValue value = ask(expression, fields);
    return value.is_known ? value.json : "unknown";
  }

 private:
  Program program_;
};

using Names = std::vector<std::string>;

inline Names names_of(const std::vector<Outcome>& outcomes) {
  Names names;
  for (const Outcome outcome : outcomes) names.emplace_back(outcome_name(outcome));
  return names;
}

inline const InstrumentDecision& instrument_of(const Decision& decision, std::string_view name) {
  for (const InstrumentDecision& instrument : decision.instruments) {
    if (instrument.instrument == name) return instrument;
  }
  FAIL("no instrument ", name);
  return decision.instruments.front();
}

/// The finding of a rule about a subject, of the instrument ONE.
inline const Finding& finding_of(const Program& program, const Decision& decision,
                                 std::string_view rule, std::string_view subject = "") {
  const InstrumentDecision& instrument = instrument_of(decision, "ONE");
  for (const Finding& finding : instrument.findings) {
    if (program[finding.rule].name == "main." + std::string(rule) && finding.subject == subject) {
      return finding;
    }
  }
  FAIL("no finding of ", rule, " about `", subject, "`");
  return instrument.findings.front();
}

}  // namespace probity::test
