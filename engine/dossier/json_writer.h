// JsonWriter: indented JSON text, member by member in the order of the calls.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace probity {

/// Invariant: text_ is a prefix of valid JSON as long as the calls nest; every value in an object
/// follows a key().
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{', Layout::kLines); }
  JsonWriter& end_object() { return close('}'); }
  /// An object or list that stays on one line, for short ones.
  JsonWriter& begin_short_object() { return open('{', Layout::kOneLine); }
  JsonWriter& begin_list() { return open('[', Layout::kLines); }
  JsonWriter& begin_short_list() { return open('[', Layout::kOneLine); }
  JsonWriter& end_list() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  /// `value` is JSON already: a number, `true`.
  JsonWriter& literal(std::string_view value);
  /// A key and its value.
  JsonWriter& member(std::string_view name, std::string_view value) {
    return key(name).text(value);
  }

  [[nodiscard]] const std::string& result() const { return text_; }

 private:
  enum class Layout : unsigned char { kLines, kOneLine };
  struct Level {
    Layout layout = Layout::kLines;
    bool is_empty = true;
  };

  JsonWriter& open(char bracket, Layout layout);
  JsonWriter& close(char bracket);
  void separate();
  void append_quoted(std::string_view value);

  std::string text_;
  std::vector<Level> levels_;
  bool follows_key_ = false;
};

}  // namespace probity
