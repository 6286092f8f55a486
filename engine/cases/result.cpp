#include "cases/result.h"

namespace probity {

std::string_view case_status_name(CaseStatus status) {
  switch (status) {
    case CaseStatus::kPassed:
      return "passed";
    case CaseStatus::kFailed:
      return "failed";
    case CaseStatus::kMistaken:
      return "mistaken";
  }
  return {};
}

}  // namespace probity
