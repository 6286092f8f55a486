#include "analyse/references.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include "analyse/membership.h"
#include "check/nodes.h"
#include "support/match.h"

namespace probity {
namespace {

class Finder {
 public:
  explicit Finder(const Program& program) : program_(program) {}

  [[nodiscard]] CrossReferences find() && {
    for (std::size_t index = 0; index < program_.instruments.size(); ++index) {
      const Instrument& instrument = program_.instruments[index];
      from_ = InstrumentId(index);
      expressions({instrument.applies, instrument.reference_date});
    }
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      rule(RuleId(index), program_.rules[index]);
    }
    for (std::size_t index = 0; index < program_.exceptions.size(); ++index) {
      exception(ExceptionId(index), program_.exceptions[index]);
    }
    for (std::size_t index = 0; index < program_.prevalences.size(); ++index) {
      const Prevalence& prevalence = program_.prevalences[index];
      from_ = PrevalenceId(index);
      condition(prevalence.under);
      if (prevalence.for_each) expressions({prevalence.for_each->list});
      expressions({prevalence.when});
    }
    for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
      from_ = DefinitionId(index);
      expressions({program_.definitions[index].body});
    }
    for (std::size_t index = 0; index < program_.groups.size(); ++index) {
      from_ = GroupId(index);
      for (const GroupTerm& term : program_.groups[index].terms) {
        if (term.group.is_present()) name(term.group);
        condition(term.condition);
      }
    }
    vocabulary();
    CrossReferences references;
    references.mentions = std::move(mentions_);
    sort_mentions(references.mentions);
    for (const auto& [from, to] : found_) {
      references.names[from].assign(to.begin(), to.end());
      for (const Declared& named : to) references.named_by[named].push_back(from);
    }
    return references;
  }

 private:
  void name(const Declared& declared) { found_[from_].insert(declared); }

  void condition(const std::optional<ReadingCondition>& under) {
    if (under) name(under->interpretation);
  }

  void rule(RuleId id, const Rule& rule) {
    from_ = id;
    condition(rule.under);
    if (rule.for_each) expressions({rule.for_each->list});
    expressions(rule.applies_once);
    expressions(rule.applies_element);
    expressions({rule.requirement});
    expressions(rule.evidence);
    texts(rule.failing);
    if (rule.note) texts(*rule.note);
  }

  void exception(ExceptionId id, const Exception& exception) {
    from_ = id;
    condition(exception.under);
    expressions({exception.when});
    expressions(exception.evidence);
    if (exception.note) texts(*exception.note);
  }

  void texts(const Template& text) {
    for (const auto& part : text.parts) {
      if (const NodeId* const value = std::get_if<NodeId>(&part)) expressions({*value});
    }
  }

  void expressions(const std::vector<NodeId>& roots) {
    for (const NodeId root : roots) {
      if (!root.is_present()) continue;
      for (const NodeId id : nodes_below(program_, root)) names_of(program_[id]);
    }
  }

  void names_of(const Node& at) {
    if (const auto* const call = std::get_if<node::Call>(&at.content)) {
      name(call->definition);
      mention(first_word(at.span), call->definition);
    } else if (const auto* const use = std::get_if<node::ParameterUse>(&at.content)) {
      name(use->parameter);
      mention(at.span, use->parameter);
    } else if (const auto* const in = std::get_if<node::InGroup>(&at.content)) {
      name(in->group);
      mention(group_word(at.span, program_[in->element].span.end), in->group);
    } else if (const auto* const test = std::get_if<node::ReadingTest>(&at.content)) {
      name(test->interpretation);
      mention(first_word(at.span), test->interpretation);
    } else if (const auto* const field = std::get_if<node::Field>(&at.content)) {
      const Vocabulary& vocabulary = program_.vocabulary;
      const Type& base = vocabulary.type(program_[field->base].type);
      const RecordId record =
          base.record.is_present() ? base.record : vocabulary.type(base.element).record;
      name(FieldId{record, field->field});
      mention(last_word(at.span), FieldId{record, field->field});
    } else if (std::holds_alternative<node::Literal>(at.content)) {
      const Type& type = program_.vocabulary.type(at.type);
      if (type.kind != TypeKind::kEnum) return;
      name(type.enumeration);
      mention(at.span, type.enumeration);
    }
  }

  /// The types of fields.
  void vocabulary() {
    const Vocabulary& vocabulary = program_.vocabulary;
    for (std::size_t record = 0; record < vocabulary.records.size(); ++record) {
      const std::vector<Field>& fields = vocabulary.records[record].fields;
      for (std::uint32_t field = 0; field < fields.size(); ++field) {
        from_ = FieldId{RecordId(record), field};
        Type type = vocabulary.type(fields[field].type);
        if (type.element.is_present()) type = vocabulary.type(type.element);
        if (type.kind == TypeKind::kEnum) name(type.enumeration);
        if (type.kind == TypeKind::kRecord) name(type.record);
      }
    }
  }

  // ---- words ----

  static bool is_word(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
  }

  void mention(Span span, const Declared& declared) {
    if (span.begin < span.end) mentions_.push_back({span, declared});
  }

  /// A name at the beginning of what it is part of: `module.name` too.
  [[nodiscard]] Span first_word(Span span) const {
    const std::string_view text = program_.sources.text(span);
    std::uint32_t length = 0;
    while (length < text.size() && (is_word(text[length]) || text[length] == '.')) ++length;
    return {span.source, span.begin, span.begin + length};
  }

  [[nodiscard]] Span last_word(Span span) const {
    const std::string_view text = program_.sources.text(span);
    std::size_t begin = text.size();
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    return {span.source, span.begin + static_cast<std::uint32_t>(begin), span.end};
  }

  /// The name after `is in` or `is not in`, which stand after what is asked of.
  [[nodiscard]] Span group_word(Span span, std::uint32_t after) const {
    std::uint32_t at = after;
    bool is_next = false;
    while (at < span.end) {
      const std::string_view rest = program_.sources.text({span.source, at, span.end});
      if (rest.front() == '#') {
        at += static_cast<std::uint32_t>(std::min(rest.find('\n'), rest.size()));
        continue;
      }
      const Span word = first_word({span.source, at, span.end});
      if (word.begin == word.end) {
        ++at;
        continue;
      }
      if (is_next) return word;
      is_next = program_.sources.text(word) == "in";
      at = word.end;
    }
    return {span.source, span.end, span.end};
  }

  /// An expression can be read twice, as evidence and in a condition; what touches is left out.
  static void sort_mentions(std::vector<Mention>& mentions) {
    std::ranges::stable_sort(mentions, [](const Mention& left, const Mention& right) {
      return std::pair(left.span.source, left.span.begin) <
             std::pair(right.span.source, right.span.begin);
    });
    std::vector<Mention> apart;
    for (const Mention& mention : mentions) {
      const bool touches = !apart.empty() && apart.back().span.source == mention.span.source &&
                           mention.span.begin < apart.back().span.end;
      if (!touches) apart.push_back(mention);
    }
    mentions = std::move(apart);
  }

  std::vector<Mention> mentions_;
  const Program& program_;
  Declared from_;
  std::map<Declared, std::set<Declared>> found_;
};

}  // namespace

CrossReferences find_references(const Program& program) { return Finder(program).find(); }

BookMaterial gather_book(const Program& program, std::vector<BookMaterial::Module> modules) {
  BookMaterial material{std::move(modules), find_references(program), {}};
  for (std::size_t index = 0; index < program.groups.size(); ++index) {
    const Membership membership = membership_of(program, GroupId(index), std::nullopt);
    material.members.push_back({{membership.begin(), membership.end()}});
  }
  return material;
}

std::vector<Declared> all_resting_on(const CrossReferences& references, const Declared& declared) {
  std::set<Declared> found;
  std::vector<Declared> open{declared};
  while (!open.empty()) {
    const Declared at = open.back();
    open.pop_back();
    const auto named = references.named_by.find(at);
    if (named == references.named_by.end()) continue;
    for (const Declared& by : named->second) {
      if (found.insert(by).second) open.push_back(by);
    }
  }
  return {found.begin(), found.end()};
}

std::vector<RuleId> rules_resting_on(const Program& program, const CrossReferences& references,
                                     const Declared& declared) {
  std::set<RuleId> rules;
  for (const Declared& by : all_resting_on(references, declared)) {
    match(
        by, [&](RuleId rule) { rules.insert(rule); },
        [&](ExceptionId exception) { rules.insert(program[exception].rule); },
        [&](PrevalenceId prevalence) { rules.insert(program[prevalence].loser); },
        [](InstrumentId) {}, [](ParameterId) {}, [](DefinitionId) {}, [](GroupId) {},
        [](InterpretationId) {}, [](EnumId) {}, [](RecordId) {}, [](const FieldId&) {});
  }
  return {rules.begin(), rules.end()};
}

}  // namespace probity
