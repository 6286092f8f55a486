#include "dossier/json_value.h"

#include <algorithm>
#include <utility>

#include "dossier/json_scanner.h"
#include "support/match.h"

namespace probity {

namespace {

/// Builds the tree from the scanner's events; recursion is bounded by the scanner's depth.
class TreeReader {
 public:
  explicit TreeReader(std::string_view text) : scanner_(text, SourceId(std::size_t{0})) {}

  [[nodiscard]] std::optional<JsonValue> read() {
    std::optional<JsonValue> value = read(scanner_.next());
    if (!value || scanner_.next() != JsonEvent::kEnd) return std::nullopt;
    return value;
  }

 private:
  [[nodiscard]] std::optional<JsonValue> read(JsonEvent event) {
    switch (event) {
      case JsonEvent::kObjectBegin:
        return read_object();
      case JsonEvent::kListBegin:
        return read_list();
      case JsonEvent::kText:
      case JsonEvent::kNumber:
      case JsonEvent::kTrue:
      case JsonEvent::kFalse:
      case JsonEvent::kNull:
        return JsonValue{std::string(scanner_.token())};
      case JsonEvent::kObjectEnd:
      case JsonEvent::kListEnd:
      case JsonEvent::kKey:
      case JsonEvent::kEnd:
      case JsonEvent::kFault:
        break;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<JsonValue> read_object() {
    JsonObject object;
    JsonEvent event = scanner_.next();
    for (; event == JsonEvent::kKey; event = scanner_.next()) {
      std::string key(scanner_.content());
      std::optional<JsonValue> value = read(scanner_.next());
      if (!value) return std::nullopt;
      object.push_back({std::move(key), std::move(*value)});
    }
    if (event != JsonEvent::kObjectEnd) return std::nullopt;
    return JsonValue{std::move(object)};
  }

  [[nodiscard]] std::optional<JsonValue> read_list() {
    JsonList list;
    JsonEvent event = scanner_.next();
    for (; event != JsonEvent::kListEnd; event = scanner_.next()) {
      std::optional<JsonValue> value = read(event);
      if (!value) return std::nullopt;
      list.push_back(std::move(*value));
    }
    return JsonValue{std::move(list)};
  }

  JsonScanner scanner_;
};

void append(const JsonValue& value, std::string& text) {
  match(
      value.content, [&](const std::string& scalar) { text += scalar; },
      [&](const JsonList& list) {
        text += '[';
        for (const JsonValue& element : list) {
          if (&element != list.data()) text += ", ";
          append(element, text);
        }
        text += ']';
      },
      [&](const JsonObject& object) {
        text += '{';
        for (const JsonMember& member : object) {
          if (&member != object.data()) text += ", ";
          text += '"' + member.key + "\": ";
          append(member.value, text);
        }
        text += '}';
      });
}

}  // namespace

JsonValue::JsonValue(std::string scalar) : content(std::move(scalar)) {}
JsonValue::JsonValue(JsonList list) : content(std::move(list)) {}
JsonValue::JsonValue(JsonObject object) : content(std::move(object)) {}

bool JsonValue::is_null() const { return is_scalar("null"); }

bool JsonValue::is_scalar(std::string_view text) const {
  const auto* const scalar = std::get_if<std::string>(&content);
  return scalar != nullptr && *scalar == text;
}

const JsonValue* find_member(const JsonObject& object, std::string_view key) {
  const auto found = std::ranges::find(object, key, &JsonMember::key);
  return found == object.end() ? nullptr : &found->value;
}

std::optional<JsonValue> parse_json(std::string_view text) { return TreeReader(text).read(); }

std::string json_text(const JsonValue& value) {
  std::string text;
  append(value, text);
  return text;
}

}  // namespace probity
