// A case once its names, paths and values are resolved against a Program: which dossier, what is
// varied in it, how it is evaluated, and what must come out. Plain data; it needs no file any more
// but the dossier.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "check/program.h"
#include "diagnostics/source_text.h"
#include "dossier/json_edit.h"
#include "evaluate/decision.h"
#include "evaluate/evaluate.h"

namespace probity {

/// The key of an object, or a place in a list.
using CaseKey = std::variant<std::string, std::uint32_t>;

/// A place in a dossier, from the root.
struct CasePath {
  std::vector<CaseKey> keys;
  Span span;  ///< where the case names it

  [[nodiscard]] std::string pointer() const;  ///< RFC 6901
};

// ---- variations --------------------------------------------------------------------------------

// Values are JSON text.

/// What stands for `unknown`: a dossier that says it says nothing.
inline constexpr std::string_view kUnknownJson = "null";

struct SetChange {
  CasePath place;
  std::string value;
};
struct AddChange {
  CasePath list;
  std::vector<std::string> values;
};
/// A further element of the list, like `original` but for `differences` of its fields.
struct CopyChange {
  CasePath original;
  std::vector<JsonEdit> differences;
};
struct RemoveChange {
  CasePath element;
};
/// Of a set: one value fewer.
struct TakeChange {
  CasePath set;
  std::string value;
  Span span;  ///< of the value in the case
};
struct CaseChange {
  std::variant<SetChange, AddChange, CopyChange, RemoveChange, TakeChange> content;
};

// ---- expectations ------------------------------------------------------------------------------

namespace subject {

/// All instruments together.
struct Dossier {};
struct Instrument {
  std::string name;
};
/// The findings of a rule: on one element or on all, in one instrument or in all.
struct Rule {
  RuleId rule;
  std::optional<CasePath> element;
  std::optional<std::string> instrument;
};
struct Figure {
  DefinitionId figure;
  std::optional<std::string> instrument;
};
struct Exception {
  ExceptionId exception;
  std::optional<CasePath> element;
  std::optional<std::string> instrument;
};

using Any = std::variant<Dossier, Instrument, Rule, Figure, Exception>;

}  // namespace subject

namespace claim {

/// Under another reading than the one by which the case is evaluated.
struct Under {
  std::optional<ReadingCondition> reading;
  bool every_reading = false;  ///< the same outcome whichever reading is chosen
};
/// Of a dossier or an instrument.
struct IsVerdict {
  Verdict verdict = Verdict::kNotApplicable;
  std::optional<bool> by_derogation;
  std::vector<Verdict> possible;  ///< in the order of the enum; empty: nothing is said of it
  Under under;
};
/// The instrument is not reported at all.
struct IsNotConcerned {};
/// The dossier is refused.
struct IsRefused {};
/// Of a rule.
struct IsOutcome {
  Outcome outcome = Outcome::kUndetermined;
  std::vector<ExceptionId> by;    ///< exceptions that are true
  std::vector<Outcome> possible;  ///< in the order of the enum; empty: nothing is said of it
  Under under;
};
struct IsException {
  ExceptionOutcome outcome = ExceptionOutcome::kNotAsked;
};
/// Of a figure; absent for `unknown`.
struct IsValue {
  std::optional<Constant> value;
};
/// The missing facts are these, all of them unless `and_others`.
struct Lacks {
  std::vector<std::string> pointers;
  bool in_order = false;
  bool and_others = false;
};
/// The smallest set of facts that would settle it.
struct SettledBy {
  std::vector<std::string> pointers;
};

using Any = std::variant<IsVerdict, IsNotConcerned, IsRefused, IsOutcome, IsException, IsValue,
                         Lacks, SettledBy>;

}  // namespace claim

struct CaseClaim {
  claim::Any content;
  Span span;         ///< of the claim
  std::string text;  ///< subject and claim as written, on one line
};
struct CaseExpectation {
  subject::Any subject;
  std::vector<CaseClaim> claims;
};

// ---- cases -------------------------------------------------------------------------------------

struct Case {
  std::string title;
  std::string doc;
  std::vector<Citation> laws;
  Span span;            ///< of the title
  std::string dossier;  ///< as written: a path from the folder of the case file
  Span dossier_span;
  std::vector<CaseChange> changes;
  EvaluateOptions options;
  std::vector<CaseExpectation> expectations;
};

}  // namespace probity
