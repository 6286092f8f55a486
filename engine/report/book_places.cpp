// Where things stand in the book of a rule set, and what they are called there.
#include <fmt/format.h>

#include <algorithm>

#include "report/book_writer.h"
#include "report/page.h"
#include "report/wording.h"
#include "support/match.h"

namespace probity {
namespace {

std::string type_name(const EnumType& type) { return fmt::format("{}.{}", type.module, type.name); }
std::string type_name(const RecordType& type) {
  return fmt::format("{}.{}", type.module, type.name);
}

std::string field_name(const Program& program, const FieldId& id) {
  const RecordType& record = program.vocabulary.record(id.record);
  return fmt::format("{}.{}", type_name(record), record.fields[id.field].name);
}

/// What follows the module in a qualified name.
std::string within_module(const std::string& name) { return name.substr(name.find('.') + 1); }

std::string titled(const std::string& title, const std::string& doc) {
  return title.empty() ? first_sentence(doc) : title;
}

}  // namespace

std::string_view noun_of(const Program& program, const Declared& declared) {
  return match(
      declared, [](InstrumentId) { return "instrument"; }, [](RuleId) { return "rule"; },
      [](ExceptionId) { return "exception"; }, [](PrevalenceId) { return "precedence"; },
      [](ParameterId) { return "parameter"; },
      [&](DefinitionId id) {
        if (program[id].is_figure) return "figure";
        return program[id].rows.empty() ? "definition" : "table";
      },
      [](GroupId) { return "group"; }, [](InterpretationId) { return "interpretation"; },
      [](EnumId) { return "enum"; }, [](RecordId) { return "record"; },
      [](const FieldId&) { return "field"; });
}

std::string full_name(const Program& program, const Declared& declared) {
  return match(
      declared,
      [&](PrevalenceId id) {
        return fmt::format("{} over {}", program[program[id].winner].name,
                           program[program[id].loser].name);
      },
      [&](EnumId id) { return type_name(program.vocabulary.enumeration(id)); },
      [&](RecordId id) { return type_name(program.vocabulary.record(id)); },
      [&](const FieldId& id) { return field_name(program, id); },
      [&](auto id) { return program[id].name; });
}

std::string title_of(const Program& program, const Declared& declared) {
  return match(
      declared,
      [&](InstrumentId id) {
        return titled(instrument_label(program, program[id].name), program[id].doc);
      },
      [&](RuleId id) { return program[id].title; },
      [&](ExceptionId id) { return program[id].title; }, [](PrevalenceId) { return std::string(); },
      [&](ParameterId id) { return first_sentence(program[id].doc); },
      [&](DefinitionId id) { return first_sentence(program[id].doc); },
      [&](GroupId id) { return first_sentence(program[id].doc); },
      [&](InterpretationId id) { return program[id].title; },
      [&](EnumId id) { return first_sentence(program.vocabulary.enumeration(id).doc); },
      [&](RecordId id) { return first_sentence(program.vocabulary.record(id).doc); },
      [&](const FieldId& id) {
        return first_sentence(program.vocabulary.record(id.record).fields[id.field].doc);
      });
}

std::string module_of(const Program& program, const Declared& declared) {
  return match(
      declared, [&](InstrumentId id) { return program[id].module; },
      [&](PrevalenceId id) { return module_of(program, program[id].loser); },
      [&](EnumId id) { return program.vocabulary.enumeration(id).module; },
      [&](RecordId id) { return program.vocabulary.record(id).module; },
      [&](const FieldId& id) { return program.vocabulary.record(id.record).module; },
      [&](auto id) {
        const std::string& name = program[id].name;
        return name.substr(0, name.find('.'));
      });
}

std::string anchor_of(const Program& program, const Declared& declared) {
  const std::string name = match(
      declared, [&](InstrumentId id) { return program[id].name; },
      // It has no name of its own; its place in the rule set is one.
      [](PrevalenceId id) { return fmt::format("{}", id.index() + 1); },
      [&](EnumId id) { return program.vocabulary.enumeration(id).name; },
      [&](RecordId id) { return program.vocabulary.record(id).name; },
      [&](const FieldId& id) { return within_module(field_name(program, id)); },
      [&](auto id) { return within_module(program[id].name); });
  return fmt::format("{}.{}", noun_of(program, declared), name);
}

std::string module_page(std::string_view module) { return fmt::format("module-{}.html", module); }

std::string address_of(const Program& program, const Declared& declared) {
  return fmt::format("{}#{}", module_page(module_of(program, declared)),
                     anchor_of(program, declared));
}

/// Two modules may give one name to two acts: all but the first have their place in it.
std::string act_anchor(const Program& program, ActId act) {
  const auto earlier = std::ranges::count_if(
      program.acts.begin(), program.acts.begin() + static_cast<std::ptrdiff_t>(act.index()),
      [&](const Act& other) { return other.name == program[act].name; });
  return earlier == 0 ? fmt::format("act.{}", program[act].name)
                      : fmt::format("act.{}.{}", program[act].name, earlier + 1);
}

std::string act_address(const Program& program, ActId act) {
  return fmt::format("{}#{}", kBookArticles, act_anchor(program, act));
}

std::vector<Declared> all_declared(const Program& program) {
  std::vector<Declared> all;
  const auto add = [&]<class IdType>(IdType, std::size_t count) {
    for (std::size_t index = 0; index < count; ++index) all.emplace_back(IdType(index));
  };
  add(InstrumentId(), program.instruments.size());
  add(RuleId(), program.rules.size());
  add(ExceptionId(), program.exceptions.size());
  add(PrevalenceId(), program.prevalences.size());
  add(ParameterId(), program.parameters.size());
  add(DefinitionId(), program.definitions.size());
  add(GroupId(), program.groups.size());
  add(InterpretationId(), program.interpretations.size());
  add(EnumId(), program.vocabulary.enums.size());
  add(RecordId(), program.vocabulary.records.size());
  for (std::size_t record = 0; record < program.vocabulary.records.size(); ++record) {
    const std::size_t fields = program.vocabulary.records[record].fields.size();
    for (std::uint32_t field = 0; field < fields; ++field) {
      all.emplace_back(FieldId{RecordId(record), field});
    }
  }
  return all;
}

}  // namespace probity
