#include "evaluate/evaluate.h"

#include <algorithm>

#include "evaluate/evidence.h"
#include "evaluate/instrument.h"
#include "evaluate/machine.h"
#include "evaluate/open_facts.h"
#include "evaluate/print.h"

namespace probity {

namespace {

/// The instruments that the dossier names, in its own order.
std::vector<SymbolId> named_instruments(const Program& program, const Facts& facts) {
  std::vector<SymbolId> result;
  if (!program.vocabulary.roles.instruments) return result;
  const Fact& set = facts.field(Facts::root(), *program.vocabulary.roles.instruments);
  if (!set.is_known()) return result;
  for (const Fact& element : facts.elements(set)) {
    if (element.is_known()) result.push_back(Facts::symbol(element));
  }
  return result;
}

/// `--as-of`, else the first required date of the root record: the day of submission.
std::optional<Date> day_of(const Program& program, const Facts& facts,
                           const EvaluateOptions& options) {
  if (options.as_of) return options.as_of;
  const Vocabulary& vocabulary = program.vocabulary;
  const RecordType& root = vocabulary.record(vocabulary.root);
  for (std::uint32_t i = 0; i < root.fields.size(); ++i) {
    const Field& field = root.fields[i];
    if (!field.required || vocabulary.type(field.type).kind != TypeKind::kDate) continue;
    const Fact& fact = facts.field(Facts::root(), i);
    if (fact.is_known()) return Facts::date(fact);
  }
  return std::nullopt;
}

std::string identifier(const Program& program, const Facts& facts) {
  if (!program.vocabulary.roles.identifier) return {};
  const Fact& fact = facts.field(Facts::root(), *program.vocabulary.roles.identifier);
  return fact.is_known() ? std::string(facts.text(fact)) : std::string();
}

bool is_wanted(const EvaluateOptions& options, const std::string& instrument) {
  return options.instruments.empty() ||
         std::ranges::find(options.instruments, instrument) != options.instruments.end();
}

InstrumentDecision without_rules(std::string name) {
  InstrumentDecision decision;
  decision.instrument = std::move(name);
  decision.possible = {Verdict::kCompliant, Verdict::kNonCompliant};
  decision.reason = "the rule set has no rules for this instrument";
  return decision;
}

InstrumentDecision without_date(Machine& machine, InstrumentId instrument, CauseId cause) {
  InstrumentDecision decision;
  decision.instrument = machine.program()[instrument].name;
  decision.id = instrument;
  decision.possible = {Verdict::kNotApplicable, Verdict::kCompliant, Verdict::kNonCompliant};
  decision.reason = "the reference date is unknown";
  std::vector<MissingFact> missing;
  if (cause.is_present()) machine.causes().collect(cause, missing);
  sort_missing(machine.places(), missing);
  for (const MissingFact& fact : missing) {
    decision.missing.push_back(machine.places().pointer(fact.path));
  }
  return decision;
}

}  // namespace

Decision evaluate(const Program& program, const Facts& facts, const EvaluateOptions& options) {
  Machine machine(program, facts);
  Readings defaults = machine.readings();
  for (const ReadingCondition& chosen : options.readings) {
    defaults[chosen.interpretation.index()] = chosen.reading;
  }
  machine.set_readings(defaults);
  const Evidence evidence(machine);
  const std::vector<SymbolId> named = named_instruments(program, facts);
  const auto is_named = [&](SymbolId symbol) {
    return std::ranges::find(named, symbol) != named.end();
  };

  Decision decision;
  decision.dossier = identifier(program, facts);
  decision.as_of = day_of(program, facts, options);
  decision.readings = options.readings;
  for (std::size_t i = 0; i < program.instruments.size(); ++i) {
    const Instrument& instrument = program.instruments[i];
    if (!is_wanted(options, instrument.name)) continue;
    const CauseId undated = set_reference_date(machine, InstrumentId(i), options);
    const Tested applies = machine.test(instrument.applies);
    const bool is_listed = applies.truth != Truth::kFalse || is_named(instrument.symbol) ||
                           !options.instruments.empty();
    if (!is_listed) continue;
    decision.instruments.push_back(
        !machine.reference_date() && applies.truth != Truth::kFalse
            ? without_date(machine, InstrumentId(i), undated)
            : decide(machine, InstrumentId(i), applies, defaults, options, evidence));
  }
  for (const SymbolId symbol : named) {
    const std::string& name = program.vocabulary.symbol(symbol);
    const bool has_rules = std::ranges::any_of(
        program.instruments,
        [&](const Instrument& instrument) { return instrument.symbol == symbol; });
    if (!has_rules && is_wanted(options, name)) decision.instruments.push_back(without_rules(name));
  }
  for (const std::string& name : options.instruments) {
    const bool is_listed =
        std::ranges::find(decision.instruments, name, &InstrumentDecision::instrument) !=
        decision.instruments.end();
    if (!is_listed) decision.instruments.push_back(without_rules(name));
  }
  for (const InstrumentDecision& instrument : decision.instruments) {
    decision.verdict = std::max(decision.verdict, instrument.verdict);
  }
  return decision;
}

ExpressionValue evaluate_expression(const Program& program, const Facts& facts, NodeId node,
                                    std::optional<Date> as_of) {
  Machine machine(program, facts);
  machine.set_reference_date(as_of);
  const Value value = machine.brought_to_one(machine.evaluate(node));
  const TypeId type = program[node].type;
  ExpressionValue result;
  result.text = value_text(machine, value, type);
  const CauseId cause = cause_of(machine, value);
  result.is_known = !cause.is_present() && !is_unknown(value);
  if (result.is_known) {
    result.json = value_json(machine, value, type);
    return result;
  }
  std::vector<MissingFact> missing;
  if (cause.is_present()) {
    machine.causes().collect(cause, missing);
    machine.causes().collect_reasons(cause, result.reasons);
  }
  sort_missing(machine.places(), missing);
  for (const MissingFact& fact : missing) {
    result.missing.push_back(machine.places().pointer(fact.path));
  }
  return result;
}

}  // namespace probity
