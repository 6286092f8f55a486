// A decision that was recorded is read back as it was: every dossier among the cases, as seen by
// the report and by the recorder itself.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "check/check.h"
#include "dossier/load.h"
#include "report/check_text.h"
#include "report/trace_record.h"
#include "support/sha256.h"

namespace probity::test {
namespace {

namespace fs = std::filesystem;

Program shipped_rules() {
  Diagnostics diagnostics;
  const auto text = read_rule_set(PROBITY_SOURCE_DIR "/rules/eu_defence.ruleset", diagnostics);
  REQUIRE(text.ok());
  std::optional<Program> program = check_rule_set(text.value(), diagnostics);
  REQUIRE(program.has_value());
  return std::move(*program);
}

std::vector<std::string> shipped_dossiers() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(PROBITY_SOURCE_DIR "/cases")) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string bytes_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What `check` has in its hands for one dossier.
struct Checked {
  Checked(const Program& program, const EvaluateOptions& options, std::string bytes)
      : loader(program.vocabulary) {
    id = sources.add(SourceText("dossier.json", std::move(bytes)));
    Diagnostics diagnostics;
    if (loader.load(sources.at(id), id, facts, diagnostics)) {
      decision = evaluate(program, facts, options);
    } else {
      refusals = diagnostics.sorted();
    }
  }
  [[nodiscard]] DossierResult result() const {
    return {sources, id, facts, "", decision, refusals};
  }

  SourceMap sources;
  SourceId id;
  DossierLoader loader;
  Facts facts;
  std::optional<Decision> decision;
  std::vector<Diagnostic> refusals;
};

constexpr TextOptions kVerbose{.colour = Colour::kOn, .detail = TextDetail::kAll};

void check_round_trip(const Program& program, const EvaluateOptions& options, std::string bytes) {
  const Checked checked(program, options, std::move(bytes));
  const TraceRecorder recorder(program);
  const DossierResult result = checked.result();
  const std::string record = recorder.encode(result, options);
  const auto read = TraceReader(program).read(record, checked.id);
  REQUIRE_MESSAGE(read.ok(), read.error().message);
  CHECK(read.value().source == "dossier.json");
  const DossierResult again{checked.sources,       checked.id,           checked.facts, "",
                            read.value().decision, read.value().refusals};
  CHECK(recorder.encode(again, read.value().asked) == record);
  CHECK(check_text(program, again, kVerbose) == check_text(program, result, kVerbose));
}

TEST_CASE("trace record: every dossier among the cases is read back as it was decided") {
  const Program program = shipped_rules();
  const std::vector<std::string> dossiers = shipped_dossiers();
  REQUIRE(dossiers.size() > 30);
  for (const std::string& path : dossiers) {
    CAPTURE(path);
    check_round_trip(program, {}, bytes_of(path));
  }
}

TEST_CASE("trace record: what was asked is read back") {
  const Program program = shipped_rules();
  EvaluateOptions options;
  options.as_of = parse_date("2026-05-31");
  options.instruments = {"SAFE", "TEU_41_2"};
  options.readings = {{InterpretationId(std::size_t{0}), 1}};
  check_round_trip(program, options,
                   bytes_of(PROBITY_SOURCE_DIR "/cases/safe/base_category_one.json"));
}

TEST_CASE("trace record: refusals keep their places, labels and advice") {
  const Program program = shipped_rules();
  check_round_trip(program, {}, R"({"dossier": "A", "dossier": "B", "instruments": [], "x": 1})");
  check_round_trip(program, {}, "{\"dossier\": \"A\x01\u202e\"");
}

TEST_CASE("trace record: what is no record of these rules is refused with the reason") {
  const Program program = shipped_rules();
  const TraceReader reader(program);
  const auto mistake = [&](std::string_view bytes) {
    const auto read = reader.read(bytes, SourceId(std::size_t{0}));
    return read.ok() ? std::string("read") : read.error().message;
  };
  CHECK(mistake("") == "the trace cannot be read: it is no JSON");
  CHECK(mistake(R"({"trace_version":2})") ==
        "the trace cannot be read: it is of version 2, and 1 is read");
  CHECK(mistake(R"({"trace_version":1,"files":[{"path":"a.rules","sha256":"00"}]})") ==
        "the trace cannot be read: the rules do not have the file with SHA-256 00");
  CHECK(mistake(R"({"trace_version":1,"decision":{"verdict":"fine"}})") ==
        "the trace cannot be read: `fine` is none of the words that stand there");
  CHECK(mistake(R"({"trace_version":1,"decision":{"verdict":"compliant","instruments":)"
                R"([{"instrument":"SAFE","verdict":"compliant","findings":)"
                R"([{"rule":"safe.gone","outcome":"satisfied"}]}]}})") ==
        "the trace cannot be read: the rules do not have `safe.gone`");
  CHECK(mistake(R"({"trace_version":1,"refusals":[{"code":"PR0000","at":[0,1]}]})") ==
        "the trace cannot be read: `PR0000` is no code");
  CHECK(mistake(R"({"trace_version":1,"refusals":[{"code":"PR0715","at":[0]}]})") ==
        "the trace cannot be read: `at` has not 2 numbers");
}

}  // namespace
}  // namespace probity::test
