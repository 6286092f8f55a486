#include "check/context.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "support/text.h"

namespace probity {

void suggest(Diagnostic& diagnostic, std::string_view written,
             const std::vector<std::string_view>& candidates) {
  const std::optional<std::string_view> nearest =
      find_nearest(written, std::span<const std::string_view>(candidates));
  if (!nearest) return;
  if (!diagnostic.help.empty()) diagnostic.help += "; ";
  diagnostic.help += fmt::format("did you mean `{}`?", *nearest);
  diagnostic.fix = FixIt{.span = diagnostic.span, .replacement = std::string(*nearest)};
}

std::string list_names(const std::vector<std::string_view>& names) {
  constexpr std::size_t kShown = 12;
  std::string text;
  const std::size_t shown = std::min(names.size(), kShown);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += fmt::format("`{}`", names[i]);
  }
  if (names.size() > kShown) text += fmt::format(" and {} more", names.size() - kShown);
  return text;
}

Label declared_here(const DeclaredName& name) {
  return Label{.span = name.span, .text = fmt::format("`{}` is declared here", name.name)};
}

void label_type(Diagnostic& diagnostic, const Context& context, std::string_view module,
                std::string_view name) {
  const DeclaredName* place = context.names.find_in(NameSpace::kTypes, module, name);
  if (place == nullptr || !place->span.source.is_present()) return;
  diagnostic.labels.push_back(declared_here(*place));
}

std::vector<std::string_view> field_names(const RecordType& record) {
  std::vector<std::string_view> names;
  names.reserve(record.fields.size());
  for (const Field& field : record.fields) names.emplace_back(field.name);
  return names;
}

std::vector<std::string_view> value_names(const Vocabulary& vocabulary,
                                          const EnumType& enumeration) {
  std::vector<std::string_view> names;
  names.reserve(enumeration.values.size());
  for (const EnumValue& value : enumeration.values) {
    names.emplace_back(vocabulary.symbol(value.symbol));
  }
  return names;
}

Span span_of(const std::vector<ast::Name>& names) {
  return join(names.front().span, names.back().span);
}

std::string text_of(const std::vector<ast::Name>& names) {
  return names.size() == 1 ? names[0].text : names[0].text + "." + names[1].text;
}

void report_ambiguous(Context& context, const ast::Name& name,
                      const std::vector<const DeclaredName*>& found) {
  Diagnostic diagnostic{
      .code = Code::ambiguous_name,
      .span = name.span,
      .message = fmt::format("`{}` means {} things here", name.text, found.size())};
  std::vector<std::string> qualified;
  for (const DeclaredName* declared : found) {
    diagnostic.labels.push_back(
        Label{.span = declared->span, .text = fmt::format("`{}`", declared->qualified())});
    qualified.push_back(declared->qualified());
  }
  const std::vector<std::string_view> choices(qualified.begin(), qualified.end());
  diagnostic.help =
      fmt::format("write the one that is meant with its module: {}", list_names(choices));
  context.report(std::move(diagnostic));
}

namespace {

void report_missing(Context& context, const ast::Name& name, const Visible& visible,
                    const Wanted& wanted) {
  Diagnostic diagnostic{.code = wanted.code,
                        .span = name.span,
                        .message = fmt::format("there is no {} `{}` here", wanted.noun, name.text)};
  const std::vector<const DeclaredName*> elsewhere =
      context.names.find_anywhere(wanted.space, name.text);
  if (elsewhere.empty()) {
    suggest(diagnostic, name.text, context.names.names_in(wanted.space, visible));
  } else {
    const std::string& module = elsewhere.front()->module;
    diagnostic.labels.push_back(declared_here(*elsewhere.front()));
    diagnostic.help = fmt::format(
        "it is declared in module `{0}`: write `use {0}` at the top of the file", module);
  }
  context.report(std::move(diagnostic));
}

const DeclaredName* resolve_qualified(Context& context, const std::vector<ast::Name>& written,
                                      const Visible& visible, const Wanted& wanted) {
  const ast::Name& module = written[0];
  const ast::Name& name = written[1];
  if (!visible.contains(module.text)) {
    Diagnostic diagnostic{.code = Code::module_not_in_scope,
                          .span = module.span,
                          .message = fmt::format("module `{}` is not in scope here", module.text)};
    if (context.names.has_module(module.text)) {
      diagnostic.help = fmt::format("write `use {}` at the top of the file", module.text);
    } else {
      suggest(diagnostic, module.text, {visible.modules.begin(), visible.modules.end()});
    }
    context.report(std::move(diagnostic));
    return nullptr;
  }
  const DeclaredName* found = context.names.find_in(wanted.space, module.text, name.text);
  if (found == nullptr) {
    const Visible inside{.modules = {module.text}};
    Diagnostic diagnostic{
        .code = wanted.code,
        .span = name.span,
        .message = fmt::format("module `{}` has no {} `{}`", module.text, wanted.noun, name.text)};
    suggest(diagnostic, name.text, context.names.names_in(wanted.space, inside));
    context.report(std::move(diagnostic));
  }
  return found;
}

}  // namespace

const DeclaredName* resolve(Context& context, const std::vector<ast::Name>& written,
                            const Visible& visible, const Wanted& wanted) {
  if (written.size() > 1) {
    const DeclaredName* found = resolve_qualified(context, written, visible, wanted);
    if (found != nullptr) context.names.mark_used(found->entity);
    return found;
  }
  const ast::Name& name = written.front();
  const std::vector<const DeclaredName*> found =
      context.names.find(wanted.space, name.text, visible);
  if (found.empty()) {
    report_missing(context, name, visible, wanted);
    return nullptr;
  }
  for (const DeclaredName* declared : found) context.names.mark_used(declared->entity);
  if (found.size() > 1) {
    report_ambiguous(context, name, found);
    return nullptr;
  }
  return found.front();
}

}  // namespace probity
