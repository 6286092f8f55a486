#include "check/vocabulary.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "check/graph.h"
#include "check/roles.h"
#include "check/types.h"

namespace probity {
namespace {

constexpr Wanted kWantedType{
    .space = NameSpace::kTypes, .code = Code::unknown_type, .noun = "type"};
constexpr Wanted kWantedEnum{
    .space = NameSpace::kTypes, .code = Code::unknown_type, .noun = "enum"};

struct Primitive {
  std::string_view name;
  TypeKind kind;
};
constexpr std::array<Primitive, 9> kPrimitives = {{{"boolean", TypeKind::kBoolean},
                                                   {"text", TypeKind::kText},
                                                   {"number", TypeKind::kNumber},
                                                   {"percentage", TypeKind::kPercentage},
                                                   {"money", TypeKind::kMoney},
                                                   {"date", TypeKind::kDate},
                                                   {"duration", TypeKind::kDuration},
                                                   {"country", TypeKind::kCountry},
                                                   {"anything", TypeKind::kAnything}}};

std::optional<TypeKind> find_primitive(std::string_view name) {
  for (const Primitive& primitive : kPrimitives) {
    if (primitive.name == name) return primitive.kind;
  }
  return std::nullopt;
}

TypeId resolve_plain(Context& context, const ast::Name& name, const Visible& visible) {
  Vocabulary& vocabulary = context.program.vocabulary;
  if (const std::optional<TypeKind> kind = find_primitive(name.text)) {
    return vocabulary.primitive(*kind);
  }
  if (context.names.find(NameSpace::kTypes, name.text, visible).empty() &&
      context.names.find_anywhere(NameSpace::kTypes, name.text).empty()) {
    Diagnostic diagnostic{.code = Code::unknown_type,
                          .span = name.span,
                          .message = fmt::format("there is no type `{}`", name.text)};
    std::vector<std::string_view> candidates = context.names.names_in(NameSpace::kTypes, visible);
    std::transform(kPrimitives.begin(), kPrimitives.end(), std::back_inserter(candidates),
                   [](const Primitive& primitive) { return primitive.name; });
    suggest(diagnostic, name.text, candidates);
    context.report(std::move(diagnostic));
    return TypeId();
  }
  const DeclaredName* found = resolve(context, {name}, visible, kWantedType);
  if (found == nullptr) return TypeId();
  if (const auto* enumeration = std::get_if<EnumId>(&found->entity)) {
    return vocabulary.intern(Type{.kind = TypeKind::kEnum, .enumeration = *enumeration});
  }
  return vocabulary.intern(
      Type{.kind = TypeKind::kRecord, .record = std::get<RecordId>(found->entity)});
}

/// Adds the values that are written in the braces of an enum.
void add_members(const ast::Enum& written, EnumType& enumeration, Context& context) {
  std::map<std::string_view, Span> seen;
  for (const ast::EnumMember& member : written.members) {
    const auto [first, is_first] = seen.emplace(member.name.text, member.name.span);
    if (!is_first) {
      context.report({.code = Code::duplicate_name,
                      .span = member.name.span,
                      .message = fmt::format("value `{}` stands twice in enum `{}`",
                                             member.name.text, written.name.text),
                      .labels = {{.span = first->second, .text = "the first time"}}});
      continue;
    }
    enumeration.values.push_back(
        {.symbol = context.program.vocabulary.intern_symbol(member.name.text),
         .label = member.label ? member.label->text : ""});
  }
}

}  // namespace

TypeId resolve_type(Context& context, const ast::TypeName& written, const Visible& visible) {
  if (written.name.text.empty()) return TypeId();  // a mistake of grammar took it
  const TypeId plain = resolve_plain(context, written.name, visible);
  if (!plain.is_present() || written.shape == ast::TypeName::Shape::kPlain) return plain;
  Vocabulary& vocabulary = context.program.vocabulary;
  const bool is_list = written.shape == ast::TypeName::Shape::kList;
  const bool is_anything = kind_of(vocabulary, plain) == TypeKind::kAnything;
  if (is_list && !is_anything) return list_of(vocabulary, plain);
  if (is_scalar(vocabulary, plain)) return set_of(vocabulary, plain);
  context.report(
      {.code = Code::type_not_allowed,
       .span = written.span,
       .message = fmt::format("a {} of {}", is_list ? "list" : "set", describe(vocabulary, plain)),
       .help = is_anything
                   ? "it is the type of the one field for free data, which no rule reads"
                   : "a set holds values that can be compared; records stand in a `list of`"});
  return TypeId();
}

void fill_enums(const Declarations& declarations, Context& context) {
  Vocabulary& vocabulary = context.program.vocabulary;
  std::vector<std::vector<std::size_t>> needs;
  for (const Declared<ast::Enum, EnumId>& declared : declarations.enums) {
    add_members(*declared.written, vocabulary.enums[declared.id.index()], context);
    std::vector<std::size_t>& parts = needs.emplace_back();
    if (!declared.is_complete()) continue;
    for (const ast::Name& part : declared.written->parts) {
      const DeclaredName* found = resolve(context, {part}, *declared.visible, kWantedEnum);
      if (found == nullptr) continue;
      if (const auto* enumeration = std::get_if<EnumId>(&found->entity)) {
        parts.push_back(enumeration->index());
      } else {
        context.report({.code = Code::unknown_type,
                        .span = part.span,
                        .message = fmt::format("`{}` is a record, not an enum", part.text),
                        .labels = {declared_here(*found)}});
      }
    }
  }
  const DependencyOrder order = order_dependencies(needs);
  for (const std::vector<std::size_t>& cycle : order.cycles) {
    const ast::Name& name = declarations.enums[cycle.front()].written->name;
    Diagnostic diagnostic{.code = Code::recursion,
                          .span = name.span,
                          .message = fmt::format("enum `{}` is a part of itself", name.text)};
    for (const std::size_t index : cycle) {
      needs[index].clear();
      if (index == cycle.front()) continue;
      diagnostic.labels.push_back(
          {.span = declarations.enums[index].written->name.span, .text = "through this one"});
    }
    context.report(std::move(diagnostic));
  }
  for (const std::size_t index : order.order) {
    EnumType& enumeration = vocabulary.enums[index];
    std::set<SymbolId> seen;
    for (const std::size_t part : needs[index]) {
      for (const EnumValue& value : vocabulary.enums[part].values) {
        if (seen.insert(value.symbol).second) enumeration.values.push_back(value);
      }
    }
  }
}

namespace {

void check_marks(const ast::RecordField& written, const Field& field, Context& context) {
  const Vocabulary& vocabulary = context.program.vocabulary;
  if (written.nonempty && !is_list_like(vocabulary, field.type)) {
    context.report({.code = Code::misplaced_mark,
                    .span = written.type.span,
                    .message = fmt::format("`nonempty` marks {}", describe(vocabulary, field.type)),
                    .help = "only a list or a set can be empty"});
  }
  if (field.states_only && kind_of(vocabulary, field.type) != TypeKind::kCountry) {
    context.report({.code = Code::misplaced_mark,
                    .span = written.role->span,
                    .message = fmt::format("`as state` marks {}", describe(vocabulary, field.type)),
                    .help = "only a country can be a state"});
  }
  if (kind_of(vocabulary, field.type) == TypeKind::kAnything && !written.role) {
    context.report({.code = Code::type_not_allowed,
                    .span = written.type.span,
                    .message = "`anything` without `as extensions`",
                    .help = "it is the type of the one field for free data, which no rule reads"});
  }
}

void fill_record(const Declared<ast::Record, RecordId>& declared, Context& context) {
  std::map<std::string_view, Span> seen;
  for (const ast::RecordField& written : declared.written->fields) {
    const auto [first, is_first] = seen.emplace(written.name.text, written.name.span);
    if (!is_first) {
      context.report({.code = Code::duplicate_name,
                      .span = written.name.span,
                      .message = fmt::format("field `{}` stands twice in record `{}`",
                                             written.name.text, declared.written->name.text),
                      .labels = {{.span = first->second, .text = "the first time"}}});
      continue;
    }
    Field field{.name = written.name.text,
                .type = resolve_type(context, written.type, *declared.visible),
                .doc = written.doc,
                .required = written.required,
                .nonempty = written.nonempty,
                .states_only = is_state_mark(written)};
    if (field.type.is_present()) check_marks(written, field, context);
    std::vector<Field>& fields = context.program.vocabulary.records[declared.id.index()].fields;
    context.field_spans.emplace(std::pair(declared.id, static_cast<std::uint32_t>(fields.size())),
                                written.name.span);
    fields.push_back(std::move(field));
  }
}

}  // namespace

void fill_records(const Declarations& declarations, Context& context) {
  const Declared<ast::Record, RecordId>* root = nullptr;
  for (const Declared<ast::Record, RecordId>& declared : declarations.records) {
    fill_record(declared, context);
    if (declared.written->name.text != kRootRecord) continue;
    if (root == nullptr) {
      root = &declared;
      continue;
    }
    context.report(
        {.code = Code::duplicate_name,
         .span = declared.written->name.span,
         .message = "record `dossier` is declared twice in the rule set",
         .labels = {{.span = root->written->name.span, .text = "the first declaration"}}});
  }
  for (const Declared<ast::Record, RecordId>& declared : declarations.records) {
    if (declared.written->name.text != kRootRecord) refuse_roles(*declared.written, context);
  }
  if (root == nullptr) {
    report_no_root(declarations, context);
    return;
  }
  context.program.vocabulary.root = root->id;
  context.may_lack_facts = !root->is_complete();
  assign_roles(*root->written, context);
}

}  // namespace probity
