#include "support/rule_set_digest.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/sha256.h"

namespace probity {

std::string rule_set_digest(std::vector<NamedBytes> files) {
  if (!files.empty())
    std::sort(files.begin() + 1, files.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
  std::string encoded = "probity rule set 1\n";
  for (const NamedBytes& file : files) {
    encoded += fmt::format("{}\n{}{}\n", file.path.size(), file.path, file.bytes.size());
    encoded += file.bytes;
  }
  return sha256_hex(encoded);
}

}  // namespace probity
