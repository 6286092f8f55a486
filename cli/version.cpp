// probity version.

#include <fmt/format.h>

#include "cli/output.h"

namespace probity {

ExitStatus run_version(const Arguments& arguments) {
  return write_results(arguments, fmt::format("probity {}\n", PROBITY_VERSION));
}

}  // namespace probity
