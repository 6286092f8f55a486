#include "analyse/diff_side.h"

#include <fmt/format.h>

#include "analyse/diff_group.h"
#include "analyse/references.h"
#include "support/match.h"

namespace probity {
namespace {

DeclarationKind kind_of(const Definition& definition) {
  if (definition.is_figure) return DeclarationKind::kFigure;
  return definition.rows.empty() ? DeclarationKind::kDefine : DeclarationKind::kTable;
}

/// One item for each element of a table of the Program.
template <class Table, class Make>
std::vector<DiffItem> each(const Table& table, Make make) {
  std::vector<DiffItem> items;
  for (std::size_t index = 0; index < table.size(); ++index) {
    DiffItem item = make(table[index], index);
    item.index = index;
    items.push_back(std::move(item));
  }
  return items;
}

std::string name_of(const Program& program, const Declared& declared) {
  return match(
      declared, [&](PrevalenceId) { return std::string(); },
      [&](const FieldId&) { return std::string(); },
      [&](EnumId id) {
        const EnumType& type = program.vocabulary.enumeration(id);
        return fmt::format("{}.{}", type.module, type.name);
      },
      [&](RecordId id) {
        const RecordType& type = program.vocabulary.record(id);
        return fmt::format("{}.{}", type.module, type.name);
      },
      [&](auto id) { return program[id].name; });
}

}  // namespace

DiffSide::DiffSide(const Program& program, const NewNames& names, Meanings& meanings)
    : program_(program),
      names_(names),
      meanings_(meanings),
      references_(find_references(program)) {}

std::vector<std::string> DiffSide::rules_on(const DiffItem& item) const {
  std::vector<std::string> names;
  if (!item.declared) return names;
  for (const RuleId rule : rules_resting_on(program_, references_, *item.declared)) {
    names.push_back(program_[rule].name);
  }
  return names;
}

std::vector<std::string> DiffSide::all_on(const DiffItem& item) const {
  std::vector<std::string> names;
  if (!item.declared) return names;
  for (const Declared& declared : all_resting_on(references_, *item.declared)) {
    names.push_back(name_of(program_, declared));
  }
  return names;
}

Parts DiffSide::parts(DeclarationKind kind, std::size_t index) {
  if (!reader_) reader_.emplace(program_, names_, meanings_);
  switch (kind) {
    case DeclarationKind::kInstrument:
      return reader_->parts(program_.instruments[index]);
    case DeclarationKind::kRule:
      return reader_->parts(program_.rules[index]);
    case DeclarationKind::kException:
      return reader_->parts(program_.exceptions[index]);
    case DeclarationKind::kPrevalence:
      return reader_->parts(program_.prevalences[index]);
    case DeclarationKind::kParameter:
      return reader_->parts(program_.parameters[index]);
    case DeclarationKind::kFigure:
    case DeclarationKind::kTable:
    case DeclarationKind::kDefine:
      return reader_->parts(program_.definitions[index]);
    case DeclarationKind::kGroup:
      return {{"members", "", terms_key(program_, GroupId(index), names_),
               members_key(program_, GroupId(index), names_), std::string(), false}};
    case DeclarationKind::kInterpretation:
      return reader_->parts(program_.interpretations[index]);
    case DeclarationKind::kEnum:
      return reader_->parts(program_.vocabulary.enums[index]);
    case DeclarationKind::kRecord:
      return reader_->parts(program_.vocabulary.records[index]);
    case DeclarationKind::kAct:
      return reader_->parts(program_.acts[index]);
  }
  return {};
}

std::vector<DiffItem> DiffSide::definitions(DeclarationKind kind) const {
  std::vector<DiffItem> items;
  for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
    const Definition& definition = program_.definitions[index];
    if (kind_of(definition) != kind) continue;
    items.push_back({.name = definition.name,
                     .title = "",
                     .laws = definition.laws,
                     .declared = DefinitionId(index),
                     .rule = "",
                     .index = index});
  }
  return items;
}

std::vector<DiffItem> DiffSide::items(DeclarationKind kind) const {
  switch (kind) {
    case DeclarationKind::kInstrument:
      return each(program_.instruments, [](const Instrument& instrument, std::size_t index) {
        return DiffItem{.name = instrument.name, .declared = InstrumentId(index)};
      });
    case DeclarationKind::kRule:
      return each(program_.rules, [](const Rule& rule, std::size_t) {
        return DiffItem{.name = rule.name, .title = rule.title, .laws = rule.laws};
      });
    case DeclarationKind::kException:
      return each(program_.exceptions, [&](const Exception& exception, std::size_t) {
        return DiffItem{.name = exception.name,
                        .title = exception.title,
                        .laws = exception.laws,
                        .rule = program_[exception.rule].name};
      });
    case DeclarationKind::kPrevalence:
      return each(program_.prevalences, [&](const Prevalence& prevalence, std::size_t) {
        return DiffItem{.name = fmt::format("{} over {}", program_[prevalence.winner].name,
                                            program_[prevalence.loser].name),
                        .laws = prevalence.laws,
                        .rule = program_[prevalence.loser].name};
      });
    case DeclarationKind::kParameter:
      return each(program_.parameters, [](const Parameter& parameter, std::size_t index) {
        return DiffItem{
            .name = parameter.name, .laws = parameter.laws, .declared = ParameterId(index)};
      });
    case DeclarationKind::kFigure:
    case DeclarationKind::kTable:
    case DeclarationKind::kDefine:
      return definitions(kind);
    case DeclarationKind::kGroup:
      return each(program_.groups, [](const Group& group, std::size_t index) {
        return DiffItem{.name = group.name, .declared = GroupId(index)};
      });
    case DeclarationKind::kInterpretation:
      return each(program_.interpretations, [](const Interpretation& point, std::size_t index) {
        return DiffItem{.name = point.name,
                        .title = point.title,
                        .laws = point.laws,
                        .declared = InterpretationId(index)};
      });
    case DeclarationKind::kEnum:
      return each(program_.vocabulary.enums, [](const EnumType& enumeration, std::size_t index) {
        return DiffItem{.name = enumeration.module + "." + enumeration.name,
                        .declared = EnumId(index)};
      });
    case DeclarationKind::kRecord:
      return each(program_.vocabulary.records, [](const RecordType& record, std::size_t index) {
        return DiffItem{.name = record.module + "." + record.name, .declared = RecordId(index)};
      });
    case DeclarationKind::kAct:
      return each(program_.acts, [](const Act& act, std::size_t) {
        return DiffItem{.name = act_key(act), .title = act.title};
      });
  }
  return {};
}

}  // namespace probity
