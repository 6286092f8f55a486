// The digest that names a rule set: in its Program, in every verdict, in the audit log, where an
// outsider computes it again from the stored files (audit/FORMAT.md, "The digest of a rule set").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace probity {

/// One file; the path is relative to the manifest's folder. Views on the caller's bytes.
struct NamedBytes {
  std::string_view path;
  std::string_view bytes;
};

/// SHA-256, as 64 lower-case hexadecimal digits, of the line "probity rule set 1" and of each file,
/// the first (the manifest) first and the others in the order of the bytes of their paths: length
/// of the path, path, length of the bytes, bytes. Lengths are decimal, with a line end after each.
[[nodiscard]] std::string rule_set_digest(std::vector<NamedBytes> files);

}  // namespace probity
