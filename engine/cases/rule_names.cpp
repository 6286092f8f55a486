#include "cases/rule_names.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace probity {

namespace {

/// What stands behind the dots of a qualified name that may be left out: all of its ends.
bool is_named(std::string_view qualified, std::string_view written) {
  if (qualified == written) return true;
  return qualified.size() > written.size() && qualified.ends_with(written) &&
         qualified[qualified.size() - written.size() - 1] == '.';
}

/// The end of a qualified name that has as many parts as `written`.
std::string end_like(std::string_view qualified, std::string_view written) {
  std::size_t begin = qualified.size();
  for (auto dots = std::ranges::count(written, '.'); dots >= 0 && begin != std::string::npos;
       --dots) {
    begin = begin == 0 ? std::string::npos : qualified.rfind('.', begin - 1);
  }
  return std::string(begin == std::string::npos ? qualified : qualified.substr(begin + 1));
}

struct Named {
  std::size_t index;
  std::string name;  ///< qualified
};

/// Leaves only those of the modules that the file uses, where there are any.
void prefer_used(const CaseContext& context, std::vector<const Named*>& found) {
  std::vector<const Named*> used;
  for (const Named* named : found) {
    const std::string module = named->name.substr(0, named->name.find('.'));
    if (std::ranges::find(context.uses, module) != context.uses.end()) used.push_back(named);
  }
  if (!used.empty()) found = std::move(used);
}

/// Finds the one that is meant among `all`; `noun` is "rule".
std::optional<std::size_t> find_one(CaseContext& context, const WrittenName& written,
                                    const std::vector<Named>& all, std::string_view noun) {
  std::vector<const Named*> found;
  for (const Named& named : all) {
    if (named.name == written.text) return named.index;
    if (is_named(named.name, written.text)) found.push_back(&named);
  }
  if (found.size() > 1) prefer_used(context, found);
  if (found.size() == 1) return found.front()->index;
  if (found.empty()) {
    Diagnostic diagnostic{
        .code = Code::unknown_subject,
        .span = written.span,
        .message = fmt::format("the rule set has no {} `{}`", noun, written.text)};
    std::vector<std::string> candidates;
    candidates.reserve(all.size());
    for (const Named& named : all) candidates.push_back(end_like(named.name, written.text));
    suggest_name(diagnostic, written.text, candidates);
    context.report(std::move(diagnostic));
    return std::nullopt;
  }
  std::string names;
  for (const Named* named : found) names += (names.empty() ? "`" : ", `") + named->name + "`";
  context.report(Diagnostic{
      .code = Code::ambiguous_name,
      .span = written.span,
      .message = fmt::format("`{}` names more than one {}: {}", written.text, noun, names),
      .help = "write the whole name, or `use` its module at the top of the file"});
  return std::nullopt;
}

template <class Declared>
std::vector<Named> names_of(const std::vector<Declared>& declared) {
  std::vector<Named> names;
  names.reserve(declared.size());
  for (std::size_t index = 0; index < declared.size(); ++index) {
    names.push_back({index, declared[index].name});
  }
  return names;
}

}  // namespace

WrittenName written_name(const std::vector<ast::Name>& parts) {
  WrittenName name;
  for (const ast::Name& part : parts) name.text += (name.text.empty() ? "" : ".") + part.text;
  if (!parts.empty()) name.span = join(parts.front().span, parts.back().span);
  return name;
}

std::optional<RuleId> find_case_rule(CaseContext& context, const WrittenName& name) {
  const auto index = find_one(context, name, names_of(context.program.rules), "rule");
  if (!index) return std::nullopt;
  return RuleId(*index);
}

std::optional<ExceptionId> find_case_exception(CaseContext& context, const WrittenName& name) {
  const auto index = find_one(context, name, names_of(context.program.exceptions), "exception");
  if (!index) return std::nullopt;
  return ExceptionId(*index);
}

std::optional<DefinitionId> find_case_figure(CaseContext& context, const WrittenName& name) {
  std::vector<Named> figures = names_of(context.program.definitions);
  std::erase_if(figures, [&](const Named& named) {
    return !context.program.definitions[named.index].is_figure;
  });
  const auto index = find_one(context, name, figures, "figure");
  if (!index) return std::nullopt;
  return DefinitionId(*index);
}

std::optional<ReadingCondition> find_case_reading(CaseContext& context,
                                                  const ast::ReadingCondition& written) {
  const auto index = find_one(context, written_name(written.interpretation),
                              names_of(context.program.interpretations), "interpretation");
  if (!index) return std::nullopt;
  const std::vector<Reading>& readings = context.program.interpretations[*index].readings;
  const auto found = std::ranges::find(readings, written.reading.text, &Reading::name);
  if (found != readings.end()) {
    return ReadingCondition{InterpretationId(*index),
                            static_cast<std::uint32_t>(found - readings.begin())};
  }
  Diagnostic diagnostic{.code = Code::unknown_reading,
                        .span = written.reading.span,
                        .message = fmt::format("`{}` is no reading of `{}`", written.reading.text,
                                               context.program.interpretations[*index].name)};
  std::vector<std::string> names;
  names.reserve(readings.size());
  for (const Reading& reading : readings) names.push_back(reading.name);
  suggest_name(diagnostic, written.reading.text, names);
  context.report(std::move(diagnostic));
  return std::nullopt;
}

std::optional<Citation> find_case_law(CaseContext& context, const ast::Law& law) {
  const std::vector<Act>& acts = context.program.acts;
  const auto found = std::ranges::find(acts, law.act.text, &Act::name);
  if (found != acts.end()) {
    return Citation{ActId(static_cast<std::size_t>(found - acts.begin())), law.reference.text};
  }
  Diagnostic diagnostic{.code = Code::unknown_act,
                        .span = law.act.span,
                        .message = fmt::format("the rule set declares no act `{}`", law.act.text)};
  std::vector<std::string> names;
  names.reserve(acts.size());
  for (const Act& act : acts) names.push_back(act.name);
  suggest_name(diagnostic, law.act.text, names);
  context.report(std::move(diagnostic));
  return std::nullopt;
}

bool find_case_module(CaseContext& context, const ast::Name& name) {
  std::set<std::string> modules;
  const auto add = [&](const auto& declared) {
    for (const auto& one : declared) modules.insert(one.name.substr(0, one.name.find('.')));
  };
  add(context.program.rules);
  add(context.program.exceptions);
  add(context.program.definitions);
  add(context.program.interpretations);
  if (modules.contains(name.text)) return true;
  Diagnostic diagnostic{
      .code = Code::unknown_module,
      .span = name.span,
      .message = fmt::format("no module `{}` of the rule set has anything that a case could name",
                             name.text)};
  suggest_name(diagnostic, name.text, {modules.begin(), modules.end()});
  context.report(std::move(diagnostic));
  return false;
}

std::vector<std::string> instrument_names(const Program& program) {
  std::vector<std::string> names;
  names.reserve(program.instruments.size());
  for (const Instrument& instrument : program.instruments) names.push_back(instrument.name);
  if (!program.vocabulary.roles.instruments) return names;
  const Field& field = program.vocabulary.record(program.vocabulary.root)
                           .fields[*program.vocabulary.roles.instruments];
  const Type& element = program.vocabulary.type(program.vocabulary.type(field.type).element);
  if (element.kind != TypeKind::kEnum) return names;
  for (const EnumValue& value : program.vocabulary.enumeration(element.enumeration).values) {
    const std::string& name = program.vocabulary.symbol(value.symbol);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

bool is_instrument(const Program& program, std::string_view name) {
  const std::vector<std::string> names = instrument_names(program);
  return std::ranges::find(names, name) != names.end();
}

std::optional<std::string> find_case_instrument(CaseContext& context, const ast::Name& name) {
  if (is_instrument(context.program, name.text)) return name.text;
  Diagnostic diagnostic{.code = Code::unknown_instrument,
                        .span = name.span,
                        .message = fmt::format("the rule set has no instrument `{}`", name.text)};
  suggest_name(diagnostic, name.text, instrument_names(context.program));
  context.report(std::move(diagnostic));
  return std::nullopt;
}

std::optional<ExceptionId> find_exception_of(CaseContext& context, RuleId rule,
                                             const WrittenName& name) {
  std::vector<Named> own;
  for (const ExceptionId id : context.program[rule].exceptions) {
    own.push_back({id.index(), context.program[id].name});
  }
  const auto index = find_one(context, name, own,
                              fmt::format("exception to `{}` named", context.program[rule].name));
  if (!index) return std::nullopt;
  return ExceptionId(*index);
}

}  // namespace probity
