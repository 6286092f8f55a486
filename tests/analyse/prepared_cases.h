// Cases as text about one dossier, ready to be run against a small world.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analyse/coverage.h"
#include "cases/check_case.h"
#include "cases/prepare.h"
#include "cases/run.h"
#include "syntax/case_parser.h"
#include "tests/evaluate/world.h"

namespace probity::test {

/// A case with these lines behind `dossier`.
inline std::string case_text(const std::string& title, const std::string& lines) {
  return "case \"" + title + "\"\n    dossier \"base.json\"\n" + lines + "\n";
}

/// All of them have to be right.
inline std::vector<PreparedCase> prepare_cases(const Program& program, const std::string& dossier,
                                               const std::string& text) {
  Diagnostics diagnostics;
  const SourceText source("sample.case", text);
  const ast::CaseFile file = parse_case_file(source, SourceId(std::size_t{0}), diagnostics);
  CasePreparer preparer(program.vocabulary);
  std::vector<PreparedCase> prepared;
  for (CheckedCase& checked : check_case_file(file, source, program, diagnostics)) {
    std::optional<PreparedCase> one = preparer.prepare(
        std::move(checked.content), base_dossier("base.json", dossier), diagnostics);
    if (one) prepared.push_back(std::move(*one));
  }
  for (const Diagnostic& diagnostic : diagnostics.sorted()) MESSAGE(diagnostic.message);
  REQUIRE_FALSE(diagnostics.has_errors());
  return prepared;
}

inline std::vector<Observation> observe_all(const Program& program,
                                            const std::vector<PreparedCase>& cases) {
  std::vector<Observation> seen;
  seen.reserve(cases.size());
  for (const PreparedCase& one : cases) seen.push_back(observe_case(program, one));
  return seen;
}

}  // namespace probity::test
