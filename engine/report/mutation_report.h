// What the cases noticed of changed rules, for people and as JSON.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "analyse/result.h"
#include "cases/result.h"
#include "report/page.h"

namespace probity {

struct MutationReport {
  const std::vector<MutantResult>& mutants;  ///< in the order of the files
  const std::vector<CaseResult>& cases;      ///< to which `noticed_by` refers

  [[nodiscard]] std::size_t survived() const;
};

enum class MutationDetail : bool { kSurvivors, kAll };

/// The changes that no case noticed, each with its place, then a table by kinds. With kAll also the
/// others, with the case that noticed.
[[nodiscard]] std::string mutation_text(const MutationReport& report, MutationDetail detail,
                                        Colour colour);

/// `{"noticed": 97, "survived": 3, "kinds": {"threshold": {"noticed": 9, "of": 10}, ...},
/// "mutants": [{"kind", "file", "line", "column", "part", "before", "after": "" where it is left
/// out, "noticed_by": {"file", "line", "title"}|null}]}`
[[nodiscard]] std::string mutation_json(const MutationReport& report);

}  // namespace probity
