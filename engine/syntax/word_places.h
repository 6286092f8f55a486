// Where the words of a rule file stand. What lies between two of them is blanks and comments; the
// formatter needs both, and the AST has neither.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace probity {

/// Byte offsets, half open.
struct WordPlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The words of a text that parses, in order; texts, dates and durations are one word each.
[[nodiscard]] std::vector<WordPlace> find_words(std::string_view text);

}  // namespace probity
