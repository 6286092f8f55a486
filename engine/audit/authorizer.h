// What statements may do once a file is known to be a log. Private to this folder.
#pragma once

namespace probity::audit {

/// For sqlite3_set_authorizer, whose parameters these are: SQLITE_OK for what the log does, and
/// SQLITE_DENY for everything else.
[[nodiscard]] int authorize(void* unused, int action, const char* first, const char* second,
                            const char* database, const char* trigger);

}  // namespace probity::audit
