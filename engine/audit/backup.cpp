#include "audit/backup.h"

#include <memory>
#include <optional>
#include <utility>

#include "audit/database.h"
#include "audit/durable.h"
#include "audit/log_file.h"

namespace probity::audit {

Result<VerifyReport> backup_log(const std::string& path, const std::string& target,
                                const VerifyOptions& options) {
  Result<std::unique_ptr<Database>> database = open_log(path, OpenMode::kRead, options.vfs);
  if (!database) return database.error();
  const Result<LogPath> located = create_log_file(target);
  if (!located) return located.error();
  database.value()->copy_to(located.value(), options.vfs);
  std::optional<Error> failure = database.value()->failure();
  if (!failure) failure = sync_file(target);
  if (failure) {
    remove_log_file(located.value());
    return *std::move(failure);
  }
  return verify_log(target, options);
}

}  // namespace probity::audit
