// The modules of a rule set and what each of them sees. Private to check/.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "check/check.h"
#include "check/context.h"

namespace probity {

/// By name. References stay valid.
using Modules = std::map<std::string, Visible, std::less<>>;

/// Registers the modules, resolves their `use` lines, and reports what is titled twice, is not
/// there, or goes round in a circle.
[[nodiscard]] Modules check_modules(const RuleSetText& text, Context& context);

}  // namespace probity
