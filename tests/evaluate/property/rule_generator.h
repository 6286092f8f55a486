// Random rule sets as text: every construct of language.md that bears on an outcome, over a random
// vocabulary. They are meant to pass the checker; the few that do not are counted and passed over.
#pragma once

#include "tests/evaluate/property/random.h"
#include "tests/evaluate/property/rule_text.h"

namespace probity::property {

struct RuleOptions {
  /// Comparisons stay in the fragment for which language.md fixes the truth value: bounds only on a
  /// count, a sum or a ratio of sums itself. Otherwise arithmetic goes around them as well.
  bool only_plain_bounds = true;
  bool with_known = true;         ///< `known` and `otherwise` may stand
  bool with_conditionals = true;  ///< `if then else`
  bool with_membership = true;    ///< `c is in LIST`
  bool with_days = true;          ///< `c is in GROUP on DATE`
};

[[nodiscard]] RuleFiles generate_rules(Random& random, const RuleOptions& options);

}  // namespace probity::property
