// SQLite for the audit log: one file, prepared statements, errors that are kept until asked for.
// Private to this folder; the headers for callers do not include it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "audit/hash.h"
#include "support/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace probity::audit {

class Database;
class WholeReads;

/// Of the file, as SQLite documents it (https://sqlite.org/fileformat2.html, section 1.3).
inline constexpr std::size_t kHeaderBytes = 100;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const;
};
/// Statements by their text: to prepare one takes longer than to run it.
using PreparedStatements = std::multimap<std::string, std::unique_ptr<sqlite3_stmt, Finalize>>;

/// A prepared statement, lent by its database, which outlives it. Parameters and columns count from
/// 1 and from 0, as in SQLite. After a failure of its database it does nothing.
class Statement {
 public:
  Statement(Statement&& other) noexcept = default;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int parameter, std::uint64_t number);
  /// Text; absent is NULL. The caller keeps the bytes until the statement is reset.
  Statement& bind(int parameter, const std::optional<std::string_view>& text);
  /// Bytes; the caller keeps them until the statement is reset.
  Statement& bind_bytes(int parameter, std::string_view bytes);
  Statement& bind_bytes(int parameter, const Hash& hash) {
    return bind_bytes(parameter, bytes_of(hash));
  }

  /// True where there is a row; false at the end, after which it may be bound and run again, and
  /// after a failure.
  [[nodiscard]] bool next();
  /// For what gives no rows; then it may be bound and run again.
  void run();
  /// Before the last row was reached.
  void reset();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] bool is_text(int column) const;
  [[nodiscard]] bool is_integer(int column) const;
  [[nodiscard]] std::uint64_t number(int column) const;  ///< what the log writes is never negative
  [[nodiscard]] std::int64_t integer(int column) const;  ///< of a row that may be anybody's
  [[nodiscard]] std::optional<std::uint64_t> optional_number(int column) const;
  /// Of text and of bytes; valid until the next call of next, run or reset.
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;

 private:
  friend class Database;
  Statement(Database& database, PreparedStatements::node_type lent)
      : database_(&database), lent_(std::move(lent)), handle_(lent_.mapped().get()) {}

  Database* database_;
  PreparedStatements::node_type lent_;  ///< empty once moved from
  sqlite3_stmt* handle_;
};

/// Where a log lies.
struct LogPath {
  std::string given;     ///< as whoever asked for it has named it; messages do so too
  std::string resolved;  ///< with its folder resolved; the file itself must be no symbolic link
};

enum class OpenMode : std::uint8_t {
  kRead,  ///< asked for writing where the file allows it, so that an interrupted commit is undone
  kAppend,
  kCreate,  ///< the file exists and is empty
};

/// How a COMMIT ended.
enum class CommitOutcome : std::uint8_t {
  kDurable,
  kUndone,   ///< not committed, for certain
  kInDoubt,  ///< it failed on the way, and the next opening decides
};

/// One connection. Invariant: after a failure nothing runs until `forget_failure`.
class Database {
 public:
  /// `vfs`: the name of the SQLite VFS, "" for the usual one.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const LogPath& path, OpenMode mode,
                                                              const std::string& vfs);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// A statement that was prepared before, where one is idle.
  [[nodiscard]] Statement prepare(std::string sql);
  void execute(const char* sql);
  /// The first column of the first row as text; "" where there is none.
  [[nodiscard]] std::string single_text(const char* sql);
  /// The first column of the first row; 0 where there is none or it is NULL.
  [[nodiscard]] std::uint64_t single_number(const char* sql);

  /// Waits up to `milliseconds` for another process to finish.
  void begin_immediate(int milliseconds);
  /// Precondition: begun, and no failure.
  [[nodiscard]] CommitOutcome commit();
  void roll_back();

  /// The first kHeaderBytes bytes of the file, with zeros for what is not there.
  [[nodiscard]] std::string read_header();
  [[nodiscard]] std::uint64_t file_bytes();

  /// Copies everything to the file `target`, which exists and is empty.
  void copy_to(const LogPath& target, const std::string& vfs);

  /// From here on, only what the log does is allowed: reading, appending, erasing.
  void restrict_to_log();
  /// Lifts the restriction, rewrites the file, and restricts again.
  void vacuum();

  /// Fails (kInputOutput) where the device has refused to read; true where it did.
  bool refuse_failed_reads();
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
  /// True where the file itself is at fault: its structure, or that it is no database.
  [[nodiscard]] bool is_damaged() const { return is_damaged_; }
  void forget_failure();
  /// For messages.
  [[nodiscard]] const std::string& path() const { return path_.given; }
  void fail(ErrorKind kind, std::string message);
  /// kInput: what is in the file cannot be so.
  [[nodiscard]] Error damage(std::string_view what) const;

 private:
  friend class Statement;
  Database(LogPath path, std::unique_ptr<WholeReads> vfs);
  void keep_failure(int code);
  void refuse_write_ahead_log();
  void configure(OpenMode mode);
  void set_switches();
  void set_pragmas(OpenMode mode);

  LogPath path_;
  std::unique_ptr<WholeReads> vfs_;
  sqlite3* handle_ = nullptr;
  PreparedStatements idle_;
  std::optional<Error> failure_;
  bool is_damaged_ = false;
};

}  // namespace probity::audit
