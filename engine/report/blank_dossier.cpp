#include "report/blank_dossier.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "report/json_report.h"
#include "report/wording.h"
#include "support/match.h"

namespace probity {
namespace {

/// A field of a record type.
using FieldKey = std::pair<RecordId, std::uint32_t>;

/// Who asks for a field: an instrument's own clauses or figures (no rules), or some of its rules.
using Askers = std::map<FieldKey, std::set<RuleId>>;

/// Collects every field that the expressions of an instrument can read.
class FieldCollector {
 public:
  explicit FieldCollector(const Program& program) : program_(program) {}

  void collect(NodeId node, RuleId asker) {
    if (!node.is_present() || !seen_.emplace(node, asker).second) return;
    note_field(node, asker);
    visit_children(node, asker);
  }

  [[nodiscard]] const Askers& askers() const { return askers_; }
  /// Fields of which some expression asks whether they are there at all.
  [[nodiscard]] const std::set<FieldKey>& asked_whether_known() const { return whether_known_; }

 private:
  [[nodiscard]] std::optional<FieldKey> field_of(NodeId id) const {
    const auto* field = std::get_if<node::Field>(&program_[id].content);
    if (field == nullptr) return std::nullopt;
    Type type = program_.vocabulary.type(program_[field->base].type);
    while (type.element.is_present()) type = program_.vocabulary.type(type.element);
    if (!type.record.is_present()) return std::nullopt;
    return FieldKey{type.record, field->field};
  }

  void note_field(NodeId id, RuleId asker) {
    const std::optional<FieldKey> field = field_of(id);
    if (!field) return;
    std::set<RuleId>& rules = askers_[*field];
    if (asker.is_present()) rules.insert(asker);
  }

  void note_known(NodeId operand) {
    if (const std::optional<FieldKey> field = field_of(operand)) whether_known_.insert(*field);
  }

  void all(const std::vector<NodeId>& nodes, RuleId asker) {
    for (const NodeId node : nodes) collect(node, asker);
  }

  void visit_children(NodeId id, RuleId asker) {
    match(
        program_[id].content,  //
        [](const node::Unknown&) {}, [](const node::Literal&) {}, [](const node::Root&) {},
        [](const node::Variable&) {}, [](const node::ParameterUse&) {},
        [](const node::ReadingTest&) {},
        [&](const node::Field& field) { collect(field.base, asker); },
        [&](const node::Not& inner) { collect(inner.operand, asker); },
        [&](const node::Known& inner) {
          note_known(inner.operand);
          collect(inner.operand, asker);
        },
        [&](const node::Negate& inner) { collect(inner.operand, asker); },
        [&](const node::And& inner) { all(inner.operands, asker); },
        [&](const node::Or& inner) { all(inner.operands, asker); },
        [&](const node::ListOf& inner) { all(inner.elements, asker); },
        [&](const node::Implies& inner) { all({inner.left, inner.right}, asker); },
        [&](const node::Compare& inner) { all({inner.left, inner.right}, asker); },
        [&](const node::Arithmetic& inner) { all({inner.left, inner.right}, asker); },
        [&](const node::Concatenate& inner) { all({inner.left, inner.right}, asker); },
        [&](const node::Conditional& inner) {
          all({inner.condition, inner.then, inner.otherwise}, asker);
        },
        [&](const node::In& inner) { all({inner.element, inner.set}, asker); },
        [&](const node::InGroup& inner) { all({inner.element, inner.on}, asker); },
        [&](const node::Otherwise& inner) { all({inner.value, inner.fallback}, asker); },
        [&](const node::Quantifier& inner) { all({inner.list, inner.body}, asker); },
        [&](const node::Aggregate& inner) { all({inner.list, inner.element, inner.where}, asker); },
        [&](const node::Distinct& inner) { collect(inner.list, asker); },
        [&](const node::Table& inner) {
          all(inner.conditions, asker);
          all(inner.results, asker);
        },
        [&](const node::Round& inner) { collect(inner.value, asker); },
        [&](const node::Call& inner) {
          all(inner.arguments, asker);
          collect(program_[inner.definition].body, asker);
        });
  }

  const Program& program_;
  std::set<std::pair<NodeId, RuleId>> seen_;
  Askers askers_;
  std::set<FieldKey> whether_known_;
};

void collect_rule(FieldCollector& collector, const Program& program, const Rule& rule, RuleId id) {
  if (rule.for_each) collector.collect(rule.for_each->list, id);
  for (const NodeId node : rule.applies_once) collector.collect(node, id);
  for (const NodeId node : rule.applies_element) collector.collect(node, id);
  collector.collect(rule.requirement, id);
  for (const ExceptionId exception : rule.exceptions) {
    collector.collect(program[exception].when, id);
  }
  for (const PrevalenceId prevalence : rule.prevailed_by) {
    collector.collect(program[prevalence].when, id);
    const Rule& winner = program[program[prevalence].winner];
    for (const NodeId node : winner.applies_once) collector.collect(node, id);
    for (const NodeId node : winner.applies_element) collector.collect(node, id);
  }
}

FieldCollector fields_of(const Program& program, InstrumentId instrument) {
  FieldCollector collector(program);
  collector.collect(program[instrument].applies, {});
  collector.collect(program[instrument].reference_date, {});
  const auto concerns = [&](const std::vector<InstrumentId>& instruments) {
    return std::ranges::find(instruments, instrument) != instruments.end();
  };
  for (std::size_t index = 0; index < program.rules.size(); ++index) {
    const Rule& rule = program.rules[index];
    if (concerns(rule.instruments)) collect_rule(collector, program, rule, RuleId(index));
  }
  for (const Definition& definition : program.definitions) {
    if (definition.is_figure && concerns(definition.instruments)) {
      collector.collect(definition.body, {});
    }
  }
  return collector;
}

/// One place of the blank dossier, and what there is to say of it.
struct Explanation {
  std::string pointer;
  const Field* field = nullptr;
  std::vector<RuleId> rules;
};

struct BlankRecord {
  std::string pointer;
  std::string json;  ///< on one line
};

/// Walks the vocabulary along the fields that are asked, in the order of their declaration.
class BlankDossier {
 public:
  BlankDossier(const Program& program, InstrumentId instrument)
      : program_(program),
        vocabulary_(program.vocabulary),
        instrument_(instrument),
        asked_(fields_of(program, instrument)) {}

  /// Writes the root's fields; the object itself is the caller's.
  void write(JsonReport& writer) { write_fields(writer, vocabulary_.root, ""); }

  [[nodiscard]] const std::vector<Explanation>& explanations() const { return explanations_; }
  /// Blank records for places that are null as long as nobody knows of them.
  [[nodiscard]] const std::vector<BlankRecord>& blanks() const { return blanks_; }

 private:
  void write_fields(JsonReport& writer, RecordId record, const std::string& base) {
    const std::vector<Field>& fields = vocabulary_.record(record).fields;
    for (std::uint32_t index = 0; index < fields.size(); ++index) {
      const Field& field = fields[index];
      const auto asked = asked_.askers().find({record, index});
      if (field.role == Role::kExtensions) continue;
      if (asked == asked_.askers().end() && !field.required && !is_title(record, fields, index))
        continue;
      const std::string pointer = fmt::format("{}/{}", base, field.name);
      std::vector<RuleId> rules;
      if (asked != asked_.askers().end()) rules.assign(asked->second.begin(), asked->second.end());
      explanations_.push_back({pointer, &field, std::move(rules)});
      writer.key(field.name);
      write_value(writer, {record, index}, field, pointer);
    }
  }

  /// A record's first text names it, in the report too.
  [[nodiscard]] bool is_title(RecordId record, const std::vector<Field>& fields,
                              std::uint32_t index) const {
    const TypeId text = vocabulary_.primitive(TypeKind::kText);
    const auto first = std::ranges::find_if(fields, [&](const Field& field) {
      return field.type == text && field.role != Role::kIdentifier;
    });
    return record.is_present() && first == fields.begin() + index;
  }

  void write_value(JsonReport& writer, FieldKey key, const Field& field,
                   const std::string& pointer) {
    const Type& type = vocabulary_.type(field.type);
    if (field.role == Role::kInstruments) {
      writer.begin_array().string(program_[instrument_].name).end_array();
      return;
    }
    const bool is_list = type.element.is_present();
    const Type& content = is_list ? vocabulary_.type(type.element) : type;
    const bool is_nested =
        content.record.is_present() && std::ranges::find(open_, content.record) == open_.end();
    if (!is_nested) {
      writer.null();
      return;
    }
    open_.push_back(content.record);
    // One blank element would say that there is one, and a blank record that there is such a part.
    if (is_list || asked_.asked_whether_known().contains(key)) {
      writer.null();
      set_aside(content.record, is_list ? pointer + "/0" : pointer);
    } else {
      writer.begin_object();
      write_fields(writer, content.record, pointer);
      writer.end_object();
    }
    open_.pop_back();
  }

  void set_aside(RecordId record, const std::string& pointer) {
    const std::size_t place = blanks_.size();
    blanks_.push_back({pointer, {}});
    JsonReport blank(JsonLayout::kOneLine);
    blank.begin_object();
    write_fields(blank, record, pointer);
    blank.end_object();
    blanks_[place].json = blank.take();
  }

  const Program& program_;
  const Vocabulary& vocabulary_;
  InstrumentId instrument_;
  FieldCollector asked_;
  std::vector<RecordId> open_;  ///< records that the walk is inside of
  std::vector<Explanation> explanations_;
  std::vector<BlankRecord> blanks_;
};

std::string asked_by_text(const Program& program, const std::vector<RuleId>& rules) {
  std::vector<std::string> parts;
  parts.reserve(rules.size());
  for (const RuleId id : rules) {
    parts.push_back(
        fmt::format("{} ({})", program[id].name, short_law_text(program, program[id].laws)));
  }
  return join_words(parts, "and");
}

/// "boolean, required. What it means. Values: a, b or c. Asked by safe.control (SAFE_REG Art.
/// 16(3))."
std::string explanation_text(const Program& program, const Explanation& explanation) {
  const Vocabulary& vocabulary = program.vocabulary;
  std::string text = vocabulary.type_text(explanation.field->type);
  if (explanation.field->required) text += ", required";
  if (explanation.field->nonempty) text += ", not empty";
  text += ".";
  if (!explanation.field->doc.empty()) {
    text += " " + first_paragraph(explanation.field->doc);
    if (!text.ends_with('.')) text += '.';
  }
  const Type& type = vocabulary.type(explanation.field->type);
  const Type& content = type.element.is_present() ? vocabulary.type(type.element) : type;
  if (content.enumeration.is_present()) {
    std::vector<std::string> values;
    for (const EnumValue& value : vocabulary.enumeration(content.enumeration).values) {
      values.push_back(vocabulary.symbol(value.symbol));
    }
    text += fmt::format(" One of: {}.", join_words(values, "or"));
  }
  if (!explanation.rules.empty()) {
    text += fmt::format(" Asked by {}.", asked_by_text(program, explanation.rules));
  }
  return text;
}

std::string about_text(const Program& program, InstrumentId instrument) {
  std::vector<std::string> required;
  const Vocabulary& vocabulary = program.vocabulary;
  for (const Field& field : vocabulary.record(vocabulary.root).fields) {
    if (field.required && field.role != Role::kInstruments) required.push_back(field.name);
  }
  return fmt::format(
      "Every fact that {} can ask, by the rules {} {}. Fill in what is known; null says that a "
      "fact is not known, which is never taken for a favourable answer. A list of records, and a "
      "part that a dossier may not have, is null too: for each record that there is put its blank, "
      "from `records` below, in its place; write [] for a list of which there is none. The dossier "
      "can be checked as soon as {} stand in it.",
      program[instrument].name, program.identity.name, program.identity.version,
      join_words(required, "and"));
}

}  // namespace

std::string blank_dossier_json(const Program& program, InstrumentId instrument) {
  JsonReport writer(JsonLayout::kIndented);
  BlankDossier dossier(program, instrument);
  writer.begin_object();
  dossier.write(writer);
  const Vocabulary& vocabulary = program.vocabulary;
  if (vocabulary.roles.extensions) {
    writer.key(vocabulary.record(vocabulary.root).fields[*vocabulary.roles.extensions].name);
    writer.begin_object();
    writer.key("about").string(about_text(program, instrument));
    writer.key("records").begin_object();
    for (const BlankRecord& blank : dossier.blanks()) {
      writer.key(blank.pointer).json(blank.json);
    }
    writer.end_object();
    writer.key("explanations").begin_object();
    for (const Explanation& explanation : dossier.explanations()) {
      writer.key(explanation.pointer).string(explanation_text(program, explanation));
    }
    writer.end_object();
    writer.end_object();
  }
  writer.end_object();
  return writer.take();
}

std::string blank_dossier_text(const Program& program, InstrumentId instrument, Colour colour) {
  JsonReport unread(JsonLayout::kOneLine);
  BlankDossier dossier(program, instrument);
  unread.begin_object();
  dossier.write(unread);
  unread.end_object();
  Page page(colour);
  page.line(0, about_text(program, instrument));
  page.blank();
  for (const Explanation& explanation : dossier.explanations()) {
    page.line(0, explanation.pointer, Tone::kStrong);
    page.line(4, explanation_text(program, explanation));
  }
  return page.take();
}

}  // namespace probity
