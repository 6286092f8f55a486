// Changes to the text of a dossier, one value at a time: nothing else of the text moves, so that
// whatever is said of the changed text can be traced to the change, and the changed text passes
// through the loader like any other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace probity {

struct JsonEdit {
  std::string pointer;  ///< RFC 6901; a last `-` adds an element to the end of a list
  /// JSON text; absent: the value is taken out, an element out of its list.
  std::optional<std::string> value;
};

/// The reference tokens of a pointer, unescaped. kUsage where it is no pointer, or that of the
/// whole text.
[[nodiscard]] Result<std::vector<std::string>> parse_pointer(std::string_view pointer);

/// `text` with the change made. Objects that are not there are made on the way, and so is a list to
/// which the first element is added; what is not there need not be taken out. kUsage for a pointer
/// that is none, kInput for a place that the text cannot have, such as the fifth element of four.
/// Precondition: `text` is one that the loader accepts.
[[nodiscard]] Result<std::string> edit_json(std::string_view text, const JsonEdit& edit);

/// The text of the value at a pointer; absent where it is not there. A view of `text`, which is one
/// that the loader accepts.
[[nodiscard]] std::optional<std::string_view> find_json(std::string_view text,
                                                        std::string_view pointer);

/// The texts of the elements of a list; absent where another value stands. Views of `text`, which
/// begins with the value.
[[nodiscard]] std::optional<std::vector<std::string_view>> json_elements(std::string_view text);

/// What somebody typed as a value: JSON as it stands, and any other words as a JSON text. kUsage
/// for an object, a list or a quoted text that is begun and not well formed.
[[nodiscard]] Result<std::string> json_of_words(std::string_view words);

}  // namespace probity
