// A small tree of one JSON text, for those who change a dossier before it is loaded: the variations
// of cases. Scalars keep their own text, so that nothing is read and written anew but what changes.
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

  JsonValue();  ///< null
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
[[nodiscard]] JsonValue* find_member(JsonObject& object, std::string_view key);
/// Sets the key, or takes it away where `value` is null: an absent key is an unknown fact.
void set_member(JsonObject& object, std::string_view key, JsonValue value);

/// Absent where `text` is not well-formed; the loader says why.
[[nodiscard]] std::optional<JsonValue> parse_json(std::string_view text);

/// On one line, with a blank after each colon and comma.
[[nodiscard]] std::string json_text(const JsonValue& value);

/// A JSON text with its quotation marks.
[[nodiscard]] JsonValue json_quoted(std::string_view text);

}  // namespace probity
