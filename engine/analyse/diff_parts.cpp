#include "analyse/diff_parts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "support/match.h"
#include "values/date.h"

namespace probity {
namespace {

std::string_view role_word(Role role) {
  switch (role) {
    case Role::kNone:
      return "";
    case Role::kIdentifier:
      return " as identifier";
    case Role::kInstruments:
      return " as instruments";
    case Role::kRates:
      return " as rates";
    case Role::kEvidence:
      return " as evidence";
    case Role::kExtensions:
      return " as extensions";
  }
  return "";
}

std::uint32_t variables_of(const std::optional<ForEach>& range) {
  return range ? range->slot + 1 : 0;
}

}  // namespace

std::string window_key(const Window& window) {
  return fmt::format("{} {}", window.from ? date_text(*window.from) : "-",
                     window.until ? date_text(*window.until) : "-");
}

std::string meaning_of(const Parts& parts) {
  std::vector<std::string> meanings;
  for (const Part& part : parts) {
    if (part.is_wording) continue;
    meanings.push_back(fmt::format("{}|{}|{}", part.name, part.key, part.by_content));
  }
  std::ranges::sort(meanings);
  std::string all;
  for (const std::string& meaning : meanings) all += meaning + '\n';
  return all;
}

std::string act_key(const Act& act) { return act.celex.empty() ? act.title : act.celex; }

// ---- clauses -----------------------------------------------------------------------------------

void PartReader::wording(Parts& parts, std::string name, const std::string& text) {
  if (!text.empty()) parts.push_back({std::move(name), "", text, text, text, true});
}

void PartReader::words(Parts& parts, std::string name, std::string key, std::string text) {
  parts.push_back({std::move(name), std::move(key), text, text, text, false});
}

std::string PartReader::law_key(const std::vector<Citation>& laws) const {
  std::vector<std::string> cited;
  cited.reserve(laws.size());
  for (const Citation& law : laws) {
    cited.push_back(fmt::format("{}|{}", act_key(program_[law.act]), law.reference));
  }
  std::ranges::sort(cited);
  std::string key;
  for (const std::string& citation : cited) key += citation + '\n';
  return key;
}

void PartReader::laws(Parts& parts, const std::vector<Citation>& laws) {
  if (laws.empty()) return;
  const std::string key = law_key(laws);
  parts.push_back({"law", "", key, key, laws, false});
}

void PartReader::window(Parts& parts, const Window& window) {
  if (window == Window()) return;
  const std::string key = window_key(window);
  parts.push_back({"effective", "", key, key, window, false});
}

std::string PartReader::reading_key(const ReadingCondition& condition) const {
  const Interpretation& point = program_[condition.interpretation];
  return fmt::format("{} is {}", new_name(names_, "interpretation", point.name),
                     point.readings[condition.reading].name);
}

void PartReader::under(Parts& parts, const std::optional<ReadingCondition>& condition) {
  if (!condition) return;
  const std::string key = reading_key(*condition);
  parts.push_back({"under", "", key, key, *condition, false});
}

void PartReader::for_each(Parts& parts, const std::optional<ForEach>& range) {
  if (!range) return;
  parts.push_back({"for each", "", std::to_string(by_name_.of(range->list, 0).value),
                   std::to_string(by_content_.of(range->list, 0).value),
                   ForEachClause{range->variable, range->list}, false});
}

void PartReader::expressions(Parts& parts, std::string name, Expressions content,
                             std::uint32_t variables) {
  if (content.nodes.empty()) return;
  const std::uint32_t by_name = by_name_.of_all(content.nodes, variables).value;
  const std::uint32_t by_content = by_content_.of_all(content.nodes, variables).value;
  parts.push_back({std::move(name), "", std::to_string(by_name), std::to_string(by_content),
                   std::move(content), false});
}

void PartReader::texts(Parts& parts, std::string name, const Template& text,
                       std::uint32_t variables) {
  std::string key;
  for (const auto& part : text.parts) {
    key += match(
        part, [](const std::string& words) { return fmt::format("{}:{}", words.size(), words); },
        [&](NodeId node) { return fmt::format("{{{}}}", by_name_.of(node, variables).value); });
  }
  parts.push_back({std::move(name), "", key, key, text, true});
}

// ---- norms -------------------------------------------------------------------------------------

Parts PartReader::parts(const Instrument& instrument) {
  Parts parts;
  window(parts, instrument.effective);
  expressions(parts, "applies when", {.nodes = {instrument.applies}}, 0);
  expressions(parts, "reference date", {.nodes = {instrument.reference_date}}, 0);
  return parts;
}

Parts PartReader::parts(const Rule& rule) {
  const std::uint32_t variables = variables_of(rule.for_each);
  Parts parts;
  wording(parts, "title", rule.title);
  laws(parts, rule.laws);
  for (const InstrumentId id : rule.instruments) {
    words(parts, "for instrument", program_[id].name, program_[id].name);
  }
  window(parts, rule.effective);
  under(parts, rule.under);
  for_each(parts, rule.for_each);
  std::vector<NodeId> applies = rule.applies_once;
  applies.insert(applies.end(), rule.applies_element.begin(), rule.applies_element.end());
  expressions(parts, "applies when", {.nodes = std::move(applies)}, variables);
  expressions(parts, "requires", {.nodes = {rule.requirement}}, variables);
  expressions(parts, "evidence", {Expressions::Join::kComma, rule.evidence}, variables);
  texts(parts, "failing", rule.failing, variables);
  if (rule.note) texts(parts, "note", *rule.note, variables);
  return parts;
}

Parts PartReader::parts(const Exception& exception) {
  const std::uint32_t variables = variables_of(program_[exception.rule].for_each);
  Parts parts;
  wording(parts, "title", exception.title);
  const std::string rule = new_name(names_, "rule", program_[exception.rule].name);
  parts.push_back({"exception to", "", rule, rule, program_[exception.rule].name, false});
  laws(parts, exception.laws);
  window(parts, exception.effective);
  under(parts, exception.under);
  expressions(parts, "when", {.nodes = {exception.when}}, variables);
  expressions(parts, "evidence", {Expressions::Join::kComma, exception.evidence}, variables);
  if (exception.note) texts(parts, "note", *exception.note, variables);
  return parts;
}

Parts PartReader::parts(const Prevalence& prevalence) {
  Parts parts;
  laws(parts, prevalence.laws);
  window(parts, prevalence.effective);
  under(parts, prevalence.under);
  for_each(parts, prevalence.for_each);
  expressions(parts, "when", {.nodes = {prevalence.when}}, variables_of(prevalence.for_each));
  return parts;
}

// ---- values ------------------------------------------------------------------------------------

Parts PartReader::parts(const Parameter& parameter) {
  Parts parts;
  const std::string type = by_name_.type(parameter.type);
  words(parts, "type", "", type);
  laws(parts, parameter.laws);
  for (std::size_t index = 0; index < parameter.values.size(); ++index) {
    const DatedConstant& value = parameter.values[index];
    const bool is_followed =
        index + 1 < parameter.values.size() && value.window.until &&
        parameter.values[index + 1].window.from == add_days(*value.window.until, 1);
    const std::optional<Date> until = is_followed ? std::nullopt : value.window.until;
    const std::string key = fmt::format("{} {}", by_name_.constant(value.value, parameter.type),
                                        until ? date_text(*until) : "-");
    const std::string from = value.window.from ? date_text(*value.window.from) : "always";
    parts.push_back(
        {"from " + from, from, key, key, TypedConstant{value.value, parameter.type, until}, false});
  }
  return parts;
}

Parts PartReader::parts(const Definition& definition) {
  const auto variables = static_cast<std::uint32_t>(definition.parameters.size());
  Parts parts;
  if (definition.is_figure) words(parts, "reported", "", "with every verdict");
  laws(parts, definition.laws);
  std::string inputs;
  for (const TypeId type : definition.parameters) {
    inputs += (inputs.empty() ? "" : ", ") + by_name_.type(type);
  }
  if (!inputs.empty()) words(parts, "takes", "", std::move(inputs));
  words(parts, "type", "", by_name_.type(definition.type));
  if (definition.rows.empty()) {
    expressions(parts, "is", {.nodes = {definition.body}}, variables);
  } else {
    rows(parts, definition);
  }
  return parts;
}

/// A row is what it says of its condition; where it stands decides nothing.
void PartReader::rows(Parts& parts, const Definition& table) {
  const auto variables = static_cast<std::uint32_t>(table.parameters.size());
  for (const TableRow& row : table.rows) {
    const std::string cited = law_key(row.laws);
    parts.push_back({"row", std::to_string(by_content_.of(row.condition, variables).value),
                     fmt::format("{} {}", by_name_.of(row.result, variables).value, cited),
                     fmt::format("{} {}", by_content_.of(row.result, variables).value, cited),
                     RowContent{row.condition, row.result, row.laws}, false});
  }
}

Parts PartReader::parts(const Interpretation& interpretation) {
  Parts parts;
  wording(parts, "title", interpretation.title);
  laws(parts, interpretation.laws);
  for (const Reading& reading : interpretation.readings) {
    words(parts, "reading", reading.name, reading.name);
    wording(parts, fmt::format("title of {}", reading.name), reading.title);
    wording(parts, fmt::format("authority of {}", reading.name), reading.authority);
  }
  words(parts, "default", "", interpretation.readings[interpretation.default_reading].name);
  return parts;
}

// ---- vocabulary --------------------------------------------------------------------------------

Parts PartReader::parts(const EnumType& enumeration) {
  Parts parts;
  for (const EnumValue& value : enumeration.values) {
    const std::string& name = program_.vocabulary.symbol(value.symbol);
    words(parts, "value", name, name);
    wording(parts, fmt::format("label of {}", name), value.label);
  }
  return parts;
}

Parts PartReader::parts(const RecordType& record) {
  Parts parts;
  for (const Field& field : record.fields) {
    const std::string marks = fmt::format("{}{}{}{}", field.required ? " required" : "",
                                          field.nonempty ? " nonempty" : "",
                                          field.states_only ? " state" : "", role_word(field.role));
    const std::string key = by_name_.type(field.type) + marks;
    parts.push_back({"field " + field.name, "", key, key,
                     program_.vocabulary.type_text(field.type) + marks, false});
  }
  return parts;
}

Parts PartReader::parts(const Act& act) {
  Parts parts;
  wording(parts, "title", act.title);
  if (!act.celex.empty()) words(parts, "celex", "", act.celex);
  if (!act.eli.empty()) words(parts, "eli", "", act.eli);
  return parts;
}

}  // namespace probity
