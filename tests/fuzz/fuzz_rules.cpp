// Any bytes as a rule file beside a small vocabulary: parsed, formatted, checked, and where a
// Program comes out of it, a dossier is evaluated with it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "check/check.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"
#include "syntax/format.h"
#include "syntax/parser.h"

namespace probity {
namespace {

/// Longer inputs cost time and find nothing that shorter ones do not.
constexpr std::size_t kMostBytes = std::size_t{16} << 10;

constexpr const char* kVocabulary = R"(module dossier "Facts"
enum instrument_id { ONE, TWO }
enum colour { red, green, blue }
record dossier {
  dossier : text required as identifier
  submitted : date required
  instruments : set of instrument_id required as instruments
  exchange_rates : list of rate as rates
  evidence : list of document as evidence
  extensions : anything as extensions
  a : boolean  n : number  p : percentage  price : money  day : date  term : duration
  seat : country  shade : colour  lands : set of country  parts : list of part  firm : firm
}
record rate { from : text required  to : text required  rate : number required  on : date required }
record document { id : text required  supports : list of text }
record part { name : text  origin : country  cost : money  fits : boolean  makers : list of maker }
record maker { country : country  good : boolean }
record firm { seat : country  signed : date  parts : list of part }
)";

constexpr const char* kDossier =
    R"({"dossier": "T", "submitted": "2025-06-01", "instruments": ["ONE"],
  "a": true, "price": {"amount": 12.5, "currency": "USD"}, "day": "2024-02-29", "seat": "PL",
  "parts": [{"origin": "US", "cost": {"amount": 10, "currency": "EUR"}, "makers": [{"country": "FR"}]}, {}],
  "evidence": [{"id": "D1", "supports": ["/parts/0"]}]})";

void expect(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

std::optional<std::string> formatted(const std::string& bytes) {
  Diagnostics diagnostics;
  return format_rule_file(SourceText("input.rules", bytes), SourceId(std::size_t{0}), diagnostics);
}

/// That no word is lost, the formatter asserts itself.
void try_format(const std::string& bytes) {
  const std::optional<std::string> once = formatted(bytes);
  if (once) expect(formatted(*once) == once, "a file that formatting changes twice");
}

void try_rules(const std::string& bytes) {
  Diagnostics diagnostics;
  RuleSetText text;
  const SourceId vocabulary = text.sources.add(SourceText("vocabulary.rules", kVocabulary));
  text.files.push_back(parse_rule_file(text.sources.at(vocabulary), vocabulary, diagnostics));
  const SourceId input = text.sources.add(SourceText("input.rules", bytes));
  text.files.push_back(parse_rule_file(text.sources.at(input), input, diagnostics));
  const std::optional<Program> program = check_rule_set(text, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    expect(diagnostic.span.source.is_present(), entry(diagnostic.code).text.data());
    const std::size_t size = text.sources.at(diagnostic.span.source).bytes().size();
    expect(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size,
           "a diagnostic outside its file");
  }
  expect(program.has_value() != diagnostics.has_errors(), "a program with errors, or none without");
  if (!program) return;
  DossierLoader loader(program->vocabulary);
  Facts facts;
  Diagnostics refusals;
  const SourceText source("dossier.json", kDossier);
  if (!loader.load(source, SourceId(std::uint32_t{0}), facts, refusals)) return;
  (void)evaluate(*program, facts, {});
}

}  // namespace
}  // namespace probity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > probity::kMostBytes) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  probity::try_format(bytes);
  probity::try_rules(bytes);
  return 0;
}
