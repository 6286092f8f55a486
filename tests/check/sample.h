// Rule sets for tests: one rule file beside the shared ones of tests/golden/check/shared/.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "check/check.h"
#include "syntax/parser.h"

namespace probity::test {

inline const std::filesystem::path kCheckGolden =
    std::filesystem::path(PROBITY_SOURCE_DIR) / "tests" / "golden" / "check";

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void add_file(RuleSetText& text, std::string name, std::string bytes,
                     Diagnostics& diagnostics) {
  const SourceId id = text.sources.add(SourceText(std::move(name), std::move(bytes)));
  text.files.push_back(parse_rule_file(text.sources.at(id), id, diagnostics));
}

/// The shared files and one more.
inline RuleSetText sample_rule_set(std::string name, std::string bytes, Diagnostics& diagnostics) {
  RuleSetText text;
  for (const char* shared : {"facts.rules", "places.rules", "sample.rules"}) {
    add_file(text, shared, read_file(kCheckGolden / "shared" / shared), diagnostics);
  }
  add_file(text, std::move(name), std::move(bytes), diagnostics);
  return text;
}

/// The Program of `module sample` with these declarations; precondition: they are correct.
inline Program sample_program(const std::string& declarations) {
  Diagnostics diagnostics;
  const RuleSetText text = sample_rule_set(
      "test.rules", "module sample\nuse facts\nuse places\n" + declarations, diagnostics);
  std::optional<Program> program = check_rule_set(text, diagnostics);
  return std::move(program).value();
}

}  // namespace probity::test
