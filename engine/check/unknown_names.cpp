// What is said of a name in an expression that means nothing, or two things.
#include <fmt/format.h>

#include <algorithm>

#include "check/expressions.h"
#include "check/roles.h"
#include "check/types.h"

namespace probity {
namespace {

/// Its own message and the values there are; the nearest of them is suggested first.
void explain_enum(Diagnostic& diagnostic, const ast::Name& name, const EnumType& enumeration,
                  const std::vector<std::string_view>& values, const Context& context) {
  diagnostic.code = Code::unknown_enum_value;
  diagnostic.message = fmt::format("`{}` is not a value of `{}`", name.text, enumeration.name);
  diagnostic.help = fmt::format("its values are {}", list_names(values));
  label_type(diagnostic, context, enumeration.module, enumeration.name);
}

/// Where the name would mean something, if another module declares it.
bool explain_module(Diagnostic& diagnostic, const ast::Name& name, const Context& context) {
  const std::vector<const DeclaredName*> elsewhere =
      context.names.find_anywhere(NameSpace::kValues, name.text);
  if (elsewhere.empty()) return false;
  diagnostic.labels.push_back(declared_here(*elsewhere.front()));
  diagnostic.help =
      fmt::format("it is declared in module `{0}`: write `use {0}` at the top of the file",
                  elsewhere.front()->module);
  return true;
}

/// True when the country that was meant is sure, and nothing else need be suggested.
bool explain_country(Diagnostic& diagnostic, const ast::Name& name) {
  diagnostic.code = Code::not_a_country;
  diagnostic.message = fmt::format("`{}` is not a country", name.text);
  diagnostic.help = "a country is written as its code of ISO 3166-1 alpha-2, `PL`";
  const std::optional<Country> meant = country_advice(name.text);
  if (!meant) return false;
  diagnostic.help = fmt::format("write `{}` ({})", meant->text(), country_name(*meant));
  diagnostic.fix = FixIt{.span = name.span, .replacement = meant->text(), .is_safe = true};
  return true;
}

/// A value of some enum stands where its enum cannot be told.
void explain_stray_value(Diagnostic& diagnostic, const ast::Name& name,
                         const Vocabulary& vocabulary) {
  const std::optional<SymbolId> symbol = vocabulary.find_symbol(name.text);
  if (!symbol) return;
  for (std::size_t i = 0; i < vocabulary.enums.size(); ++i) {
    if (!vocabulary.has_value(EnumId(i), *symbol)) continue;
    diagnostic.help = fmt::format("it is a value of `{}`, and nothing beside it is one",
                                  vocabulary.enums[i].name);
    return;
  }
}

}  // namespace

std::vector<std::string_view> ExpressionChecker::names_in_scope() const {
  std::vector<std::string_view> names;
  names.reserve(surroundings_.variables.size());
  for (const Variable& variable : surroundings_.variables) names.emplace_back(variable.name);
  const auto add_all = [&names](const std::vector<std::string_view>& more) {
    names.insert(names.end(), more.begin(), more.end());
  };
  const Vocabulary& vocabulary = program_.vocabulary;
  if (vocabulary.root.is_present()) add_all(field_names(vocabulary.record(vocabulary.root)));
  add_all(context_.names.names_in(NameSpace::kValues, surroundings_.visible));
  return names;
}

void ExpressionChecker::report_unknown_name(const ast::Name& name, TypeId hint) {
  const Vocabulary& vocabulary = program_.vocabulary;
  const TypeKind expected = hint.is_present() ? kind_of(vocabulary, hint) : TypeKind::kUnknown;
  const bool may_be_value =
      expected == TypeKind::kEnum && !context_.is_complete(vocabulary.type(hint).enumeration);
  if (context_.may_lack_facts || may_be_value) return;
  Diagnostic diagnostic{.code = Code::unknown_name,
                        .span = name.span,
                        .message = fmt::format("`{}` is not a name that is known here", name.text)};
  const auto left = std::ranges::find(left_, name.text, &Variable::name);
  if (left != left_.end()) {
    diagnostic.labels.push_back({.span = left->span, .text = "stands for an element from here on"});
    diagnostic.help = fmt::format(
        "`{}` is known as far as its own condition goes; one of several parts stands in brackets, "
        "as in `some {} in list satisfies (a and b)`",
        name.text, name.text);
    return context_.report(std::move(diagnostic));
  }
  std::vector<std::string_view> candidates = names_in_scope();
  bool is_explained = false;
  if (expected == TypeKind::kEnum) {
    const EnumType& enumeration = vocabulary.enumeration(vocabulary.type(hint).enumeration);
    const std::vector<std::string_view> values = value_names(vocabulary, enumeration);
    explain_enum(diagnostic, name, enumeration, values, context_);
    candidates.insert(candidates.begin(), values.begin(), values.end());
  } else if (explain_module(diagnostic, name, context_)) {
    is_explained = true;
  } else if (expected == TypeKind::kCountry) {
    is_explained = explain_country(diagnostic, name);
  } else {
    explain_stray_value(diagnostic, name, vocabulary);
  }
  if (!is_explained) suggest(diagnostic, name.text, candidates);
  context_.report(std::move(diagnostic));
}

void ExpressionChecker::report_two_meanings(const ast::Name& name,
                                            const std::vector<Meaning>& meanings) {
  Diagnostic diagnostic{
      .code = Code::ambiguous_name,
      .span = name.span,
      .message = fmt::format("`{}` means {} things here", name.text, meanings.size())};
  std::vector<std::string> choices;
  for (const Meaning& meaning : meanings) {
    const auto* declared = std::get_if<const DeclaredName*>(&meaning);
    choices.push_back(declared != nullptr ? (*declared)->qualified()
                                          : fmt::format("{}.{}", kRootRecord, name.text));
    const Span place = place_of(meaning);
    if (place.source.is_present()) {
      diagnostic.labels.push_back({.span = place, .text = fmt::format("`{}`", choices.back())});
    }
    if (declared != nullptr) context_.names.mark_used((*declared)->entity);
  }
  diagnostic.help =
      fmt::format("write the one that is meant: {}", list_names({choices.begin(), choices.end()}));
  context_.report(std::move(diagnostic));
}

}  // namespace probity
