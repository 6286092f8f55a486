// A small tree of one JSON text, for those who read back what a program wrote. Scalars keep their
// own text. A dossier is changed in its text instead (json_edit.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace probity {

struct JsonMember;
struct JsonValue;
using JsonList = std::vector<JsonValue>;
using JsonObject = std::vector<JsonMember>;

struct JsonValue {
  /// Of a scalar its JSON text: `true`, `null`, `12.50`, `"text"`.
  std::variant<std::string, JsonList, JsonObject> content;

  explicit JsonValue(std::string scalar);
  explicit JsonValue(JsonList list);
  explicit JsonValue(JsonObject object);

  [[nodiscard]] bool is_null() const;
  /// A scalar of exactly this JSON text.
  [[nodiscard]] bool is_scalar(std::string_view text) const;
};

struct JsonMember {
  std::string key;  ///< as it stands between the quotation marks
  JsonValue value;
};

/// Null where the object has no such key.
[[nodiscard]] const JsonValue* find_member(const JsonObject& object, std::string_view key);

/// Absent where `text` is not well-formed.
[[nodiscard]] std::optional<JsonValue> parse_json(std::string_view text);

/// On one line, with a blank after each colon and comma.
[[nodiscard]] std::string json_text(const JsonValue& value);

}  // namespace probity
