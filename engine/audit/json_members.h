// Reading a canonical JSON object member by member: each expected one is taken, with its type, and
// none may be left over.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "audit/canonical_json.h"
#include "support/result.h"

namespace probity::audit {

/// The first mistake is kept; after it, every `take` returns an empty value.
class JsonMembers {
 public:
  explicit JsonMembers(JsonValue object);

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::string take_text(std::string_view key);
  [[nodiscard]] std::optional<std::string> take_optional_text(std::string_view key);
  [[nodiscard]] std::uint64_t take_number(std::string_view key);
  [[nodiscard]] JsonArray take_array(std::string_view key);
  [[nodiscard]] JsonValue take_value(std::string_view key);

  void fail(std::string message);
  /// Takes over the mistake of something that was taken from here.
  void fail_with(const JsonMembers& part);
  /// Absent where everything was taken and had the right type.
  [[nodiscard]] std::optional<Error> finish();

 private:
  std::map<std::string, JsonValue, std::less<>> members_;
  std::optional<Error> failure_;
};

}  // namespace probity::audit
