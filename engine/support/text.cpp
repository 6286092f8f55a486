#include "support/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <vector>

namespace probity {
namespace {

/// One code point and the bytes it takes; `size` is 0 where the bytes are not well-formed.
struct Decoded {
  char32_t code_point = 0;
  std::size_t size = 0;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t offset) {
  return static_cast<std::uint8_t>(bytes[offset]);
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

/// The code point that starts at `offset`, RFC 3629, section 4. Precondition: offset < size.
Decoded decode(std::string_view bytes, std::size_t offset) {
  const std::uint8_t lead = byte_at(bytes, offset);
  if (lead < 0x80) return {lead, 1};
  std::size_t size = 0;
  char32_t smallest = 0;  // anything below has a shorter form
  char32_t code_point = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    size = 2, smallest = 0x80, code_point = lead & 0x1FU;
  } else if ((lead & 0xF0U) == 0xE0U) {
    size = 3, smallest = 0x800, code_point = lead & 0x0FU;
  } else if ((lead & 0xF8U) == 0xF0U) {
    size = 4, smallest = 0x10000, code_point = lead & 0x07U;
  } else {
    return {};
  }
  if (bytes.size() - offset < size) return {};
  for (std::size_t i = 1; i < size; ++i) {
    const std::uint8_t next = byte_at(bytes, offset + i);
    if (!is_continuation(next)) return {};
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < smallest || is_surrogate || code_point > 0x10FFFF) return {};
  return {code_point, size};
}

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t kCount>
bool is_within(char32_t code_point, const std::array<Range, kCount>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [code_point](const Range& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

/// Combining marks and invisible characters: no column of their own.
constexpr std::array kZeroWidth = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489},  Range{0x0591, 0x05BD}, Range{0x064B, 0x065F},
    Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},  Range{0x200B, 0x200F}, Range{0x202A, 0x202E},
    Range{0x2060, 0x206F}, Range{0x20D0, 0x20F0},  Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
    Range{0xFEFF, 0xFEFF}, Range{0xE0000, 0xE01EF}};

/// East Asian Wide and Fullwidth, and the pictographs that terminals draw in two columns.
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF},
    Range{0x20000, 0x3FFFD}};

/// What must never reach a terminal or a log line as it is.
constexpr std::array kUnsafe = {
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},       Range{0xAD, 0xAD},      Range{0x034F, 0x034F},
    Range{0x061C, 0x061C}, Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5},  Range{0x180B, 0x180F},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E},   Range{0x2060, 0x206F},  Range{0x3164, 0x3164},
    Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},  Range{0xFFF0, 0xFFFB},
    Range{0xFFFE, 0xFFFF}, Range{0x1D173, 0x1D17A}, Range{0xE0000, 0xE0FFF}};

/// Appends `\u{...}`.
void append_escape(std::uint32_t value, std::string& text) {
  fmt::format_to(std::back_inserter(text), "\\u{{{:02x}}}", value);
}

/// True where what follows is, or is about to become, an escape of ours: backslashes before it
/// would change its meaning.
bool reads_as_escape(std::string_view rest) {
  if (rest.empty()) return false;
  if (rest.starts_with("u{")) return true;
  const Decoded decoded = decode(rest, 0);
  return decoded.size == 0 || is_within(decoded.code_point, kUnsafe);
}

/// Optimal string alignment distance: insertions, deletions, replacements, and swaps of two
/// neighbours. Counts bytes; names are ASCII.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> previous(right.size() + 1);
  std::vector<std::size_t> current(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      current[j] = std::min({replaced, previous[j] + 1, current[j - 1] + 1});
      const bool are_swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (are_swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[right.size()];
}

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         character == '_';
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  std::size_t offset = 0;
  while (offset < bytes.size()) {
    const Decoded decoded = decode(bytes, offset);
    if (decoded.size == 0) return offset;
    offset += decoded.size;
  }
  return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char character) {
    return !is_continuation(static_cast<std::uint8_t>(character));
  }));
}

std::size_t count_utf16_units(std::string_view text) {
  // Four bytes begin with 11110xxx and stand for a surrogate pair.
  return count_code_points(text) +
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char character) {
           return static_cast<std::uint8_t>(character) >= 0xF0;
         }));
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  std::size_t offset = 0;
  while (offset < text.size()) {
    const Decoded decoded = decode(text, offset);
    if (decoded.size == 0) {
      ++offset, ++width;
      continue;
    }
    offset += decoded.size;
    if (is_within(decoded.code_point, kZeroWidth)) continue;
    width += is_within(decoded.code_point, kWide) ? 2U : 1U;
  }
  return width;
}

std::string escape_untrusted(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  std::size_t offset = 0;
  while (offset < text.size()) {
    if (text[offset] == '\\') {
      const std::size_t end = std::min(text.find_first_not_of('\\', offset), text.size());
      const bool doubled = reads_as_escape(text.substr(end));
      safe.append((end - offset) * (doubled ? 2 : 1), '\\');
      offset = end;
      continue;
    }
    const Decoded decoded = decode(text, offset);
    if (decoded.size == 0) {
      append_escape(byte_at(text, offset), safe);
      ++offset;
      continue;
    }
    if (is_within(decoded.code_point, kUnsafe)) {
      append_escape(static_cast<std::uint32_t>(decoded.code_point), safe);
    } else {
      safe += text.substr(offset, decoded.size);
    }
    offset += decoded.size;
  }
  return safe;
}

std::optional<std::string_view> find_nearest(std::string_view name,
                                             std::span<const std::string_view> candidates) {
  // Names are short; a longer text is no misspelling of one and would cost its square.
  constexpr std::size_t kLongestName = 100;
  if (name.size() > kLongestName) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t fewest = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(name.size(), candidate.size());
    const std::size_t shorter = std::min(name.size(), candidate.size());
    if (longer - shorter >= fewest) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < fewest && distance < longer) {
      fewest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

bool has_form(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char character, char form) {
    return form == 'd' ? is_digit(character) : character == form;
  });
}

bool is_identifier(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char character) { return is_letter(character) || is_digit(character); });
}

}  // namespace probity
