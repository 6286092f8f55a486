// Files that stay when the power fails. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "support/result.h"

namespace probity::audit {

/// "`path` what", with the path made harmless.
[[nodiscard]] Error file_error(ErrorKind kind, const std::string& path, std::string_view what);

/// Why open(2) did not make a file, for a message behind its name; kUsage: something is there
/// already; kOutput: everything else.
[[nodiscard]] Error not_made(const std::string& path, int number);

/// Makes a file that its owner alone may read, with these bytes, on the disk together with its
/// name. kUsage: something is there already; kOutput: it cannot be made or written, and is not
/// there.
[[nodiscard]] std::optional<Error> write_private_file(const std::string& path,
                                                      std::string_view bytes);

/// The bytes of a file that nobody but its owner may read. kNotFound: not there; kInput: a symbolic
/// link, no regular file, open to others, or above `most` bytes; kInputOutput: it cannot be read.
[[nodiscard]] Result<std::string> read_private_file(const std::string& path, std::size_t most);

/// Brings a file and its name in its folder to the disk. kOutput: it cannot be.
[[nodiscard]] std::optional<Error> sync_file(const std::string& path);

}  // namespace probity::audit
