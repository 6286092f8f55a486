#include "audit/log_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <utility>

#include "audit/durable.h"
#include "audit/format.h"
#include "audit/schema.h"
#include "support/text.h"

namespace probity::audit {
namespace {

struct FreeText {
  void operator()(char* text) const { std::free(text); }  // NOLINT(cppcoreguidelines-no-malloc)
};

Result<LogPath> resolve_folder(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  if (path.empty()) return Error{ErrorKind::kInput, "the name of the log is empty"};
  if (name.empty()) return file_error(ErrorKind::kInput, path, "is a folder, not an audit log");
  const std::unique_ptr<char, FreeText> resolved(realpath(folder.c_str(), nullptr));
  if (resolved == nullptr) return file_error(ErrorKind::kNotFound, path, "is not there");
  return LogPath{path, fmt::format("{}/{}", resolved.get(), name)};
}

/// Whether a row of sqlite_schema is this item. SQLite itself does not ask whether names are text,
/// and what page a trigger begins on; whoever selects them sees it.
bool is_item(const Statement& row, const SchemaItem& item) {
  const bool is_text = row.is_text(0) && row.is_text(1) && row.is_text(2);
  const bool has_sql = item.sql.empty() ? row.is_null(3) : row.is_text(3);
  const bool has_pages = row.is_integer(4) && (row.integer(4) != 0) == (item.type != "trigger");
  return is_text && has_sql && has_pages && row.bytes(0) == item.type &&
         row.bytes(1) == item.name && row.bytes(2) == item.table && row.bytes(3) == item.sql;
}

}  // namespace

/// /usr/include/linux/magic.h and the file systems' own documentation.
bool is_network_file_system(long type) {
  constexpr std::array<long, 8> kTypes{
      0x6969,      // NFS
      0x517B,      // SMB
      0xFF534D42,  // CIFS
      0xFE534D42,  // SMB 2
      0x5346414F,  // AFS
      0x73757245,  // Coda
      0x564C,      // NCP
      0x00C36400,  // Ceph
  };
  // The larger ones are negative where they were kept in 32 bits on the way.
  return std::ranges::find(kTypes, type & 0xFFFFFFFF) != kTypes.end();
}

Result<LogPath> locate_log(const std::string& path) {
  Result<LogPath> located = resolve_folder(path);
  if (!located) return located;
  struct stat status{};
  if (lstat(located.value().resolved.c_str(), &status) != 0) {
    return file_error(ErrorKind::kNotFound, path,
                      errno == ENOENT ? "is not there" : "may not be looked at");
  }
  if (S_ISLNK(status.st_mode)) {
    return file_error(ErrorKind::kInput, path, "is a symbolic link; name the log itself");
  }
  if (S_ISDIR(status.st_mode)) {
    return file_error(ErrorKind::kInput, path, "is a folder, not an audit log");
  }
  if (!S_ISREG(status.st_mode)) return file_error(ErrorKind::kInput, path, "is not a regular file");
  if (status.st_size == 0) {
    return file_error(ErrorKind::kInput, path,
                      "is empty, not an audit log; `probity audit init` makes one");
  }
  return located;
}

Result<LogPath> create_log_file(const std::string& path) {
  Result<LogPath> located = resolve_folder(path);
  if (!located) return located;
  const int descriptor =
      open(located.value().resolved.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC,
           S_IRUSR | S_IWUSR);
  if (descriptor < 0) return not_made(path, errno);
  close(descriptor);
  return located;
}

void remove_log_file(const LogPath& path) {
  unlink(path.resolved.c_str());
  unlink((path.resolved + "-journal").c_str());
}

std::optional<Error> find_obstacle_to_appending(const LogPath& path) {
  const std::string& file = path.resolved;
  struct statfs system{};
  if (statfs(file.c_str(), &system) == 0 &&
      is_network_file_system(static_cast<long>(system.f_type))) {
    return file_error(
        ErrorKind::kInputOutput, path.given,
        "is on a network file system, where two writers do not see each other's locks; "
        "keep the log on a local disk");
  }
  struct statvfs flags{};
  if (statvfs(file.c_str(), &flags) == 0 && (flags.f_flag & ST_RDONLY) != 0) {
    return file_error(ErrorKind::kInputOutput, path.given, "is on a read-only file system");
  }
  if (access(file.c_str(), W_OK) != 0) {
    return file_error(ErrorKind::kInputOutput, path.given, "may not be written");
  }
  const std::string folder = file.substr(0, file.rfind('/') + 1);
  if (access(folder.c_str(), W_OK) != 0) {
    return file_error(
        ErrorKind::kInputOutput, path.given,
        "cannot be appended to: its folder, where the journal goes, may not be written");
  }
  return std::nullopt;
}

std::optional<Error> check_identity(Database& database) {
  const std::uint64_t application = database.single_number("PRAGMA application_id");
  const std::uint64_t version = database.single_number("PRAGMA user_version");
  const std::string journal = database.single_text("PRAGMA journal_mode");
  const std::string encoding = database.single_text("PRAGMA encoding");
  if (database.failure()) return database.failure();

  const std::string& path = database.path();
  if (application != static_cast<std::uint64_t>(kApplicationId)) {
    return file_error(ErrorKind::kInput, path, "is a SQLite database, but not an audit log");
  }
  if (version != kFormatVersion) {
    return file_error(
        ErrorKind::kInput, path,
        version > kFormatVersion
            ? fmt::format("has format {}, and this program knows format {}: a newer probity reads "
                          "it",
                          version, kFormatVersion)
            : fmt::format("has format {}, which no log has", version));
  }
  if (encoding != "UTF-8") return file_error(ErrorKind::kInput, path, "is not encoded as UTF-8");
  if (journal != "delete") {
    return file_error(
        ErrorKind::kInput, path,
        fmt::format("has been set to journal mode `{}`; a log is kept in mode `delete`",
                    escape_untrusted(journal)));
  }
  return std::nullopt;
}

std::optional<Error> check_schema(Database& database) {
  Statement found = database.prepare(
      "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema ORDER BY rowid");
  std::size_t known = 0;
  while (found.next()) {
    if (is_item(found, kHiddenIndex)) continue;
    if (std::ranges::none_of(kSchema,
                             [&](const SchemaItem& item) { return is_item(found, item); })) {
      return file_error(
          ErrorKind::kInput, database.path(),
          fmt::format("has a schema that no log has: {} `{}`", escape_untrusted(found.bytes(0)),
                      escape_untrusted(found.bytes(1))));
    }
    ++known;
  }
  if (database.failure()) return database.failure();
  if (known != kSchema.size()) {
    return file_error(
        ErrorKind::kInput, database.path(),
        fmt::format("lacks a part of the schema: {} of {} tables and triggers are there", known,
                    kSchema.size()));
  }
  return std::nullopt;
}

Result<std::unique_ptr<Database>> open_log(const std::string& path, OpenMode mode,
                                           const std::string& vfs) {
  const Result<LogPath> located = locate_log(path);
  if (!located) return located.error();
  if (mode != OpenMode::kRead) {
    if (std::optional<Error> obstacle = find_obstacle_to_appending(located.value())) {
      return *std::move(obstacle);
    }
  }
  Result<std::unique_ptr<Database>> database = Database::open(located.value(), mode, vfs);
  if (!database) return database;
  if (std::optional<Error> mistake = check_identity(*database.value())) return *std::move(mistake);
  if (std::optional<Error> mistake = check_schema(*database.value())) return *std::move(mistake);
  database.value()->restrict_to_log();
  return database;
}

}  // namespace probity::audit
