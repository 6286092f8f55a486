#include "evaluate/decision.h"

namespace probity {

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotInForce:
      return "not_in_force";
    case Outcome::kNotApplicable:
      return "not_applicable";
    case Outcome::kSatisfied:
      return "satisfied";
    case Outcome::kExcused:
      return "excused";
    case Outcome::kViolated:
      return "violated";
    case Outcome::kUndetermined:
      return "undetermined";
  }
  return {};
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotApplicable:
      return "not_applicable";
    case Verdict::kCompliant:
      return "compliant";
    case Verdict::kUndetermined:
      return "undetermined";
    case Verdict::kNonCompliant:
      return "non_compliant";
  }
  return {};
}

std::string_view exception_outcome_name(ExceptionOutcome outcome) {
  switch (outcome) {
    case ExceptionOutcome::kTrue:
      return "true";
    case ExceptionOutcome::kFalse:
      return "false";
    case ExceptionOutcome::kUnknown:
      return "unknown";
    case ExceptionOutcome::kNotInForce:
      return "not_in_force";
    case ExceptionOutcome::kNotAsked:
      return "not_asked";
  }
  return {};
}

}  // namespace probity
