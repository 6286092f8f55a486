// The engine as a user meets it: rule text and JSON go in, a Program and a Decision come out.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "check/program.h"
#include "dossier/facts.h"
#include "dossier/load.h"
#include "evaluate/decision.h"
#include "evaluate/evaluate.h"
#include "tests/evaluate/property/rule_text.h"
#include "tests/reference/fact_tree.h"

namespace probity::property {

struct CheckedRules {
  std::optional<Program> program;
  std::string diagnostics;  ///< one line each, errors and warnings
};
[[nodiscard]] CheckedRules check_files(const RuleFiles& files);

/// The loader refused a dossier that it should take.
struct DossierRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Keeps the loader's buffers; one dossier at a time.
class Engine {
 public:
  /// `program` must outlive it.
  explicit Engine(const Program& program) : program_(program), loader_(program.vocabulary) {}

  /// Throws DossierRefused.
  [[nodiscard]] reference::FactTree load(const std::string& json);
  [[nodiscard]] Decision decide(const std::string& json, bool with_trace = false);
  [[nodiscard]] Decision decide(const reference::FactTree& dossier, bool with_trace = false) {
    return decide(reference::dossier_json(program_.vocabulary, dossier), with_trace);
  }

 private:
  void load_facts(const std::string& json);

  const Program& program_;
  DossierLoader loader_;
  Facts facts_;
};

/// Everything that a decision says, the trace included, in one text; equal decisions, equal texts.
[[nodiscard]] std::string text_of(const Decision& decision, bool with_trace);

}  // namespace probity::property
