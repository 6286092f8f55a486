// Every refusal of a dossier as people read it: tests/golden/dossier/NAME.json, read with the
// sample vocabulary, gives NAME.txt. With PROBITY_UPDATE_GOLDEN in the environment the texts are
// written instead; read the difference before it is committed.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "tests/dossier/sample_vocabulary.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(PROBITY_SOURCE_DIR) / "tests" / "golden" / "dossier";

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string refusals_of(std::string name, std::string bytes) {
  SourceMap sources;
  const SourceId id = sources.add(SourceText(std::move(name), std::move(bytes)));
  DossierLoader loader(the_vocabulary());
  Facts facts;
  Diagnostics diagnostics;
  CHECK_FALSE(loader.load(sources.at(id), id, facts, diagnostics));
  return render_diagnostics(diagnostics, sources, Colour::kOff);
}

void compare(const fs::path& expected_path, const std::string& text) {
  if (std::getenv("PROBITY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected_path, std::ios::binary) << text;
    return;
  }
  CHECK_MESSAGE(text == read_file(expected_path), expected_path.filename().string());
}

TEST_CASE("refusals read as the golden texts") {
  std::set<fs::path> dossiers;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") dossiers.insert(entry.path());
  }
  CHECK(dossiers.size() > 50);
  for (fs::path path : dossiers) {
    const std::string text = refusals_of(path.filename().string(), read_file(path));
    compare(path.replace_extension(".txt"), text);
  }
}

TEST_CASE("a dossier of 10 million elements and one is refused") {
  std::string bytes = "{\"extensions\": [0";
  for (std::size_t i = 0; i < kMaxListElements; ++i) bytes += ",0";
  compare(kFolder / "too_many_elements.txt", refusals_of("too_many_elements.json", bytes + "]}"));
}

TEST_CASE("a dossier of 256 MiB and one byte is refused") {
  compare(kFolder / "too_many_bytes.txt",
          refusals_of("too_many_bytes.json", "{}" + std::string(kMaxDossierBytes - 1, ' ')));
}

TEST_CASE("every code of the form and the values of a dossier has a golden text") {
  std::string all;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".txt") all += read_file(entry.path());
  }
  for (const CodeEntry& code : all_codes()) {
    const bool is_of_dossiers = code.text.starts_with("PR06") || code.text.starts_with("PR07");
    if (!is_of_dossiers) continue;
    CHECK_MESSAGE(all.find("[" + std::string(code.text) + "]") != std::string::npos, code.text);
  }
}

}  // namespace
}  // namespace probity::test
