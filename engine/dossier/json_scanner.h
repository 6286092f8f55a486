// JsonScanner: a plain reader of JSON text (RFC 8259), one event at a time, that knows the exact
// place and a human reason of the first fault in the form. The loader reads dossiers with a faster
// library, which tells little about faults, and turns to this one when there is one to explain;
// facts without a vocabulary and places of JSON pointers are found with it too.
//
// It leaves to others: UTF-8, the form of numbers, escapes in texts, and repeated keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace probity {

enum class JsonEvent : std::uint8_t {
  kObjectBegin,
  kObjectEnd,
  kListBegin,
  kListEnd,
  kKey,
  kText,
  kNumber,  ///< anything that starts like one
  kTrue,
  kFalse,
  kNull,
  kEnd,    ///< of the text
  kFault,  ///< fault() says which; nothing follows
};

class JsonScanner {
 public:
  /// `text` must outlive the scanner; `source` is what the spans of faults refer to.
  JsonScanner(std::string_view text, SourceId source);

  /// Moves to the next event. At most kMaxDossierDepth levels and kMaxListElements elements.
  JsonEvent next();
  /// Bytes of the last event; of keys and texts with their quotation marks.
  [[nodiscard]] Span span() const { return {source_, begin_, at_}; }
  [[nodiscard]] std::string_view token() const { return text_.substr(begin_, at_ - begin_); }
  /// Of a key or text: the bytes between the quotation marks.
  [[nodiscard]] std::string_view content() const {
    return text_.substr(begin_ + 1, at_ - begin_ - 2);
  }
  /// RFC 6901 pointer of the last event; of a key, that of its value.
  [[nodiscard]] std::string pointer() const;
  /// Precondition: the last event was kFault.
  [[nodiscard]] const Diagnostic& fault() const { return *fault_; }

 private:
  enum class Expect : std::uint8_t {
    kDossier,        // the one value of the text
    kFirstKeyOrEnd,  // after `{`
    kKey,            // after a comma in an object
    kColon,
    kValue,           // after a colon
    kFirstItemOrEnd,  // after `[`
    kItem,            // after a comma in a list
    kCommaOrEnd,
    kNothing,  // after the one value
  };
  struct Level {
    bool is_object = false;
    bool has_member = false;    // `key` or `element` is that of the last member
    std::uint32_t begin = 0;    // of the bracket
    std::uint32_t element = 0;  // index in a list
    std::string_view key;       // raw, in an object
  };

  void skip_blanks();
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return text_[at_]; }
  /// The run of characters from here to the next delimiter.
  [[nodiscard]] std::string_view word_here() const;
  void separator();
  JsonEvent open(bool is_object);
  JsonEvent close();
  JsonEvent key();
  JsonEvent value();
  JsonEvent word();
  JsonEvent finish_value(JsonEvent event);
  bool scan_quoted();
  bool start_element();

  // Reasons, in json_fault.cpp. All set fault_ and return kFault.
  JsonEvent refuse(Code code, std::size_t size, std::string message, std::string help = "");
  JsonEvent refuse_end();
  JsonEvent refuse_text();
  JsonEvent refuse_word(std::string_view word);
  JsonEvent refuse_closing(char bracket);
  JsonEvent refuse_in_quotes(std::uint32_t at);
  [[nodiscard]] std::string expected() const;
  [[nodiscard]] std::string found() const;

  std::string_view text_;
  SourceId source_;
  std::uint32_t begin_ = 0;
  std::uint32_t at_ = 0;
  std::size_t elements_ = 0;
  Expect expect_ = Expect::kDossier;
  std::vector<Level> levels_;
  std::optional<Diagnostic> fault_;
};

/// The first fault in the form of `text`, invalid UTF-8 and a
/// byte-order mark included; absent where there is none.
[[nodiscard]] std::optional<Diagnostic> find_form_fault(std::string_view text, SourceId source);

/// Where the value that an RFC 6901 pointer names stands in `text`, from its first byte to its last
/// (of an object or list, the bracket that opens it). Absent where the dossier does not have it.
[[nodiscard]] std::optional<Span> find_value(std::string_view text, SourceId source,
                                             std::string_view pointer);

}  // namespace probity
