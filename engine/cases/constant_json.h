// A constant as a dossier writes it.
#pragma once

#include <optional>
#include <string>

#include "check/program.h"

namespace probity {

/// JSON text; absent where JSON has no exact form of it, such as 1/3.
[[nodiscard]] std::optional<std::string> json_of_constant(const Vocabulary& vocabulary,
                                                          const Constant& value, TypeId type);

}  // namespace probity
