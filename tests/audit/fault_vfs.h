// A SQLite VFS between the log and the disk: it fails where it is told to, records what is written,
// and does not wait for the disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probity::audit::test {

/// One thing that SQLite did to a file.
struct FileOperation {
  enum class Kind : std::uint8_t { kCreate, kWrite, kTruncate, kSync, kDelete };
  Kind kind = Kind::kWrite;
  std::string file;        ///< its name without folder
  std::size_t offset = 0;  ///< of a write; of a truncation: the new size
  std::string bytes;       ///< of a write
  /// Of a deletion: the folder was synchronised, so that the file cannot come back.
  bool is_durable = false;
};

/// What is to fail: the operation with this number (from 1), and, where it is sticky, all after it.
/// Reads count too.
struct Fault {
  std::size_t at = 0;
  int code = 0;  ///< what SQLite is told: SQLITE_FULL, SQLITE_IOERR_FSYNC, ...
  bool is_sticky = false;
};

/// Registered under a name of its own while it lives; one at a time.
class FaultVfs {
 public:
  FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  ~FaultVfs();

  [[nodiscard]] static std::string name() { return "probity-fault"; }

  /// Counts from here on.
  void plan(std::optional<Fault> fault);
  /// Operations since the last `plan`.
  [[nodiscard]] std::size_t operations() const;
  /// How many of them were made to fail.
  [[nodiscard]] std::size_t failures() const;

  void start_recording();
  void stop_recording();
  [[nodiscard]] const std::vector<FileOperation>& recorded() const;
};

}  // namespace probity::audit::test
