#include "dossier/facts.h"

#include <fmt/format.h>

#include <iterator>
#include <ranges>

namespace probity {

void Facts::clear() {
  slots.clear();
  element_pool.clear();
  instances.clear();
  paths.clear();
  text_pool.clear();
  numbers.clear();
  monies.clear();
  durations.clear();
  countries.clear();
}

std::string pointer_text(const Vocabulary& vocabulary, std::span<const PathStep> paths,
                         PathId path) {
  std::vector<PathId> steps;  // from the innermost outwards, without the root
  for (PathId at = path; paths[at.index()].parent.is_present(); at = paths[at.index()].parent) {
    steps.push_back(at);
  }
  std::string pointer;
  for (auto& at : std::ranges::reverse_view(steps)) {
    const PathStep& step = paths[at.index()];
    pointer += '/';
    if (step.is_element()) {
      fmt::format_to(std::back_inserter(pointer), "{}", step.key);
    } else {
      append_pointer_token(vocabulary.record(step.record).fields[step.key].name, pointer);
    }
  }
  return pointer;
}

void append_pointer_token(std::string_view key, std::string& pointer) {
  for (const char character : key) {
    if (character == '~') {
      pointer += "~0";
    } else if (character == '/') {
      pointer += "~1";
    } else {
      pointer += character;
    }
  }
}

}  // namespace probity
