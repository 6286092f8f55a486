#include "cases/paths.h"

#include <algorithm>

namespace probity {

namespace {

void append_key(std::string_view key, bool is_element, std::string& text) {
  if (is_element) {
    text += '[';
    text += key;
    text += ']';
    return;
  }
  if (!text.empty()) text += '.';
  text += key;
}

}  // namespace

std::string path_text(const std::vector<std::variant<std::string, std::uint32_t>>& keys) {
  std::string text;
  for (const auto& key : keys) {
    if (const auto* const element = std::get_if<std::uint32_t>(&key)) {
      append_key(std::to_string(*element), true, text);
    } else {
      append_key(std::get<std::string>(key), false, text);
    }
  }
  return text;
}

std::string path_text(std::string_view pointer) {
  std::string text;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view key = pointer.substr(0, pointer.find('/'));
    const bool is_element = !key.empty() && std::ranges::all_of(key, [](char character) {
      return character >= '0' && character <= '9';
    });
    append_key(key, is_element, text);
    pointer.remove_prefix(key.size());
  }
  return text;
}

}  // namespace probity
