// Single rule files, as the commands that write them see them: found, read, replaced.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.h"
#include "support/result.h"

namespace probity {

enum class RuleFileKind : std::uint8_t { kRules, kManifest, kOther };

[[nodiscard]] RuleFileKind rule_file_kind(std::string_view path);

/// The file itself, or all *.rules and *.ruleset in a folder and those below it, by path; symbolic
/// links in folders are not followed. kNotFound where there is nothing of that name.
[[nodiscard]] Result<std::vector<std::string>> find_rule_files(const std::string& path);

/// The file holds `text`, with the permissions that it had; or it is as it was, and the status says
/// why after a complaint. A symbolic link stays one: the file that it leads to is replaced.
[[nodiscard]] ExitStatus replace_file(const std::string& path, std::string_view text);

}  // namespace probity
