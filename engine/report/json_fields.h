// Members of JSON objects that a program wrote and a program reads back: what is absent is empty,
// and what is not as it should be makes the whole text unreadable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/json_value.h"
#include "values/date.h"

namespace probity {

/// Reads values and keeps the first mistake; after one, what it returns means nothing.
class JsonFields {
 public:
  void fail(std::string message);
  /// "" as long as there was none.
  [[nodiscard]] const std::string& mistake() const { return mistake_; }

  /// Null where the object has no such key.
  [[nodiscard]] const JsonValue* find(const JsonValue& object, std::string_view key);
  [[nodiscard]] const JsonList& list(const JsonValue& object, std::string_view key);
  [[nodiscard]] const JsonObject& object(const JsonValue& object, std::string_view key);
  [[nodiscard]] std::string text(const JsonValue& object, std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(const JsonValue& object, std::string_view key);
  [[nodiscard]] bool flag(const JsonValue& object, std::string_view key);
  [[nodiscard]] std::uint32_t number(const JsonValue& object, std::string_view key);
  [[nodiscard]] std::optional<Date> date(const JsonValue& object, std::string_view key);
  /// A list of exactly so many whole numbers; zeros where it is none.
  [[nodiscard]] std::vector<std::uint32_t> numbers(const JsonValue& object, std::string_view key,
                                                   std::size_t count);

  [[nodiscard]] std::string text_of(const JsonValue& value);
  [[nodiscard]] std::uint32_t number_of(const JsonValue& value);

 private:
  std::string mistake_;
};

}  // namespace probity
