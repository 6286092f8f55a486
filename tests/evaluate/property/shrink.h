// Makes a failing pair small enough to read: parts of rules and facts are taken away as long as the
// same property still fails.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tests/evaluate/property/properties.h"
#include "tests/evaluate/property/rule_text.h"

namespace probity::property {

struct Example {
  RuleFiles rules;
  std::string json;
  std::uint64_t seed = 0;  ///< of the property's own choices
};

struct Failure {
  const Property* property = nullptr;
  std::string detail;
};

/// Runs one property; absent where it holds or the rules do not check.
[[nodiscard]] std::optional<Failure> run(const Property& property, const Example& example,
                                         Counters& counters);

/// A smaller example that fails in the same property, within the given time.
[[nodiscard]] Example shrink(const Property& property, Example example,
                             std::chrono::steady_clock::duration limit);

}  // namespace probity::property
