#include "check/declare.h"

#include <fmt/format.h>

#include "support/match.h"

namespace probity {
namespace {

class Declarer {
 public:
  Declarer(const Modules& modules, Context& context) : modules_(modules), context_(context) {}

  void file(const ast::File& file) {
    const auto module = modules_.find(file.module.text);
    module_ = &module->first;
    visible_ = &module->second;
    for (const ast::Declaration& declaration : file.declarations) {
      declaration_ = &declaration;
      match(declaration.node, [this](const auto& written) { declare(written); });
    }
  }

  [[nodiscard]] Declarations take() && { return std::move(declarations_); }

 private:
  Program& program() { return context_.program; }

  void name(NameSpace space, const ast::Name& name, Entity entity) {
    if (!declaration_->is_complete) context_.incomplete.insert(entity);
    if (name.text.empty()) return;
    const DeclaredName* earlier = context_.names.add({.space = space,
                                                      .module = *module_,
                                                      .name = name.text,
                                                      .entity = entity,
                                                      .span = name.span});
    if (earlier == nullptr) return;
    context_.report(
        {.code = Code::duplicate_name,
         .span = name.span,
         .message = fmt::format("`{}` is declared twice in module `{}`", name.text, *module_),
         .labels = {{.span = earlier->span, .text = "the first declaration"}}});
  }

  template <class Written, class IdType>
  void keep(std::vector<Declared<Written, IdType>>& list, const Written& written, IdType id) {
    list.push_back({&written, declaration_, module_, visible_, id});
  }

  [[nodiscard]] std::string qualified(const ast::Name& name) const {
    return *module_ + "." + name.text;
  }

  void declare(const ast::Act& act) {
    const ActId id(program().acts.size());
    program().acts.push_back({.name = act.name.text,
                              .title = act.title.text,
                              .celex = act.celex ? act.celex->text : "",
                              .eli = act.eli ? act.eli->text : ""});
    name(NameSpace::kActs, act.name, id);
    keep(declarations_.acts, act, id);
  }

  void declare(const ast::Enum& enumeration) {
    const EnumId id(program().vocabulary.enums.size());
    program().vocabulary.enums.push_back(
        {.name = enumeration.name.text, .module = *module_, .doc = declaration_->doc});
    name(NameSpace::kTypes, enumeration.name, id);
    keep(declarations_.enums, enumeration, id);
  }

  void declare(const ast::Record& record) {
    const RecordId id(program().vocabulary.records.size());
    program().vocabulary.records.push_back(
        {.name = record.name.text, .module = *module_, .doc = declaration_->doc});
    name(NameSpace::kTypes, record.name, id);
    keep(declarations_.records, record, id);
  }

  void declare(const ast::Group& group) {
    const GroupId id(program().groups.size());
    program().groups.push_back(
        {.name = qualified(group.name), .doc = declaration_->doc, .span = group.name.span});
    name(NameSpace::kValues, group.name, id);
    keep(declarations_.groups, group, id);
  }

  void declare(const ast::Parameter& parameter) {
    const ParameterId id(program().parameters.size());
    program().parameters.push_back(
        {.name = qualified(parameter.name), .doc = declaration_->doc, .span = parameter.name.span});
    name(NameSpace::kValues, parameter.name, id);
    keep(declarations_.parameters, parameter, id);
  }

  DefinitionId definition(const ast::Name& written, bool is_figure) {
    const DefinitionId id(program().definitions.size());
    program().definitions.push_back({.name = qualified(written),
                                     .doc = declaration_->doc,
                                     .is_figure = is_figure,
                                     .span = written.span});
    name(NameSpace::kValues, written, id);
    return id;
  }
  void declare(const ast::Define& define) {
    keep(declarations_.defines, define, definition(define.name, false));
  }
  void declare(const ast::Figure& figure) {
    keep(declarations_.figures, figure, definition(figure.name, true));
  }

  void declare(const ast::Table& table) {
    keep(declarations_.tables, table, definition(table.name, false));
  }
  /// It has no name of its own.
  void declare(const ast::Prevalence& prevalence) {
    keep(declarations_.prevalences, prevalence, PrevalenceId());
  }

  void declare(const ast::Rule& rule) {
    const RuleId id(program().rules.size());
    program().rules.push_back({.name = qualified(rule.name),
                               .title = rule.title.text,
                               .doc = declaration_->doc,
                               .span = rule.name.span});
    name(NameSpace::kRules, rule.name, id);
    keep(declarations_.rules, rule, id);
  }

  void declare(const ast::Exception& exception) {
    // Those that stand in rules come first in the Program, so the id is given later.
    name(NameSpace::kRules, exception.name, ExceptionId());
    keep(declarations_.exceptions, exception, ExceptionId());
  }

  void declare(const ast::Instrument& instrument) {
    const InstrumentId id(program().instruments.size());
    program().instruments.push_back({.name = instrument.name.text,
                                     .module = *module_,
                                     .doc = declaration_->doc,
                                     .span = instrument.name.span});
    // A verdict names an instrument without its module.
    const std::vector<const DeclaredName*> earlier =
        context_.names.find_anywhere(NameSpace::kInstruments, instrument.name.text);
    if (!earlier.empty() && earlier.front()->module != *module_) {
      context_.report({.code = Code::duplicate_name,
                       .span = instrument.name.span,
                       .message = fmt::format("instrument `{}` is declared twice in the rule set",
                                              instrument.name.text),
                       .labels = {{.span = earlier.front()->span, .text = "the first declaration"}},
                       .help = "verdicts name an instrument without its module"});
    }
    name(NameSpace::kInstruments, instrument.name, id);
    keep(declarations_.instruments, instrument, id);
  }

  void declare(const ast::Interpretation& interpretation) {
    const InterpretationId id(program().interpretations.size());
    program().interpretations.push_back({.name = qualified(interpretation.name),
                                         .title = interpretation.title.text,
                                         .doc = declaration_->doc,
                                         .span = interpretation.name.span});
    name(NameSpace::kValues, interpretation.name, id);
    keep(declarations_.interpretations, interpretation, id);
  }

  const Modules& modules_;
  Context& context_;
  Declarations declarations_;
  const std::string* module_ = nullptr;
  const Visible* visible_ = nullptr;
  const ast::Declaration* declaration_ = nullptr;
};

}  // namespace

Declarations declare(const RuleSetText& text, const Modules& modules, Context& context) {
  Declarer declarer(modules, context);
  for (const ast::File& file : text.files) declarer.file(file);
  return std::move(declarer).take();
}

}  // namespace probity
