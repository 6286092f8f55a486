// The rules that a command works with: where they are, and what they mean.
#pragma once

#include <string>

#include "check/check.h"
#include "cli/arguments.h"
#include "support/result.h"

namespace probity {

/// `--rules`, else the rule set that came with the program: `../share/probity/rules` beside it, or
/// the nearest folder above it that has rules (a build tree). kNotFound where there is none.
[[nodiscard]] Result<std::string> rules_path(const Arguments& arguments);

/// Reads and checks them. Mistakes go to standard error; kInput then.
[[nodiscard]] Result<Program> load_rules(const Arguments& arguments);
/// The same for those at `path`; and with the text as it was written.
[[nodiscard]] Result<Program> load_rules(const std::string& path, const Arguments& arguments);
struct CheckedRules {
  RuleSetText text;
  Program program;
};
[[nodiscard]] Result<CheckedRules> load_rules_with_text(const std::string& path,
                                                        const Arguments& arguments);

}  // namespace probity
