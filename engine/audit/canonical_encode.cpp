#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "audit/canonical_json.h"
#include "support/match.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// Writes values one after the other; the first that cannot be written is kept as the failure.
class Encoder {
 public:
  void write(const JsonValue& value) {
    match(
        value.content, [&](bool truth) { text_ += truth ? "true" : "false"; },
        [&](std::uint64_t number) { write_number(number); },
        [&](const std::string& string) { write_string(string); },
        [&](const JsonArray& array) { write_array(array); },
        [&](const JsonObject& object) { write_object(object); });
  }
  [[nodiscard]] Result<std::string> finish() && {
    if (failure_) return *std::move(failure_);
    return std::move(text_);
  }

 private:
  void write_number(std::uint64_t number) {
    if (number > kMostJsonNumber) fail(fmt::format("the number {} is above 2^53 - 1", number));
    text_ += std::to_string(number);
  }

  void write_string(std::string_view string) {
    if (const std::optional<std::size_t> at = find_invalid_utf8(string)) {
      fail(fmt::format("`{}` is not UTF-8", escape_untrusted(string)));
    }
    text_ += '"';
    for (const char character : string) write_character(character);
    text_ += '"';
  }

  void write_character(char character) {
    switch (character) {
      case '"':
        text_ += "\\\"";
        return;
      case '\\':
        text_ += "\\\\";
        return;
      case '\b':
        text_ += "\\b";
        return;
      case '\t':
        text_ += "\\t";
        return;
      case '\n':
        text_ += "\\n";
        return;
      case '\f':
        text_ += "\\f";
        return;
      case '\r':
        text_ += "\\r";
        return;
      default:
        break;
    }
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20) {
      text_ += fmt::format("\\u{:04x}", byte);
    } else {
      text_ += character;
    }
  }

  void write_array(const JsonArray& array) {
    text_ += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i > 0) text_ += ',';
      write(array[i]);
    }
    text_ += ']';
  }

  void write_object(const JsonObject& object) {
    std::vector<const JsonMember*> members;
    members.reserve(object.size());
    for (const JsonMember& member : object) members.push_back(&member);
    std::ranges::sort(members, {}, [](const JsonMember* member) { return member->key; });
    text_ += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) text_ += ',';
      write_string(members[i]->key);
      text_ += ':';
      write(members[i]->value);
    }
    text_ += '}';
  }

  void fail(std::string message) {
    if (!failure_) failure_ = Error{ErrorKind::kInput, std::move(message)};
  }

  std::string text_;
  std::optional<Error> failure_;
};

}  // namespace

Result<std::string> encode_canonical_json(const JsonValue& value) {
  Encoder encoder;
  encoder.write(value);
  return std::move(encoder).finish();
}

}  // namespace probity::audit
