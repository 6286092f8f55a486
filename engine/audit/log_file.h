// Opening the file of a log: only a regular file, only a database of ours, only with the schema
// that this version writes. Private to this folder.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "audit/database.h"
#include "support/result.h"

namespace probity::audit {

/// kNotFound: not there; kInput: a symbolic link, a folder, no regular file, empty.
[[nodiscard]] Result<LogPath> locate_log(const std::string& path);

/// Makes an empty file that its owner alone may read.
/// kUsage: something is there already; kOutput: it cannot be made.
[[nodiscard]] Result<LogPath> create_log_file(const std::string& path);

/// Takes back create_log_file, whatever SQLite has put beside the file in the meantime.
void remove_log_file(const LogPath& path);

/// True where the locks of another machine are not seen, or not reliably. `type`: statfs.f_type.
[[nodiscard]] bool is_network_file_system(long type);

/// Why nothing may be appended here: the file or its file system is read-only, or other machines
/// write to it (locks do not hold over a network).
[[nodiscard]] std::optional<Error> find_obstacle_to_appending(const LogPath& path);

/// What is wrong with the database as a log of this version; absent where nothing is.
[[nodiscard]] std::optional<Error> check_identity(Database& database);
/// The first difference between its schema and ours.
[[nodiscard]] std::optional<Error> check_schema(Database& database);

/// The three of them, and then no statement but those of the log.
[[nodiscard]] Result<std::unique_ptr<Database>> open_log(const std::string& path, OpenMode mode,
                                                         const std::string& vfs);

}  // namespace probity::audit
