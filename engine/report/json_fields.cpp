#include "report/json_fields.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "dossier/json_text.h"

namespace probity {

void JsonFields::fail(std::string message) {
  if (mistake_.empty()) mistake_ = std::move(message);
}

const JsonValue* JsonFields::find(const JsonValue& object, std::string_view key) {
  const auto* members = std::get_if<JsonObject>(&object.content);
  if (members == nullptr) {
    fail(fmt::format("`{}` is looked for in what is no object", key));
    return nullptr;
  }
  return find_member(*members, key);
}

const JsonList& JsonFields::list(const JsonValue& object, std::string_view key) {
  static const JsonList kEmpty;
  const JsonValue* value = find(object, key);
  if (value == nullptr) return kEmpty;
  if (const auto* list = std::get_if<JsonList>(&value->content)) return *list;
  fail(fmt::format("`{}` is no list", key));
  return kEmpty;
}

const JsonObject& JsonFields::object(const JsonValue& object, std::string_view key) {
  static const JsonObject kEmpty;
  const JsonValue* value = find(object, key);
  if (value == nullptr) return kEmpty;
  if (const auto* members = std::get_if<JsonObject>(&value->content)) return *members;
  fail(fmt::format("`{}` is no object", key));
  return kEmpty;
}

std::string JsonFields::text(const JsonValue& object, std::string_view key) {
  const JsonValue* value = find(object, key);
  return value == nullptr ? "" : text_of(*value);
}

std::vector<std::string> JsonFields::texts(const JsonValue& object, std::string_view key) {
  const JsonList& values = list(object, key);
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (const JsonValue& value : values) texts.push_back(text_of(value));
  return texts;
}

bool JsonFields::flag(const JsonValue& object, std::string_view key) {
  const JsonValue* value = find(object, key);
  return value != nullptr && value->is_scalar("true");
}

std::uint32_t JsonFields::number(const JsonValue& object, std::string_view key) {
  const JsonValue* value = find(object, key);
  return value == nullptr ? 0 : number_of(*value);
}

std::optional<Date> JsonFields::date(const JsonValue& object, std::string_view key) {
  const std::string day = text(object, key);
  if (day.empty()) return std::nullopt;
  const std::optional<Date> date = parse_date(day);
  if (!date) fail(fmt::format("`{}` is no day", day));
  return date;
}

std::vector<std::uint32_t> JsonFields::numbers(const JsonValue& object, std::string_view key,
                                               std::size_t count) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(count);
  for (const JsonValue& value : list(object, key)) numbers.push_back(number_of(value));
  if (numbers.size() != count) fail(fmt::format("`{}` has not {} numbers", key, count));
  numbers.resize(count);
  return numbers;
}

std::string JsonFields::text_of(const JsonValue& value) {
  const auto* scalar = std::get_if<std::string>(&value.content);
  std::string text;
  if (scalar == nullptr || scalar->size() < 2 || !scalar->starts_with('"') ||
      unescape(std::string_view(*scalar).substr(1, scalar->size() - 2), text)) {
    fail("a text was expected");
    return "";
  }
  return text;
}

std::uint32_t JsonFields::number_of(const JsonValue& value) {
  const auto* scalar = std::get_if<std::string>(&value.content);
  std::uint32_t number = 0;
  if (scalar != nullptr) {
    const char* end = scalar->data() + scalar->size();
    const auto [rest, error] = std::from_chars(scalar->data(), end, number);
    if (error == std::errc() && rest == end) return number;
  }
  fail("a whole number was expected");
  return 0;
}

}  // namespace probity
