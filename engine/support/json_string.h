// Text as a string of JSON (RFC 8259) that cannot drive a terminal.
#pragma once

#include <string>
#include <string_view>

namespace probity {

/// `text` as a JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD; whatever
/// escape_untrusted would escape is written as \uXXXX.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace probity
