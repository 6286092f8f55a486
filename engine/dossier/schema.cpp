#include "dossier/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "dossier/json_writer.h"
#include "dossier/regions.h"
#include "values/country.h"
#include "values/money.h"

namespace probity {
namespace {

// A JSON number that is not negative, as Number reads it.
constexpr std::string_view kDecimalPattern = R"((0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)";
constexpr std::string_view kDatePattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
constexpr std::string_view kDurationPattern =
    "^(0|[1-9][0-9]*) (day|days|week|weeks|month|months|year|years)$";

/// Types that are spelled out once, below `$defs`, beside the records and enums.
constexpr std::array<std::string_view, 6> kDefinedTypes = {"money", "currency", "percentage",
                                                           "date",  "duration", "country"};

/// All codes of `size` capital letters that `is_code` knows, in the order of the alphabet.
template <class Known>
std::vector<std::string> known_codes(std::size_t size, Known is_code) {
  std::vector<std::string> codes;
  std::string code(size, 'A');
  while (true) {
    if (is_code(code)) codes.push_back(code);
    std::size_t place = size;
    while (place > 0 && code[place - 1] == 'Z') code[--place] = 'A';
    if (place == 0) return codes;
    ++code[place - 1];
  }
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  std::string write(std::string_view ruleset_name, std::string_view version) {
    json_.begin_object();
    json_.member("$schema", "https://json-schema.org/draft/2020-12/schema");
    json_.member("$id", fmt::format("urn:probity:dossier:{}:{}", ruleset_name, version));
    json_.member("title",
                 fmt::format("Dossier of the rule set {}, version {}", ruleset_name, version));
    write_record_members(vocabulary_.record(vocabulary_.root));
    json_.key("$defs").begin_object();
    write_records();
    write_enums();
    write_defined_types();
    json_.end_object().end_object();
    return json_.result() + "\n";
  }

 private:
  void write_records() {
    for (std::size_t i = 0; i < vocabulary_.records.size(); ++i) {
      if (i == vocabulary_.root.index()) continue;
      const RecordType& record = vocabulary_.records[i];
      json_.key(definition_name(record.name, record.module)).begin_object();
      write_record_members(record);
      json_.end_object();
    }
  }

  void write_record_members(const RecordType& record) {
    write_description(record.doc);
    json_.member("type", "object").key("properties").begin_object();
    for (const Field& field : record.fields) write_field(field);
    json_.end_object();
    const bool has_required = std::any_of(record.fields.begin(), record.fields.end(),
                                          [](const Field& field) { return field.required; });
    if (has_required) {
      json_.key("required").begin_short_list();
      for (const Field& field : record.fields) {
        if (field.required) json_.text(field.name);
      }
      json_.end_list();
    }
    json_.key("additionalProperties").literal("false");
  }

  /// A fact that is not required may be null, which says that it is unknown.
  void write_field(const Field& field) {
    json_.key(field.name).begin_object();
    write_description(field.doc);
    write_type(field.type, field.required ? Null::kRefused : Null::kAllowed, &field);
    json_.end_object();
  }

  enum class Null : unsigned char { kRefused, kAllowed };

  /// The members of a schema for `type`. `field` is present where the type is that of the field
  /// itself, with the field's marks.
  void write_type(TypeId id, Null null, const Field* field) {
    const Type& type = vocabulary_.type(id);
    switch (type.kind) {
      case TypeKind::kBoolean:
        write_simple("boolean", null);
        return;
      case TypeKind::kNumber:
        write_simple("number", null);
        return;
      case TypeKind::kText:
        write_simple("string", null);
        if (field != nullptr && field->role == Role::kIdentifier) json_.member("pattern", "\\S");
        return;
      case TypeKind::kPercentage:
        write_reference("percentage", null);
        return;
      case TypeKind::kMoney:
        write_reference("money", null);
        return;
      case TypeKind::kDate:
        write_reference("date", null);
        return;
      case TypeKind::kDuration:
        write_reference("duration", null);
        return;
      case TypeKind::kCountry:
        write_reference("country", null);
        if (field != nullptr && field->states_only) write_states_only();
        return;
      case TypeKind::kEnum: {
        const EnumType& enumeration = vocabulary_.enumeration(type.enumeration);
        write_reference(definition_name(enumeration.name, enumeration.module), null);
        return;
      }
      case TypeKind::kRecord: {
        const RecordType& record = vocabulary_.record(type.record);
        write_reference(definition_name(record.name, record.module), null);
        return;
      }
      case TypeKind::kList:
      case TypeKind::kSet:
        write_list(type, null, field);
        return;
      case TypeKind::kAnything:
        return;
      case TypeKind::kUnknown:
        json_.member("type", "null");
        return;
    }
  }

  void write_simple(std::string_view name, Null null) {
    if (null == Null::kRefused) {
      json_.member("type", name);
      return;
    }
    json_.key("type").begin_short_list().text(name).text("null").end_list();
  }

  void write_reference(std::string_view name, Null null) {
    const std::string target = fmt::format("#/$defs/{}", name);
    if (null == Null::kRefused) {
      json_.member("$ref", target);
      return;
    }
    json_.key("anyOf").begin_short_list();
    json_.begin_short_object().member("$ref", target).end_object();
    json_.begin_short_object().member("type", "null").end_object();
    json_.end_list();
  }

  void write_list(const Type& list, Null null, const Field* field) {
    write_simple("array", null);
    json_.key("items").begin_object();
    write_type(list.element, Null::kAllowed, element_field(field));
    json_.end_object();
    if (list.kind == TypeKind::kSet) json_.key("uniqueItems").literal("true");
    const bool must_not_be_empty =
        field != nullptr && (field->nonempty || field->role == Role::kInstruments);
    if (must_not_be_empty) json_.key("minItems").literal("1");
  }

  /// The marks of a field that hold for the elements of its list too.
  const Field* element_field(const Field* field) {
    if (field == nullptr || !field->states_only) return nullptr;
    element_ = Field{.name = field->name, .type = field->type, .states_only = true};
    return &element_;
  }

  void write_states_only() {
    json_.key("not").begin_short_object().key("enum").begin_short_list();
    for (const Region& entry : kRegions) json_.text(entry.region);
    json_.end_list().end_object();
  }

  void write_enums() {
    for (const EnumType& enumeration : vocabulary_.enums) {
      json_.key(definition_name(enumeration.name, enumeration.module)).begin_object();
      write_description(enumeration.doc);
      const bool has_labels =
          std::any_of(enumeration.values.begin(), enumeration.values.end(),
                      [](const EnumValue& value) { return !value.label.empty(); });
      json_.key(has_labels ? "oneOf" : "enum").begin_list();
      for (const EnumValue& value : enumeration.values) write_enum_value(value, has_labels);
      json_.end_list().end_object();
    }
  }

  void write_enum_value(const EnumValue& value, bool has_labels) {
    const std::string& name = vocabulary_.symbol(value.symbol);
    if (!has_labels) {
      json_.text(name);
      return;
    }
    json_.begin_short_object().member("const", name);
    if (!value.label.empty()) json_.member("title", value.label);
    json_.end_object();
  }

  void write_defined_types() {
    json_.key("money").begin_object();
    json_.member("description",
                 "An exact amount, as a number or a decimal string, and its currency.");
    json_.member("type", "object").key("properties").begin_object();
    json_.key("amount").begin_object().key("anyOf").begin_list();
    json_.begin_short_object().member("type", "number").key("minimum").literal("0").end_object();
    json_.begin_short_object().member("type", "string");
    json_.member("pattern", fmt::format("^{}$", kDecimalPattern)).end_object();
    json_.end_list().end_object();
    json_.key("currency").begin_short_object().member("$ref", "#/$defs/currency").end_object();
    json_.end_object();
    json_.key("required").begin_short_list().text("amount").text("currency").end_list();
    json_.key("additionalProperties").literal("false").end_object();

    write_codes(
        "currency", "An active currency of ISO 4217.",
        known_codes(3, [](const std::string& code) { return find_currency(code).has_value(); }));
    write_pattern("percentage", "A share with its sign, such as \"35 %\".",
                  fmt::format("^{}[ \\u00A0]?%$", kDecimalPattern));
    write_pattern("date", "A day, such as \"2026-03-14\".", kDatePattern);
    write_pattern("duration", "A length of time, such as \"45 years\".", kDurationPattern);
    write_codes(
        "country", "A country of ISO 3166-1 alpha-2, or XK.",
        known_codes(2, [](const std::string& code) { return find_country(code).has_value(); }));
  }

  void write_pattern(std::string_view name, std::string_view description,
                     std::string_view pattern) {
    json_.key(name).begin_object().member("description", description);
    json_.member("type", "string").member("pattern", pattern);
    if (name == "date") json_.member("format", "date");
    json_.end_object();
  }

  void write_codes(std::string_view name, std::string_view description,
                   const std::vector<std::string>& codes) {
    json_.key(name).begin_object().member("description", description);
    json_.key("enum").begin_short_list();
    for (const std::string& code : codes) json_.text(code);
    json_.end_list().end_object();
  }

  void write_description(std::string_view doc) {
    if (!doc.empty()) json_.member("description", doc);
  }

  /// The name below `$defs`: with its module where two things have the same name.
  [[nodiscard]] std::string definition_name(std::string_view name, std::string_view module) const {
    const auto has_name = [name](const auto& thing) { return thing.name == name; };
    const auto count =
        std::count_if(vocabulary_.records.begin(), vocabulary_.records.end(), has_name) +
        std::count_if(vocabulary_.enums.begin(), vocabulary_.enums.end(), has_name) +
        std::count(kDefinedTypes.begin(), kDefinedTypes.end(), name);
    return count > 1 ? fmt::format("{}.{}", module, name) : std::string(name);
  }

  const Vocabulary& vocabulary_;
  JsonWriter json_;
  Field element_;
};

}  // namespace

std::string json_schema(const Vocabulary& vocabulary, std::string_view ruleset_name,
                        std::string_view version) {
  return SchemaWriter(vocabulary).write(ruleset_name, version);
}

}  // namespace probity
