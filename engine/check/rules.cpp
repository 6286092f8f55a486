#include "check/rules.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "check/dated.h"
#include "check/nodes.h"
#include "check/norms.h"
#include "check/types.h"

namespace probity {
namespace {

constexpr Wanted kWantedInstrument{
    .space = NameSpace::kInstruments, .code = Code::unknown_instrument, .noun = "instrument"};

using DeclaredRule = Declared<ast::Rule, RuleId>;
using DeclaredException = Declared<ast::Exception, ExceptionId>;

std::vector<InstrumentId> instruments_of(const DeclaredRule& declared,
                                         const Declarations& declarations, Context& context) {
  std::vector<InstrumentId> instruments;
  for (const ast::Name& name : declared.written->instruments) {
    const DeclaredName* found = resolve(context, {name}, *declared.visible, kWantedInstrument);
    if (found == nullptr) continue;
    const InstrumentId id = std::get<InstrumentId>(found->entity);
    if (std::find(instruments.begin(), instruments.end(), id) == instruments.end()) {
      instruments.push_back(id);
      continue;
    }
    context.report({.code = Code::duplicate_name,
                    .span = name.span,
                    .message = fmt::format("instrument `{}` stands twice", name.text)});
  }
  if (!declared.written->instruments.empty()) return instruments;
  for (const Declared<ast::Instrument, InstrumentId>& instrument : declarations.instruments) {
    if (*instrument.module == *declared.module) instruments.push_back(instrument.id);
  }
  if (instruments.empty()) {
    context.report(
        {.code = Code::no_instrument,
         .span = declared.written->name.span,
         .message = fmt::format("rule `{}` belongs to no instrument", declared.written->name.text),
         .help =
             fmt::format("module `{}` declares none: say `for instrument ID`", *declared.module)});
  }
  return instruments;
}

/// The clauses that an `unless` block and a remote exception share.
Exception check_exception(const ast::Norm& norm, const ast::Expr& when, const Visible& visible,
                          const std::vector<Variable>& variables, Context& context) {
  Exception exception;
  exception.laws = resolve_laws(norm.laws, visible, context);
  exception.effective = check_window(norm.effective, context);
  if (norm.under) exception.under = resolve_reading(context, visible, *norm.under);
  exception.when = check_condition(when, {.name = "`when`"}, visible, variables, context);
  exception.evidence = check_evidence(norm.evidence, visible, variables, context);
  if (norm.note) exception.note = check_template(*norm.note, visible, variables, context);
  return exception;
}

void add_exception(Exception exception, const ast::Norm& norm, RuleId rule, Context& context) {
  Program& program = context.program;
  exception.rule = rule;
  program.rules[rule.index()].exceptions.emplace_back(program.exceptions.size());
  program.exceptions.push_back(std::move(exception));
  context.exception_norms.push_back(&norm);
}

void check_unless_blocks(const DeclaredRule& declared, const std::vector<Variable>& variables,
                         Context& context) {
  std::map<std::string_view, Span> seen;
  for (const ast::Unless& unless : declared.written->exceptions) {
    const auto [first, is_first] = seen.emplace(unless.name.text, unless.name.span);
    if (!is_first) {
      context.report({.code = Code::duplicate_name,
                      .span = unless.name.span,
                      .message = fmt::format("exception `{}` stands twice in rule `{}`",
                                             unless.name.text, declared.written->name.text),
                      .labels = {{.span = first->second, .text = "the first time"}}});
    }
    require_law(unless.norm.laws, unless.name, "exception", context);
    Exception exception =
        check_exception(unless.norm, unless.when, *declared.visible, variables, context);
    exception.name = declared.qualified() + "." + unless.name.text;
    exception.title = unless.title.text;
    exception.span = unless.name.span;
    add_exception(std::move(exception), unless.norm, declared.id, context);
  }
}

void split_applies(const ast::Rule& written, const Visible& visible, const Range& range, Rule& rule,
                   Context& context) {
  if (!written.applies) return;
  const NodeId applies =
      check_condition(*written.applies, {.name = "`applies when`", .as_filed = AsFiled::kAllowed},
                      visible, range.variables, context);
  for (const NodeId conjunct : conjuncts_of(context.program, applies)) {
    const bool mentions =
        range.for_each && mentions_slot(context.program, conjunct, range.for_each->slot);
    (mentions ? rule.applies_element : rule.applies_once).push_back(conjunct);
  }
}

void fill_rule(const DeclaredRule& declared, const Declarations& declarations, Context& context) {
  const ast::Rule& written = *declared.written;
  const Visible& visible = *declared.visible;
  require_law(written.norm.laws, written.name, "rule", context);
  const Range range = check_for_each(written.for_each, visible, context);
  Rule rule = context.program[declared.id];
  rule.laws = resolve_laws(written.norm.laws, visible, context);
  rule.instruments = instruments_of(declared, declarations, context);
  rule.effective = check_window(written.norm.effective, context);
  if (written.norm.under) rule.under = resolve_reading(context, visible, *written.norm.under);
  rule.for_each = range.for_each;
  split_applies(written, visible, range, rule, context);
  rule.requirement = check_condition(written.requirement, {.name = "`requires`"}, visible,
                                     range.variables, context);
  rule.evidence = check_evidence(written.norm.evidence, visible, range.variables, context);
  rule.failing = check_template(written.failing, visible, range.variables, context);
  if (written.norm.note) {
    rule.note = check_template(*written.norm.note, visible, range.variables, context);
  }
  context.program.rules[declared.id.index()] = std::move(rule);
  check_unless_blocks(declared, range.variables, context);
}

// ---- exceptions declared away from their rule --------------------------------------------------

/// Blanks of every kind become one space, none at the ends.
std::string without_blanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// An exception is asked of the same element as its rule, so both must say the same `for each`.
bool has_same_range(const ast::Exception& exception, const ast::Rule& rule, Context& context) {
  const auto text = [&](const std::optional<ast::ForEach>& for_each) {
    return for_each ? without_blanks(context.program.sources.text(for_each->span)) : std::string();
  };
  const std::string wanted = text(rule.for_each);
  if (text(exception.for_each) == wanted) return true;
  std::string_view difference = "says another `for each` than its exception";
  if (!exception.for_each) difference = "has a `for each`, and its exception has none";
  if (!rule.for_each) difference = "has no `for each`, and its exception has one";
  Diagnostic diagnostic{.code = Code::for_each_differs,
                        .span = exception.for_each ? exception.for_each->span : exception.name.span,
                        .message = fmt::format("rule `{}` {}", rule.name.text, difference),
                        .labels = {{.span = rule.for_each ? rule.for_each->span : rule.name.span,
                                    .text = "its rule"}},
                        .help = wanted.empty()
                                    ? "leave it out"
                                    : fmt::format("repeat it letter for letter: `{}`", wanted)};
  if (exception.for_each && !wanted.empty()) {
    diagnostic.fix = FixIt{.span = exception.for_each->span, .replacement = wanted};
  }
  context.report(std::move(diagnostic));
  return false;
}

const DeclaredRule* find_rule(const DeclaredException& declared, const Declarations& declarations,
                              Context& context) {
  const RuleId id = resolve_rule(declared.written->rule, *declared.visible, context);
  return id.is_present() ? &declarations.rules[id.index()] : nullptr;
}

/// The same words may mean another list in another module.
bool has_same_list(const Range& range, const DeclaredRule& rule, const ast::Exception& exception,
                   Context& context) {
  const Program& program = context.program;
  const std::optional<ForEach>& wanted = program[rule.id].for_each;
  if (!range.for_each || !wanted) return true;
  if (!range.for_each->list.is_present() || !wanted->list.is_present()) return false;
  if (program[range.for_each->list].shape == program[wanted->list].shape) return true;
  context.report({.code = Code::for_each_differs,
                  .span = program[range.for_each->list].span,
                  .message = fmt::format("in this module `{}` is another list than in rule `{}`",
                                         program.sources.text(exception.for_each->list.span),
                                         rule.written->name.text),
                  .labels = {{.span = program[wanted->list].span, .text = "its rule"}},
                  .help = "name the list with its module, in both"});
  return false;
}

void fill_exception(const DeclaredException& declared, const Declarations& declarations,
                    Context& context) {
  const ast::Exception& written = *declared.written;
  require_law(written.norm.laws, written.name, "exception", context);
  const DeclaredRule* rule = find_rule(declared, declarations, context);
  const bool is_same =
      rule != nullptr && rule->is_complete() && has_same_range(written, *rule->written, context);
  // The same `for each` gives the same slot and the same type.
  const Range range = check_for_each(written.for_each, *declared.visible, context);
  Exception exception =
      check_exception(written.norm, written.when, *declared.visible, range.variables, context);
  if (!is_same || !has_same_list(range, *rule, written, context)) return;
  exception.name = declared.qualified();
  exception.title = written.title.text;
  exception.doc = declared.declaration->doc;
  exception.span = written.name.span;
  add_exception(std::move(exception), written.norm, rule->id, context);
}

}  // namespace

void fill_rules(const Declarations& declarations, Context& context) {
  for (const DeclaredRule& declared : declarations.rules) {
    if (declared.is_complete()) fill_rule(declared, declarations, context);
  }
  for (const DeclaredException& declared : declarations.exceptions) {
    if (declared.is_complete()) fill_exception(declared, declarations, context);
  }
}

}  // namespace probity
