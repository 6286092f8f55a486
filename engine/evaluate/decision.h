// The Decision: everything that evaluation says of one dossier (cli.md, "check --format json";
// language.md, "The outcome of a rule"). Plain data; pointers are RFC 6901 into the dossier.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/program.h"
#include "values/date.h"
#include "values/number.h"
#include "values/truth.h"

namespace probity {

enum class Outcome : std::uint8_t {
  kNotInForce,
  kNotApplicable,
  kSatisfied,
  kExcused,
  kViolated,
  kUndetermined,
};
inline constexpr std::array kOutcomes{Outcome::kNotInForce, Outcome::kNotApplicable,
                                      Outcome::kSatisfied,  Outcome::kExcused,
                                      Outcome::kViolated,   Outcome::kUndetermined};
[[nodiscard]] std::string_view outcome_name(Outcome outcome);  ///< "not_in_force"

/// From best to worst, as the dossier's overall verdict takes the worst.
enum class Verdict : std::uint8_t { kNotApplicable, kCompliant, kUndetermined, kNonCompliant };
inline constexpr std::array kVerdicts{Verdict::kNotApplicable, Verdict::kCompliant,
                                      Verdict::kUndetermined, Verdict::kNonCompliant};
[[nodiscard]] std::string_view verdict_name(Verdict verdict);  ///< "non_compliant"

/// A value as people and machines read it.
struct ValueText {
  std::string text;   ///< "38.20 %", "EUR 3 840 000.01", "unknown"; dossier text is not escaped
  std::string exact;  ///< exact form where `text` was rounded or is a number; else ""
  bool was_rounded = false;
};

/// A fact that a node read.
struct FactRead {
  std::string pointer;
  std::string value;  ///< "unknown" where it is
};

/// One step of the reasoning: an expression, what it came to, and the steps below it.
struct TraceNode {
  NodeId node;
  std::string value;
  std::vector<FactRead> facts;  ///< read by this node itself
  std::string reason;           ///< why it is unknown, where no fact is missing: "division by zero"
  std::vector<TraceNode> children;
  /// Of a table: the row that decided, from 1; 0 where none did alone, and for other nodes.
  std::uint32_t row = 0;
  /// Of a comparison of known amounts, shares, numbers, dates or durations: the left side less the
  /// right one, exactly; in the currency of the comparison, in days, or in the unit of durations.
  std::optional<Number> distance;
};

/// The clauses of a rule that were asked, in order.
struct TraceClause {
  enum class Kind : std::uint8_t {
    kApplies,
    kRequires,
    kException,
    kWinnerApplies,  ///< of a rule that may prevail over this one
    kPrevails,       ///< the condition on which it does
  };
  Kind kind = Kind::kApplies;
  ExceptionId exception;  ///< present for kException
  Truth truth = Truth::kUnknown;
  TraceNode root;
  PrevalenceId prevalence;  ///< present for kWinnerApplies and kPrevails
};

enum class ExceptionOutcome : std::uint8_t { kTrue, kFalse, kUnknown, kNotInForce, kNotAsked };
[[nodiscard]] std::string_view exception_outcome_name(ExceptionOutcome outcome);

struct ExceptionResult {
  ExceptionId exception;
  ExceptionOutcome outcome = ExceptionOutcome::kNotAsked;
  std::string note;  ///< rendered where the outcome is true and the exception has one
};

/// Outcomes by reading, where they differ: interpretation -> reading -> outcome. The key "joint"
/// maps combinations ("safe.a=x,safe.b=y") that alone change it.
using ReadingOutcomes = std::map<std::string, std::map<std::string, std::string>>;

struct EvidenceResult {
  std::string fact;                    ///< pointer
  std::vector<std::string> documents;  ///< ids of the documents that support it
};

struct Finding {
  RuleId rule;
  Outcome outcome = Outcome::kUndetermined;
  std::string subject;            ///< pointer of the element; "" for the dossier
  std::vector<Outcome> possible;  ///< in the order of the enum; one, unless undetermined
  std::string message;            ///< what the rule's texts say of this outcome
  std::vector<ExceptionResult> exceptions;
  std::vector<std::string> missing;  ///< weightiest first
  std::vector<std::string> settled_by;
  std::vector<std::string> reasons;  ///< why it is open, where no missing fact says so
  ReadingOutcomes readings;
  std::vector<EvidenceResult> evidence;
  std::vector<TraceClause> trace;  ///< empty unless asked for
  PrevalenceId prevailing;         ///< what made it not applicable; absent where nothing prevails
};

struct FigureResult {
  DefinitionId figure;
  ValueText value;
  std::vector<std::string> unknown;  ///< pointers of the facts that it lacks
};

struct InstrumentDecision {
  std::string instrument;
  InstrumentId id;  ///< absent where the rule set has no such instrument
  Verdict verdict = Verdict::kUndetermined;
  std::optional<Date> as_of;
  bool by_derogation = false;  ///< compliant, and at least one finding is excused
  std::vector<Verdict> possible;
  std::vector<std::string> missing;
  std::vector<std::string> settled_by;
  ReadingOutcomes readings;           ///< of the verdict
  std::string reason;                 ///< why undetermined, where no rule says so
  std::vector<FigureResult> figures;  ///< in rule-set order
  std::vector<Finding> findings;      ///< in the order of the rules, then of the elements
};

struct Decision {
  std::string dossier;                     ///< its identifier
  std::optional<Date> as_of;               ///< `--as-of`, else `submitted`
  std::vector<ReadingCondition> readings;  ///< chosen for this decision (`--reading`)
  Verdict verdict = Verdict::kNotApplicable;
  std::vector<InstrumentDecision> instruments;
};

}  // namespace probity
