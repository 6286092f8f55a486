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

/// What SQLite asks of the disk.
enum class Call : std::uint8_t {
  kOpen,
  kRead,
  kWrite,
  kTruncate,
  kSync,
  kDelete,
  kAccess,
  kSize,
  kLock,
  kUnlock,
  kCheckLock,
};

/// What is to fail: the call with this number (from 1), and, where it is sticky, all after it.
struct Fault {
  std::size_t at = 0;
  /// What SQLite is told: SQLITE_FULL, SQLITE_IOERR_FSYNC, ... A read that is told
  /// SQLITE_IOERR_SHORT_READ gets the first half of its bytes and zeros, as at the end of a file.
  int code = 0;
  bool is_sticky = false;
  /// The calls that count. Absent: all from kOpen to kDelete, and those that cannot fail with
  /// `code` fail in their own way.
  std::optional<Call> only;
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
  /// Calls since the last `plan`, of those that count.
  [[nodiscard]] std::size_t operations() const;
  /// How many of them were made to fail.
  [[nodiscard]] std::size_t failures() const;

  void start_recording();
  void stop_recording();
  [[nodiscard]] const std::vector<FileOperation>& recorded() const;
};

}  // namespace probity::audit::test
