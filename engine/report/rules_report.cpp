#include "report/rules_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/check_json.h"
#include "report/json_report.h"
#include "report/norms_report.h"
#include "report/wording.h"

namespace probity {
namespace {

bool is_in_force(const Window& window, const RuleSelection& selection) {
  return !selection.in_force_on || window.contains(*selection.in_force_on);
}

std::vector<const Instrument*> selected_instruments(const Program& program,
                                                    const RuleSelection& selection) {
  std::vector<const Instrument*> selected;
  for (std::size_t index = 0; index < program.instruments.size(); ++index) {
    const bool is_wanted = selection.instruments.empty() ||
                           std::ranges::find(selection.instruments, InstrumentId(index)) !=
                               selection.instruments.end();
    if (is_wanted && is_in_force(program.instruments[index].effective, selection)) {
      selected.push_back(&program.instruments[index]);
    }
  }
  return selected;
}

bool belongs_to(const Program& program, const std::vector<InstrumentId>& instruments,
                const Instrument& instrument) {
  return std::ranges::any_of(instruments,
                             [&](InstrumentId id) { return &program[id] == &instrument; });
}

std::vector<const Rule*> rules_of(const Program& program, const Instrument& instrument,
                                  const RuleSelection& selection) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : program.rules) {
    if (belongs_to(program, rule.instruments, instrument) &&
        is_in_force(rule.effective, selection)) {
      rules.push_back(&rule);
    }
  }
  return rules;
}

std::vector<const Definition*> figures_of(const Program& program, const Instrument& instrument) {
  std::vector<const Definition*> figures;
  for (const Definition& definition : program.definitions) {
    if (definition.is_figure && belongs_to(program, definition.instruments, instrument)) {
      figures.push_back(&definition);
    }
  }
  return figures;
}

std::vector<const DatedConstant*> values_of(const Parameter& parameter,
                                            const RuleSelection& selection) {
  std::vector<const DatedConstant*> values;
  for (const DatedConstant& value : parameter.values) {
    if (is_in_force(value.window, selection)) values.push_back(&value);
  }
  return values;
}

/// The parameters that a rule or its exceptions need, each once, in rule-set order.
std::vector<ParameterId> parameters_of(const Program& program, const Rule& rule) {
  std::vector<ParameterId> parameters = rule.parameters_needed;
  for (const ExceptionId id : rule.exceptions) {
    const std::vector<ParameterId>& needed = program[id].parameters_needed;
    parameters.insert(parameters.end(), needed.begin(), needed.end());
  }
  std::ranges::sort(parameters);
  const auto repeated = std::ranges::unique(parameters);
  parameters.erase(repeated.begin(), repeated.end());
  return parameters;
}

/// "; and from 2026-01-01 until 2027-01-01" after something that has a window.
std::string in_window(const Window& window) {
  const std::string text = window_words(window);
  return text.empty() ? "" : fmt::format(" ({})", text);
}

RuleId id_of(const Program& program, const Rule& rule) {
  return RuleId(static_cast<std::size_t>(&rule - program.rules.data()));
}

std::vector<const Definition*> all_tables(const Program& program) {
  std::vector<const Definition*> tables;
  for (const Definition& definition : program.definitions) {
    if (!definition.rows.empty()) tables.push_back(&definition);
  }
  return tables;
}

void add_rule_line(Page& page, const Program& program, const Rule& rule) {
  page.pieces(2, {{rule.name, Tone::kStrong}, {in_window(rule.effective), Tone::kFaint}});
  page.line(4, rule.title);
  page.line(4, short_law_text(program, rule.laws), Tone::kFaint);
  if (rule.under) {
    page.line(4, fmt::format("only where {}", reading_text(program, *rule.under)), Tone::kNote);
  }
  for (const ExceptionId id : rule.exceptions) {
    const Exception& exception = program[id];
    page.line(4,
              fmt::format("except: {} ({}){}", exception.title,
                          short_law_text(program, exception.laws), in_window(exception.effective)));
  }
  add_precedences(page, 4, program, id_of(program, rule));
}

void add_parameter(Page& page, const Program& program, const Parameter& parameter,
                   const RuleSelection& selection) {
  const std::vector<const DatedConstant*> values = values_of(parameter, selection);
  if (values.empty()) return;
  page.pieces(2, {{parameter.name, Tone::kStrong},
                  {short_law_text(program, parameter.laws), Tone::kFaint}});
  for (const DatedConstant* value : values) {
    page.line(4, fmt::format("{} {}", constant_text(program, value->value, parameter.type),
                             window_words(value->window)));
  }
}

void write_window(JsonReport& writer, const Window& window) {
  writer.key("from");
  write_optional(writer, window.from ? date_text(*window.from) : "");
  writer.key("until");
  write_optional(writer, window.until ? date_text(*window.until) : "");
}

void write_parameter(JsonReport& writer, const Program& program, const Parameter& parameter,
                     const RuleSelection& selection) {
  writer.begin_object();
  writer.key("name").string(parameter.name);
  writer.key("type").string(program.vocabulary.type_text(parameter.type));
  writer.key("law");
  write_laws(writer, program, parameter.laws);
  writer.key("doc").string(parameter.doc);
  writer.key("values").begin_array();
  for (const DatedConstant* value : values_of(parameter, selection)) {
    writer.begin_object();
    write_window(writer, value->window);
    writer.key("value").string(constant_text(program, value->value, parameter.type));
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
}

void write_effective(JsonReport& writer, const Window& window) {
  writer.key("effective").begin_object();
  write_window(writer, window);
  writer.end_object();
}

void write_under(JsonReport& writer, const Program& program,
                 const std::optional<ReadingCondition>& under) {
  writer.key("under");
  write_optional(writer, under ? reading_text(program, *under) : "");
}

void write_exception_heads(JsonReport& writer, const Program& program, const Rule& rule) {
  writer.key("exceptions").begin_array();
  for (const ExceptionId id : rule.exceptions) {
    const Exception& exception = program[id];
    writer.begin_object();
    writer.key("name").string(exception.name);
    writer.key("title").string(exception.title);
    writer.key("law");
    write_laws(writer, program, exception.laws);
    write_effective(writer, exception.effective);
    write_under(writer, program, exception.under);
    writer.end_object();
  }
  writer.end_array();
}

void write_rule_head(JsonReport& writer, const Program& program, const Rule& rule) {
  writer.key("rule").string(rule.name);
  writer.key("title").string(rule.title);
  writer.key("doc").string(rule.doc);
  writer.key("law");
  write_laws(writer, program, rule.laws);
  write_effective(writer, rule.effective);
  write_under(writer, program, rule.under);
  write_exception_heads(writer, program, rule);
  write_precedences(writer, program, id_of(program, rule));
}

}  // namespace

std::string rules_text(const Program& program, const RuleSelection& selection, Colour colour) {
  Page page(colour);
  const RuleSetIdentity& rules = program.identity;
  page.pieces(
      0, {{rules.title.empty() ? rules.name : rules.title, Tone::kStrong},
          {fmt::format("{} {} (sha256 {})", rules.name, rules.version, rules.sha256.substr(0, 12)),
           Tone::kFaint}});
  if (selection.in_force_on) {
    page.line(0, fmt::format("In force on {}.", date_text(*selection.in_force_on)));
  }
  for (const Instrument* instrument : selected_instruments(program, selection)) {
    page.blank();
    const std::string label = instrument_label(program, instrument->name);
    page.heading(label.empty() ? instrument->name : fmt::format("{}, {}", instrument->name, label));
    page.line(2, window_words(instrument->effective), Tone::kFaint);
    for (const Rule* rule : rules_of(program, *instrument, selection)) {
      page.blank();
      add_rule_line(page, program, *rule);
    }
    page.blank();
    for (const Definition* figure : figures_of(program, *instrument)) {
      page.pieces(2, {{"figure", Tone::kNote}, {figure->name, Tone::kStrong}});
      if (!figure->doc.empty()) page.line(4, first_paragraph(figure->doc));
    }
  }
  page.blank();
  if (!program.parameters.empty() && selection.instruments.empty()) {
    page.heading("Parameters");
    for (const Parameter& parameter : program.parameters) {
      add_parameter(page, program, parameter, selection);
    }
  }
  const std::vector<const Definition*> tables = all_tables(program);
  if (!tables.empty() && selection.instruments.empty()) {
    page.blank();
    page.heading("Tables");
    for (const Definition* table : tables) add_table(page, program, *table);
  }
  return page.take();
}

std::string rules_json(const Program& program, const RuleSelection& selection) {
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  writer.key("rules");
  write_rule_set(writer, program);
  writer.key("as_of");
  write_optional(writer, selection.in_force_on ? date_text(*selection.in_force_on) : "");
  writer.key("instruments").begin_array();
  for (const Instrument* instrument : selected_instruments(program, selection)) {
    writer.begin_object();
    writer.key("instrument").string(instrument->name);
    writer.key("title").string(instrument_label(program, instrument->name));
    write_effective(writer, instrument->effective);
    writer.key("rules").begin_array();
    for (const Rule* rule : rules_of(program, *instrument, selection)) {
      writer.begin_object();
      write_rule_head(writer, program, *rule);
      writer.end_object();
    }
    writer.end_array();
    writer.key("figures").begin_array();
    for (const Definition* figure : figures_of(program, *instrument)) {
      writer.begin_object();
      writer.key("figure").string(figure->name);
      writer.key("type").string(program.vocabulary.type_text(figure->type));
      writer.key("doc").string(figure->doc);
      writer.end_object();
    }
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  writer.key("parameters").begin_array();
  for (const Parameter& parameter : program.parameters) {
    write_parameter(writer, program, parameter, selection);
  }
  writer.end_array();
  writer.key("tables").begin_array();
  for (const Definition* table : all_tables(program)) write_table(writer, program, *table);
  writer.end_array();
  writer.end_object();
  return writer.take();
}

namespace {

void add_clause(Page& page, const std::string& label, const std::string& text) {
  page.entry(
      {.indent = 2, .label = label, .label_columns = 14, .text = text, .label_tone = Tone::kNote});
}

void add_conditions(Page& page, const Program& program, const Rule& rule) {
  std::string label = "applies when";
  for (const auto* conjuncts : {&rule.applies_once, &rule.applies_element}) {
    for (const NodeId node : *conjuncts) {
      add_clause(page, label, node_text(program, node));
      label = "  and";
    }
  }
}

void add_exception_clauses(Page& page, const Program& program, const Exception& exception) {
  page.pieces(2, {{exception_words(program, exception), Tone::kStrong},
                  {in_window(exception.effective), Tone::kFaint}});
  page.line(4, exception.title);
  for (const Citation& citation : exception.laws) {
    page.line(4, law_text(program, citation), Tone::kFaint);
  }
  if (!exception.doc.empty()) page.line(4, first_paragraph(exception.doc));
  if (exception.under) {
    page.line(4, fmt::format("only where {}", reading_text(program, *exception.under)),
              Tone::kNote);
  }
  page.entry({.indent = 4,
              .label = "when",
              .label_columns = 12,
              .text = node_text(program, exception.when),
              .label_tone = Tone::kNote});
}

/// The interpretations that the outcome can depend on, each once.
std::vector<InterpretationId> interpretations_of(const Program& program, const Rule& rule) {
  std::vector<InterpretationId> ids = rule.interpretations;
  for (const ExceptionId id : rule.exceptions) {
    const std::vector<InterpretationId>& more = program[id].interpretations;
    ids.insert(ids.end(), more.begin(), more.end());
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

void add_interpretation(Page& page, const Interpretation& interpretation) {
  page.pieces(2, {{interpretation.name, Tone::kStrong}, {interpretation.title, Tone::kPlain}});
  for (std::size_t index = 0; index < interpretation.readings.size(); ++index) {
    const Reading& reading = interpretation.readings[index];
    page.entry({.indent = 4,
                .label = reading.name,
                .label_columns = 18,
                .text = fmt::format("{}{} ({})",
                                    index == interpretation.default_reading ? "default: " : "",
                                    reading.title, reading.authority),
                .label_tone = Tone::kNote});
  }
}

}  // namespace

std::string explain_rule_text(const Program& program, RuleId id, Colour colour) {
  const Rule& rule = program[id];
  Page page(colour);
  page.line(0, rule.name, Tone::kStrong);
  page.line(0, rule.title);
  page.blank();
  std::string label = "law";
  for (const Citation& citation : rule.laws) {
    const Act& act = program[citation.act];
    add_clause(page, label, law_text(program, citation));
    if (!act.eli.empty()) page.line(16, act.eli, Tone::kFaint);
    label.clear();
  }
  std::vector<std::string> instruments;
  for (const InstrumentId instrument : rule.instruments) {
    const std::string window = window_words(program[instrument].effective);
    instruments.push_back(program[instrument].name +
                          (window.empty() ? "" : fmt::format(" ({})", window)));
  }
  add_clause(page, "instrument", join_words(instruments, "and"));
  const std::string window = window_words(rule.effective);
  add_clause(page, "in force",
             window.empty() ? "as long as its instrument and its parameters" : window);
  if (rule.under) add_clause(page, "under", reading_text(program, *rule.under));
  const SourceText& source = program.sources.at(rule.span.source);
  add_clause(page, "written in",
             fmt::format("{}:{}", source.path(), source.position(rule.span.begin).line));
  page.blank();
  if (!rule.doc.empty()) {
    page.line(2, first_paragraph(rule.doc));
    page.blank();
  }

  if (rule.for_each) {
    add_clause(
        page, "for each",
        fmt::format("{} in {}", rule.for_each->variable, node_text(program, rule.for_each->list)));
  }
  add_conditions(page, program, rule);
  add_clause(page, "requires", node_text(program, rule.requirement));
  page.blank();
  for (const ExceptionId exception : rule.exceptions) {
    add_exception_clauses(page, program, program[exception]);
    page.blank();
  }
  const bool has_precedences =
      !rule.prevailed_by.empty() ||
      std::ranges::find(program.prevalences, id, &Prevalence::winner) != program.prevalences.end();
  if (has_precedences) {
    add_precedences(page, 2, program, id);
    page.blank();
  }
  const std::vector<InterpretationId> interpretations = interpretations_of(program, rule);
  if (!interpretations.empty()) {
    page.heading("Contested points");
    for (const InterpretationId interpretation : interpretations) {
      add_interpretation(page, program[interpretation]);
      page.blank();
    }
  }
  const std::vector<ParameterId> parameters = parameters_of(program, rule);
  if (!parameters.empty()) {
    page.heading("Parameters");
    for (const ParameterId parameter : parameters) {
      add_parameter(page, program, program[parameter], {});
    }
  }
  const std::vector<DefinitionId> tables = tables_of(program, id);
  if (!tables.empty()) {
    page.blank();
    page.heading("Tables");
    for (const DefinitionId table : tables) add_table(page, program, program[table]);
  }
  return page.take();
}

std::string explain_rule_json(const Program& program, RuleId id) {
  const Rule& rule = program[id];
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  write_rule_head(writer, program, rule);
  writer.key("instruments").begin_array();
  for (const InstrumentId instrument : rule.instruments) writer.string(program[instrument].name);
  writer.end_array();
  writer.key("for_each");
  write_optional(writer, rule.for_each ? node_text(program, rule.for_each->list) : "");
  writer.key("applies_when").begin_array();
  for (const auto* conjuncts : {&rule.applies_once, &rule.applies_element}) {
    for (const NodeId node : *conjuncts) writer.string(node_text(program, node));
  }
  writer.end_array();
  writer.key("requires").string(node_text(program, rule.requirement));
  writer.key("readings").begin_array();
  for (const InterpretationId interpretation : interpretations_of(program, rule)) {
    const Interpretation& point = program[interpretation];
    writer.begin_object();
    writer.key("interpretation").string(point.name);
    writer.key("title").string(point.title);
    writer.key("default").string(point.readings[point.default_reading].name);
    writer.key("readings").begin_array();
    for (const Reading& reading : point.readings) {
      writer.begin_object();
      writer.key("reading").string(reading.name);
      writer.key("title").string(reading.title);
      writer.key("authority").string(reading.authority);
      writer.end_object();
    }
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  writer.key("parameters").begin_array();
  for (const ParameterId parameter : parameters_of(program, rule)) {
    write_parameter(writer, program, program[parameter], {});
  }
  writer.end_array();
  writer.key("tables").begin_array();
  for (const DefinitionId table : tables_of(program, id)) {
    write_table(writer, program, program[table]);
  }
  writer.end_array();
  writer.end_object();
  return writer.take();
}

}  // namespace probity
