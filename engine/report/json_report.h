// JSON as text (RFC 8259), keys in the order in which they are written. The only door to RapidJSON.
// Strings come out as valid UTF-8; whatever could move a cursor, forge a line or reorder what is
// read is written as \uXXXX, so that no dossier can drive the terminal of `--format json`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace probity {

enum class JsonLayout : std::uint8_t {
  kOneLine,   ///< for NDJSON
  kIndented,  ///< two blanks a level
};

/// Invariant: what has been written so far is the beginning of one JSON value. Calls that would
/// break that (a value without a key inside an object) are defects and stop the program.
class JsonReport {
 public:
  explicit JsonReport(JsonLayout layout);
  ~JsonReport();
  JsonReport(const JsonReport&) = delete;
  JsonReport& operator=(const JsonReport&) = delete;

  JsonReport& begin_object();
  JsonReport& end_object();
  JsonReport& begin_array();
  JsonReport& end_array();
  JsonReport& key(std::string_view name);
  JsonReport& string(std::string_view value);
  JsonReport& boolean(bool value);
  JsonReport& number(std::uint64_t value);
  JsonReport& null();
  /// A value that is JSON text already, on one line.
  JsonReport& json(std::string_view text);

  /// The text without a line end; the writer is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace probity
