#include "audit/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <utility>

#include "audit/authorizer.h"
#include "audit/whole_reads.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// How long a reader waits for a writer's commit.
constexpr int kReaderPatienceMilliseconds = 10'000;

int primary_code(int code) { return code & 0xFF; }

ErrorKind kind_of(int code) {
  switch (primary_code(code)) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    // The log's own statements have no mistakes and no values that are too large, so that what
    // SQLite objects to is the file: the format of its schema, the length in a record.
    case SQLITE_ERROR:
    case SQLITE_TOOBIG:
      return ErrorKind::kInput;
    default:
      return ErrorKind::kInputOutput;
  }
}

std::string message_of(int code, const std::string& path, const char* detail) {
  const std::string file = escape_untrusted(path);
  if (code == SQLITE_READONLY_ROLLBACK) {
    return fmt::format(
        "`{}` holds half of an interrupted commit, and it cannot be undone where "
        "nothing can be written; copy `{}` and `{}-journal` to another folder",
        file, file, file);
  }
  switch (primary_code(code)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fmt::format("`{}` is being written by another process", file);
    case SQLITE_FULL:
      return fmt::format("no space is left for `{}`", file);
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
    case SQLITE_TOOBIG:
      return fmt::format("`{}` is damaged: {}", file, detail);
    case SQLITE_NOTADB:
      return fmt::format("`{}` is not an audit log: it is no SQLite database", file);
    case SQLITE_CANTOPEN:
      return fmt::format("`{}` cannot be opened", file);
    case SQLITE_READONLY:
      return fmt::format("`{}` cannot be written", file);
    case SQLITE_IOERR:
      return fmt::format("`{}` cannot be read or written: {}", file, detail);
    default:
      return fmt::format("`{}`: {}", file, detail);
  }
}

}  // namespace

void Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

/// What was bound belongs to the borrower, and goes.
Statement::~Statement() {
  if (lent_.empty() || handle_ == nullptr) return;
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  database_->idle_.insert(std::move(lent_));
}

Statement& Statement::bind(int parameter, std::uint64_t number) {
  database_->keep_failure(
      sqlite3_bind_int64(handle_, parameter, static_cast<sqlite3_int64>(number)));
  return *this;
}

Statement& Statement::bind(int parameter, const std::optional<std::string_view>& text) {
  if (!text) {
    database_->keep_failure(sqlite3_bind_null(handle_, parameter));
    return *this;
  }
  const char* const data = text->empty() ? "" : text->data();
  database_->keep_failure(
      sqlite3_bind_text64(handle_, parameter, data, text->size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_bytes(int parameter, std::string_view bytes) {
  const char* const data = bytes.empty() ? "" : bytes.data();
  database_->keep_failure(
      sqlite3_bind_blob64(handle_, parameter, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

bool Statement::next() {
  if (database_->failure()) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->keep_failure(code);
  sqlite3_reset(handle_);
  return false;
}

void Statement::run() {
  while (next()) {
  }
}

void Statement::reset() { sqlite3_reset(handle_); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

bool Statement::is_text(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_TEXT;
}

bool Statement::is_integer(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
}

std::uint64_t Statement::number(int column) const {
  return static_cast<std::uint64_t>(integer(column));
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::optional<std::uint64_t> Statement::optional_number(int column) const {
  if (is_null(column)) return std::nullopt;
  return number(column);
}

std::string_view Statement::bytes(int column) const {
  const void* const data = sqlite3_column_blob(handle_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

Result<std::unique_ptr<Database>> Database::open(const LogPath& path, OpenMode mode,
                                                 const std::string& vfs) {
  std::unique_ptr<Database> database(new Database(path, std::make_unique<WholeReads>(vfs)));
  database->keep_failure(sqlite3_open_v2(
      path.resolved.c_str(), &database->handle_,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_FULLMUTEX,
      database->vfs_->name()));
  database->refuse_write_ahead_log();
  database->configure(mode);
  if (database->failure()) return *database->failure();
  return database;
}

Database::Database(LogPath path, std::unique_ptr<WholeReads> vfs)
    : path_(std::move(path)), vfs_(std::move(vfs)) {}

Database::~Database() {
  idle_.clear();
  sqlite3_close_v2(handle_);
}

/// Before anything is read: in this mode SQLite would make files beside the database, and take what
/// lies in them for newer pages of it.
void Database::refuse_write_ahead_log() {
  const std::string header = read_header();
  if (failure_) return;
  constexpr std::size_t kReadVersion = 19;
  constexpr char kWriteAhead = 2;
  if (header[kReadVersion] == kWriteAhead) {
    fail(ErrorKind::kInput,
         fmt::format("`{}` has been set to journal mode `wal`; a log is kept in mode `delete`",
                     escape_untrusted(path())));
    return;
  }
  sqlite3_vfs* vfs = nullptr;
  keep_failure(
      sqlite3_file_control(handle_, "main", SQLITE_FCNTL_VFS_POINTER, static_cast<void*>(&vfs)));
  const std::string beside = path_.resolved + "-wal";
  int is_there = 0;
  if (!failure_) {
    keep_failure(vfs->xAccess(vfs, beside.c_str(), SQLITE_ACCESS_EXISTS, &is_there));
  }
  if (is_there != 0) {
    fail(ErrorKind::kInput,
         fmt::format("`{}` lies beside the log, and SQLite would take it for a part of it; no log "
                     "has one, so move it away",
                     escape_untrusted(path() + "-wal")));
  }
}

/// Each setting is read back: an old or crippled library ignores what it does not know. None of
/// them writes to the file, which is not yet known to be a log; the journal mode, which could, is
/// only looked at later (check_identity).
void Database::configure(OpenMode mode) {
  if (failure_) return;
  sqlite3_busy_timeout(handle_, kReaderPatienceMilliseconds);
  set_switches();
  set_pragmas(mode);
}

void Database::set_switches() {
  constexpr std::array<std::pair<int, int>, 8> kSwitches{
      {{SQLITE_DBCONFIG_DEFENSIVE, 1},
       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
       {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
       {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
       {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
       {SQLITE_DBCONFIG_DQS_DML, 0},
       {SQLITE_DBCONFIG_DQS_DDL, 0},
       // A foreign database in WAL mode is refused, and left with its WAL as it is.
       {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}}};
  for (const auto& [option, wanted] : kSwitches) {
    int now = -1;
    keep_failure(sqlite3_db_config(handle_, option, wanted, &now));
    if (now != wanted) fail(ErrorKind::kInputOutput, "this SQLite lacks a protection of the log");
  }
}

void Database::set_pragmas(OpenMode mode) {
  struct Setting {
    const char* set;
    const char* ask;
    std::string_view wanted;
  };
  constexpr std::array kAlways{
      Setting{"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
      Setting{"PRAGMA mmap_size=0", "PRAGMA mmap_size", "0"},
      Setting{"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
      Setting{"PRAGMA recursive_triggers=ON", "PRAGMA recursive_triggers", "1"},
  };
  constexpr std::array kWriting{
      Setting{"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
      Setting{"PRAGMA synchronous=EXTRA", "PRAGMA synchronous", "3"},
  };
  constexpr std::array kReading{
      Setting{"PRAGMA query_only=ON", "PRAGMA query_only", "1"},
  };
  const auto apply = [&](const auto& settings) {
    for (const Setting& setting : settings) {
      execute(setting.set);
      // The answer to asking for mmap_size is empty where the library has no memory mapping.
      const std::string now = single_text(setting.ask);
      if (!failure_ && now != setting.wanted && !(now.empty() && setting.wanted == "0")) {
        fail(ErrorKind::kInputOutput,
             fmt::format("`{}` had no effect on `{}`", setting.set, escape_untrusted(path())));
      }
    }
  };
  apply(kAlways);
  if (mode == OpenMode::kRead) {
    apply(kReading);
  } else {
    apply(kWriting);
  }
}

Statement Database::prepare(std::string sql) {
  auto prepared = idle_.find(sql);
  if (prepared == idle_.end()) {
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
    if (!failure_) {
      sqlite3_stmt* made = nullptr;
      const int code =
          sqlite3_prepare_v3(handle_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
      statement.reset(made);
      keep_failure(code);
    }
    prepared = idle_.emplace(std::move(sql), std::move(statement));
  }
  return {*this, idle_.extract(prepared)};
}

void Database::execute(const char* sql) {
  if (!failure_) keep_failure(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

std::string Database::single_text(const char* sql) {
  Statement statement = prepare(sql);
  if (!statement.next()) return {};
  return statement.text(0);
}

std::uint64_t Database::single_number(const char* sql) {
  Statement statement = prepare(sql);
  if (!statement.next()) return 0;
  return statement.number(0);
}

void Database::begin_immediate(int milliseconds) {
  sqlite3_busy_timeout(handle_, milliseconds);
  execute("BEGIN IMMEDIATE");
}

CommitOutcome Database::commit() {
  const int code = sqlite3_exec(handle_, "COMMIT", nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return CommitOutcome::kDurable;
  keep_failure(code);
  // A reader did not let go in time: nothing was written, and the transaction is still open.
  if (primary_code(code) == SQLITE_BUSY && sqlite3_get_autocommit(handle_) == 0) {
    roll_back();
    return CommitOutcome::kUndone;
  }
  return CommitOutcome::kInDoubt;
}

void Database::roll_back() {
  // Where this fails too, the journal stays, and the next opening undoes what was begun.
  if (sqlite3_get_autocommit(handle_) == 0) {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

std::string Database::read_header() {
  std::string header(kHeaderBytes, '\0');
  if (failure_) return header;
  sqlite3_file* file = nullptr;
  keep_failure(
      sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)));
  if (failure_) return header;
  const int code = file->pMethods->xRead(file, header.data(), kHeaderBytes, 0);
  if (code != SQLITE_IOERR_SHORT_READ) keep_failure(code);
  return header;
}

std::uint64_t Database::file_bytes() {
  sqlite3_file* file = nullptr;
  sqlite3_int64 bytes = 0;
  if (!failure_) {
    keep_failure(sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER,
                                      static_cast<void*>(&file)));
  }
  if (!failure_) keep_failure(file->pMethods->xFileSize(file, &bytes));
  return static_cast<std::uint64_t>(bytes);
}

void Database::copy_to(const LogPath& target, const std::string& vfs) {
  if (failure_) return;
  sqlite3* copy = nullptr;
  int code = sqlite3_open_v2(target.resolved.c_str(), &copy,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                             vfs.empty() ? nullptr : vfs.c_str());
  if (code == SQLITE_OK) {
    sqlite3_exec(copy, "PRAGMA synchronous=EXTRA", nullptr, nullptr, nullptr);
    sqlite3_backup* const backup = sqlite3_backup_init(copy, "main", handle_, "main");
    code = backup == nullptr ? sqlite3_extended_errcode(copy) : sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) code = finished;
  }
  sqlite3_close_v2(copy);
  if (refuse_failed_reads() || code == SQLITE_OK) return;
  // What the log itself may be at fault for.
  if (kind_of(code) == ErrorKind::kInput || primary_code(code) == SQLITE_BUSY) {
    keep_failure(code);
  } else {
    fail(ErrorKind::kOutput, message_of(code, target.given, sqlite3_errstr(code)));
  }
}

void Database::restrict_to_log() {
  keep_failure(sqlite3_set_authorizer(handle_, authorize, nullptr));
}

void Database::vacuum() {
  if (failure_) return;
  keep_failure(sqlite3_set_authorizer(handle_, nullptr, nullptr));
  // The whole log need not fit into memory.
  execute("PRAGMA temp_store=FILE");
  execute("VACUUM");
  // Whether or not that succeeded.
  sqlite3_exec(handle_, "PRAGMA temp_store=MEMORY", nullptr, nullptr, nullptr);
  keep_failure(sqlite3_set_authorizer(handle_, authorize, nullptr));
}

bool Database::refuse_failed_reads() {
  if (!vfs_->take_failed_read()) return false;
  keep_failure(SQLITE_IOERR_READ);
  return true;
}

void Database::forget_failure() {
  failure_.reset();
  is_damaged_ = false;
}

void Database::fail(ErrorKind kind, std::string message) {
  if (!failure_) failure_ = Error{kind, std::move(message)};
}

Error Database::damage(std::string_view what) const {
  return {ErrorKind::kInput, fmt::format("`{}` is damaged: {}; `probity audit verify` says more",
                                         escape_untrusted(path()), what)};
}

void Database::keep_failure(int code) {
  if (code == SQLITE_OK || failure_) return;
  // The connection knows its own codes, and none that a file gave directly.
  const bool is_its_own = handle_ != nullptr && sqlite3_extended_errcode(handle_) == code;
  const char* const detail = is_its_own ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  failure_ = Error{kind_of(code), message_of(code, path(), detail)};
  is_damaged_ = kind_of(code) == ErrorKind::kInput;
}

}  // namespace probity::audit
