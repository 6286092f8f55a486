#include "cli/rule_files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "cli/console.h"
#include "cli/output.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

Error not_read(const std::string& path, const std::error_code& error) {
  return {ErrorKind::kNotFound, fmt::format("cannot read `{}`: {}", path, error.message())};
}

}  // namespace

SourceFileKind source_file_kind(std::string_view path) {
  if (path.ends_with(".rules")) return SourceFileKind::kRules;
  if (path.ends_with(".ruleset")) return SourceFileKind::kManifest;
  return path.ends_with(".case") ? SourceFileKind::kCases : SourceFileKind::kOther;
}

Result<std::vector<std::string>> find_source_files(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return not_read(path, error);
  std::vector<std::string> found;
  if (!fs::is_directory(status)) {
    found.push_back(path);
    return found;
  }
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool is_file = fs::is_regular_file(entry->symlink_status(error));
    if (error) break;
    if (is_file && source_file_kind(entry->path().native()) != SourceFileKind::kOther)
      found.push_back(entry->path().string());
  }
  if (error) return not_read(path, error);
  std::ranges::sort(found);
  return found;
}

FoundFiles find_files_below(const std::string& folder, std::span<const std::string_view> endings) {
  std::error_code error;
  FoundFiles found;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    const bool is_folder = entry->is_directory(ignored);
    if (name.starts_with('.')) {
      if (is_folder) entry.disable_recursion_pending();
    } else if (!is_folder && std::ranges::any_of(endings, [&](std::string_view ending) {
                 return name.ends_with(ending);
               })) {
      found.paths.push_back(entry->path().string());
    }
  }
  if (error) {
    found.failure = Error{ErrorKind::kNotFound,
                          fmt::format("cannot read the folder `{}`: {}", folder, error.message())};
  }
  std::ranges::sort(found.paths);
  return found;
}

ExitStatus replace_file(const std::string& path, std::string_view text) {
  std::error_code error;
  const std::string target = fs::canonical(path, error).string();
  // A file that is write-protected is meant to stay, though its folder would let it be replaced.
  if (error || access(target.c_str(), W_OK) != 0) {
    const std::string why = error ? error.message() : std::strerror(errno);
    return fail({ErrorKind::kOutput, fmt::format("cannot write `{}`: {}", path, why)});
  }
  Result<Output> output = Output::to_file(target);
  if (!output) return fail(output.error());
  output.value().write(text);
  return output.value().finish();
}

}  // namespace probity
