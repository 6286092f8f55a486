#include <fmt/format.h>

#include <utility>

#include "audit/canonical_json.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// Reads one spelling and no other. After a failure it reads nothing more.
class Parser {
 public:
  explicit Parser(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] Result<JsonValue> parse_all() {
    if (find_invalid_utf8(bytes_)) fail("not UTF-8");
    JsonValue value = parse_value(0);
    if (!failure_ && at_ != bytes_.size()) fail("bytes after the value");
    if (failure_) return *failure_;
    return value;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  [[nodiscard]] bool take(std::string_view token) {
    if (failure_ || !bytes_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!take(token)) fail(fmt::format("`{}` is missing", token));
  }
  void fail(std::string_view what) {
    if (!failure_) {
      failure_ =
          Error{ErrorKind::kInput, fmt::format("not canonical JSON at byte {}: {}", at_, what)};
    }
  }

  JsonValue parse_value(std::size_t level) {
    if (level > kMostJsonNesting) fail("nested too deeply");
    if (failure_) return {};
    if (take("true")) return {true};
    if (take("false")) return {false};
    if (peek() == '"') return {parse_string()};
    if (take("[")) return {parse_array(level)};
    if (take("{")) return {parse_object(level)};
    return {parse_number()};
  }

  std::uint64_t parse_number() {
    if (!is_digit(peek())) {
      fail("a value is missing");
      return 0;
    }
    std::uint64_t number = 0;
    const std::size_t begin = at_;
    for (; is_digit(peek()) && number <= kMostJsonNumber; ++at_) {
      number = number * 10 + static_cast<std::uint64_t>(peek() - '0');
    }
    if (number > kMostJsonNumber) fail("a number above 2^53 - 1");
    if (bytes_[begin] == '0' && at_ - begin > 1) fail("a number begins with 0");
    return number;
  }

  std::string parse_string() {
    std::string string;
    expect("\"");
    while (!failure_ && peek() != '"') {
      if (at_ == bytes_.size()) {
        fail("a string does not end");
      } else if (static_cast<unsigned char>(peek()) < 0x20) {
        fail("a control character in a string");
      } else if (take("\\")) {
        string += parse_escape();
      } else {
        string += bytes_[at_++];
      }
    }
    expect("\"");
    return string;
  }

  /// What follows a backslash: the escapes that the encoder writes, and no others.
  char parse_escape() {
    constexpr std::string_view kLetters = "\"\\btnfr";
    constexpr std::string_view kMeanings = "\"\\\b\t\n\f\r";
    if (const std::size_t which = kLetters.find(peek());
        peek() != '\0' && which < kLetters.size()) {
      ++at_;
      return kMeanings[which];
    }
    constexpr std::string_view kHexadecimal = "0123456789abcdef";
    if (take("u00") && (peek() == '0' || peek() == '1')) {
      const auto high = static_cast<unsigned>(bytes_[at_++] - '0');
      const std::size_t low = kHexadecimal.find(peek());
      const auto character = static_cast<char>(high << 4U | static_cast<unsigned>(low));
      if (low != std::string_view::npos && kMeanings.find(character) == std::string_view::npos) {
        ++at_;
        return character;
      }
    }
    fail("an escape that is not the shortest");
    return '\0';
  }

  JsonArray parse_array(std::size_t level) {
    JsonArray array;
    if (take("]")) return array;
    do {
      array.push_back(parse_value(level + 1));
    } while (take(","));
    expect("]");
    return array;
  }

  JsonObject parse_object(std::size_t level) {
    JsonObject object;
    if (take("}")) return object;
    do {
      std::string key = parse_string();
      for (const char character : key) {
        if (static_cast<unsigned char>(character) >= 0x80) fail("a key that is not ASCII");
      }
      if (!object.empty() && object.back().key >= key) fail("keys that are not in order");
      expect(":");
      object.push_back({std::move(key), parse_value(level + 1)});
    } while (take(","));
    expect("}");
    return object;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::optional<Error> failure_;
};

}  // namespace

Result<JsonValue> parse_canonical_json(std::string_view bytes) { return Parser(bytes).parse_all(); }

}  // namespace probity::audit
