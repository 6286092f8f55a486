// FaultVfs, and that it does what the tests of faults rely on.
#include "tests/audit/fault_vfs.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstring>
#include <new>

#include "tests/audit/log_support.h"

namespace probity::audit::test {
namespace {

/// Of the one FaultVfs that lives.
struct State {
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs own{};
  std::optional<Fault> fault;
  std::size_t operations = 0;
  std::size_t failures = 0;
  bool is_recording = false;
  std::vector<FileOperation> recorded;

  /// SQLITE_OK, or what the next call has to answer.
  int next(Call call) {
    const bool is_counted = fault && fault->only ? *fault->only == call : call <= Call::kDelete;
    if (!is_counted) return SQLITE_OK;
    ++operations;
    if (!fault || operations < fault->at) return SQLITE_OK;
    if (operations > fault->at && !fault->is_sticky) return SQLITE_OK;
    ++failures;
    if (fault->only) return fault->code;
    switch (call) {
      case Call::kOpen:
        return SQLITE_CANTOPEN;
      case Call::kRead:
        return SQLITE_IOERR_READ;
      case Call::kDelete:
        return SQLITE_IOERR_DELETE;
      default:
        return fault->code;
    }
  }
  void record(FileOperation operation) {
    if (is_recording) recorded.push_back(std::move(operation));
  }
};
State& state() {
  static State of_the_one;
  return of_the_one;
}

std::string name_of(const char* path) {
  if (path == nullptr) return "";
  const std::string text(path);
  return text.substr(text.rfind('/') + 1);
}

/// SQLite allocates it, with the real file right behind it.
struct FaultFile {
  sqlite3_file base;
  std::string* name;
  [[nodiscard]] sqlite3_file* real() {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + sizeof(FaultFile));
  }
};
FaultFile& own(sqlite3_file* file) { return *reinterpret_cast<FaultFile*>(file); }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *own(file).real()->pMethods; }

int file_close(sqlite3_file* file) {
  delete own(file).name;
  return methods(file).xClose(own(file).real());
}
int file_read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
  const int fault = state().next(Call::kRead);
  if (fault != SQLITE_OK && fault != SQLITE_IOERR_SHORT_READ) return fault;
  const int code = methods(file).xRead(own(file).real(), buffer, size, offset);
  if (fault == SQLITE_OK || code != SQLITE_OK) return code;
  const int half = size / 2;
  std::memset(static_cast<char*>(buffer) + half, 0, static_cast<std::size_t>(size - half));
  return fault;
}
int file_write(sqlite3_file* file, const void* buffer, int size, sqlite3_int64 offset) {
  if (const int code = state().next(Call::kWrite)) return code;
  state().record({FileOperation::Kind::kWrite,
                  *own(file).name,
                  static_cast<std::size_t>(offset),
                  {static_cast<const char*>(buffer), static_cast<std::size_t>(size)}});
  return methods(file).xWrite(own(file).real(), buffer, size, offset);
}
int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int code = state().next(Call::kTruncate)) return code;
  state().record(
      {FileOperation::Kind::kTruncate, *own(file).name, static_cast<std::size_t>(size), {}});
  return methods(file).xTruncate(own(file).real(), size);
}
int file_sync(sqlite3_file* file, int /*flags*/) {
  if (const int code = state().next(Call::kSync)) return code;
  state().record({FileOperation::Kind::kSync, *own(file).name, 0, {}});
  return SQLITE_OK;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  if (const int code = state().next(Call::kSize)) return code;
  return methods(file).xFileSize(own(file).real(), size);
}
int file_lock(sqlite3_file* file, int level) {
  if (const int code = state().next(Call::kLock)) return code;
  return methods(file).xLock(own(file).real(), level);
}
int file_unlock(sqlite3_file* file, int level) {
  if (const int code = state().next(Call::kUnlock)) return code;
  return methods(file).xUnlock(own(file).real(), level);
}
int file_check_reserved_lock(sqlite3_file* file, int* result) {
  if (const int code = state().next(Call::kCheckLock)) return code;
  return methods(file).xCheckReservedLock(own(file).real(), result);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return methods(file).xFileControl(own(file).real(), operation, argument);
}
int file_sector_size(sqlite3_file* file) { return methods(file).xSectorSize(own(file).real()); }
/// No promises about the disk: the journal has to be written as for the worst one.
int file_characteristics(sqlite3_file* /*file*/) { return 0; }

const sqlite3_io_methods kMethods{1,
                                  file_close,
                                  file_read,
                                  file_write,
                                  file_truncate,
                                  file_sync,
                                  file_size,
                                  file_lock,
                                  file_unlock,
                                  file_check_reserved_lock,
                                  file_control,
                                  file_sector_size,
                                  file_characteristics,
                                  nullptr,
                                  nullptr,
                                  nullptr,
                                  nullptr,
                                  nullptr,
                                  nullptr};

int vfs_open(sqlite3_vfs* /*vfs*/, const char* path, sqlite3_file* file, int flags,
             int* out_flags) {
  file->pMethods = nullptr;
  if (const int fault = state().next(Call::kOpen)) return fault;
  sqlite3_vfs* const real = state().real;
  int exists = 0;
  if (path != nullptr) real->xAccess(real, path, SQLITE_ACCESS_EXISTS, &exists);
  const int code = real->xOpen(real, path, own(file).real(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  file->pMethods = &kMethods;
  own(file).name = new std::string(name_of(path));
  if (exists == 0 && path != nullptr) {
    state().record({FileOperation::Kind::kCreate, name_of(path), 0, {}});
  }
  return SQLITE_OK;
}
int vfs_delete(sqlite3_vfs* /*vfs*/, const char* path, int sync_folder) {
  if (const int code = state().next(Call::kDelete)) return code;
  state().record({FileOperation::Kind::kDelete, name_of(path), 0, {}, sync_folder != 0});
  return state().real->xDelete(state().real, path, 0);
}
int vfs_access(sqlite3_vfs* /*vfs*/, const char* path, int flags, int* result) {
  if (const int code = state().next(Call::kAccess)) return code;
  return state().real->xAccess(state().real, path, flags, result);
}

}  // namespace

FaultVfs::FaultVfs() {
  State& now = state();
  now = State{};
  now.real = sqlite3_vfs_find(nullptr);
  now.own = *now.real;
  now.own.pNext = nullptr;
  now.own.zName = "probity-fault";
  now.own.szOsFile = static_cast<int>(sizeof(FaultFile)) + now.real->szOsFile;
  now.own.xOpen = vfs_open;
  now.own.xDelete = vfs_delete;
  now.own.xAccess = vfs_access;
  sqlite3_vfs_register(&now.own, 0);
}
FaultVfs::~FaultVfs() { sqlite3_vfs_unregister(&state().own); }

void FaultVfs::plan(std::optional<Fault> fault) {
  state().fault = fault;
  state().operations = 0;
  state().failures = 0;
}
std::size_t FaultVfs::operations() const { return state().operations; }
std::size_t FaultVfs::failures() const { return state().failures; }
void FaultVfs::start_recording() {
  state().recorded.clear();
  state().is_recording = true;
}
void FaultVfs::stop_recording() { state().is_recording = false; }
const std::vector<FileOperation>& FaultVfs::recorded() const { return state().recorded; }

TEST_CASE("the fault VFS records what an append does to the disk, in the safe order") {
  const Folder folder("vfs");
  make_log(folder.file("a.log"));
  FaultVfs vfs;
  LogWriter writer = open_writer(folder.file("a.log"), FaultVfs::name());
  vfs.plan(std::nullopt);
  vfs.start_recording();
  REQUIRE(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), decisions(1))));
  const std::vector<FileOperation>& operations = vfs.recorded();
  REQUIRE_FALSE(operations.empty());
  using Kind = FileOperation::Kind;
  CHECK(operations.front().kind == Kind::kCreate);
  CHECK(operations.front().file == "a.log-journal");
  CHECK(operations.back().kind == Kind::kDelete);
  CHECK(operations.back().file == "a.log-journal");
  CHECK(operations.back().is_durable);
  // The journal is on the disk before the log is touched, and the log before the journal goes.
  bool is_journal_synced = false;
  bool is_log_dirty = false;
  for (const FileOperation& operation : operations) {
    const bool is_journal = operation.file == "a.log-journal";
    if (operation.kind == Kind::kSync && is_journal) is_journal_synced = true;
    if (operation.kind == Kind::kSync && !is_journal) is_log_dirty = false;
    if (operation.kind == Kind::kWrite && !is_journal) {
      CHECK(is_journal_synced);
      is_log_dirty = true;
    }
  }
  CHECK_FALSE(is_log_dirty);
}

TEST_CASE("the fault VFS fails where it is told to") {
  const Folder folder("vfs_fails");
  make_log(folder.file("a.log"));
  FaultVfs vfs;
  LogWriter writer = open_writer(folder.file("a.log"), FaultVfs::name());
  vfs.plan(Fault{1, SQLITE_FULL, true});
  CHECK_FALSE(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), decisions(1))));
  CHECK(vfs.failures() > 0);
  vfs.plan(std::nullopt);
  CHECK(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), decisions(1))));
  CHECK(vfs.operations() > 10);
}

}  // namespace probity::audit::test
