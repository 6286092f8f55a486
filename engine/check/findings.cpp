#include "check/findings.h"

namespace probity {

void report_findings(const Declarations& declarations, Context& context) {
  (void)declarations;
  (void)context;
}

}  // namespace probity
