// What an analysis found, as plain data for the reports. Pointers are RFC 6901 into the dossier.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analyse/coverage_result.h"
#include "analyse/diff_result.h"
#include "analyse/mutation_result.h"
#include "analyse/replay_result.h"
#include "check/program.h"
#include "diagnostics/source_text.h"
#include "evaluate/decision.h"

namespace probity {

/// One fact that is other than the dossier says. Both values are JSON text.
struct FactChange {
  std::string pointer;
  std::string before;  ///< "" where the dossier does not give the fact
  std::string after;   ///< "" where the fact is taken out
};

/// The verdict of one instrument; absent where the instrument does not concern the dossier.
struct VerdictChange {
  std::string instrument;
  std::optional<Verdict> before;
  std::optional<Verdict> after;
};

/// A finding that comes out otherwise; absent where the dossier has no such element.
struct OutcomeChange {
  std::string instrument;
  RuleId rule;
  std::string subject;
  std::optional<Outcome> before;
  std::optional<Outcome> after;
};

/// A dossier with some facts changed, beside the dossier as it was filed.
struct Hypothesis {
  std::vector<FactChange> facts;  ///< in the order in which they were made
  Verdict before = Verdict::kNotApplicable;
  Verdict after = Verdict::kNotApplicable;
  std::vector<VerdictChange> verdicts;  ///< of every instrument, in the order of the dossier
  std::vector<OutcomeChange> findings;  ///< those that differ, in the order of the rules
};

/// Facts whose change, and nothing else, settles a finding in favour of the dossier. It was
/// evaluated with the change.
struct Cure {
  std::vector<FactChange> facts;
  std::string note;  ///< what the new value stands for, where others would do: "in places.EU"
  Outcome outcome = Outcome::kSatisfied;      ///< satisfied, excused or not applicable
  Verdict verdict = Verdict::kNotApplicable;  ///< of the instrument, with the change
  std::vector<OutcomeChange> breaks;          ///< findings that the change makes violated
};

/// What would settle one finding that is violated or undetermined.
struct Compliance {
  std::string instrument;
  RuleId rule;
  std::string subject;
  /// Changes of one fact, in the order of the vocabulary and the document; then changes of two,
  /// where no single one keeps the rule, but at most makes it inapplicable.
  std::vector<Cure> cures;
  std::size_t facts = 0;   ///< that were changed, one at a time
  std::size_t trials = 0;  ///< evaluations
  /// The search gave up before it had tried everything that it could.
  bool was_cut = false;
};

/// A field of a record of the vocabulary.
struct FieldId {
  RecordId record;
  std::uint32_t field = 0;

  friend auto operator<=>(const FieldId&, const FieldId&) = default;
};

/// Anything that a rule set declares and that another declaration can name, or that names others.
using Declared = std::variant<InstrumentId, RuleId, ExceptionId, PrevalenceId, ParameterId,
                              DefinitionId, GroupId, InterpretationId, EnumId, RecordId, FieldId>;

/// A word in the text of the rules that names something declared.
struct Mention {
  Span span;
  Declared declared;
};

/// Who names whom, directly; the lists in the order of Declared, each name once.
struct CrossReferences {
  std::map<Declared, std::vector<Declared>> names;
  std::map<Declared, std::vector<Declared>> named_by;
  std::vector<Mention> mentions;  ///< by source and place; none touches another
};

/// What the book of the rules says beside the Program.
struct BookMaterial {
  struct Module {
    std::string name;
    std::string title;  ///< "" where no file gives one
  };
  std::vector<Module> modules;  ///< in rule-set order
  CrossReferences references;
  std::vector<DatedMembers> members;  ///< of each group, under the default readings
};

}  // namespace probity
