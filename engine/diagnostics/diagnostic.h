// A Diagnostic is one mistake in a rule file, a dossier or an expression: what was found, what the
// law of the language is, where, and how to mend it. Kinds are registered in codes.def.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_text.h"

namespace probity {

enum class Severity : std::uint8_t { kWarning, kError };

/// One enumerator for each line of codes.def, by its name: `Code::unknown_name`. The frozen number
/// is text (`entry(code).text`); the enumerator's own value means nothing outside one build.
enum class Code : std::uint16_t {
#define PROBITY_CODE(number, name, severity, title, explanation) name,
#include "diagnostics/codes.def"
#undef PROBITY_CODE
};

/// What codes.def says of a code.
struct CodeEntry {
  Code code;
  std::string_view text;  ///< "PR0301"
  std::string_view name;  ///< "unknown_name"
  Severity severity;
  std::string_view title;        ///< one line
  std::string_view explanation;  ///< paragraphs: the rule, a wrong example, a right one
};

[[nodiscard]] const CodeEntry& entry(Code code);
[[nodiscard]] std::optional<Code> find_code(std::string_view text);
/// All codes, in the order of codes.def.
[[nodiscard]] const std::vector<CodeEntry>& all_codes();

/// A second place that explains the first, such as the declaration meant.
struct Label {
  Span span;
  std::string text;
};

/// Replaces the bytes of `span`; applied by `lint --fix` when `is_safe`.
struct FixIt {
  Span span;
  std::string replacement;
  bool is_safe = false;
};

struct Diagnostic {
  Code code{};
  Span span;            ///< narrowest wrong text
  std::string message;  ///< lower case, no full stop; user text in backticks
  std::string label;    ///< short words under the underline; may be empty
  std::vector<Label> labels;
  std::string help;  ///< what to do; may be empty
  std::optional<FixIt> fix;
  std::string pointer;  ///< RFC 6901, for dossiers; empty for rules

  [[nodiscard]] Severity severity() const { return entry(code).severity; }
};

/// Collects diagnostics up to a bound, so that hostile input cannot fill memory.
class Diagnostics {
 public:
  /// More than anyone reads; the list says so when it was cut.
  static constexpr std::size_t kMost = 200;

  void add(Diagnostic diagnostic);
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] bool was_cut() const { return was_cut_; }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  /// In source order (source id, then offset, then code), duplicates removed.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> list_;
  std::size_t errors_ = 0;
  bool was_cut_ = false;
};

}  // namespace probity
