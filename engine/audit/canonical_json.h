// JSON with one spelling for each value: RFC 8785 (JCS), restricted to what has no room for
// doubt. Keys are ASCII, in byte order, each once; numbers are whole, from 0 to 2^53 - 1; there is
// no null; no white space outside strings; a string escapes what it must, in the shortest form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/result.h"

namespace probity::audit {

struct JsonMember;
struct JsonValue;
using JsonArray = std::vector<JsonValue>;
/// In byte order of the keys once parsed; in any order where it is to be encoded.
using JsonObject = std::vector<JsonMember>;

struct JsonValue {
  std::variant<bool, std::uint64_t, std::string, JsonArray, JsonObject> content;
};
struct JsonMember {
  std::string key;
  JsonValue value;
};

/// An object of these members. A braced list would read as well, but of such lists gcc 12 destroys
/// members that were never made where memory ends on the way.
template <class... Members>
[[nodiscard]] JsonObject object_of(Members... members) {
  JsonObject object;
  object.reserve(sizeof...(members));
  (object.push_back(std::move(members)), ...);
  return object;
}
[[nodiscard]] inline JsonMember member(std::string_view key, JsonValue value) {
  return {std::string(key), std::move(value)};
}

/// The largest number that every JSON reader holds exactly: 2^53 - 1.
inline constexpr std::uint64_t kMostJsonNumber = (std::uint64_t{1} << 53U) - 1;
/// Levels of arrays and objects; what the log writes has four.
inline constexpr std::size_t kMostJsonNesting = 16;

/// Fails (kInput) on a string that is not UTF-8 and on a number above kMostJsonNumber.
/// Precondition: keys are ASCII without quotes, backslashes and control characters, and differ.
[[nodiscard]] Result<std::string> encode_canonical_json(const JsonValue& value);

/// Fails (kInput) on everything that encode_canonical_json would have written otherwise.
[[nodiscard]] Result<JsonValue> parse_canonical_json(std::string_view bytes);

}  // namespace probity::audit
