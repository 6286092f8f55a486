#include "cases/fact_values.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cases/case.h"
#include "cases/constant_json.h"
#include "cases/fact_paths.h"
#include "support/match.h"

namespace probity {

namespace {

/// "a percentage", as the value is written.
std::string written_kind(const ast::FactValue& value) {
  return match(
      value.node, [](const ast::BooleanLiteral&) { return "a boolean"; },
      [](const ast::UnknownLiteral&) { return "`unknown`"; },
      [](const ast::NumberLiteral&) { return "a number"; },
      [](const ast::PercentageLiteral&) { return "a percentage"; },
      [](const ast::MoneyLiteral&) { return "an amount of money"; },
      [](const ast::DateLiteral&) { return "a date"; },
      [](const ast::DurationLiteral&) { return "a duration"; },
      [](const ast::TextLiteral&) { return "a text"; },
      [](const ast::NameUse&) { return "a name"; }, [](const ast::FactList&) { return "a list"; },
      [](const ast::FactRecord&) { return "a record"; });
}

std::string advice(const Vocabulary& vocabulary, TypeId type) {
  switch (vocabulary.type(type).kind) {
    case TypeKind::kBoolean:
      return "write `true` or `false`";
    case TypeKind::kText:
      return "write a text in quotation marks";
    case TypeKind::kNumber:
      return "write a number";
    case TypeKind::kPercentage:
      return "write it with its sign: `35 %`";
    case TypeKind::kMoney:
      return "write it with its currency: `EUR 1_000`";
    case TypeKind::kDate:
      return "write a day: `2026-01-31`";
    case TypeKind::kDuration:
      return "write it with its unit: `2 years`";
    case TypeKind::kCountry:
      return "write the code of a country: `PL`";
    case TypeKind::kEnum:
      return "write one of its values";
    case TypeKind::kRecord:
      return "write its fields in braces: `{ name is \"seeker\", origin is US }`";
    case TypeKind::kList:
    case TypeKind::kSet:
      return "write its elements in square brackets: `[ a, b ]`; `[]` says that there is none";
    case TypeKind::kAnything:
    case TypeKind::kUnknown:
      break;
  }
  return "";
}

void report_type(CaseContext& context, const ast::FactValue& value, TypeId type) {
  const bool is_anything = context.vocabulary().type(type).kind == TypeKind::kAnything;
  context.report(Diagnostic{
      .code = Code::type_mismatch,
      .span = value.span,
      .message = is_anything
                     ? "a case cannot change what the vocabulary does not describe"
                     : fmt::format("{} stands where the fact is of type {}", written_kind(value),
                                   context.vocabulary().type_text(type)),
      .help = advice(context.vocabulary(), type)});
}

std::optional<Constant> country_of(CaseContext& context, const ast::Name& name) {
  if (const std::optional<Country> country = find_country(name.text)) return Constant(*country);
  Diagnostic diagnostic{.code = Code::not_a_country,
                        .span = name.span,
                        .message = fmt::format("`{}` is the code of no country", name.text)};
  if (const std::optional<Country> meant = country_advice(name.text)) {
    diagnostic.help = fmt::format("did you mean `{}`?", meant->text());
    diagnostic.fix = FixIt{name.span, meant->text(), false};
  }
  context.report(std::move(diagnostic));
  return std::nullopt;
}

std::optional<Constant> enum_value_of(CaseContext& context, const ast::Name& name, EnumId id) {
  const Vocabulary& vocabulary = context.vocabulary();
  const std::optional<SymbolId> symbol = vocabulary.find_symbol(name.text);
  if (symbol && vocabulary.has_value(id, *symbol)) return Constant(*symbol);
  const EnumType& enumeration = vocabulary.enumeration(id);
  Diagnostic diagnostic{
      .code = Code::unknown_enum_value,
      .span = name.span,
      .message = fmt::format("`{}` is no value of the enum `{}`", name.text, enumeration.name)};
  std::vector<std::string> names;
  names.reserve(enumeration.values.size());
  for (const EnumValue& value : enumeration.values)
    names.push_back(vocabulary.symbol(value.symbol));
  suggest_name(diagnostic, name.text, names);
  context.report(std::move(diagnostic));
  return std::nullopt;
}

std::optional<Constant> money_of(CaseContext& context, const ast::MoneyLiteral& money) {
  if (const std::optional<Currency> currency = find_currency(money.currency.text)) {
    return Constant(Money{money.amount, *currency});
  }
  context.report(Diagnostic{
      .code = Code::not_a_currency,
      .span = money.currency.span,
      .message = fmt::format("`{}` is no currency of ISO 4217 in use", money.currency.text)});
  return std::nullopt;
}

/// The literal of type `Literal`; null where another form stands.
template <class Literal>
const Literal* as(const ast::FactValue& value) {
  return std::get_if<Literal>(&value.node);
}

std::optional<std::string> json_of_list(CaseContext& context, const ast::FactList& list,
                                        TypeId element) {
  std::vector<std::string> elements;
  elements.reserve(list.elements.size());
  for (const ast::FactValue& value : list.elements) {
    std::optional<std::string> json = json_of(context, value, element);
    if (!json) return std::nullopt;
    elements.push_back(std::move(*json));
  }
  return fmt::format("[{}]", fmt::join(elements, ", "));
}

std::optional<std::string> json_of_record(CaseContext& context, const ast::FactRecord& record,
                                          RecordId type) {
  const std::optional<std::vector<JsonEdit>> members = json_members(context, record, type);
  if (!members) return std::nullopt;
  std::string json = "{}";
  for (const JsonEdit& member : *members) json = edit_json(json, member).value();
  return json;
}

}  // namespace

std::optional<Constant> constant_of(CaseContext& context, const ast::FactValue& value,
                                    TypeId type) {
  const Type& shape = context.vocabulary().type(type);
  switch (shape.kind) {
    case TypeKind::kBoolean:
      if (const auto* const literal = as<ast::BooleanLiteral>(value)) return literal->value;
      break;
    case TypeKind::kText:
      if (const auto* const literal = as<ast::TextLiteral>(value)) return literal->value;
      break;
    case TypeKind::kNumber:
      if (const auto* const literal = as<ast::NumberLiteral>(value)) return literal->value;
      break;
    case TypeKind::kPercentage:
      if (const auto* const literal = as<ast::PercentageLiteral>(value)) return literal->value;
      break;
    case TypeKind::kMoney:
      if (const auto* const literal = as<ast::MoneyLiteral>(value))
        return money_of(context, *literal);
      break;
    case TypeKind::kDate:
      if (const auto* const literal = as<ast::DateLiteral>(value)) return literal->date;
      break;
    case TypeKind::kDuration:
      if (const auto* const literal = as<ast::DurationLiteral>(value)) return literal->value;
      break;
    case TypeKind::kCountry:
      if (const auto* const use = as<ast::NameUse>(value)) return country_of(context, use->name);
      break;
    case TypeKind::kEnum:
      if (const auto* const use = as<ast::NameUse>(value))
        return enum_value_of(context, use->name, shape.enumeration);
      break;
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kAnything:
    case TypeKind::kUnknown:
      break;
  }
  report_type(context, value, type);
  return std::nullopt;
}

std::optional<std::string> json_of(CaseContext& context, const ast::FactValue& value, TypeId type) {
  const Type& shape = context.vocabulary().type(type);
  if (as<ast::UnknownLiteral>(value) != nullptr) return std::string(kUnknownJson);
  const auto* const list = as<ast::FactList>(value);
  const bool is_of_many = shape.kind == TypeKind::kList || shape.kind == TypeKind::kSet;
  if (list != nullptr && is_of_many) return json_of_list(context, *list, shape.element);
  const auto* const record = as<ast::FactRecord>(value);
  if (record != nullptr && shape.kind == TypeKind::kRecord) {
    return json_of_record(context, *record, shape.record);
  }
  const std::optional<Constant> constant = constant_of(context, value, type);
  if (!constant) return std::nullopt;
  return json_of_constant(context.vocabulary(), *constant, type);
}

std::optional<std::vector<JsonEdit>> json_members(CaseContext& context,
                                                  const ast::FactRecord& record, RecordId type) {
  std::vector<JsonEdit> members;
  members.reserve(record.members.size());
  for (const ast::FactMember& member : record.members) {
    const std::optional<std::uint32_t> field = find_case_field(context, type, member.field);
    if (!field) return std::nullopt;
    JsonEdit edit{"/" + member.field.text, std::nullopt};
    if (std::ranges::find(members, edit.pointer, &JsonEdit::pointer) != members.end()) {
      context.report(Diagnostic{
          .code = Code::duplicate_name,
          .span = member.field.span,
          .message = fmt::format("`{}` is given twice in one record", member.field.text)});
      return std::nullopt;
    }
    std::optional<std::string> value =
        json_of(context, member.value, context.vocabulary().record(type).fields[*field].type);
    if (!value) return std::nullopt;
    if (*value != kUnknownJson) edit.value = std::move(*value);
    members.push_back(std::move(edit));
  }
  return members;
}

}  // namespace probity
