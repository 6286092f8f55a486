// From a manifest on disk to every byte of its rule set, read once and hashed; or from those bytes.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "check/check.h"
#include "support/rule_set_digest.h"
#include "syntax/parser.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

/// Files of one rule set, the manifest among them: many times what the largest one has.
constexpr std::size_t kMaxFiles = 2'000;
/// Bytes of one rule set, all files together: 64 MiB.
constexpr std::size_t kMaxRuleSetBytes = std::size_t{64} << 20;

constexpr std::string_view kManifestExtension = ".ruleset";
constexpr std::string_view kRuleExtension = ".rules";

constexpr const char* kBelow = "an include names a folder beside the manifest or below";

/// Reads at most `most` bytes and one more, so that the parser can say that a file is too large.
Result<std::string> read_regular_file(const std::string& path, std::size_t most) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) {
    return Error{ErrorKind::kNotFound, fmt::format("`{}` does not exist", path)};
  }
  if (!fs::is_regular_file(status)) {
    return Error{ErrorKind::kInput, fmt::format("`{}` is not a regular file", path)};
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return Error{ErrorKind::kNotFound, fmt::format("`{}` cannot be read", path)};
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (bytes.size() <= most && stream.read(buffer.data(), buffer.size()).gcount() > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) {
    return Error{ErrorKind::kInputOutput, fmt::format("`{}` cannot be read to its end", path)};
  }
  if (bytes.size() > most) bytes.resize(most + 1);
  return bytes;
}

/// Folder and name put together as the user would: "rules" and "a.rules" give "rules/a.rules".
std::string join_path(const std::string& folder, const std::string& name) {
  if (folder.empty()) return name;
  return folder.back() == '/' ? folder + name : folder + "/" + name;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The one manifest in a folder, or the path itself where it is no folder.
Result<std::string> find_manifest(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    return Error{ErrorKind::kNotFound, fmt::format("`{}` does not exist", path)};
  }
  if (!fs::is_directory(path, error)) return path;
  std::vector<std::string> found;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(kManifestExtension)) found.push_back(name);
  }
  if (error) return Error{ErrorKind::kNotFound, fmt::format("folder `{}` cannot be read", path)};
  std::sort(found.begin(), found.end());
  if (found.empty()) {
    return Error{ErrorKind::kNotFound,
                 fmt::format("folder `{}` holds no rule set, that is no file *.ruleset", path)};
  }
  if (found.size() > 1) {
    std::string names;
    for (const std::string& name : found) names += (names.empty() ? "`" : ", `") + name + "`";
    return Error{ErrorKind::kUsage, fmt::format("folder `{}` holds {} rule sets, name one: {}",
                                                path, found.size(), names)};
  }
  return join_path(path, found.front());
}

std::string digest_of(const std::vector<RuleSetFile>& files) {
  std::vector<NamedBytes> named;
  named.reserve(files.size());
  for (const RuleSetFile& file : files) named.push_back({file.path, file.bytes});
  return rule_set_digest(std::move(named));
}

class Reader {
 public:
  Reader(std::string manifest_path, Diagnostics& diagnostics)
      : manifest_path_(std::move(manifest_path)),
        folder_(folder_of(manifest_path_)),
        diagnostics_(diagnostics) {}

  Result<RuleSetText> read() {
    Result<std::string> bytes = read_regular_file(manifest_path_, kMaxRuleFileBytes);
    if (!bytes) return bytes.error();
    read_.push_back({name_of(manifest_path_), bytes.value()});
    const SourceId id = text_.sources.add(SourceText(manifest_path_, std::move(bytes).value()));
    std::optional<ast::Manifest> manifest = parse_manifest(text_.sources.at(id), id, diagnostics_);
    text_.is_complete = manifest.has_value();
    if (manifest) {
      text_.manifest = std::move(*manifest);
      for (const ast::Manifest::Include& include : text_.manifest.includes) {
        if (std::optional<Error> error = read_folder(include)) return *error;
      }
    }
    text_.sha256 = digest_of(read_);
    return std::move(text_);
  }

 private:
  /// Something could not be read.
  void refuse(Code code, Span span, std::string message, std::string help) {
    text_.is_complete = false;
    diagnostics_.add(
        {.code = code, .span = span, .message = std::move(message), .help = std::move(help)});
  }

  /// Whether every part of the folder's name is a plain one, none of them a symbolic link, and all
  /// of it a folder below the manifest's own.
  bool is_folder(const ast::Manifest::Include& include) {
    const std::string& name = include.folder;
    std::string path = folder_;
    std::size_t start = 0;
    while (start <= name.size()) {
      const std::size_t slash = std::min(name.find('/', start), name.size());
      const std::string part = name.substr(start, slash - start);
      if (part.empty() || part == "." || part == "..") {
        refuse(Code::folder_not_found, include.span,
               fmt::format("`{}` is not a folder below the manifest", name), kBelow);
        return false;
      }
      path = join_path(path, part);
      std::error_code error;
      const fs::file_status status = fs::symlink_status(path, error);
      if (fs::is_symlink(status)) {
        refuse(Code::symbolic_link, include.span, fmt::format("`{}` is a symbolic link", path),
               "a rule set is read from its own folder alone; put the files there");
        return false;
      }
      if (!fs::is_directory(status)) {
        refuse(Code::folder_not_found, include.span,
               fmt::format("there is no folder `{}`", join_path(folder_, name)), kBelow);
        return false;
      }
      start = slash + 1;
    }
    return true;
  }

  std::optional<Error> read_folder(const ast::Manifest::Include& include) {
    const auto [first, is_first] = included_.emplace(include.folder, include.span);
    if (!is_first) {
      diagnostics_.add({.code = Code::folder_twice,
                        .span = include.span,
                        .message = fmt::format("folder `{}` is included twice", include.folder),
                        .labels = {{.span = first->second, .text = "the first time"}}});
      return std::nullopt;
    }
    if (!is_folder(include)) return std::nullopt;
    const std::string folder = join_path(folder_, include.folder);
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (name.ends_with(kRuleExtension)) names.push_back(name);
    }
    if (error) {
      return Error{ErrorKind::kNotFound, fmt::format("folder `{}` cannot be read", folder)};
    }
    std::sort(names.begin(), names.end());
    if (names.empty()) {
      diagnostics_.add({.code = Code::folder_without_rules,
                        .span = include.span,
                        .message = fmt::format("folder `{}` holds no file *.rules", folder),
                        .help = "only files directly in the folder are read; folders below it are "
                                "included by name"});
    }
    for (const std::string& name : names) {
      if (std::optional<Error> failure = read_file(include, name)) return failure;
    }
    return std::nullopt;
  }

  std::optional<Error> read_file(const ast::Manifest::Include& include, const std::string& name) {
    const std::string relative = join_path(include.folder, name);
    const std::string path = join_path(folder_, relative);
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (fs::is_symlink(status)) {
      refuse(Code::symbolic_link, include.span, fmt::format("`{}` is a symbolic link", path),
             "a rule set is read from its own folder alone; put the file there");
      return std::nullopt;
    }
    if (is_full_) return std::nullopt;
    Result<std::string> bytes = read_regular_file(path, kMaxRuleFileBytes);
    if (!bytes) return bytes.error();
    total_bytes_ += bytes.value().size();
    if (read_.size() >= kMaxFiles || total_bytes_ > kMaxRuleSetBytes) {
      is_full_ = true;
      refuse(Code::rule_set_too_large, include.span,
             fmt::format("the rule set has more than {} files or {} MiB", kMaxFiles,
                         kMaxRuleSetBytes >> 20),
             "include fewer folders");
      return std::nullopt;
    }
    read_.push_back({relative, bytes.value()});
    const SourceId id = text_.sources.add(SourceText(path, std::move(bytes).value()));
    text_.files.push_back(parse_rule_file(text_.sources.at(id), id, diagnostics_));
    return std::nullopt;
  }

  std::string manifest_path_;
  std::string folder_;  ///< "" for the working folder
  Diagnostics& diagnostics_;
  RuleSetText text_;
  std::vector<RuleSetFile> read_;
  std::map<std::string, Span> included_;
  std::size_t total_bytes_ = 0;
  bool is_full_ = false;
};

}  // namespace

RuleSetText parse_rule_set(const std::vector<RuleSetFile>& files, Diagnostics& diagnostics) {
  RuleSetText text;
  for (const RuleSetFile& file : files) {
    const SourceId id = text.sources.add(SourceText(file.path, file.bytes));
    if (id.index() > 0) {
      text.files.push_back(parse_rule_file(text.sources.at(id), id, diagnostics));
      continue;
    }
    std::optional<ast::Manifest> manifest = parse_manifest(text.sources.at(id), id, diagnostics);
    text.is_complete = manifest.has_value();
    if (manifest) text.manifest = std::move(*manifest);
  }
  text.sha256 = digest_of(files);
  return text;
}

Result<RuleSetText> read_rule_set(const std::string& path, Diagnostics& diagnostics) {
  Result<std::string> manifest = find_manifest(path);
  if (!manifest) return manifest.error();
  return Reader(std::move(manifest).value(), diagnostics).read();
}

}  // namespace probity
