#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "support/match.h"
#include "values/percentage.h"

namespace probity {

std::string_view verdict_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotApplicable:
      return "not applicable";
    case Verdict::kCompliant:
      return "compliant";
    case Verdict::kUndetermined:
      return "undetermined";
    case Verdict::kNonCompliant:
      return "non-compliant";
  }
  return "";
}

std::string_view outcome_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotInForce:
      return "not in force";
    case Outcome::kNotApplicable:
      return "not applicable";
    case Outcome::kSatisfied:
      return "satisfied";
    case Outcome::kExcused:
      return "by derogation";
    case Outcome::kViolated:
      return "violated";
    case Outcome::kUndetermined:
      return "undetermined";
  }
  return "";
}

std::string_view exception_outcome_words(ExceptionOutcome outcome) {
  switch (outcome) {
    case ExceptionOutcome::kTrue:
      return "met";
    case ExceptionOutcome::kFalse:
      return "not met";
    case ExceptionOutcome::kUnknown:
      return "open";
    case ExceptionOutcome::kNotInForce:
      return "not in force";
    case ExceptionOutcome::kNotAsked:
      return "not asked";
  }
  return "";
}

Tone verdict_tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotApplicable:
      return Tone::kFaint;
    case Verdict::kCompliant:
      return Tone::kGood;
    case Verdict::kUndetermined:
      return Tone::kOpen;
    case Verdict::kNonCompliant:
      return Tone::kBad;
  }
  return Tone::kPlain;
}

Tone outcome_tone(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotInForce:
    case Outcome::kNotApplicable:
      return Tone::kFaint;
    case Outcome::kSatisfied:
    case Outcome::kExcused:
      return Tone::kGood;
    case Outcome::kViolated:
      return Tone::kBad;
    case Outcome::kUndetermined:
      return Tone::kOpen;
  }
  return Tone::kPlain;
}

std::string upper_case(std::string_view ascii) {
  std::string upper(ascii);
  std::ranges::transform(upper, upper.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return upper;
}

std::string join_words(std::span<const std::string> words, std::string_view conjunction) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) text += index + 1 == words.size() ? fmt::format(" {} ", conjunction) : ", ";
    text += words[index];
  }
  return text;
}

std::string law_text(const Program& program, const Citation& citation) {
  return fmt::format("{}, {}", program[citation.act].title, citation.reference);
}

std::vector<std::string> law_texts(const Program& program, std::span<const Citation> citations) {
  std::vector<std::string> texts;
  std::vector<ActId> acts;
  for (const Citation& citation : citations) {
    if (std::ranges::find(acts, citation.act) != acts.end()) continue;
    acts.push_back(citation.act);
    std::vector<std::string> references;
    for (const Citation& other : citations) {
      if (other.act == citation.act) references.push_back(other.reference);
    }
    texts.push_back(
        fmt::format("{}, {}", program[citation.act].title, join_words(references, "and")));
  }
  return texts;
}

std::string nearby_law_text(const Program& program, std::span<const Citation> citations,
                            std::span<const Citation> beside) {
  const auto is_near = [&](const Citation& citation) {
    return std::ranges::find(beside, citation.act, &Citation::act) != beside.end();
  };
  if (!std::ranges::all_of(citations, is_near)) {
    return join_words(law_texts(program, citations), "and");
  }
  std::vector<std::string> references;
  for (const Citation& citation : citations) references.push_back(citation.reference);
  return join_words(references, "and");
}

std::string short_law_text(const Program& program, std::span<const Citation> citations) {
  std::vector<std::string> parts;
  ActId act;
  for (const Citation& citation : citations) {
    parts.push_back(citation.act == act
                        ? citation.reference
                        : fmt::format("{} {}", program[citation.act].name, citation.reference));
    act = citation.act;
  }
  return join_words(parts, "and");
}

std::string window_words(const Window& window) {
  std::string text;
  if (window.from) text = fmt::format("from {}", date_text(*window.from));
  if (window.until) {
    text += fmt::format("{}until {}", text.empty() ? "" : " ", date_text(*window.until));
  }
  return text;
}

std::string constant_text(const Program& program, const Constant& constant, TypeId type) {
  const bool is_percentage = program.vocabulary.type(type).kind == TypeKind::kPercentage;
  return match(
      constant,  //
      [](bool value) { return std::string(value ? "true" : "false"); },
      [&](const Number& value) {
        return is_percentage ? percentage_text(value).text : value.to_text();
      },
      [](const Money& value) { return money_text(value).text; },
      [](const Date& value) { return date_text(value); },
      [](const Duration& value) { return duration_text(value); },
      [](const Country& value) { return value.text(); },
      [&](const SymbolId& value) { return program.vocabulary.symbol(value); },
      [](const std::string& value) { return fmt::format("\"{}\"", value); });
}

std::string percentage_points_text(const Number& distance) {
  const auto share = percentage_text(distance);  // "3.2 %"
  return fmt::format("{} percentage points{}", share.text.substr(0, share.text.size() - 2),
                     share.was_rounded ? " (rounded)" : "");
}

std::string days_text(const Number& days) {
  return days.to_text() + (days == Number(1) ? " day" : " days");
}

std::string node_text(const Program& program, NodeId node) {
  std::string text;
  bool after_blank = false;
  bool in_comment = false;
  bool in_quotes = false;
  for (const char character : program.sources.text(program[node].span)) {
    if (character == '"' && !in_comment) in_quotes = !in_quotes;
    if (character == '#' && !in_quotes) in_comment = true;
    if (character == '\n') in_comment = false;
    if (in_comment) continue;
    if (character == ' ' || character == '\t' || character == '\r' || character == '\n') {
      after_blank = true;
      continue;
    }
    if (after_blank && !text.empty()) text += ' ';
    after_blank = false;
    text += character;
  }
  return text;
}

std::string reading_text(const Program& program, const ReadingCondition& condition) {
  const Interpretation& interpretation = program[condition.interpretation];
  return fmt::format("{} is {}", interpretation.name,
                     interpretation.readings[condition.reading].name);
}

std::string instrument_label(const Program& program, std::string_view name) {
  const Vocabulary& vocabulary = program.vocabulary;
  if (!vocabulary.roles.instruments || !vocabulary.root.is_present()) return "";
  const Field& field = vocabulary.record(vocabulary.root).fields[*vocabulary.roles.instruments];
  const Type& set = vocabulary.type(field.type);
  if (!set.element.is_present()) return "";
  const Type& element = vocabulary.type(set.element);
  if (element.kind != TypeKind::kEnum) return "";
  for (const EnumValue& value : vocabulary.enumeration(element.enumeration).values) {
    if (vocabulary.symbol(value.symbol) == name) return value.label;
  }
  return "";
}

std::string exception_words(const Program& program, const Exception& exception) {
  const std::string inside = program[exception.rule].name + ".";
  return exception.name.starts_with(inside)
             ? fmt::format("unless {}", exception.name.substr(inside.size()))
             : fmt::format("exception {}", exception.name);
}

std::string prevalence_words(const Program& program, const TraceClause& clause) {
  const std::string& winner = program[program[clause.prevalence].winner].name;
  return fmt::format("{} {}", winner,
                     clause.kind == TraceClause::Kind::kWinnerApplies ? "applies" : "prevails");
}

std::vector<std::string> pointer_tokens(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (pointer.starts_with('/')) {
    pointer.remove_prefix(1);
    const std::string_view raw = pointer.substr(0, pointer.find('/'));
    std::string token;
    for (std::size_t index = 0; index < raw.size(); ++index) {
      if (raw[index] == '~' && index + 1 < raw.size()) {
        token += raw[++index] == '1' ? '/' : '~';
      } else {
        token += raw[index];
      }
    }
    tokens.push_back(std::move(token));
    pointer.remove_prefix(raw.size());
  }
  return tokens;
}

std::optional<FieldWords> field_words(const Vocabulary& vocabulary, std::string_view pointer) {
  if (!vocabulary.root.is_present()) return std::nullopt;
  RecordId record = vocabulary.root;
  TypeId type;
  const Field* field = nullptr;
  for (const std::string& token : pointer_tokens(pointer)) {
    if (record.is_present()) {
      const std::optional<std::uint32_t> index = vocabulary.find_field(record, token);
      if (!index) return std::nullopt;
      field = &vocabulary.record(record).fields[*index];
      type = field->type;
    } else if (type.is_present() && vocabulary.type(type).element.is_present()) {
      type = vocabulary.type(type).element;
    } else {
      return std::nullopt;
    }
    record = vocabulary.type(type).record;
  }
  if (field == nullptr) return std::nullopt;
  return FieldWords{vocabulary.type_text(type), field->doc};
}

namespace {

/// The record at a pointer; absent where there is none.
std::optional<InstanceId> find_instance(const Vocabulary& vocabulary, const Facts& facts,
                                        std::string_view pointer) {
  if (facts.instances.empty()) return std::nullopt;
  Fact fact{FactKind::kRecord, Facts::root().value};
  for (const std::string& token : pointer_tokens(pointer)) {
    if (fact.kind == FactKind::kRecord) {
      const InstanceId instance = Facts::record(fact);
      const auto index = vocabulary.find_field(facts.instance(instance).type, token);
      if (!index) return std::nullopt;
      fact = facts.field(instance, *index);
    } else if (fact.kind == FactKind::kList) {
      const std::span<const Fact> elements = facts.elements(fact);
      std::size_t index = 0;
      const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
      if (read.ec != std::errc{} || index >= elements.size()) return std::nullopt;
      fact = elements[index];
    } else {
      return std::nullopt;
    }
  }
  if (fact.kind != FactKind::kRecord) return std::nullopt;
  return Facts::record(fact);
}

}  // namespace

std::string record_title(const Vocabulary& vocabulary, const Facts& facts,
                         std::string_view pointer) {
  const std::optional<InstanceId> instance = find_instance(vocabulary, facts, pointer);
  if (!instance) return "";
  const std::vector<Field>& fields = vocabulary.record(facts.instance(*instance).type).fields;
  for (std::uint32_t index = 0; index < fields.size(); ++index) {
    if (fields[index].role == Role::kIdentifier) continue;
    const Fact& fact = facts.field(*instance, index);
    if (fact.kind == FactKind::kText) return std::string(facts.text(fact));
  }
  return "";
}

}  // namespace probity
