#include "cases/fact_paths.h"

#include <fmt/format.h>

#include "dossier/facts.h"

namespace probity {

namespace {

std::vector<std::string> field_names(const RecordType& record) {
  std::vector<std::string> names;
  names.reserve(record.fields.size());
  for (const Field& field : record.fields) names.push_back(field.name);
  return names;
}

void report_no_record(CaseContext& context, const ast::Name& field, TypeId type) {
  const Type& shape = context.vocabulary().type(type);
  Diagnostic diagnostic{
      .code = Code::not_a_record,
      .span = field.span,
      .message = fmt::format("`{}` is a field of a record, and before it stands a {}", field.text,
                             context.vocabulary().type_text(type))};
  if (shape.kind == TypeKind::kList &&
      context.vocabulary().type(shape.element).kind == TypeKind::kRecord) {
    diagnostic.help = "name one element of the list, counted from 0: `[0]`";
  }
  context.report(std::move(diagnostic));
}

void report_no_list(CaseContext& context, Span span, TypeId type) {
  const bool is_set = context.vocabulary().type(type).kind == TypeKind::kSet;
  context.report(Diagnostic{
      .code = Code::not_a_list,
      .span = span,
      .message = fmt::format(
          "an element is named of a {}{}", context.vocabulary().type_text(type),
          is_set ? "; the values of a set have no order" : ", and only lists have elements"),
      .help = is_set ? "give the whole set, as in `is [ SAFE, EDIP ]`" : ""});
}

}  // namespace

std::string CasePath::pointer() const {
  std::string pointer;
  for (const auto& key : keys) {
    pointer += '/';
    if (const auto* const element = std::get_if<std::uint32_t>(&key)) {
      pointer += std::to_string(*element);
    } else {
      append_pointer_token(std::get<std::string>(key), pointer);
    }
  }
  return pointer;
}

std::optional<std::uint32_t> find_case_field(CaseContext& context, RecordId record,
                                             const ast::Name& name) {
  if (auto field = context.vocabulary().find_field(record, name.text)) return field;
  const RecordType& type = context.vocabulary().record(record);
  Diagnostic diagnostic{
      .code = Code::unknown_field,
      .span = name.span,
      .message = fmt::format("`{}` is no field of the record `{}`", name.text, type.name)};
  suggest_name(diagnostic, name.text, field_names(type));
  context.report(std::move(diagnostic));
  return std::nullopt;
}

std::optional<PlacedFact> place_fact(CaseContext& context, const ast::FactPath& path) {
  const Vocabulary& vocabulary = context.vocabulary();
  PlacedFact placed;
  placed.path.span = path.span;
  std::optional<RecordId> record = vocabulary.root;
  for (const ast::FactStep& step : path.steps) {
    if (const auto* const name = std::get_if<ast::Name>(&step.step)) {
      if (!record) {
        report_no_record(context, *name, placed.type);
        return std::nullopt;
      }
      const std::optional<std::uint32_t> index = find_case_field(context, *record, *name);
      if (!index) return std::nullopt;
      placed.field = &vocabulary.record(*record).fields[*index];
      placed.type = placed.field->type;
      placed.path.keys.emplace_back(name->text);
    } else {
      const Type& list = vocabulary.type(placed.type);
      if (list.kind != TypeKind::kList) {
        report_no_list(context, step.span, placed.type);
        return std::nullopt;
      }
      placed.type = list.element;
      placed.path.keys.emplace_back(std::get<std::uint32_t>(step.step));
    }
    const Type& type = vocabulary.type(placed.type);
    record = type.kind == TypeKind::kRecord ? std::optional(type.record) : std::nullopt;
  }
  return placed;
}

}  // namespace probity
