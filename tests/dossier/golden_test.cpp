// Every refusal of a dossier as people read it: tests/golden/dossier/NAME.json, read with the
// sample vocabulary, gives NAME.txt. With PROBITY_UPDATE_GOLDEN in the environment the texts are
// written instead; read the difference before it is committed.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "diagnostics/render.h"
#include "tests/dossier/sample_vocabulary.h"
#include "tests/golden_support.h"

namespace probity::test {
namespace {

const std::filesystem::path kFolder = golden_folder("dossier");

std::string refusals_of(std::string name, std::string bytes) {
  SourceMap sources;
  const SourceId id = sources.add(SourceText(std::move(name), std::move(bytes)));
  DossierLoader loader(the_vocabulary());
  Facts facts;
  Diagnostics diagnostics;
  CHECK_FALSE(loader.load(sources.at(id), id, facts, diagnostics));
  return render_diagnostics(diagnostics, sources, Colour::kOff);
}

TEST_CASE("refusals read as the golden texts") {
  const auto dossiers = golden_sources(kFolder, ".json");
  CHECK(dossiers.size() > 50);
  for (std::filesystem::path path : dossiers) {
    const std::string text = refusals_of(path.filename().string(), read_golden(path));
    compare_golden(path.replace_extension(".txt"), text);
  }
}

TEST_CASE("a dossier of 10 million elements and one is refused") {
  std::string bytes = "{\"extensions\": [0";
  for (std::size_t i = 0; i < kMaxListElements; ++i) bytes += ",0";
  compare_golden(kFolder / "too_many_elements.txt",
                 refusals_of("too_many_elements.json", bytes + "]}"));
}

TEST_CASE("a dossier of 256 MiB and one byte is refused") {
  compare_golden(kFolder / "too_many_bytes.txt",
                 refusals_of("too_many_bytes.json", "{}" + std::string(kMaxDossierBytes - 1, ' ')));
}

TEST_CASE("every code of the form and the values of a dossier has a golden text") {
  check_codes_have_goldens(kFolder, "PR0600", "PR0799");
}

}  // namespace
}  // namespace probity::test
