// Golden files: NAME.rules (or another source) beside NAME.txt, what people read about it. With
// PROBITY_UPDATE_GOLDEN in the environment the texts are written instead of compared; read the
// difference before it is committed.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace probity::test {

[[nodiscard]] inline std::filesystem::path golden_folder(std::string_view area) {
  return std::filesystem::path(PROBITY_SOURCE_DIR) / "tests" / "golden" / area;
}

[[nodiscard]] inline std::string read_golden(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The files of one extension (".rules") in a folder, by name.
[[nodiscard]] inline std::set<std::filesystem::path> golden_sources(
    const std::filesystem::path& folder, std::string_view extension) {
  std::set<std::filesystem::path> sources;
  for (const auto& found : std::filesystem::directory_iterator(folder)) {
    if (found.path().extension() == extension) sources.insert(found.path());
  }
  return sources;
}

/// `expected` is the path of the text.
inline void compare_golden(const std::filesystem::path& expected, const std::string& text) {
  if (std::getenv("PROBITY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << text;
    return;
  }
  CHECK_MESSAGE(text == read_golden(expected), expected.filename().string());
}

/// Every code from `first` to `last` ("PR0100", "PR0199") stands in some text of the folder.
inline void check_codes_have_goldens(const std::filesystem::path& folder, std::string_view first,
                                     std::string_view last) {
  std::string all;
  for (const std::filesystem::path& path : golden_sources(folder, ".txt")) all += read_golden(path);
  for (const CodeEntry& code : all_codes()) {
    if (code.text < first || code.text > last) continue;
    const bool is_shown = all.find("[" + std::string(code.text) + "]") != std::string::npos;
    CHECK_MESSAGE(is_shown, code.text, " has no golden in ", folder.string());
  }
}

}  // namespace probity::test
