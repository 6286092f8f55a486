// A copy of a log that is as good as the log: complete, on the disk, and verified.
#pragma once

#include <string>

#include "audit/verify.h"
#include "support/result.h"

namespace probity::audit {

/// Copies the log while others may append to it, brings the copy to the disk, opens it anew and
/// verifies all of it. The report is on the copy; where it names damage the copy stays, for the
/// damage may be the log's. The key is not copied. kUsage: `target` is there already; kNotFound,
/// kInput: `path` is no log; kInputOutput: it cannot be read; kOutput: the copy cannot be written,
/// and is not there.
[[nodiscard]] Result<VerifyReport> backup_log(const std::string& path, const std::string& target,
                                              const VerifyOptions& options);

}  // namespace probity::audit
