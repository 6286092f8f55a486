// Single rule and case files, as the commands that write them see them: found, read, replaced.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.h"
#include "support/result.h"

namespace probity {

/// `.rules`, `.ruleset`, `.case`
enum class SourceFileKind : std::uint8_t { kRules, kManifest, kCases, kOther };

[[nodiscard]] SourceFileKind source_file_kind(std::string_view path);

/// The file itself, or all rule sets, rules and cases in a folder and those below it, by path;
/// symbolic links in folders are not followed. kNotFound where there is nothing of that name.
[[nodiscard]] Result<std::vector<std::string>> find_source_files(const std::string& path);

/// What is in a folder and below it, by path; what begins with a dot is passed over.
struct FoundFiles {
  std::vector<std::string> paths;
  std::optional<Error> failure;  ///< kNotFound: not everything could be read
};
/// `endings`: with their dots.
[[nodiscard]] FoundFiles find_files_below(const std::string& folder,
                                          std::span<const std::string_view> endings);

/// The file holds `text`, with the permissions that it had; or it is as it was, and the status says
/// why after a complaint. A symbolic link stays one: the file that it leads to is replaced.
[[nodiscard]] ExitStatus replace_file(const std::string& path, std::string_view text);

}  // namespace probity
